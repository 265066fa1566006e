import type { Plan } from "../../access";
import type { Finding, Severity } from "../model";
import type { Side } from "../side";

/** What a rule looks at. */
export interface Context {
  readonly plan: Plan;
  readonly before: Side;
  readonly after: Side;
}

/** What a rule says about one thing. The rule adds its id and its severity, unless the finding has another. */
export type Found = Omit<Finding, "id" | "severity" | "isCertain" | "isOld"> & Partial<Pick<Finding, "severity" | "isCertain" | "isOld">>;

/** One way in which a plan weakens the enforcement of MFA, or might. */
export interface Rule {
  /** Stable: people accept findings by it. */
  readonly id: string;
  readonly severity: Severity;
  /** What it finds, in one sentence without a full stop. */
  readonly title: string;
  /** Everything that it finds. */
  readonly check: (context: Context) => readonly Found[];
}
