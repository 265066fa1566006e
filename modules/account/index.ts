export { adopt } from "./adopt/adopt";
export { adoptExitCode, formatAdoptionJson, formatAdoptionText } from "./adopt/format";
export type { AdoptedRoster, Adoption, LeftOut } from "./adopt/model";
export { connect, type ConnectOptions } from "./connect";
export { type CredentialReport, type CredentialRow, type KeyUse, readCredentialReport } from "./credential-report";
export { COMMANDS_WITH_POLICY, policyFor } from "./needed-policies";
export {
  formatInvitationJson,
  formatInvitationMail,
  formatInvitationMarkdown,
  formatInvitationText,
  invite,
  type Invitation,
} from "./invite";
export { readDetails } from "./read-details";
export { Session } from "./session";
export {
  formatStatusCsv,
  formatStatusJson,
  formatStatusTable,
  readStatus,
  SORT_KEYS,
  type Status,
  statusExitCode,
  type StatusOptions,
} from "./status";
export { Replay, type Forecast } from "./cloudtrail/forecast";
export { mapEvent } from "./cloudtrail/map-event";
export { readEvents } from "./cloudtrail/read-events";
export { formatPreflightJson, formatPreflightText, preflightExitCode } from "./preflight/format";
export type { Finding, Preflight } from "./preflight/model";
export { preflight, type PreflightInput } from "./preflight/preflight";
export { type Exception, readExceptions } from "./verify/exceptions";
export { formatLiveJson, formatLiveText, formatVerificationJson, formatVerificationText } from "./verify/format";
export { liveExitCode, type LiveVerification, verifyLive } from "./verify/live";
export { type Verification, type VerifiedUser, verifyExitCode } from "./verify/model";
export { ON_RESOURCES, WITHOUT_RESOURCE } from "./verify/probes";
export { reportFormat } from "./verify/report/report";
export { type Answer, type Ask, askAws, type Question } from "./verify/simulate";
export { verify, type VerifyOptions } from "./verify/verify";
