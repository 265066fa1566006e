import { groupBy } from "../../access";
import { visible } from "../../problem";
import { liveExitCode, type LiveVerification } from "./live";
import { CIS_CONTROLS, CIS_VERSIONS } from "./report/cis";
import { totalsOf, type Verification, type VerifiedUser, verifyExitCode } from "./model";
import { expiredLine, headline, NOT_EXAMINED, reasonsOf, roleLine, totalLines, unusedLine, VERDICTS } from "./wording";

/** The version of the format. Minor versions only add to it. */
const FORMAT_VERSION = "1.0";

/** For programs. The schema is verify.schema.json. */
export function formatVerificationJson(verification: Verification): string {
  const { account, date, toolVersion, users, groups, policies, roles, expired, unused } = verification;
  const json = {
    formatVersion: FORMAT_VERSION,
    exitCode: verifyExitCode(verification),
    account,
    date: date.toISOString(),
    toolVersion,
    totals: totalsOf(verification),
    users,
    groups,
    policies,
    roles,
    exceptions: { expired, unused },
    notExamined: NOT_EXAMINED.map(([what, source]) => ({ what, source })),
    cis: {
      controls: CIS_CONTROLS,
      versions: CIS_VERSIONS.map(({ version, sources }) => ({ version, sources: sources.map(({ url }) => url) })),
    },
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** For people: totals first, then whom to act on, the worst first. */
export function formatVerificationText(verification: Verification): string {
  const { account, users, roles, expired, unused } = verification;
  const proved = users.filter(({ verdict, exception }) => verdict === "enforced" && !exception);
  const others = users.filter(({ verdict, exception }) => verdict !== "enforced" || exception);
  const lines = [
    `Account ${account}: ${headline(verification)}.`,
    ...totalLines(verification).map(([words, number]) => `  ${words}: ${number}`),
    ...others.flatMap(userLines),
    ...(proved.length > 0 ? ["", `${VERDICTS.enforced}:`, ...byReason(proved)] : []),
    ...(roles.length > 0 ? ["", "Roles:", ...roles.map((role) => `  ${roleLine(role)}`)] : []),
    ...(expired.length + unused.length > 0
      ? ["", "Exceptions:", ...[...expired.map(expiredLine), ...unused.map(unusedLine)].map((line) => `  ${line}`)]
      : []),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

/** For people: what AWS answered. */
export function formatLiveText(live: LiveVerification): string {
  const { arn, isSession, answers } = live;
  const through = answers.filter(({ refusal }) => refusal === undefined);
  const lines = [
    `${arn}: ${through.length} of ${answers.length} calls got through${through.length === 0 ? "; AWS refused every one" : " without MFA"}.`,
    ...answers.map(({ action, refusal }) => `  ${action}: ${refusal === undefined ? "got through" : `denied: ${refusal}`}`),
    ...(through.length === 0
      ? [
          "A user without the right to make these calls is refused as well, with MFA or without; enforce-mfa verify says what the policies prove.",
        ]
      : []),
    ...(isSession
      ? ["These are the credentials of a session. If it was opened with MFA, the answers say nothing; use an access key instead."]
      : []),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

/** For programs. The schema is verify-live.schema.json. */
export function formatLiveJson(live: LiveVerification): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, exitCode: liveExitCode(live), ...live }, undefined, 2)}\n`;
}

function userLines(user: VerifiedUser): readonly string[] {
  return ["", `${user.name}: ${VERDICTS[user.verdict]}`, ...reasonsOf(user).map((reason) => `  ${reason}`)];
}

/** Users for the same reason are on one line, since there may be thousands. */
function byReason(users: readonly VerifiedUser[]): readonly string[] {
  const reasons = groupBy(
    users.map((user) => ({ name: user.name, reason: reasonsOf(user).join("; ") })),
    ({ reason }) => reason,
  );
  return reasons.map((same) => `  ${same[0]?.reason ?? ""}: ${same.map(({ name }) => name).join(", ")}`);
}
