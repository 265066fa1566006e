import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import type { TerraformStack } from "cdktf";
import {
  checkRoster,
  InvalidInputError,
  MfaEnforcedGroup,
  MfaEnforcedRoster,
  MfaPolicy,
  type MfaPolicyProps,
  type Roster,
} from "../../modules";
import { errorOf, evaluateTemplate, synth, type Synthesized } from "../helpers/synth";

const ATTACHMENT = "aws_iam_group_policy_attachment";

const NO_GRANT =
  'is no grant; allowed are the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), a policy\'s ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy';

const rosterIn = (id: string, roster: Roster): Synthesized => synth((stack) => new MfaEnforcedRoster(stack, id, { roster }));

const rosterWith = (user: object): unknown => ({ groups: {}, users: [{ name: "john", groups: [], ...user }] });

const groupWith = (props: object | ((stack: TerraformStack, mfaPolicy: MfaPolicy) => object), id = "group"): Synthesized =>
  synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
    const given: object =
      typeof props === "function" ? (props as (stack: TerraformStack, mfaPolicy: MfaPolicy) => object)(stack, mfaPolicy) : props;
    new MfaEnforcedGroup(stack, id, { groupName: "G", mfaPolicy, managedPolicies: [], members: ["john"], ...given });
  });

/** The one problem that is told. */
function problemOf(build: () => unknown): string {
  const error = errorOf(build);
  expect(error).toBeInstanceOf(InvalidInputError);
  const { problems } = error as InvalidInputError;
  expect(problems).toHaveLength(1);
  return problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join();
}

/** The one problem of a roster. */
function rosterProblem(roster: unknown): string {
  const problems = checkRoster(roster);
  expect(problems).toHaveLength(1);
  return problems.map(({ path, message }) => `${path}: ${message}`).join();
}

describe("a text in which CDKTF finds a number that it takes for a reference is refused:", () => {
  const why = "has a number that CDKTF takes for a reference; choose another";

  test.each(["-8.2e298", "-8.2e+298", "x-8.2e298.y", "-82e297", "8.2e298"])("user name %s", (name) => {
    expect(rosterProblem(rosterWith({ name }))).toBe(`users[0].name: "${name}" ${why}`);
  });

  test.each(["1e5", "2e+10", "-8.2e299", "-1.5e+3", "8.9e298"])("but not the user name %s", (name) => {
    expect(rosterIn("identity", rosterWith({ name }) as Roster).resource("aws_iam_user").properties.name).toBe(name);
  });

  test("tag values, tag keys and paths", () => {
    expect(rosterProblem(rosterWith({ tags: { team: "-8.2e298" } }))).toBe(`users[0].tags.team: "-8.2e298" ${why}`);
    expect(rosterProblem(rosterWith({ tags: { "-8.2e298": "x" } }))).toBe(`users[0].tags["-8.2e298"]: "-8.2e298" ${why}`);
    expect(rosterProblem(rosterWith({ path: "/-8.2e298/" }))).toBe(`users[0].path: "/-8.2e298/" ${why}`);
  });
});

describe("so it is", () => {
  const why = "has a number that CDKTF takes for a reference; choose another";

  test.each<[props: MfaPolicyProps, problem: string]>([
    [{ policyName: "-8.2e298" }, `policyName: "-8.2e298" ${why}`],
    [{ policyDescription: "-8.2e298" }, `policyDescription: "-8.2e298" ${why}`],
    [{ document: { userPaths: ["/-8.2e298/"] } }, `document.userPaths[0]: "/-8.2e298/" ${why}`],
  ])("in a policy: %j", (props, problem) => {
    expect(problemOf(() => synth((stack) => new MfaPolicy(stack, "mfa-policy", props)))).toBe(problem);
  });

  test.each(["8.2e298", "arn:aws:iam::123456789012:policy/-8.2e298"])("in a grant: %s", (grant) => {
    expect(problemOf(() => groupWith({ managedPolicies: [grant] }))).toBe(`grants[0]: "${grant}" ${why}`);
  });
});

describe("two resources never share an address:", () => {
  test("names whose hashes meet are refused", () => {
    const users = ["@+,=,@", "@,@@=.++"].map((name) => ({ name, groups: [] }));
    expect(problemOf(() => rosterIn("identity", { groups: {}, users }))).toBe(
      '"user-@+,=,@" and "user-@,@@=.++" would both be aws_iam_user.identity_user-_F1BC0A0B for Terraform, and one of them would vanish; rename one',
    );
  });

  test.each(["group", "roster"])("the id Default, which CDKTF leaves out of addresses, is refused for a %s", (kind) => {
    const build = (): unknown =>
      kind === "group"
        ? groupWith({ members: ["john.doe", "johndoe"], membership: "additive" }, "Default")
        : rosterIn("Default", rosterWith({}) as Roster);
    expect(problemOf(build)).toBe(
      'the construct\'s id "Default" is left out of Terraform addresses by CDKTF, so that they may meet others; choose another',
    );
  });

  test("a roster's id that CDKTF would shorten in the names of outputs is refused", () => {
    expect(problemOf(() => rosterIn("a.b", rosterWith({}) as Roster))).toBe(
      'the construct\'s id "a.b" cannot begin a name of Terraform; allowed are letters, digits, _ and -, a letter or _ first; choose another',
    );
  });

  test.each(["1e5", "-team"])("the id %s, with which no name of Terraform begins, is refused right below the stack", (id) => {
    const message = `the construct's id "${id}" cannot begin a name of Terraform; allowed are letters, digits, _ and -, a letter or _ first; choose another`;
    expect(problemOf(() => rosterIn(id, rosterWith({}) as Roster))).toBe(message);
    expect(problemOf(() => groupWith({}, id))).toBe(message);
  });

  test("grants whose names differ in a slash are two", () => {
    expect(groupWith({ managedPolicies: ["a/b", "a--b"] }).addresses(ATTACHMENT)).toHaveLength(4);
  });
});

test("the order of grants changes no byte", () => {
  const text = (...managedPolicies: string[]): string =>
    rosterIn("identity", { groups: { A: { managedPolicies } }, users: [{ name: "john", groups: ["A"] }] }).text;
  expect(text("X", "Y")).toBe(text("Y", "X"));
});

describe("a PGP key", () => {
  const publicKey = Buffer.from(readFileSync(join(__dirname, "../fixtures/public-key.base64"), "utf8"), "base64");

  test.each(["john", "junk", "nope"])("is not %s", (pgpKey) => {
    expect(rosterProblem(rosterWith({ loginProfile: { pgpKey } }))).toBe(
      `users[0].loginProfile.pgpKey: "${pgpKey}" is no PGP key; allowed are "keybase:NAME" or a binary public key in base64 (gpg --export KEY-ID | base64 -w0)`,
    );
  });

  test.each([0x94, 0x95, 0xc5])("is not a secret one, which begins with %i, and is not repeated in the message", (tag) => {
    const pgpKey = Buffer.from([tag, ...publicKey.subarray(1)]).toString("base64");
    expect(rosterProblem(rosterWith({ loginProfile: { pgpKey } }))).toBe(
      "users[0].loginProfile.pgpKey: this is a secret PGP key, which would stand in the state in clear; take it out of the repo, and write the public one: gpg --export KEY-ID | base64 -w0",
    );
  });
});

describe("a path that Terraform would read as a template is refused:", () => {
  const why = 'has "${" or "%{", which Terraform reads as a template; choose another path';

  test.each(["/${x}/", "/%{if}/", "/${TfToken[x.1]}/"])("a user's path %s", (path) => {
    expect(rosterProblem(rosterWith({ path }))).toBe(`users[0].path: "${path}" ${why}`);
  });

  test("a group's path", () => {
    expect(problemOf(() => groupWith({ path: "/%{x}/" }))).toBe(`path: "/%{x}/" ${why}`);
  });
});

describe("members of a group are names or users:", () => {
  const badName = "has a character that IAM does not allow; allowed are 1 to 64 letters, digits and +=,.@_-; choose another name";
  const noMember = "is no member; allowed are a user's name and an IamUser; for a user made in the app pass the IamUser itself";
  const long = "x".repeat(65);

  test.each<[member: unknown, problem: string]>([
    ["", "the user name is empty; allowed are 1 to 64 letters, digits and +=,.@_-; write a name"],
    ["a b", `the user name "a b" ${badName}`],
    ["${x}", `the user name "\${x}" ${badName}`],
    ["a/b", `the user name "a/b" ${badName}`],
    [long, `the user name "${long}" is 65 characters long; allowed are 1 to 64 letters, digits and +=,.@_-; choose another name`],
    ["__proto__", 'the user name "__proto__" cannot be a key of Terraform JSON that CDKTF writes; choose another'],
    [null, `null ${noMember}`],
    [3, `3 ${noMember}`],
    [{}, `{} ${noMember}`],
  ])("not %j", (member, problem) => {
    expect(problemOf(() => groupWith({ members: [member] }))).toBe(`members[0]: ${problem}`);
  });

  test.each<[members: unknown, shown: string]>([
    [undefined, "nothing"],
    [null, "null"],
    ["john", '"john"'],
    [{}, "{}"],
  ])("not %j for the list", (members, shown) => {
    expect(problemOf(() => groupWith({ members }))).toBe(`members: ${shown} where a list of names or users is expected`);
  });

  test("not a reference to a user's name, but the user", () => {
    let reference = "";
    const build = (): unknown =>
      groupWith((stack) => {
        reference = new IamUser(stack, "john", { name: "john" }).name;
        return { members: [reference] };
      });
    const problem = problemOf(build);
    expect(problem).toBe(`members[0]: "${reference}" ${noMember}`);
  });
});

describe("grants of a group", () => {
  test.each<[grants: unknown, shown: string]>([
    [undefined, "nothing"],
    [null, "null"],
    ["X", '"X"'],
    [{}, "{}"],
  ])("are a list: not %j", (grants, shown) => {
    expect(problemOf(() => groupWith({ managedPolicies }))).toBe(`grants: ${shown} where a list of grants is expected`);
  });

  test("are not the MFA policy, which is there already", () => {
    for (const grant of [(policy: MfaPolicy) => policy, ({ policy }: MfaPolicy) => policy]) {
      expect(problemOf(() => groupWith((_stack, mfaPolicy) => ({ managedPolicies: [grant(mfaPolicy)] })))).toBe(
        "grants[0]: the MFA policy is attached to every enforced group without being asked for; remove it",
      );
    }
  });

  test("are not a construct without an ARN", () => {
    const build = (): unknown =>
      groupWith((stack, mfaPolicy) => ({
        managedPolicies: [new MfaEnforcedGroup(stack, "other", { groupName: "Other", mfaPolicy, managedPolicies: [], members: ["john"] })],
      }));
    expect(problemOf(build)).toBe(`grants[0]: an object that JSON cannot hold ${NO_GRANT}`);
  });

  test("are the same by name, by ARN, and as an object with that ARN", () => {
    const arn = "arn:aws:iam::aws:policy/X";
    for (const grants of [
      ["X", { arn }],
      [arn, { arn }],
      [{ arn }, { arn }],
    ]) {
      expect(problemOf(() => groupWith({ managedPolicies }))).toBe("grants[1]: the grant of this policy is there already; remove one of them");
    }
  });

  test("are not IAMUserChangePassword in any spelling", () => {
    expect(problemOf(() => groupWith({ managedPolicies: [{ arn: "arn:aws:iam::aws:policy/IAMUserChangePassword" }] }))).toBe(
      'grants[0]: "IAMUserChangePassword" is attached to every enforced group without being asked for; remove it',
    );
  });

  test.each(["", "garbage", "arn:aws:iam::123456789012:role/X"])("have a policy's ARN: not %j", (arn) => {
    expect(problemOf(() => groupWith({ managedPolicies: [{ arn }] }))).toBe(`grants[0]: {"arn":"${arn}"} ${NO_GRANT}`);
  });

  test("reach AWS as they are written, whatever Terraform would read as a template in their path", () => {
    const arn = "arn:aws:iam::123456789012:policy/${x}/%{y}/Name";
    const arns = groupWith({ managedPolicies: [arn] })
      .resources(ATTACHMENT)
      .map(({ properties }) => String(properties.policy_arn));
    expect(arns.filter((text) => text.includes("123456789012")).map((text) => evaluateTemplate(text))).toEqual([arn]);
  });

  test("may be a policy made in the same app, once", () => {
    expect(groupWith((stack) => ({ managedPolicies: [new IamPolicy(stack, "own", { policy: "{}" })] })).addresses(ATTACHMENT)).toHaveLength(3);
    const twice = (stack: TerraformStack): object => {
      const own = new IamPolicy(stack, "own", { policy: "{}" });
      return { managedPolicies: [own, own] };
    };
    expect(problemOf(() => groupWith(twice))).toBe("grants[1]: the grant of this policy is there already; remove one of them");
  });
});

test("a group has a name", () => {
  expect(problemOf(() => groupWith({ groupName: undefined }))).toBe("groupName: nothing where a group name is expected");
});

describe("a value that JSON cannot hold has a message all the same:", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;

  test.each<[string, unknown, string]>([
    ["cyclic", cyclic, "an object that JSON cannot hold"],
    ["a bigint", 5n, "5n"],
    ["a function", () => 1, "function"],
  ])("%s", (_kind, value, shown) => {
    expect(rosterProblem({ groups: { A: { managedPolicies: [value] } }, users: [{ name: "john", groups: ["A"] }] })).toBe(
      `groups.A.managedPolicies[0]: ${shown} ${NO_GRANT}`,
    );
  });
});

test("a hole in the list of users is told", () => {
  const users: unknown[] = [];
  users[1] = { name: "john", groups: [] };
  expect(rosterProblem({ groups: {}, users })).toBe("users[0]: missing; a user, such as { name, groups: [] }, is expected");
});
