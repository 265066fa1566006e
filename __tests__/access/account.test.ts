import { mfaPolicyDocument } from "../../modules";
import { judge, readAccount } from "../../modules/access";
import { account, group, policyArn, user } from "../helpers/accounts";

const MFA = { name: "EnforceMfa", arn: policyArn("EnforceMfa") };
const MFA_POLICY = { ...MFA, document: JSON.stringify(mfaPolicyDocument()) };
const POWER = { name: "PowerUserAccess", arn: policyArn("PowerUserAccess", "aws") };

/** The verdict on a user. */
function verdictOn(name: string, details: Parameters<typeof readAccount>[0]): string {
  return judge(readAccount(details).all.find((holder) => holder.kind === "user" && holder.name === name)!).enforcement.verdict;
}

test("a user is enforced by the policy of a group, whose name is spelled in another case", () => {
  const groups = [group("Power", { attached: [MFA, POWER] })];
  const details = account({ groups, policies: [MFA_POLICY], users: [user("john", { groups: ["power"] }), user("alice")] });
  expect([verdictOn("john", details), verdictOn("alice", details)]).toEqual(["enforced", "not proven"]);
});

test("a user is enforced by an attached policy, by an inline policy, and by a boundary", () => {
  const users = [user("attached", { attached: [MFA] }), user("inline", { inline: [MFA_POLICY] }), user("boundary", { boundary: MFA.arn })];
  const details = account({ policies: [MFA_POLICY], users });
  expect(users.map(({ name }) => verdictOn(name, details))).toEqual(["enforced", "enforced", "enforced"]);
});

test("a policy or a group that AWS has not listed is a doubt", () => {
  const details = account({ users: [user("john", { attached: [MFA], groups: ["Power"] })] });
  const [john] = readAccount(details).all;
  expect(john?.policies.map(({ doubt }) => doubt)).toEqual([expect.stringMatching(/^AWS has not listed this policy/)]);
  expect(john?.uncertainGroups.map(({ doubt }) => doubt)).toEqual([expect.stringMatching(/^AWS has not listed the group "Power"/)]);
});

test("an AWS managed policy is known by its name, and has a document where AWS lists it", () => {
  const holder = group("Power", { attached: [POWER] });
  const document = '{"Statement":[]}';
  const without = readAccount(account({ groups: [holder] })).all[0]?.policies;
  const listed = readAccount(account({ groups: [holder], policies: [{ ...POWER, document }] })).all[0]?.policies;
  expect(without).toEqual([{ label: "PowerUserAccess", key: POWER.arn, name: "PowerUserAccess" }]);
  expect(listed?.[0]).toMatchObject({ name: "PowerUserAccess", document: { Statement: [] } });
});

test("a document that repeats a key is not read", () => {
  const inline = [{ name: "own", document: '{"Version":"2012-10-17","Version":"2008-10-17","Statement":[]}' }];
  expect(readAccount(account({ users: [user("john", { inline })] })).all[0]?.policies[0]?.document).toBeUndefined();
});
