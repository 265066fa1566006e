import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { GetAccountAuthorizationDetailsResponse } from "@aws-sdk/client-iam";
import { type MfaDocumentOptions, mfaPolicyDocument } from "../../modules";
import {
  formatInvitationJson,
  formatInvitationMail,
  formatInvitationMarkdown,
  formatInvitationText,
  invite,
  type Invitation,
} from "../../modules/account";
import { randomPassword } from "../../modules/account/invite/password";
import { InvalidInputError } from "../../modules/problem";
import { type Answers, answering, awsError } from "../helpers/aws";

const ARN = "arn:aws:iam::123456789012:policy/EnforceMfa";
const AWS = "arn:aws:iam::aws:policy";

interface Setup {
  readonly document?: MfaDocumentOptions;
  readonly policies?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly partition?: string;
  readonly answers?: Answers;
}

/** An account with John in an enforced group, and Alice in none. */
function details({
  document = {},
  policies = ["IAMUserChangePassword"],
  tags = {},
  partition = "aws",
}: Setup): GetAccountAuthorizationDetailsResponse {
  const text = encodeURIComponent(JSON.stringify(mfaPolicyDocument(document)));
  const attached = policies.map((PolicyName) => ({ PolicyName, PolicyArn: `${AWS}/${PolicyName}` }));
  const user = { Path: "/", Arn: `arn:${partition}:iam::123456789012:user/john` };
  return {
    IsTruncated: false,
    UserDetailList: [
      { ...user, UserName: "john", GroupList: ["Power"], Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      { ...user, UserName: "alice" },
    ],
    GroupDetailList: [{ GroupName: "Power", AttachedManagedPolicies: [{ PolicyName: "EnforceMfa", PolicyArn: ARN }, ...attached] }],
    Policies: [{ PolicyName: "EnforceMfa", Arn: ARN, PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: text }] }],
  };
}

function missing(): Promise<never> {
  return Promise.reject(awsError("NoSuchEntityException", 404));
}

function account(setup: Setup = {}): Answers {
  return {
    getAccountAuthorizationDetails: () => details(setup),
    getLoginProfile: missing,
    getAccountPasswordPolicy: missing,
    listAccountAliases: () => ({ AccountAliases: [] }),
    createLoginProfile: () => ({}),
    ...setup.answers,
  };
}

function inviteJohn(setup?: Setup): Promise<Invitation> {
  return invite(answering(account(setup)).session, "john");
}

/** Why somebody is not invited, and the calls that were made. */
async function refusalOf(
  name: string,
  setup: Setup,
): Promise<{ readonly codes: readonly string[]; readonly message: string; readonly calls: readonly string[] }> {
  const { session, calls } = answering(account(setup));
  try {
    await invite(session, name);
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return { codes: error.problems.map(({ code }) => code), message: error.message, calls };
    }
    throw error;
  }
  throw new Error(`${name} was invited`);
}

describe("a first password", () => {
  test.each([
    [undefined, 20],
    [8, 20],
    [64, 64],
    [128, 128],
  ])("for a policy that requires %s characters has %i, of every class", (minimum, length) => {
    for (let round = 0; round < 200; round++) {
      const password = randomPassword(minimum);
      expect(password).toHaveLength(length);
      expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[!#%+\-=@_])[\x21-\x7e]+$/);
    }
  });

  test("is never the same", () => {
    expect(new Set(Array.from({ length: 500 }, () => randomPassword())).size).toBe(500);
  });

  test("is the one that AWS gets, and has to be changed", async () => {
    const inputs: unknown[] = [];
    const { firstPassword } = await inviteJohn({ answers: { createLoginProfile: (input) => void inputs.push(input) } });
    expect(inputs).toEqual([{ UserName: "john", Password: firstPassword, PasswordResetRequired: true }]);
  });

  test("is as long as the account's policy requires", async () => {
    const PasswordPolicy = { MinimumPasswordLength: 30 };
    const { firstPassword } = await inviteJohn({ answers: { getAccountPasswordPolicy: () => ({ PasswordPolicy }) } });
    expect(firstPassword).toHaveLength(30);
  });
});

describe("refuses, before it changes anything,", () => {
  const hasProfile: Answers = { getLoginProfile: () => ({ LoginProfile: {} }) };

  test.each<[string, string, Setup, readonly string[]]>([
    ["a user outside of enforced groups", "alice", {}, ["not-enforced", "password-change-denied"]],
    ["a user who has a password", "john", { answers: hasProfile }, ["has-password"]],
    ["a document that denies the password change", "john", { document: { kind: "selfManage" } }, ["password-change-denied"]],
    ["a user whom no policy allows the password change", "john", { policies: [] }, ["password-change-denied"]],
    ["a user whose enrolment is closed", "john", { document: { enrolmentTag: true } }, ["enrolment-closed"]],
    ["a name that is not in the account", "jon", {}, ["unknown-user"]],
  ])("%s", async (_, name, setup, codes) => {
    const { codes: found, calls } = await refusalOf(name, setup);
    expect([found, calls.filter((call) => /^(create|delete|update)/.test(call))]).toEqual([codes, []]);
  });

  test("and says all of it at once, with the fixes", async () => {
    const { message } = await refusalOf("alice", { answers: hasProfile });
    expect(message).toContain("aws iam delete-login-profile --user-name alice");
    expect(message).toContain("add the user to the roster, and deploy");
    expect(message).toContain("attach IAMUserChangePassword");
  });
});

test.each<[string, Setup]>([
  [
    "the account's password policy allows it",
    { policies: [], answers: { getAccountPasswordPolicy: () => ({ PasswordPolicy: { AllowUsersToChangePassword: true } }) } },
  ],
  ["the document allows it", { policies: [], document: { kind: "selfManage", changePasswordWithoutMfa: true } }],
  ["enrolment is open", { document: { enrolmentTag: true }, tags: { "mfa-enrolment": "open" } }],
])("invites where %s", async (_, setup) => {
  expect((await inviteJohn(setup)).user).toBe("john");
});

describe("when AWS fails in between", () => {
  const CONNECTION_LOST = Object.assign(new Error("socket hang up"), { code: "ECONNRESET", $metadata: {} });

  test.each<[string, Error]>([
    ["the connection breaks", CONNECTION_LOST],
    ["AWS has an error of its own", awsError("ServiceFailureException", 500)],
  ])("and %s, the password is deleted again", async (_, error) => {
    const answers = { createLoginProfile: () => Promise.reject(error), deleteLoginProfile: () => ({}) };
    const { codes, message, calls } = await refusalOf("john", { answers });
    expect([codes, calls.slice(-2)]).toEqual([["answer-lost"], ["createLoginProfile", "deleteLoginProfile"]]);
    expect(message).toMatch(/"john" has no password, as before; run the command again$/);
  });

  test("and nothing was created, deleting finds nothing", async () => {
    const answers = { createLoginProfile: () => Promise.reject(CONNECTION_LOST), deleteLoginProfile: missing };
    expect((await refusalOf("john", { answers })).message).toMatch(/has no password, as before/);
  });

  test("and the password cannot be deleted either, it says what to do", async () => {
    const denied = (): Promise<never> => Promise.reject(awsError("AccessDenied", 403));
    const answers = { createLoginProfile: () => Promise.reject(CONNECTION_LOST), deleteLoginProfile: denied };
    const { message } = await refusalOf("john", { answers });
    expect(message).toMatch(
      /may have a password that nobody knows.*AWS denied iam:DeleteLoginProfile.*aws iam delete-login-profile --user-name john$/,
    );
  });

  test.each([
    ["somebody else was faster", "EntityAlreadyExistsException", "has-password"],
    ["AWS refuses the call", "AccessDenied", "access-denied"],
    ["AWS refuses the password", "PasswordPolicyViolationException", "aws-error"],
  ])("and %s, nothing is deleted", async (_, error, code) => {
    const { codes, calls } = await refusalOf("john", { answers: { createLoginProfile: () => Promise.reject(awsError(error)) } });
    expect([codes, calls.at(-1)]).toEqual([[code], "createLoginProfile"]);
  });

  test("because of too many calls, it tries again", async () => {
    let left = 1;
    const answers = { createLoginProfile: () => (left-- > 0 ? Promise.reject(awsError("Throttling")) : {}) };
    expect((await inviteJohn({ answers })).user).toBe("john");
  });
});

describe("an invitation says", () => {
  test.each([
    ["with the account's number", {}, "https://123456789012.signin.aws.amazon.com/console"],
    [
      "with its alias",
      { answers: { listAccountAliases: () => ({ AccountAliases: ["acme"] }) } },
      "https://acme.signin.aws.amazon.com/console",
    ],
    ["in GovCloud", { partition: "aws-us-gov" }, "https://123456789012.signin.amazonaws-us-gov.com/console"],
  ])("where to sign in, %s", async (_, setup, url) => {
    expect((await inviteJohn(setup)).signInUrl).toBe(url);
  });

  test.each<[string, Setup, Partial<Invitation["device"]>]>([
    ["any", {}, { name: "john", isNameRequired: false, kinds: "any" }],
    ["with the user's name", { document: { exemptOwnUserOnly: true } }, { isNameRequired: true }],
    ["a passkey or security key", { document: { allowedDevices: "phishing-resistant" } }, { kinds: "passkeys and security keys" }],
  ])("which device to register: %s", async (_, setup, device) => {
    expect((await inviteJohn(setup)).device).toMatchObject(device);
  });

  test.each<[string, Setup, Invitation["commandLine"]]>([
    ["none", {}, { awsLogin: false, sessionToken: false }],
    ["aws login", { policies: ["IAMUserChangePassword", "PowerUserAccess"] }, { awsLogin: true, sessionToken: false }],
    ["get-session-token", { document: { getSessionTokenWithoutMfa: true } }, { awsLogin: false, sessionToken: true }],
  ])("which command line works: %s", async (_, setup, commandLine) => {
    expect((await inviteJohn(setup)).commandLine).toEqual(commandLine);
  });
});

describe("formats", () => {
  const invitation: Invitation = {
    user: "john",
    account: "123456789012",
    signInUrl: "https://acme.signin.aws.amazon.com/console",
    firstPassword: "First_Passw0rd-First",
    device: { name: "john", isNameRequired: true, kinds: "any", serialNumber: "arn:aws:iam::123456789012:mfa/john" },
    commandLine: { awsLogin: true, sessionToken: true },
  };

  test("text has the steps in order", () => {
    expect(formatInvitationText(invitation)).toMatchInlineSnapshot(`
      "Your access to the AWS account 123456789012

      1. Sign in to the AWS console, and choose a new password when AWS asks for it.
         address         https://acme.signin.aws.amazon.com/console
         user name       john
         first password  First_Passw0rd-First
         The first password works only once. Keep the new one in a password manager.

      2. Register a device: choose your name at the top right, then Security credentials, then Assign MFA device.
         device name  john
         kind         Passkey or security key
         If you cannot use a passkey or security key, choose Authenticator app.
         The account refuses an authenticator app with a name that does not begin like this.

      3. Sign out, and sign in again with the device.
         Until you have done so, AWS denies you everything but this.

      4. For the command line, sign in with the AWS CLI, version 2.32 or later.
           aws login
         AWS does not say whether this counts as MFA. If commands are denied afterwards, use the console and tell your administrator.

      5. Or, on the command line, with an access key and a code of an authenticator app:
           aws sts get-session-token --serial-number arn:aws:iam::123456789012:mfa/john --token-code CODE
         This takes no passkeys and security keys. Use the three values that it prints in place of the access key.
      "
    `);
  });

  test("Markdown has the same steps", () => {
    expect(formatInvitationMarkdown(invitation)).toMatchInlineSnapshot(`
      "# Your access to the AWS account 123456789012

      1. Sign in to the AWS console, and choose a new password when AWS asks for it.

         - address: \`https://acme.signin.aws.amazon.com/console\`
         - user name: \`john\`
         - first password: \`First_Passw0rd-First\`

         The first password works only once. Keep the new one in a password manager.

      2. Register a device: choose your name at the top right, then Security credentials, then Assign MFA device.

         - device name: \`john\`
         - kind: \`Passkey or security key\`

         If you cannot use a passkey or security key, choose Authenticator app. The account refuses an authenticator app with a name that does not begin like this.

      3. Sign out, and sign in again with the device.

         Until you have done so, AWS denies you everything but this.

      4. For the command line, sign in with the AWS CLI, version 2.32 or later.

         \`\`\`
         aws login
         \`\`\`

         AWS does not say whether this counts as MFA. If commands are denied afterwards, use the console and tell your administrator.

      5. Or, on the command line, with an access key and a code of an authenticator app:

         \`\`\`
         aws sts get-session-token --serial-number arn:aws:iam::123456789012:mfa/john --token-code CODE
         \`\`\`

         This takes no passkeys and security keys. Use the three values that it prints in place of the access key.
      "
    `);
  });

  test("a mail has a subject, and then the same text", () => {
    const [subject, empty, ...body] = formatInvitationMail(invitation).split("\n");
    expect([subject, empty]).toEqual(["Subject: Your access to the AWS account 123456789012", ""]);
    expect(body.join("\n")).toContain(formatInvitationText(invitation).split("\n").slice(2).join("\n"));
  });

  test("without a command line there is no such step, and other devices are not mentioned where they are refused", () => {
    const kinds = "passkeys and security keys";
    const text = formatInvitationText({
      ...invitation,
      device: { ...invitation.device, kinds, isNameRequired: false },
      commandLine: { awsLogin: false, sessionToken: false },
    });
    expect(text).not.toMatch(/command line|aws |Authenticator app/);
  });

  test("JSON is as its schema describes", () => {
    const schema = JSON.parse(readFileSync(join(__dirname, "../../modules/account/invite.schema.json"), "utf8")) as object;
    const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
    expect([validate(JSON.parse(formatInvitationJson(invitation))), validate.errors]).toEqual([true, null]);
  });
});
