/** What a new colleague needs to know for the first day. */
export interface Invitation {
  readonly user: string;
  /** The account's number. */
  readonly account: string;
  readonly signInUrl: string;
  /** It works once: a new one must be chosen at the first sign-in. */
  readonly firstPassword: string;
  readonly device: {
    /** What to call it. */
    readonly name: string;
    /** Whether the account refuses an authenticator app with another name. */
    readonly isNameRequired: boolean;
    readonly kinds: "any" | "passkeys and security keys";
    /** The serial number that an authenticator app with this name gets. */
    readonly serialNumber: string;
  };
  readonly commandLine: {
    /** Whether policies allow `aws login`. */
    readonly awsLogin: boolean;
    /** Whether an access key and a code give a session. */
    readonly sessionToken: boolean;
  };
}
