/** What a plan does to enforcement. README.md says how each label is meant. */
export const LABELS = ["weakens", "window", "harmless"] as const;

export type Label = (typeof LABELS)[number];

/** The names of what a review can find. */
export const FINDING_IDS = [
  "action",
  "boundary-removed",
  "deferred-changes",
  "exemption-added",
  "forgotten",
  "group-unenforced",
  "incomplete-plan",
  "mfa-lost",
  "password-policy-weaker",
  "unenforced-access",
  "unenforced-credentials",
  "unexamined",
  "unknown-document",
  "unknown-holder",
  "via-service-allowed",
  "window",
] as const;

export type FindingId = (typeof FINDING_IDS)[number];

/** Something that happens between the apply of `before` and the plan of `after`. */
export type Step =
  | { readonly terraform: readonly string[] }
  /** An IAM call by somebody else, such as `DetachGroupPolicy`. */
  | { readonly call: string; readonly input: Readonly<Record<string, unknown>> }
  /** Moves an object of Terraform's state aside, as an apply does that creates a replacement and cannot delete the old object. */
  | { readonly depose: string };

/** Files of Terraform configuration by their path; the text alone stands for `main.tf`. */
export type Configuration = string | Readonly<Record<string, string>>;

interface Described {
  /** A sentence. The plan's file is named after it. */
  readonly name: string;
  /** Why the label is right, in one sentence. */
  readonly why: string;
  /** What a review has to find at least. Others may be right, too. */
  readonly findings?: readonly FindingId[];
  /** The name of a case that differs only in that it has no window. */
  readonly counterpart?: string;
}

/** A plan made by Terraform in the lab. */
export interface TerraformCase extends Described {
  /** What is deployed before the plan. Nothing by default. */
  readonly before?: Configuration;
  readonly steps?: readonly Step[];
  /** What is planned. Without it, everything is destroyed. */
  readonly after?: Configuration;
  /** Options of `terraform plan`. */
  readonly options?: readonly string[];
  /** Aliases of the provider, each of which is an account of its own. */
  readonly aliases?: readonly string[];
  /** Whether a user was seen to act without MFA during the apply who could not before. Absent where nobody looked. */
  readonly observed?: boolean;
}

/** A plan written by hand after Terraform's documentation of the format. */
export interface HandwrittenCase extends Described {
  readonly plan: Readonly<Record<string, unknown>>;
}

export type PlanCase = TerraformCase | HandwrittenCase;

export function isHandwritten(planCase: PlanCase): planCase is HandwrittenCase {
  return "plan" in planCase;
}

/** The name of a case's file: its sentence in lower case, with hyphens. */
export function fileNameOf({ name }: PlanCase): string {
  return `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}.json`;
}
