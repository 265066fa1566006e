export { formatInvitationJson, formatInvitationMail, formatInvitationMarkdown, formatInvitationText } from "./format";
export { invite } from "./invite";
export type { Invitation } from "./model";
