import type { Invitation } from "./model";

/** The version of the JSON format. Minor versions only add to it. */
const FORMAT_VERSION = "1.0";

/** One thing to do. */
interface Step {
  readonly what: string;
  /** What to type or to open, by its name. */
  readonly values?: readonly (readonly [string, string])[];
  readonly command?: string;
  readonly notes: readonly string[];
}

export function formatInvitationText(invitation: Invitation): string {
  return `${titleOf(invitation)}\n\n${stepsAsText(invitation)}`;
}

export function formatInvitationMail(invitation: Invitation): string {
  return `Subject: ${titleOf(invitation)}\n\nHello ${invitation.user},\n\nthis is how you get in:\n\n${stepsAsText(invitation)}`;
}

export function formatInvitationMarkdown(invitation: Invitation): string {
  const steps = stepsOf(invitation).map(({ what, values = [], command, notes }, index) => {
    const lines = [
      ...values.map(([name, value]) => `- ${name}: ${code(value)}`),
      ...(command === undefined ? [] : ["", "```", command, "```"]),
      ...(notes.length > 0 ? ["", notes.join(" ")] : []),
    ];
    return `${index + 1}. ${what}\n\n${lines
      .map((line) => (line === "" ? "" : `   ${line}`))
      .join("\n")
      .replace(/^\n+/, "")}\n`;
  });
  return `# ${titleOf(invitation)}\n\n${steps.join("\n")}`;
}

/** For programs. The schema is invite.schema.json. */
export function formatInvitationJson(invitation: Invitation): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, exitCode: 0, ...invitation }, undefined, 2)}\n`;
}

function titleOf({ account }: Invitation): string {
  return `Your access to the AWS account ${account}`;
}

function stepsAsText(invitation: Invitation): string {
  return stepsOf(invitation)
    .map(({ what, values = [], command, notes }, index) => {
      const width = Math.max(0, ...values.map(([name]) => name.length));
      const lines = [
        ...values.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
        ...(command === undefined ? [] : [`  ${command}`]),
        ...notes,
      ];
      return `${index + 1}. ${what}\n${lines.map((line) => `   ${line}\n`).join("")}`;
    })
    .join("\n");
}

/** A code span. No name, URL or password has a backtick. */
function code(text: string): string {
  return `\`${text}\``;
}

function stepsOf(invitation: Invitation): readonly Step[] {
  const { user, signInUrl, firstPassword } = invitation;
  return [
    {
      what: "Sign in to the AWS console, and choose a new password when AWS asks for it.",
      values: [
        ["address", signInUrl],
        ["user name", user],
        ["first password", firstPassword],
      ],
      notes: ["The first password works only once. Keep the new one in a password manager."],
    },
    deviceStep(invitation),
    {
      what: "Sign out, and sign in again with the device.",
      notes: ["Until you have done so, AWS denies you everything but this."],
    },
    ...commandLineSteps(invitation),
  ];
}

/** The console's words are those of the IAM User Guide, "Assign a passkey or security key in the AWS Management Console". */
function deviceStep({ device: { name, isNameRequired, kinds } }: Invitation): Step {
  const isAny = kinds === "any";
  return {
    what: "Register a device: choose your name at the top right, then Security credentials, then Assign MFA device.",
    values: [
      ["device name", name],
      ["kind", "Passkey or security key"],
    ],
    notes: [
      ...(isAny ? ["If you cannot use a passkey or security key, choose Authenticator app."] : ["The account accepts no other kind."]),
      ...(isNameRequired ? ["The account refuses an authenticator app with a name that does not begin like this."] : []),
    ],
  };
}

function commandLineSteps({ commandLine: { awsLogin, sessionToken }, device: { serialNumber } }: Invitation): readonly Step[] {
  const login = {
    what: "For the command line, sign in with the AWS CLI, version 2.32 or later.",
    command: "aws login",
    notes: ["AWS does not say whether this counts as MFA. If commands are denied afterwards, use the console and tell your administrator."],
  };
  const session = {
    what: `${awsLogin ? "Or, on" : "On"} the command line, with an access key and a code of an authenticator app:`,
    command: `aws sts get-session-token --serial-number ${serialNumber} --token-code CODE`,
    notes: ["This takes no passkeys and security keys. Use the three values that it prints in place of the access key."],
  };
  return [...(awsLogin ? [login] : []), ...(sessionToken ? [session] : [])];
}
