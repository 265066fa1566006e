import type { Call } from "./call";
import { CREDENTIALS } from "./credentials";
import { DATA } from "./data";
import { DEVICES } from "./devices";
import { ENFORCEMENT } from "./enforcement";
import { ENROLMENT } from "./enrolment";
import { IAM_READS } from "./iam-reads";
import { STS } from "./sts";

export { type Attempt, type Call } from "./call";
export { ENROLMENT } from "./enrolment";
export { PRESIGNED } from "./presigned";

/** All calls that are made with the SDK's clients. */
export const CALLS: readonly Call[] = [...DATA, ...IAM_READS, ...ENFORCEMENT, ...CREDENTIALS, ...DEVICES, ...ENROLMENT, ...STS];
