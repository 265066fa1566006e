import type { ChildProcess } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import {
  ChangePasswordCommand,
  CreateAccountAliasCommand,
  CreateUserCommand,
  DeleteLoginProfileCommand,
  GetLoginProfileCommand,
  ListMFADevicesCommand,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import Ajv from "ajv";
import { defineRoster, MfaEnforcedRoster } from "../../modules";
import type { Invitation } from "../../modules/account";
import schema from "../../modules/account/invite.schema.json";
import { type Account, startAccount } from "../harness/account";
import { ALLOWED, answerOf, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { enforceMfa, type Printed } from "../harness/command";
import { Deployment } from "../harness/deployment";
import { actionsOf, expectNeeded, operatorWith, setPolicy, without } from "../harness/operator";
import { Person } from "../harness/person";
import { RecordingProxy } from "../harness/proxy";

/** How long a signal may take to arrive. */
const SIGNAL_MS = 500;

let account: Account;
let deployment: Deployment;
let proxy: RecordingProxy;
let root: Caller;
let operator: Person;
let policy: Parameters<typeof without>[0];

beforeAll(async () => {
  account = await startAccount();
  proxy = await RecordingProxy.start();
  root = new Caller(account.url);
  deployment = new Deployment(account.url);
  deployment.synth((stack) => {
    const groups = { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } };
    const users = ["john", "first.colleague", "second.colleague"].map((name) => ({ name, groups: ["PowerConsultants" as const] }));
    const roster = defineRoster({ groups, users });
    new MfaEnforcedRoster(stack, "identity", { roster, document: { getSessionTokenWithoutMfa: true, exemptOwnUserOnly: true } });
  });
  await deployment.apply();
  await root.iam.send(new CreateUserCommand({ UserName: "outsider" }));
  await root.iam.send(new CreateAccountAliasCommand({ AccountAlias: "acme" }));
  await root.iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 32,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercaseCharacters: true,
    }),
  );
  policy = JSON.parse((await enforceMfa(account.url, ["policy", "invite"])).out) as typeof policy;
  operator = await operatorWith(root, "ops", policy);
});

afterAll(async () => {
  await proxy.stop();
  deployment.remove();
  await account.stop();
});

/** The command, run by somebody who may do exactly what its policy says. */
function invite(args: readonly string[], url = account.url): Promise<Printed> {
  return enforceMfa(url, ["invite", ...args], operator.key.credentials);
}

/** Whether a user has a password, and whether it must be changed. */
async function passwordOf(name: string): Promise<"none" | "must be changed" | "changed"> {
  try {
    const { LoginProfile } = await root.iam.send(new GetLoginProfileCommand({ UserName: name }));
    return LoginProfile?.PasswordResetRequired ? "must be changed" : "changed";
  } catch (error) {
    expect((error as Error).name).toBe("NoSuchEntityException");
    return "none";
  }
}

async function deletePassword(name: string): Promise<void> {
  await root.iam.send(new DeleteLoginProfileCommand({ UserName: name }));
}

describe("John's first day", () => {
  let invitation: Invitation;
  let john: Person;

  test("Alice invites John, and the password meets the account's policy", async () => {
    const { code, out, err } = await invite(["John", "--json"]);
    expect([code, err]).toEqual([0, ""]);
    invitation = JSON.parse(out) as Invitation;
    const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
    expect([validate(invitation), validate.errors]).toEqual([true, null]);
    expect(invitation).toMatchObject({
      user: "john",
      signInUrl: "https://acme.signin.aws.amazon.com/console",
      device: { name: "john", isNameRequired: true },
      commandLine: { awsLogin: true, sessionToken: true },
    });
    expect(invitation.firstPassword).toHaveLength(32);
    expect(await passwordOf("john")).toBe("must be changed");
  });

  // Emulators have no console. The key stands for the first sign-in, with the same permissions.
  test("John chooses a new password, with the first one and without MFA", async () => {
    john = await Person.withKey(root, "john");
    expect(await answerOf(john.key.s3.send(new ListBucketsCommand({})))).toBe(DENIED);
    const change = { OldPassword: invitation.firstPassword, NewPassword: "Second-Passw0rd-of-thirty-two-ch!" };
    expect(await answerOf(john.key.iam.send(new ChangePasswordCommand(change)))).toBe(ALLOWED);
    expect(await passwordOf("john")).toBe("changed");
  });

  test("John registers a device with the name that the invitation says, and no other one", async () => {
    expect(await answerOf(john.enrol(john.key, "phone"))).toBe(DENIED);
    await john.enrol(john.key, invitation.device.name);
    const { MFADevices } = await root.iam.send(new ListMFADevicesCommand({ UserName: "john" }));
    expect(MFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual([invitation.device.serialNumber]);
  });

  test("John signs in again with the device, and can work", async () => {
    expect(await answerOf((await john.session("with MFA")).s3.send(new ListBucketsCommand({})))).toBe(ALLOWED);
  });
});

test.each([
  ["text", [], /^Your access to the AWS account 123456789012\n\n1\. Sign in/],
  ["Markdown", ["--markdown"], /^# Your access to the AWS account 123456789012\n\n1\. Sign in/],
  ["a mail", ["--mail"], /^Subject: Your access to the AWS account 123456789012\n\nHello first\.colleague,\n/],
])("prints %s once, and a warning beside it", async (_, args, start) => {
  const { code, out, err } = await invite(["first.colleague", ...args]);
  expect([code, err]).toEqual([0, "The password is shown this once and stored nowhere. Give it to nobody but the person it is for.\n"]);
  expect(out).toMatch(start);
  await deletePassword("first.colleague");
});

describe("refuses, and changes nothing:", () => {
  test.each([
    ["a user outside of enforced groups", "outsider", /^enforce-mfa: MFA is not certainly enforced for "outsider" \(/],
    ["a user who has a password", "john", /^enforce-mfa: "john" has a password already, so nothing was changed; /],
    ["a name that is not in the account", "jon", /^enforce-mfa: the account has no user "jon"; did you mean "john"\?\n$/],
  ])("%s", async (_, name, line) => {
    proxy.use({ upstream: account.url });
    const { code, out, err } = await invite([name], proxy.url);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(line);
    expect(proxy.calls.filter(({ isMutating }) => isMutating)).toEqual([]);
  });

  test("a document that does not allow the password change", async () => {
    const other = await startAccount();
    const strict = new Deployment(other.url);
    strict.synth((stack) => {
      const roster = defineRoster({ groups: { Power: { managedPolicies: [] } }, users: [{ name: "john", groups: ["Power"] }] });
      new MfaEnforcedRoster(stack, "identity", { roster, document: { kind: "selfManage" } });
    });
    await strict.apply();
    const { code, out, err } = await enforceMfa(other.url, ["invite", "john"]);
    strict.remove();
    await other.stop();
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/may not do so before MFA; set changePasswordWithoutMfa: true in the roster's document, and deploy\n/);
  });
});

test.each(["SIGINT", "SIGTERM"] as const)("shows the password even if it is interrupted by %s while AWS makes it", async (signal) => {
  let command: ChildProcess | undefined;
  proxy.use({
    upstream: account.url,
    interference: {
      after: async ({ action }): Promise<"answer"> => {
        if (action === "CreateLoginProfile") {
          command?.kill(signal);
          await setTimeout(SIGNAL_MS);
        }
        return "answer";
      },
    },
  });
  const { code, out } = await enforceMfa(proxy.url, ["invite", "second.colleague", "--json"], operator.key.credentials, {}, (started) => {
    command = started;
  });
  expect(code).toBe(0);
  expect((JSON.parse(out) as Invitation).firstPassword).toMatch(/^\S{32}$/);
  await deletePassword("second.colleague");
});

test("can be interrupted before that, and then changes nothing", async () => {
  let command: ChildProcess | undefined;
  proxy.use({
    upstream: account.url,
    interference: {
      before: ({ action }) => {
        if (action === "GetAccountPasswordPolicy") {
          command?.kill("SIGINT");
        }
        return "pass";
      },
    },
  });
  const { code, out } = await enforceMfa(proxy.url, ["invite", "second.colleague"], operator.key.credentials, {}, (started) => {
    command = started;
  });
  expect([code, out]).toEqual([null, ""]);
  expect(await passwordOf("second.colleague")).toBe("none");
});

describe("leaves nothing half done when AWS fails in between", () => {
  test("the answer is lost: the password is deleted again, and the next attempt works", async () => {
    proxy.use({
      upstream: account.url,
      interference: { after: ({ action }) => (action === "CreateLoginProfile" ? "break" : "answer") },
    });
    const { code, out, err } = await invite(["second.colleague"], proxy.url);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^enforce-mfa: AWS did not answer iam:CreateLoginProfile \(.*"second.colleague" has no password, as before; run the command again\n$/,
    );
    expect(await passwordOf("second.colleague")).toBe("none");
    expect(proxy.calls.filter(({ action }) => action === "CreateLoginProfile")).toHaveLength(1);
    expect((await invite(["second.colleague"])).code).toBe(0);
    await deletePassword("second.colleague");
  });

  test("the call does not arrive: there is no password", async () => {
    proxy.use({
      upstream: account.url,
      interference: { before: ({ action }) => (action === "CreateLoginProfile" ? "break" : "pass") },
    });
    expect((await invite(["second.colleague"], proxy.url)).err).toMatch(/has no password, as before; run the command again\n$/);
    expect(await passwordOf("second.colleague")).toBe("none");
  });

  test("the answer is lost, and the password cannot be deleted: it says exactly what to do", async () => {
    await setPolicy(root, "ops", without(policy, "iam:DeleteLoginProfile"));
    proxy.use({
      upstream: account.url,
      interference: { after: ({ action }) => (action === "CreateLoginProfile" ? "break" : "answer") },
    });
    const { code, out, err } = await invite(["second.colleague"], proxy.url);
    await setPolicy(root, "ops", policy);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/may have a password that nobody knows.*: aws iam delete-login-profile --user-name second\.colleague\n$/);
    expect(await passwordOf("second.colleague")).toBe("must be changed");
    await deletePassword("second.colleague");
  });
});

test("needs every action of its policy, and names the one that is missing before it changes anything", async () => {
  const run = async (): Promise<Printed> => {
    const printed = await invite(["second.colleague"]);
    expect(await passwordOf("second.colleague")).toBe("none");
    return printed;
  };
  const actions = actionsOf(policy).filter((name) => name !== "iam:DeleteLoginProfile");
  await expectNeeded(root, "invite", policy, run, actions);
});
