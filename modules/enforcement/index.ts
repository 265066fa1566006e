export type { Context } from "./condition";
export { type Enforced, type Enforcement, isDenied, type NotProven, proveEnforcement } from "./prove";
export { isRefused } from "./read-document";
export type { Doubt, StatementPlace } from "./read-document";
