import { user } from "../helpers/accounts";
import { allow, NUMBER, simulator, statements, verifyWith } from "../helpers/verify";

const ROOT = { AWS: `arn:aws:iam::${NUMBER}:root` };
const JOHN = `arn:aws:iam::${NUMBER}:user/team/john`;
const assume = { Effect: "Allow", Action: "sts:AssumeRole" };

interface Case {
  readonly name: string;
  readonly trust: readonly object[];
  /** Whether John can assume it without MFA. */
  readonly expected: boolean;
  /** What the simulator says about John's own policies. */
  readonly own?: "allowed" | "explicitDeny" | "implicitDeny";
  readonly dependsOn?: readonly string[];
}

const when = (Condition: object, Principal: unknown = ROOT): object => ({ ...assume, Principal, Condition });
const deny = (more: object): object => ({ Effect: "Deny", Action: "sts:*", Principal: "*", ...more });
const PRESENT = "aws:MultiFactorAuthPresent";

const CASES: readonly Case[] = [
  { name: "the account", trust: [{ ...assume, Principal: ROOT }], expected: true },
  { name: "the account, by its number", trust: [{ ...assume, Principal: { AWS: NUMBER } }], expected: true },
  { name: "everybody", trust: [{ ...assume, Principal: { AWS: ["*"] } }], expected: true },
  { name: "the account, but no policy allows it", trust: [{ ...assume, Principal: ROOT }], own: "implicitDeny", expected: false },
  { name: "the user, which needs no policy", trust: [{ ...assume, Principal: { AWS: JOHN } }], own: "implicitDeny", expected: true },
  { name: "the user, but a policy denies it", trust: [{ ...assume, Principal: { AWS: JOHN } }], own: "explicitDeny", expected: false },
  { name: "another user", trust: [{ ...assume, Principal: { AWS: `arn:aws:iam::${NUMBER}:user/anna` } }], expected: false },
  { name: "another account", trust: [{ ...assume, Principal: { AWS: "arn:aws:iam::999999999999:root" } }], expected: false },
  { name: "a service", trust: [{ ...assume, Principal: { Service: "ec2.amazonaws.com" } }], expected: false },
  { name: "an identity provider", trust: [{ ...assume, Principal: { Federated: "*" } }], expected: false },
  { name: "everybody but the user", trust: [{ ...assume, NotPrincipal: { AWS: [JOHN] } }], expected: false },
  { name: "everybody but somebody else", trust: [{ ...assume, NotPrincipal: { AWS: [`${JOHN}na`] } }], expected: true },
  { name: "for another action", trust: [{ ...assume, Action: "sts:TagSession", Principal: ROOT }], expected: false },
  { name: "with MFA", trust: [when({ Bool: { [PRESENT]: "true" } })], expected: false },
  { name: "with MFA, BoolIfExists", trust: [when({ BoolIfExists: { [PRESENT]: "true" } })], expected: true },
  { name: "with MFA, as text", trust: [when({ StringEquals: { [PRESENT]: "true" } })], expected: false },
  { name: "unless the key says there was no MFA, as text", trust: [when({ StringNotEquals: { [PRESENT]: "false" } })], expected: true },
  { name: "if the key is there", trust: [when({ Null: { [PRESENT]: "false" } })], expected: true },
  { name: "with recent MFA", trust: [when({ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } })], expected: false },
  { name: "with recent MFA, IfExists", trust: [when({ NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "3600" } })], expected: true },
  { name: "the user, by a condition", trust: [when({ StringEquals: { "aws:username": "john" } })], expected: true },
  { name: "somebody else, by a condition", trust: [when({ StringEquals: { "aws:username": "John" } })], expected: false },
  { name: "users with a path", trust: [when({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::*:user/team/j??n` } })], expected: true },
  { name: "users with another path", trust: [when({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::*:user/ops/*` } })], expected: false },
  { name: "users with a tag", trust: [when({ StringEquals: { "aws:PrincipalTag/team": "ops" } })], expected: false },
  {
    name: "whoever knows an id",
    trust: [when({ StringEquals: { "sts:ExternalId": "x" } })],
    expected: true,
    dependsOn: ["sts:externalid"],
  },
  {
    name: "the account, but a Deny without MFA",
    trust: [when({}), deny({ Condition: { BoolIfExists: { [PRESENT]: "false" } } })],
    expected: false,
  },
  {
    name: "the account, but a Deny with MFA",
    trust: [when({}), deny({ Condition: { StringEquals: { [PRESENT]: "true" } } })],
    expected: true,
  },
  { name: "the account, but a Deny with Bool", trust: [when({}), deny({ Condition: { Bool: { [PRESENT]: "false" } } })], expected: true },
  {
    name: "the account, but a Deny for somebody else",
    trust: [when({}), deny({ Condition: { StringNotEquals: { "aws:username": "john" } } })],
    expected: true,
  },
  {
    name: "the account, but a Deny for others",
    trust: [when({}), deny({ Principal: undefined, NotPrincipal: { AWS: [ROOT.AWS, JOHN] } })],
    expected: true,
  },
  {
    name: "the account, but a Deny for all others",
    trust: [when({}), deny({ Principal: undefined, NotPrincipal: { AWS: [ROOT.AWS] } })],
    expected: false,
  },
  {
    name: "the account, but a Deny from some addresses",
    trust: [when({}), deny({ Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } })],
    expected: true,
    dependsOn: ["aws:sourceip"],
  },
];

test.each(CASES)("a role that trusts $name", async ({ trust, own = "allowed", expected, dependsOn = [] }) => {
  const trustDocument = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  const role = {
    name: "target",
    path: "/service/",
    arn: `arn:aws:iam::${NUMBER}:role/service/target`,
    attached: [],
    inline: [],
    trustDocument,
  };
  const { ask } = simulator(({ action }) => (action === "sts:AssumeRole" ? own : "implicitDeny"));
  const users = [user("john", { path: "/team/", inline: [statements(allow("sts:AssumeRole"))] })];
  const found = await verifyWith({ roles: [role], users }, ask);
  expect(found.roles.map(({ assumableBy }) => assumableBy)).toEqual(expected ? [["john"]] : []);
  expect(found.users[0]?.request?.dependsOn).toEqual(expected ? dependsOn : undefined);
});

test("a user whose policies say nothing about assuming roles is not asked about those that trust the account", async () => {
  const { ask, questions } = simulator(() => "implicitDeny");
  const trustDocument = JSON.stringify({ Statement: [{ ...assume, Principal: ROOT }] });
  const role = { name: "target", path: "/", arn: `arn:aws:iam::${NUMBER}:role/target`, attached: [], inline: [], trustDocument };
  await verifyWith({ roles: [role], users: [user("john", { inline: [statements(allow("s3:*"))] })] }, ask);
  expect(questions.filter(({ action }) => action === "sts:AssumeRole")).toEqual([]);
});
