/** What the evidence says, as sections of text and tables, for every format that people read. */
import { needsAction, type Verification, verifyExitCode } from "../model";
import { exceptionLine, expiredLine, headline, NOT_EXAMINED, reasonsOf, roleLine, totalLines, unusedLine, VERDICTS } from "../wording";
import { CIS_CONTROLS, CIS_VERSIONS } from "./cis";

/** A cell: text, a list of texts, or a link. */
export type Cell = string | readonly string[] | { readonly text: string; readonly url: string };

export interface Section {
  readonly title: string;
  readonly intro: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The facts at the top. */
export function factsOf(verification: Verification): readonly (readonly [string, string])[] {
  const { account, date, toolVersion } = verification;
  return [
    ["Account", account],
    ["Date", date.toISOString()],
    ["Tool", `cdktf-enforce-mfa ${toolVersion}`],
    ["Verdict", `${headline(verification)} (exit code ${verifyExitCode(verification)})`],
  ];
}

export function sectionsOf(verification: Verification): readonly Section[] {
  const { users, policies, groups, roles, expired, unused } = verification;
  const exceptions = users.flatMap(({ name, exception }) => (exception ? [{ name, exception }] : []));
  const all: readonly Section[] = [
    {
      title: "Totals",
      intro: "Users by verdict, and what else counts.",
      headings: ["What", "How many"],
      rows: totalLines(verification).map(([words, number]) => [words, String(number)]),
    },
    {
      title: "Users",
      intro: "Every user of the account, the worst first.",
      headings: ["User", "Verdict", "Why", "Groups", "Own policies"],
      rows: users.map((user) => [
        user.name,
        needsAction(user) && !user.exception ? `${VERDICTS[user.verdict]}: act on it` : VERDICTS[user.verdict],
        reasonsOf(user),
        user.groups,
        user.ownPolicies,
      ]),
    },
    {
      title: "Groups",
      intro: "What each group carries, and whether its policies alone enforce MFA.",
      headings: ["Group", "Enforces MFA", "Members", "Policies"],
      rows: groups.map(({ name, isEnforcing, members, policies: carried }) => [
        name,
        isEnforcing ? "yes (proved)" : "no",
        String(members.length),
        carried,
      ]),
    },
    {
      title: "Roles",
      intro: "Roles that ask for no MFA, and that somebody can assume who is not enforced.",
      headings: ["Role", "Who can assume it"],
      rows: roles.map((role) => [role.arn, roleLine(role)]),
    },
    {
      title: "Policies",
      intro: "What each policy denies, and the SHA-256 of its document as AWS returns it, decoded from its URL encoding.",
      headings: ["Policy", "Denies", "Users", "SHA-256 of the document"],
      rows: policies.map(({ label, denies, users: number, sha256 }) => [
        label,
        denies.length > 0 ? denies : "nothing",
        String(number),
        sha256 ?? "AWS has not listed the document",
      ]),
    },
    {
      title: "Exceptions",
      intro: "Users who need not be enforced for a while.",
      headings: ["User", "Until when, and why"],
      rows: [
        ...exceptions.map(({ name, exception }) => [name, exceptionLine(exception)]),
        ...expired.map((exception) => [exception.user, expiredLine(exception)]),
        ...unused.map((exception) => [exception.user, unusedLine(exception)]),
      ],
    },
    {
      title: "What was not examined",
      intro: "This report says nothing about these.",
      headings: ["What", "Source"],
      rows: NOT_EXAMINED.map(([what, url]) => [what, { text: "AWS documentation", url }]),
    },
    {
      title: "CIS AWS Foundations Benchmark",
      intro: "Controls that this report supports, by version. Versions for which AWS names no number are left out.",
      headings: ["Control", ...CIS_VERSIONS.map((version) => `v${version}`), "How", "Source"],
      rows: CIS_CONTROLS.map(({ title, numbers, support, source }) => [
        title,
        ...CIS_VERSIONS.map((version) => numbers[version] ?? "not named"),
        support,
        { text: "AWS Security Hub", url: source },
      ]),
    },
  ];
  return all;
}
