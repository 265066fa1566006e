export { type Enforced, type Enforcement, type NotProven, proveEnforcement } from "./prove";
export type { Doubt, StatementPlace } from "./read-document";
