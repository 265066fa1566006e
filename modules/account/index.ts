export { connect, type ConnectOptions } from "./connect";
export { type CredentialReport, type CredentialRow, type KeyUse, readCredentialReport } from "./credential-report";
export { readDetails } from "./read-details";
export { Session } from "./session";
