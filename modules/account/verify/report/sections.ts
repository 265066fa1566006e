/** What the evidence says, as sections of text and tables, for every format that people read. */
import type { Badge, Link, Table, Tone } from "../../../page";
import { needsAction, type Verification, type VerifiedUser } from "../model";
import { expiredLine, NOT_EXAMINED, reasonsOf, unusedLine, VERDICTS } from "../wording";
import { CIS_CONTROLS, CIS_VERSIONS } from "./cis";

export interface Section extends Table {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  /** What the section refers to, listed below it. */
  readonly sources?: readonly Link[];
}

export const TITLE = "MFA in the AWS account";

/** The facts at the top. */
export function factsOf(verification: Verification): readonly (readonly [string, string])[] {
  const { account, toolVersion } = verification;
  return [
    ["Account", account],
    ["Date", dateOf(verification)],
    ["Tool", `cdktf-enforce-mfa ${toolVersion}`],
  ];
}

/** `2026-12-31 12:00:00 UTC`. */
export function dateOf({ date }: Verification): string {
  return date.toISOString().replace(/T(.*)\.\d+Z$/, " $1 UTC");
}

export function sectionsOf(verification: Verification): readonly Section[] {
  const { users, policies, groups, roles } = verification;
  return [
    {
      id: "users",
      title: "Users",
      intro:
        "Every user of the account, the worst first. Proved: it follows from IAM's rules that everything without MFA is denied but the exempt actions. As far as AWS's simulator was asked: not proved, but it refused an action of every service that a policy of the user names.",
      headings: ["User", "Verdict", "Why", "Groups", "Own policies"],
      widths: [16, 16, 34, 16, 18],
      rows: users.map((user) => [user.name, verdictOf(user), reasonsOf(user), user.groups, user.ownPolicies]),
    },
    {
      id: "groups",
      title: "Groups",
      intro: "What each group carries, and whether its policies alone prove that its members are enforced.",
      headings: ["Group", "Enforces MFA", "Members", "Policies"],
      widths: [28, 18, 12, 42],
      rows: groups.map(({ name, isEnforcing, members, policies: carried }) => [
        name,
        isEnforcing ? { badge: "yes (proved)", tone: "good" } : { badge: "not by itself", tone: "plain" },
        members.length,
        carried,
      ]),
    },
    {
      id: "policies",
      title: "Policies",
      intro: "What each policy denies, and the SHA-256 of its document as AWS returns it, decoded from its URL encoding.",
      headings: ["Policy", "What it denies", "Users", "SHA-256 of the document"],
      widths: [24, 42, 8, 26],
      rows: policies.map(({ label, denies, users: number, sha256 }) => [
        label,
        sha256 === undefined ? "not known" : denies.length > 0 ? denies : "nothing",
        number,
        sha256 === undefined ? "AWS has not listed the document" : { code: sha256 },
      ]),
    },
    {
      id: "roles",
      title: "Roles",
      intro: "Roles that ask for no MFA, and that somebody can assume who is not enforced.",
      headings: ["Role", "Who can assume it"],
      widths: [40, 60],
      rows: roles.map(({ arn, assumableBy, isExcepted }) => [arn, `${assumableBy.join(", ")}${isExcepted ? " (all excepted)" : ""}`]),
    },
    exceptionsSection(verification),
    {
      id: "not-examined",
      title: "What was not examined",
      intro: "This report says nothing about these.",
      headings: ["What", "Source"],
      widths: [62, 38],
      rows: NOT_EXAMINED.map(([what, url]) => [what, { text: "AWS documentation", url }]),
    },
    {
      id: "cis",
      title: "CIS AWS Foundations Benchmark",
      intro:
        "The controls that this report supports, with their number in each version. It does not support those about the root user, access keys, unused credentials and the password policy.",
      headings: ["Control", "How", ...CIS_VERSIONS.map(({ version }) => `v${version}`)],
      widths: [30, 30, 8, 8, 8, 8, 8],
      rows: CIS_CONTROLS.map(({ title, numbers, support }) => [
        title,
        support,
        ...CIS_VERSIONS.map(({ version }) => numbers[version] ?? "unknown"),
      ]),
      sources: CIS_VERSIONS.flatMap(({ version, sources }) => sources.map(({ name, url }) => ({ text: `v${version}: ${name}`, url }))),
    },
  ];
}

function exceptionsSection({ users, expired, unused }: Verification): Section {
  const valid = users.flatMap(({ exception }) => (exception ? [exception] : []));
  return {
    id: "exceptions",
    title: "Exceptions",
    intro: "Users who need not be enforced for a while, with the last day in UTC.",
    headings: ["User", "Reason", "Until", "What it means now"],
    widths: [20, 36, 14, 30],
    rows: [
      ...valid.map(({ user, reason, until }) => [user, reason, until, "nothing has to be done about this user until then"]),
      ...expired.map((exception) => [exception.user, exception.reason, exception.until, expiredLine(exception)]),
      ...unused.map((exception) => [exception.user, exception.reason, exception.until, unusedLine(exception)]),
    ],
  };
}

export function toneOf(user: VerifiedUser): Tone {
  if (user.verdict === "enforced") {
    return "good";
  }
  return needsAction(user) && !user.exception ? "bad" : "doubt";
}

function verdictOf(user: VerifiedUser): Badge {
  const tone = toneOf(user);
  return { badge: `${VERDICTS[user.verdict]}${tone === "bad" ? ": act on it" : user.exception ? ", excepted" : ""}`, tone };
}
