/** The guide docs/taking-over-an-account.md, step by step, on accounts that were made by hand. */
import { GetUserCommand, type IAMClient } from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { MfaEnforcedRoster, type MfaEnforcedRosterProps, type Roster } from "../modules";
import { type Account, startAccount } from "./harness/account";
import { ALLOWED, answerOf, DENIED } from "./harness/answer";
import { Caller } from "./harness/caller";
import { iamClient } from "./harness/clients";
import { Deployment, type PlannedChange } from "./harness/deployment";
import { Person } from "./harness/person";
import { RecordingProxy } from "./harness/proxy";
import { contentsOf, makeAccountByHand, membersOf, policiesOf } from "./takeover/by-hand";

let account: Account;
let deployment: Deployment;
let proxy: RecordingProxy;
let iam: IAMClient;
let policyArn: string;

beforeEach(async () => {
  account = await startAccount();
  proxy = await RecordingProxy.start();
  proxy.use({ upstream: account.url });
  deployment = new Deployment(proxy.url);
  iam = iamClient(account.url);
  policyArn = await makeAccountByHand(iam);
});

afterEach(async () => {
  deployment.remove();
  await proxy.stop();
  await account.stop();
});

function synth(roster: Roster, props: Partial<MfaEnforcedRosterProps> = {}): void {
  deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, policyName: "ForceMfa", ...props }));
}

const SIGNS: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };

/** A plan as a reviewer reads it: `+ aws_iam_user`. */
function inWords(plan: readonly PlannedChange[]): readonly string[] {
  return plan.map(({ type, change }) => `${change.actions.map((action) => SIGNS[action] ?? action).join("/")} ${type}`).sort();
}

const tags = { team: "platform" };

/** The account as `enforce-mfa adopt` would write it, with the outsider in it. */
function adopted(): Roster {
  return {
    existing: "all",
    groups: { Power: { managedPolicies: ["PowerUserAccess", policyArn], path: "/team/" } },
    users: ["alice.smith", "john", "outsider"].map((name) => ({ name, groups: ["Power"], tags })),
  };
}

test("the first plan takes everything over, changes nothing of it, and the second plan is empty, also without `existing`", async () => {
  const before = await contentsOf(iam);
  synth(adopted(), { existingPolicyArn: policyArn });
  const text = await deployment.terraform("plan", "-input=false", "-no-color");
  expect(text).toContain("Plan: 7 to import, 2 to add, 3 to change, 0 to destroy.");
  // Terraform keeps force_destroy to itself. What is added is an attachment, and a membership that is there already.
  expect(inWords(await deployment.plan())).toEqual([
    "+ aws_iam_group_membership",
    "+ aws_iam_group_policy_attachment",
    "~ aws_iam_user",
    "~ aws_iam_user",
    "~ aws_iam_user",
  ]);
  await deployment.apply();
  expect(await contentsOf(iam)).toEqual(before);
  expect(await policiesOf(iam, "Power")).toEqual(["ForceMfa", "IAMUserChangePassword", "PowerUserAccess"]);
  expect(await deployment.plan()).toEqual([]);
  synth({ ...adopted(), existing: undefined });
  expect(await deployment.plan()).toEqual([]);
});

test("a new MFA policy is added beside what the account has, before anybody is taken over into a group", async () => {
  const roster = adopted();
  const groups = { Power: { ...roster.groups.Power!, managedPolicies: ["PowerUserAccess"] } };
  const before = await contentsOf(iam);
  synth({ ...roster, groups }, { policyName: "EnforceMfa" });
  expect(inWords(await deployment.plan()).filter((line) => !line.startsWith("~ aws_iam_user"))).toEqual([
    "+ aws_iam_group_membership",
    "+ aws_iam_group_policy_attachment",
    "+ aws_iam_group_policy_attachment",
    "+ aws_iam_policy",
  ]);
  await deployment.apply();
  expect(await contentsOf(iam)).toEqual(before);
  expect(await policiesOf(iam, "Power")).toEqual(["EnforceMfa", "ForceMfa", "IAMUserChangePassword", "PowerUserAccess"]);
  expect(await deployment.plan()).toEqual([]);
});

test("a member outside the roster is not mentioned in the first plan; the second one removes them, unless the membership is additive", async () => {
  const { users, ...others } = adopted();
  const roster = { ...others, users: users.slice(0, 2) };
  const before = await membersOf(iam, "Power");
  synth(roster, { existingPolicyArn: policyArn });
  await deployment.apply();
  expect(await membersOf(iam, "Power")).toEqual(before);
  expect(inWords(await deployment.plan())).toEqual(["~ aws_iam_group_membership"]);
  // The provider of this suite cannot import memberships per user, so `existing` is removed first.
  synth({ ...roster, existing: undefined }, { membership: "additive", previousMembership: "exclusive" });
  await deployment.apply();
  expect(await membersOf(iam, "Power")).toEqual(before);
});

test("importing what the account does not have is refused in the plan, which names it", async () => {
  const { groups, ...others } = adopted();
  synth({ ...others, groups: { Power: { ...groups.Power!, managedPolicies: ["ReadOnlyAccess"] } } }, { policyName: "EnforceMfa" });
  const { code, output } = await deployment.run(["plan", "-input=false", "-no-color"]);
  expect(code).toBe(1);
  expect(output).toMatch(/Cannot import non-existent remote object/);
  expect(output).toContain("identity_group-Power_policy-ReadOnlyAccess");
});

test("giving it back leaves everything in the account", async () => {
  synth(adopted(), { existingPolicyArn: policyArn });
  await deployment.apply();
  const before = await contentsOf(iam);
  const addresses = (await deployment.terraform("state", "list")).trim().split("\n");
  await deployment.terraform("state", "rm", ...addresses);
  deployment.synth(() => undefined);
  expect(await deployment.plan()).toEqual([]);
  expect(await contentsOf(iam)).toEqual(before);
});

/** The calls of an apply that change something, each once. */
async function callsOfApply(): Promise<readonly string[]> {
  proxy.use({ upstream: account.url });
  await deployment.apply();
  return [...new Set(proxy.calls.filter(({ isMutating }) => isMutating).map(({ action }) => action))].sort();
}

/** The emulator loses the link from a renamed user to their device, so devices are left out here; that no call touches one is shown instead. */
async function contentsWithoutDevices(): Promise<string> {
  return JSON.stringify(await contentsOf(iam)).replace(/"devices":\[[^\]]*\]/g, "");
}

describe.each(["exclusive", "additive"] as const)("with %s membership, a user is renamed in place", (membership) => {
  test("keys, password, tags and memberships stay, and no call touches a device", async () => {
    const { users } = adopted();
    const roster = { ...adopted(), existing: undefined };
    synth(adopted(), { existingPolicyArn: policyArn });
    await deployment.apply();
    synth(roster, { membership, previousMembership: "exclusive" });
    await deployment.apply();
    const before = await contentsWithoutDevices();

    const renamed = users.map((user) =>
      user.name === "alice.smith" ? { ...user, name: "alice.miller", formerName: "alice.smith" } : user,
    );
    synth({ ...roster, users: renamed }, { membership });
    const plan = await deployment.plan();
    expect(inWords(plan)).toEqual([
      membership === "exclusive" ? "~ aws_iam_group_membership" : "+/- aws_iam_user_group_membership",
      "~ aws_iam_user",
    ]);
    // The removal is that of the former name, which AWS does not know any more.
    expect(await callsOfApply()).toEqual(["AddUserToGroup", "RemoveUserFromGroup", "UpdateUser"]);
    expect(proxy.calls.filter(({ action }) => action === "RemoveUserFromGroup").map(({ params }) => params.UserName)).toEqual([
      "alice.smith",
    ]);
    expect(await contentsWithoutDevices()).toBe(before);
    expect((await iam.send(new GetUserCommand({ UserName: "alice.miller" }))).User?.UserName).toBe("alice.miller");

    expect(await deployment.plan()).toEqual([]);
    synth({ ...roster, users: renamed.map((user) => ({ ...user, formerName: undefined })) }, { membership });
    expect(await deployment.plan()).toEqual([]);
  });
});

test("an existing user is taken over and renamed in one apply", async () => {
  const before = await contentsWithoutDevices();
  const { users, ...others } = adopted();
  const renamed = users.map((user) => (user.name === "john" ? { ...user, name: "john.doe", formerName: "john" } : user));
  synth({ ...others, users: renamed }, { existingPolicyArn: policyArn });
  expect((await deployment.plan()).filter(({ change }) => change.actions.includes("delete"))).toEqual([]);
  expect(await callsOfApply()).toEqual(["AddUserToGroup", "AttachGroupPolicy", "UpdateUser"]);
  expect(await contentsWithoutDevices()).toBe(before);
  expect(await deployment.plan()).toEqual([]);
});

test("a group is renamed in place: the plan replaces only what refers to it by name, and makes that first", async () => {
  const { users } = adopted();
  const roster = { ...adopted(), existing: undefined };
  synth(adopted(), { existingPolicyArn: policyArn });
  await deployment.apply();
  const groups = { Developers: { ...roster.groups.Power!, formerName: "Power" } };
  synth({ ...roster, groups, users: users.map((user) => ({ ...user, groups: ["Developers"] })) });
  // Not applied: the provider of this suite cannot rename groups.
  expect(inWords(await deployment.plan())).toEqual([
    "+/- aws_iam_group_membership",
    "+/- aws_iam_group_policy_attachment",
    "+/- aws_iam_group_policy_attachment",
    "+/- aws_iam_group_policy_attachment",
    "~ aws_iam_group",
  ]);
});

test("enforcement is prepared, people enrol, and it is switched on by changing the policy in place", async () => {
  const newcomers = ["alice", "john.doe"].map((name) => ({ name, groups: ["Developers"] }));
  const roster: Roster = { groups: { Developers: { managedPolicies: ["PowerUserAccess"] } }, users: newcomers };
  const props = { policyName: "EnforceMfa", document: { getSessionTokenWithoutMfa: true } };
  synth(roster, { ...props, enforcement: "prepare" });
  await deployment.apply();
  const root = new Caller(account.url);
  const alice = await Person.withKey(root, "alice");
  const john = await Person.withKey(root, "john.doe");
  const works = (person: Caller): Promise<string> => answerOf(person.s3.send(new ListBucketsCommand({})));
  expect(await works(john.key)).toBe(ALLOWED);
  expect(await answerOf(alice.enrol())).toBe(ALLOWED);
  expect(await deployment.plan()).toEqual([]);

  synth(roster, props);
  expect(inWords(await deployment.plan())).toEqual(["~ aws_iam_policy"]);
  // A version of the policy's document takes the place of the other in this one call, so there is nothing in between.
  expect(await callsOfApply()).toEqual(["CreatePolicyVersion"]);
  expect(await works(john.key)).toBe(DENIED);
  expect(await answerOf(john.enrol())).toBe(ALLOWED);
  expect(await works(await alice.session("with MFA"))).toBe(ALLOWED);
  expect(await deployment.plan()).toEqual([]);
});

test("preparing a policy that enforces MFA already takes its Deny away, in one in-place change", async () => {
  synth(adopted(), { existingPolicyArn: policyArn, enforcement: "prepare" });
  expect(inWords(await deployment.plan())).toContain("~ aws_iam_policy");
});
