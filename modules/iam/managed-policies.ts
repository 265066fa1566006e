import { closest } from "../problem";

/** The AWS managed policy with which people change their own password; every enforced group has it. */
export const CHANGE_PASSWORD = "IAMUserChangePassword";

/**
 * AWS managed policies that allow the exempt actions on every user and device, in lower case. Source: AWS Managed Policy Reference Guide; of the
 * policies in managed-policies.generated.json no other allows `iam:EnableMFADevice` on `*`.
 */
const ADMINISTRATION: ReadonlySet<string> = new Set(["administratoraccess", "iamfullaccess", "awsmcpserviceactionsfullaccess"]);

/** Whether an AWS managed policy allows the exempt actions on every user and device. Ignores case. */
export function isAdministration(name: string): boolean {
  return ADMINISTRATION.has(name.toLowerCase());
}

/** The names of AWS's managed policies, as managed-policies.generated.json has them. */
interface PolicyList {
  /** The day of the newest policy, as YYYY-MM-DD. */
  readonly date: string;
  /** Names, with their paths. */
  readonly names: readonly string[];
}

let known: ReadonlySet<string> | undefined;

/** Whether AWS had a managed policy of this name, with its path, on the day of the list. */
export function isKnownManagedPolicy(name: string): boolean {
  known ??= new Set(loadList().names);
  return known.has(name);
}

/** The AWS managed policy that a misspelled name probably means: the same name at another path, or the nearest name. */
export function closestManagedPolicy(name: string): string | undefined {
  const { names } = loadList();
  const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return names.find((candidate) => baseName(candidate) === baseName(name)) ?? closest(name, names);
}

/** The day of the list of AWS managed policies, as YYYY-MM-DD. */
export function managedPoliciesDate(): string {
  return loadList().date;
}

function loadList(): PolicyList {
  return require("./managed-policies.generated.json") as PolicyList;
}

/** An action that an AWS managed policy allows, such as `sqs:ListQueues` for `AmazonSQSFullAccess`; nothing where none is known. */
export function exampleAction(managedPolicy: string): string | undefined {
  // Loaded with the first question: most callers have none.
  const examples = require("./managed-policy-examples.generated.json") as Readonly<Record<string, string>>;
  return Object.hasOwn(examples, managedPolicy) ? examples[managedPolicy] : undefined;
}
