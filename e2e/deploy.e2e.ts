import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import {
  AddUserToGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  GetAccountPasswordPolicyCommand,
  GetGroupCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListEntitiesForPolicyCommand,
  ListGroupsCommand,
  ListPoliciesCommand,
  ListUsersCommand,
  UpdateLoginProfileCommand,
} from "@aws-sdk/client-iam";
import type { TerraformStack } from "cdktf";
import * as openpgp from "openpgp";
import {
  AccountPasswordPolicy,
  type MfaDocumentOptions,
  MfaEnforcedRoster,
  type MfaEnforcedRosterProps,
  mfaPolicyDocument,
  type Roster,
} from "../modules";
import { type Account, ROOT, startAccount } from "./harness/account";
import { iamClient } from "./harness/clients";
import { Deployment, type PlannedChange } from "./harness/deployment";

const run = promisify(execFile);

let account: Account;
let deployment: Deployment;
let iam: IAMClient;

beforeEach(async () => {
  account = await startAccount();
  deployment = new Deployment(account.url);
  iam = iamClient(account.url);
});

afterEach(async () => {
  deployment.remove();
  await account.stop();
});

/** The article's roster with these users in PowerConsultants. */
function rosterOf(...names: readonly string[]): Roster {
  return {
    groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
    users: names.map((name) => ({ name, groups: ["PowerConsultants"] })),
  };
}

function identity(props: MfaEnforcedRosterProps): (stack: TerraformStack) => void {
  return (stack) => new MfaEnforcedRoster(stack, "identity", props);
}

/** A plan as a reviewer reads it: `+ aws_iam_user`, `~ aws_iam_group_membership`. */
function inWords(plan: readonly PlannedChange[]): readonly string[] {
  const signs: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };
  return plan.map(({ type, change }) => `${change.actions.map((action) => signs[action] ?? action).join("/")} ${type}`).sort();
}

async function storedDocument(name: string): Promise<unknown> {
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  const policy = Policies.find(({ PolicyName }) => PolicyName === name)!;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: policy.Arn, VersionId: policy.DefaultVersionId }));
  return JSON.parse(decodeURIComponent(PolicyVersion!.Document!)) as unknown;
}

async function membersOf(group: string): Promise<readonly (string | undefined)[]> {
  const { Users = [] } = await iam.send(new GetGroupCommand({ GroupName: group }));
  return Users.map(({ UserName }) => UserName).sort();
}

describe("a deployed roster", () => {
  test.each<[string, MfaDocumentOptions | undefined]>([
    ["the minimal one", undefined],
    ["with options", { getSessionTokenWithoutMfa: true, exemptActions: ["codecommit:GitPull"], partition: "aws" }],
  ])("stores the document exactly as built: %s", async (_name, document) => {
    deployment.synth(identity({ roster: rosterOf("john"), document }));
    await deployment.apply();
    expect(await storedDocument("EnforceMfa")).toEqual(mfaPolicyDocument(document));
  });

  test("has nothing to change in a second plan", async () => {
    deployment.synth((stack) => {
      new AccountPasswordPolicy(stack, "password-policy");
      identity({ roster: rosterOf("john", "first.colleague") })(stack);
    });
    await deployment.apply();
    expect(await deployment.plan()).toEqual([]);
    const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
    expect(PasswordPolicy).toMatchObject({ MinimumPasswordLength: 14, PasswordReusePrevention: 24, AllowUsersToChangePassword: true });
  });

  test("gains a colleague with one user and one changed membership", async () => {
    deployment.synth(identity({ roster: rosterOf("john") }));
    await deployment.apply();
    deployment.synth(identity({ roster: rosterOf("first.colleague", "john") }));
    expect(inWords(await deployment.plan())).toEqual(["+ aws_iam_user", "~ aws_iam_group_membership"]);
    await deployment.apply();
    expect(await membersOf("PowerConsultants")).toEqual(["first.colleague", "john"]);
  });

  test("loses a colleague with one user and one changed membership", async () => {
    deployment.synth(identity({ roster: rosterOf("first.colleague", "john") }));
    await deployment.apply();
    deployment.synth(identity({ roster: rosterOf("john") }));
    expect(inWords(await deployment.plan())).toEqual(["- aws_iam_user", "~ aws_iam_group_membership"]);
    await deployment.apply();
    expect(await membersOf("PowerConsultants")).toEqual(["john"]);
    expect(await deployment.plan()).toEqual([]);
  });

  test("gains an exemption by changing only the policy, in place", async () => {
    deployment.synth(identity({ roster: rosterOf("john") }));
    await deployment.apply();
    const document: MfaDocumentOptions = { exemptActions: ["codecommit:GitPull"] };
    deployment.synth(identity({ roster: rosterOf("john"), document }));
    expect(inWords(await deployment.plan())).toEqual(["~ aws_iam_policy"]);
    await deployment.apply();
    expect(await storedDocument("EnforceMfa")).toEqual(mfaPolicyDocument(document));
  });

  test("keeps its policy's description and path until the policy gets a new name", async () => {
    deployment.synth(identity({ roster: rosterOf("john"), policyDescription: "first", policyPath: "/first/" }));
    await deployment.apply();
    deployment.synth(identity({ roster: rosterOf("john"), policyDescription: "second", policyPath: "/second/" }));
    expect(await deployment.plan()).toEqual([]);
    deployment.synth(identity({ roster: rosterOf("john"), policyName: "Renamed", policyDescription: "second", policyPath: "/second/" }));
    await deployment.apply();
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    expect(Policies.map(({ PolicyName, Path }) => [PolicyName, Path])).toEqual([["Renamed", "/second/"]]);
    expect(await deployment.plan()).toEqual([]);
  });

  test.each([
    ["exclusive", ["~ aws_iam_group_membership"], ["john"]],
    ["additive", [], ["john", "outsider"]],
  ] as const)("with %s membership plans %j when an outsider is in the group", async (membership, planned, members) => {
    deployment.synth(identity({ roster: rosterOf("john"), membership }));
    await deployment.apply();
    await iam.send(new CreateUserCommand({ UserName: "outsider" }));
    await iam.send(new AddUserToGroupCommand({ UserName: "outsider", GroupName: "PowerConsultants" }));
    expect(inWords(await deployment.plan())).toEqual(planned);
    await deployment.apply();
    expect(await membersOf("PowerConsultants")).toEqual(members);
  });

  test("keeps outsiders out of a group that may be empty", async () => {
    const roster: Roster = {
      groups: { Auditors: { managedPolicies: ["job-function/ViewOnlyAccess"], allowEmpty: true } },
      users: [{ name: "john", groups: [] }],
    };
    deployment.synth(identity({ roster }));
    await deployment.apply();
    await iam.send(new AddUserToGroupCommand({ UserName: "john", GroupName: "Auditors" }));
    await deployment.apply();
    expect(await membersOf("Auditors")).toEqual([]);
  });

  test("leaves nothing behind when it is destroyed", async () => {
    deployment.synth(identity({ roster: rosterOf("john", "first.colleague") }));
    await deployment.apply();
    await iam.send(new CreateLoginProfileCommand({ UserName: "john", Password: "a temporary Pa55word!" }));
    await deployment.destroy();
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    const { Groups } = await iam.send(new ListGroupsCommand({}));
    const { Users } = await iam.send(new ListUsersCommand({}));
    const { PolicyGroups } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" }));
    expect({ Policies, Groups, Users, PolicyGroups }).toEqual({ Policies: [], Groups: [], Users: [], PolicyGroups: [] });
  });

  test("keeps 24 awkward names apart in two groups", async () => {
    const names = [
      ..."john.doe johndoe john-doe john_doe john+doe john@doe john=doe john,doe j.ohndoe constructor toString Default".split(" "),
      ..."Resource valueOf 1e5 2e+10 a.e.b -1.5e+3 123 hasOwnProperty group membership mfa".split(" "),
      "x".repeat(64),
    ];
    const groups = ["One.group", "Onegroup"];
    const roster: Roster = {
      groups: Object.fromEntries(groups.map((group) => [group, { managedPolicies: ["PowerUserAccess"] }])),
      users: names.map((name) => ({ name, groups })),
    };
    deployment.synth(identity({ roster }));
    await deployment.apply();
    expect(names).toHaveLength(24);
    for (const group of groups) {
      expect(await membersOf(group)).toEqual([...names].sort());
    }
    expect(await deployment.plan()).toEqual([]);
  });
});

describe("a user with loginProfile", () => {
  test("gets a first password that only the key's owner can read, and changing it later causes no drift", async () => {
    const keys = await openpgp.generateKey({ type: "rsa", rsaBits: 2048, userIDs: [{ name: "john" }], format: "object" });
    const pgpKey = Buffer.from(keys.publicKey.write()).toString("base64");
    const roster: Roster = { ...rosterOf("john"), users: [{ name: "john", groups: ["PowerConsultants"], loginProfile: { pgpKey } }] };
    deployment.synth(identity({ roster }));
    await deployment.apply();

    const { identity_encrypted_passwords } = JSON.parse(await deployment.terraform("output", "-json")) as {
      readonly identity_encrypted_passwords: { readonly value: { readonly john: string } };
    };
    const message = await openpgp.readMessage({ binaryMessage: Buffer.from(identity_encrypted_passwords.value.john, "base64") });
    const { data: password } = await openpgp.decrypt({ message, decryptionKeys: keys.privateKey });
    expect(password).toMatch(/^\S{20,}$/);
    expect(await deployment.terraform("state", "pull")).not.toContain(password);

    await iam.send(new UpdateLoginProfileCommand({ UserName: "john", Password: "John's own Pa55word!", PasswordResetRequired: false }));
    expect(await deployment.plan()).toEqual([]);
  });
});

describe("cdktf deploy", () => {
  test("deploys the app in main.ts, and adds a colleague with one more line in roster.ts", async () => {
    const root = resolve(__dirname, "..");
    const repo = mkdtempSync(join(tmpdir(), "enforce-mfa-repo-"));
    try {
      for (const part of [
        "main.ts",
        "account-stack.ts",
        "roster.ts",
        "cdktf.json",
        "package.json",
        "scripts",
        "modules",
        "tsconfig.json",
      ]) {
        cpSync(join(root, part), join(repo, part), { recursive: true });
      }
      symlinkSync(join(root, "node_modules"), join(repo, "node_modules"));
      const cdktf = async (...args: readonly string[]): Promise<string> => {
        const env = {
          ...process.env,
          AWS_ENDPOINT_URL: account.url,
          AWS_ACCESS_KEY_ID: ROOT.accessKeyId,
          AWS_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
        };
        // Locking the provider contacts the registry, which may be unreachable on a machine that uses a mirror.
        const { stdout } = await run(join(root, "e2e/cdktf-cli/node_modules/.bin/cdktf"), [...args, "--skip-provider-lock"], {
          cwd: repo,
          env,
        });
        return stdout;
      };
      expect(await cdktf("deploy", "account", "--auto-approve")).toContain("10 added, 0 changed, 0 destroyed");
      expect(await storedDocument("EnforceMfa")).toEqual(mfaPolicyDocument());
      expect(await cdktf("diff", "account")).toContain("No changes");

      const line = '{ name: "john", groups: ["PowerConsultants"] },';
      const rosterFile = join(repo, "roster.ts");
      const before = readFileSync(rosterFile, "utf8");
      writeFileSync(rosterFile, before.replace(line, `${line}\n    { name: "next.colleague", groups: ["PowerConsultants"] },`));
      expect(await cdktf("deploy", "account", "--auto-approve")).toContain("1 added, 1 changed, 0 destroyed");
      expect(await membersOf("PowerConsultants")).toContain("next.colleague");

      expect(await cdktf("destroy", "account", "--auto-approve")).toContain("11 destroyed");
      expect((await iam.send(new ListUsersCommand({}))).Users).toEqual([]);
    } finally {
      rmSync(repo, { recursive: true, force: true });
    }
  });
});
