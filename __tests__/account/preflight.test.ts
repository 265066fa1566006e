import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { STS } from "@aws-sdk/client-sts";
import { mfaPolicyDocument } from "../../modules";
import { preflight, Session } from "../../modules/account";
import { enforcedByPlan, enforcedByRoster } from "../../modules/account/preflight/enforced";
import { repairersOf } from "../../modules/account/preflight/repairers";
import { account, group, policyArn, role, user } from "../helpers/accounts";
import { answering } from "../helpers/aws";

const ACCOUNT = "123456789012";
const ADMIN = { name: "AdministratorAccess", arn: policyArn("AdministratorAccess", "aws") };
const POWER = { name: "PowerUserAccess", arn: policyArn("PowerUserAccess", "aws") };

function inline(...statements: readonly object[]): { readonly name: string; readonly document: string } {
  return { name: "own", document: JSON.stringify({ Statement: statements }) };
}

const ENFORCED_ADMIN = { attached: [ADMIN], inline: [{ name: "mfa", document: JSON.stringify(mfaPolicyDocument()) }] };

describe("who can repair the account", () => {
  const ALLOW = { Effect: "Allow", Action: "iam:De*", Resource: "*" };
  const repairers = (
    parts: Parameters<typeof account>[0],
    inside: readonly string[] = [],
    withMfa: readonly string[] = [],
  ): readonly string[] =>
    repairersOf(
      account(parts),
      (name) => inside.includes(name),
      ACCOUNT,
      (name) => withMfa.includes(name),
    );

  test("administrators outside of the roster, by their own policies or those of a group", () => {
    const groups = [group("Admins", { attached: [ADMIN] })];
    const users = [user("alice", { attached: [ADMIN] }), user("john", { groups: ["Admins"] }), user("ops", { inline: [inline(ALLOW)] })];
    expect(repairers({ groups, users }, ["john"])).toEqual(["user alice", "user ops"]);
  });

  test.each([
    ["may do something else only", { attached: [POWER] }],
    ["is limited by a condition", { inline: [inline({ ...ALLOW, Condition: { Bool: { "aws:SecureTransport": "true" } } })] }],
    ["is limited to some resources", { inline: [inline({ ...ALLOW, Resource: "arn:aws:iam::123456789012:user/x" })] }],
    ["may be denied it", { inline: [inline(ALLOW, { Effect: "Deny", Action: "iam:DetachGroupPolicy", Resource: "arn:x" })] }],
    ["is enforced already and cannot sign in with MFA", ENFORCED_ADMIN],
    ["has a boundary that does not allow it", { attached: [ADMIN], boundary: POWER.arn }],
    ["has a policy that AWS has not listed", { attached: [ADMIN, { name: "x", arn: policyArn("x") }] }],
  ])("not a user who %s", (_, parts) => {
    expect(repairers({ users: [user("alice", parts)] })).toEqual([]);
  });

  test("a user who is enforced already, but can sign in with MFA", () => {
    expect(repairers({ users: [user("break-glass", ENFORCED_ADMIN)] }, [], ["break-glass"])).toEqual(["user break-glass"]);
  });

  test.each([
    ["with MFA", { Bool: { "aws:MultiFactorAuthPresent": "true" } }],
    ["with and without MFA", { Bool: { "aws:MultiFactorAuthPresent": ["true", "false"] } }],
    ["for another reason", { BoolIfExists: { "aws:SecureTransport": "false" } }],
    ["without a condition", undefined],
  ])("not a user who can sign in with MFA, but may be denied it %s", (_, Condition) => {
    const denied = inline({ Effect: "Deny", Action: "iam:*", Resource: "*", Condition });
    expect(repairers({ users: [user("alice", { attached: [ADMIN], inline: [denied] })] }, [], ["alice"])).toEqual([]);
  });

  test("a boundary that allows everything does not keep anybody from it", () => {
    expect(repairers({ users: [user("alice", { attached: [ADMIN], boundary: ADMIN.arn })] })).toEqual(["user alice"]);
  });

  test("a role that another account or an identity provider can assume", () => {
    const attached = [ADMIN];
    const roles = [
      role("own", { AWS: `arn:aws:iam::${ACCOUNT}:root` }, { attached }),
      role("other", { AWS: ["arn:aws:iam::210987654321:root"] }, { attached }),
      role("other-without-rights", { AWS: "210987654321" }),
      role("sso", { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` }, { attached }),
      role("service", { Service: "ec2.amazonaws.com" }, { attached }),
    ];
    expect(repairers({ roles })).toEqual(["role other", "role sso"]);
  });
});

describe("who will be enforced", () => {
  const roster = {
    groups: { Power: { managedPolicies: ["PowerUserAccess"] } },
    users: [
      { name: "John", groups: ["Power"] },
      { name: "alice", groups: [], path: "/team/" },
    ],
  };

  test("by the roster: all of its users, with its document", () => {
    const { documents } = enforcedByRoster(roster);
    expect([...documents]).toEqual([
      ["john", [mfaPolicyDocument({ userPaths: ["/", "/team/"] })]],
      ["alice", [mfaPolicyDocument({ userPaths: ["/", "/team/"] })]],
    ]);
  });

  test("by the roster: with administrators, as the constructs do", () => {
    const groups = { Admins: { managedPolicies: ["AdministratorAccess"] } };
    const { documents } = enforcedByRoster({ groups, users: [{ name: "john", groups: ["Admins"] }] });
    expect(documents.get("john")).toEqual([mfaPolicyDocument({ exemptOwnUserOnly: true })]);
  });

  test("by a plan: those for whom it proves that, with the documents of the plan", () => {
    const document = mfaPolicyDocument({ exemptActions: ["codecommit:GitPull"] });
    const created = (type: string, name: string, after: object): object => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: ["create"], before: null, after, after_unknown: {} },
    });
    const plan = {
      format_version: "1.2",
      resource_changes: [
        created("aws_iam_user", "john", { name: "John" }),
        created("aws_iam_user", "alice", { name: "alice" }),
        created("aws_iam_user_policy", "john", { name: "mfa", user: "John", policy: JSON.stringify(document) }),
      ],
      configuration: { root_module: {} },
    };
    expect(enforcedByPlan(plan, roster)).toEqual({ documents: new Map([["john", [document]]]), notByPlan: ["alice"] });
  });
});

test("every CloudTrail file that cannot be used is reported, before anything is read of the account", async () => {
  const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-preflight-"));
  const [text, cut, missing] = ["text.json", "cut.json", "missing.json"].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(text, "hello");
  writeFileSync(cut, '{"Records":[{');
  const { session, calls } = answering({});
  const caller = {
    getCallerIdentity: () => Promise.resolve({ Arn: `arn:aws:iam::${ACCOUNT}:root`, Account: ACCOUNT }),
    config: { credentials: () => Promise.resolve({}) },
  } as unknown as STS;
  const withCaller = new Session("preflight", { ...session.connection, sts: () => Promise.resolve(caller) });
  const input = { roster: { groups: {}, users: [] }, cloudTrail: [text, cut, missing], now: new Date() };
  try {
    await expect(preflight(withCaller, input)).rejects.toMatchObject({
      problems: [
        { code: "not-cloudtrail", path: text },
        { code: "truncated-file", path: cut },
        { code: "unreadable-log", path: missing },
      ],
    });
    expect(calls).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
