/** "Take over an account" in docs/taking-over-an-account.md, on an account that was made by hand. */
import type { IAMClient } from "@aws-sdk/client-iam";
import { loadRoster } from "../../modules";
import { sectionsOf } from "../harness/guide";
import { contentsOf, makeAccountByHand, membersOf, policiesOf, rosterByHand } from "./by-hand";
import { guide, Scene } from "./scene";

let scene: Scene;
let iam: IAMClient;
let policyArn: string;

beforeEach(async () => {
  scene = await Scene.start();
  ({ iam } = scene.root);
  policyArn = await makeAccountByHand(iam);
});

afterEach(() => scene.stop());

test("the suite runs the commands of each part of the guide that has some", () => {
  expect([...sectionsOf("taking-over-an-account.md").keys()]).toEqual([
    "Take over an account",
    "How to go back",
    "Switch enforcement on in a living account",
    "When people leave",
    "You, in the middle of an apply",
    "Somebody who lost their device",
    "Everybody",
  ]);
});

test("the first plan takes everything over, changes nothing of it, and the second plan is empty, also without `existing`", async () => {
  const [adopt, preflight, ...more] = guide("Take over an account");
  expect(more).toEqual([]);
  expect(await scene.run(adopt, {}, scene.root, 2)).toContain("group Power carries arn:aws:iam::123456789012:policy/ForceMfa");
  expect(await scene.run(preflight, {}, scene.root, 2)).toContain("MFA will be enforced for 3 users, of whom 3 are in the account.");
  const roster = loadRoster(scene.rosterFile);

  const before = await contentsOf(iam);
  scene.synth(roster, { policyName: "ForceMfa", existingPolicyArn: policyArn });
  const text = await scene.deployment.terraform("plan", "-input=false", "-no-color");
  expect(text).toContain("Plan: 6 to import, 3 to add, 3 to change, 0 to destroy.");
  // Terraform keeps force_destroy to itself. What is added is a new attachment, and an attachment and a membership that are there already.
  expect(await scene.plan()).toEqual([
    "+ aws_iam_group_membership",
    "+ aws_iam_group_policy_attachment",
    "+ aws_iam_group_policy_attachment",
    "~ aws_iam_user",
    "~ aws_iam_user",
    "~ aws_iam_user",
  ]);
  await scene.deployment.apply();
  expect(await contentsOf(iam)).toEqual(before);
  expect(await policiesOf(iam, "Power")).toEqual(["ForceMfa", "IAMUserChangePassword", "PowerUserAccess"]);
  expect(await scene.plan()).toEqual([]);
  scene.synth({ ...roster, existing: undefined }, { policyName: "ForceMfa" });
  expect(await scene.plan()).toEqual([]);
});

test("the attachment of the MFA policy is imported, too, if the group lists it", async () => {
  scene.synth(rosterByHand(policyArn), { policyName: "ForceMfa", existingPolicyArn: policyArn });
  const text = await scene.deployment.terraform("plan", "-input=false", "-no-color");
  expect(text).toContain("Plan: 7 to import, 2 to add, 3 to change, 0 to destroy.");
});

test("a new MFA policy is added beside what the account has, before anybody is taken over into a group", async () => {
  const roster = rosterByHand(policyArn);
  const groups = { Power: { ...roster.groups.Power!, managedPolicies: ["PowerUserAccess"] } };
  const before = await contentsOf(iam);
  scene.synth({ ...roster, groups });
  expect((await scene.plan()).filter((line) => !line.startsWith("~ aws_iam_user"))).toEqual([
    "+ aws_iam_group_membership",
    "+ aws_iam_group_policy_attachment",
    "+ aws_iam_group_policy_attachment",
    "+ aws_iam_policy",
  ]);
  await scene.deployment.apply();
  expect(await contentsOf(iam)).toEqual(before);
  expect(await policiesOf(iam, "Power")).toEqual(["EnforceMfa", "ForceMfa", "IAMUserChangePassword", "PowerUserAccess"]);
  expect(await scene.plan()).toEqual([]);
});

test("a member outside the roster is not mentioned in the first plan; the second one removes them, unless the membership is additive", async () => {
  const { users, ...others } = rosterByHand(policyArn);
  const roster = { ...others, users: users.slice(0, 2) };
  const before = await membersOf(iam, "Power");
  await scene.deploy(roster, { policyName: "ForceMfa", existingPolicyArn: policyArn });
  expect(await membersOf(iam, "Power")).toEqual(before);
  expect(await scene.plan()).toEqual(["~ aws_iam_group_membership"]);
  // The provider of this suite cannot import memberships per user, so `existing` is removed first.
  await scene.deploy(
    { ...roster, existing: undefined },
    { policyName: "ForceMfa", membership: "additive", previousMembership: "exclusive" },
  );
  expect(await membersOf(iam, "Power")).toEqual(before);
});

test("importing what the account does not have is refused in the plan, which names it", async () => {
  const { groups, ...others } = rosterByHand(policyArn);
  scene.synth({ ...others, groups: { Power: { ...groups.Power!, managedPolicies: ["ReadOnlyAccess"] } } });
  const { code, output } = await scene.deployment.run(["plan", "-input=false", "-no-color"]);
  expect(code).toBe(1);
  expect(output).toMatch(/Cannot import non-existent remote object/);
  expect(output).toContain("identity_group-Power_policy-ReadOnlyAccess");
});

test("giving it back leaves everything in the account", async () => {
  await scene.deploy(rosterByHand(policyArn), { policyName: "ForceMfa", existingPolicyArn: policyArn });
  const before = [await contentsOf(iam), await policiesOf(iam, "Power")];
  const [forget, ...more] = guide("How to go back");
  expect(more).toEqual([]);
  expect(await scene.run(forget)).toContain("Successfully removed 9 resource instance(s).");
  scene.deployment.synth(() => undefined);
  expect(await scene.plan()).toEqual([]);
  expect([await contentsOf(iam), await policiesOf(iam, "Power")]).toEqual(before);
});
