/** "Rename users and groups" in docs/taking-over-an-account.md, on an account that was made by hand. */
import { GetUserCommand, type IAMClient } from "@aws-sdk/client-iam";
import type { MfaEnforcedRosterProps, Roster } from "../../modules";
import { contentsOf, makeAccountByHand, rosterByHand } from "./by-hand";
import { Scene } from "./scene";

let scene: Scene;
let iam: IAMClient;
let policyArn: string;
let roster: Roster;

beforeEach(async () => {
  scene = await Scene.start();
  ({ iam } = scene.root);
  policyArn = await makeAccountByHand(iam);
  roster = { ...rosterByHand(policyArn), existing: undefined };
});

afterEach(() => scene.stop());

function synth(changed: Roster, props: Partial<MfaEnforcedRosterProps> = {}): void {
  scene.synth(changed, { policyName: "ForceMfa", ...props });
}

async function takeOver(): Promise<void> {
  await scene.deploy(rosterByHand(policyArn), { policyName: "ForceMfa", existingPolicyArn: policyArn });
}

/** The emulator loses the link from a renamed user to their device, so devices are left out here; that no call touches one is shown instead. */
async function contentsWithoutDevices(): Promise<string> {
  return JSON.stringify(await contentsOf(iam)).replace(/"devices":\[[^\]]*\]/g, "");
}

describe.each(["exclusive", "additive"] as const)("with %s membership, a user is renamed in place", (membership) => {
  test("keys, password, tags and memberships stay, and no call touches a device", async () => {
    await takeOver();
    synth(roster, { membership, previousMembership: "exclusive" });
    await scene.deployment.apply();
    const before = await contentsWithoutDevices();

    const renamed = roster.users.map((user) =>
      user.name === "alice.smith" ? { ...user, name: "alice.miller", formerName: "alice.smith" } : user,
    );
    synth({ ...roster, users: renamed }, { membership });
    expect(await scene.plan()).toEqual([
      membership === "exclusive" ? "~ aws_iam_group_membership" : "+/- aws_iam_user_group_membership",
      "~ aws_iam_user",
    ]);
    // The removal is that of the former name, which AWS does not know any more.
    expect(await scene.callsOfApply()).toEqual(["AddUserToGroup", "RemoveUserFromGroup", "UpdateUser"]);
    expect(scene.proxy.calls.filter(({ action }) => action === "RemoveUserFromGroup").map(({ params }) => params.UserName)).toEqual([
      "alice.smith",
    ]);
    expect(await contentsWithoutDevices()).toBe(before);
    expect((await iam.send(new GetUserCommand({ UserName: "alice.miller" }))).User?.UserName).toBe("alice.miller");

    expect(await scene.plan()).toEqual([]);
    synth({ ...roster, users: renamed.map((user) => ({ ...user, formerName: undefined })) }, { membership });
    expect(await scene.plan()).toEqual([]);
  });
});

test("an existing user is taken over and renamed in one apply", async () => {
  const before = await contentsWithoutDevices();
  const renamed = roster.users.map((user) => (user.name === "john" ? { ...user, name: "john.doe", formerName: "john" } : user));
  synth({ ...roster, existing: "all", users: renamed }, { existingPolicyArn: policyArn });
  expect((await scene.deployment.plan()).filter(({ change }) => change.actions.includes("delete"))).toEqual([]);
  expect(await scene.callsOfApply()).toEqual(["AddUserToGroup", "AttachGroupPolicy", "UpdateUser"]);
  expect(await contentsWithoutDevices()).toBe(before);
  expect(await scene.plan()).toEqual([]);
});

test("a group is renamed in place: the plan replaces only what refers to it by name, and makes that first", async () => {
  await takeOver();
  const groups = { Developers: { ...roster.groups.Power!, formerName: "Power" } };
  synth({ ...roster, groups, users: roster.users.map((user) => ({ ...user, groups: ["Developers"] })) });
  // Not applied: the provider of this suite cannot rename groups.
  expect(await scene.plan()).toEqual([
    "+/- aws_iam_group_membership",
    "+/- aws_iam_group_policy_attachment",
    "+/- aws_iam_group_policy_attachment",
    "+/- aws_iam_group_policy_attachment",
    "~ aws_iam_group",
  ]);
});
