/** "Switch enforcement on in a living account" in docs/taking-over-an-account.md. */
import { CreateLoginProfileCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import type { Roster } from "../../modules";
import { ALLOWED, answerOf, DENIED } from "../harness/answer";
import type { Caller } from "../harness/caller";
import { Person } from "../harness/person";
import { makeAccountByHand, rosterByHand } from "./by-hand";
import { guide, Scene } from "./scene";

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.start();
});

afterEach(() => scene.stop());

function work({ s3 }: Caller): Promise<string> {
  return answerOf(s3.send(new ListBucketsCommand({})));
}

async function personWithPassword(UserName: string): Promise<Person> {
  await scene.root.iam.send(new CreateLoginProfileCommand({ UserName, Password: "a temporary Pa55word!" }));
  return Person.withKey(scene.root, UserName);
}

test("enforcement is prepared, people enrol, and it is switched on by changing the policy in place", async () => {
  const users = ["alice", "john"].map((name) => ({ name, groups: ["PowerConsultants"] }));
  const roster: Roster = { groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } }, users };
  const props = { document: { getSessionTokenWithoutMfa: true } };
  scene.writeRoster(roster);
  await scene.deploy(roster, { ...props, enforcement: "prepare" });
  const [preflight, ...more] = guide("Switch enforcement on in a living account");
  expect(more).toEqual([]);
  const alice = await personWithPassword("alice");
  const john = await personWithPassword("john");
  expect(await work(john.key)).toBe(ALLOWED);
  const atFirst = await scene.run(preflight, {}, scene.root, 2);
  expect(atFirst).toMatch(
    / alice: has no MFA device, .*\n.* john: has no MFA device, .*\n.* john: used an access key on .* for s3 in us-east-1; /,
  );
  expect(await answerOf(alice.enrol())).toBe(ALLOWED);
  const later = await scene.run(preflight, {}, scene.root, 2);
  expect([/alice: has no MFA device/, /john: has no MFA device/].map((finding) => finding.test(later))).toEqual([false, true]);
  expect(await scene.plan()).toEqual([]);

  scene.synth(roster, props);
  expect(await scene.plan()).toEqual(["~ aws_iam_policy"]);
  // A version of the policy's document takes the place of the other in this one call, so there is nothing in between.
  expect(await scene.callsOfApply()).toEqual(["CreatePolicyVersion"]);
  expect(await work(john.key)).toBe(DENIED);
  expect(await answerOf(john.enrol())).toBe(ALLOWED);
  expect(await work(await alice.session("with MFA"))).toBe(ALLOWED);
  expect(await scene.plan()).toEqual([]);
});

test("preparing a policy that enforces MFA already takes its Deny away, in one in-place change", async () => {
  const existingPolicyArn = await makeAccountByHand(scene.root.iam);
  scene.synth(rosterByHand(existingPolicyArn), { policyName: "ForceMfa", existingPolicyArn, enforcement: "prepare" });
  expect(await scene.plan()).toContain("~ aws_iam_policy");
});
