import { parse } from "yaml";
import { mfaPolicyDocument } from "../../modules";
import { adopt } from "../../modules/account";
import type { AccountDetails } from "../../modules/access";
import { checkRoster, rosterToText } from "../../modules/roster";
import { account, group, policyArn, reportOf, user } from "../helpers/accounts";

const VIEW_ONLY = { name: "ViewOnlyAccess", arn: policyArn("job-function/ViewOnlyAccess", "aws") };
const OWN = { name: "Deploy", arn: policyArn("team/Deploy") };
const CHANGE_PASSWORD = { name: "IAMUserChangePassword", arn: policyArn("IAMUserChangePassword", "aws") };
const MFA = { name: "ForceMfa", arn: policyArn("ForceMfa") };
const MFA_POLICY = { ...MFA, document: JSON.stringify(mfaPolicyDocument()) };

/** What is said about whom. */
function saidOf(details: AccountDetails, selected?: readonly string[], report = reportOf(details)): readonly string[] {
  return adopt(details, report, selected).leftOut.map(({ id, subject }) => `${subject?.kind ?? "roster"} ${subject?.name ?? ""}: ${id}`);
}

function rosterOf(details: AccountDetails, selected?: readonly string[]): ReturnType<typeof adopt>["roster"] {
  return adopt(details, reportOf(details), selected).roster;
}

describe("the roster", () => {
  const details = account({
    groups: [group("Power", { path: "/team/", attached: [OWN, VIEW_ONLY, CHANGE_PASSWORD] }), group("Unused")],
    users: [user("john", { path: "/team/", tags: { team: "b", area: "a" }, groups: ["power"] }), user("alice")],
  });

  test("has groups with their managed policies and path, and users with their groups, path and tags", () => {
    expect(rosterOf(details)).toEqual({
      existing: "all",
      groups: {
        Power: { managedPolicies: [OWN.arn, "job-function/ViewOnlyAccess"], path: "/team/" },
        Unused: { managedPolicies: [], allowEmpty: true },
      },
      users: [
        { name: "john", groups: ["Power"], path: "/team/", tags: { area: "a", team: "b" } },
        { name: "alice", groups: [] },
      ],
    });
  });

  test("is accepted when it is read from its file", () => {
    const { existing, ...read } = parse(rosterToText(rosterOf(details), "roster.yaml")) as Record<string, unknown>;
    expect(existing).toBe("all");
    expect(checkRoster(read)).toEqual([]);
    expect({ existing, ...read }).toEqual(rosterOf(details));
  });

  test("is the same for tools that read YAML 1.1, to which no and 0o17 are not text", () => {
    const tags = { no: "yes", octal: "0o17", old: "017", sexagesimal: "1:30", none: "~", version: "1.0" };
    const roster = rosterOf(account({ users: [user("on", { tags })] }));
    for (const version of ["1.1", "1.2"] as const) {
      expect(parse(rosterToText(roster, "roster.yaml"), { version })).toEqual(roster);
    }
  });

  test.each([
    ["roster.yaml", "./node_modules/cdktf-enforce-mfa/lib/roster/roster.schema.json"],
    ["people/roster.yml", "../node_modules/cdktf-enforce-mfa/lib/roster/roster.schema.json"],
  ])("in %s names its schema for editors", (path, schema) => {
    expect(rosterToText(rosterOf(details), path).split("\n")[0]).toBe(`# yaml-language-server: $schema=${schema}`);
  });

  test("in a file of JSON is JSON, which names its schema, too", () => {
    const text = rosterToText(rosterOf(details), "people/roster.json");
    const $schema = "../node_modules/cdktf-enforce-mfa/lib/roster/roster.schema.json";
    expect(JSON.parse(text)).toEqual({ $schema, ...rosterOf(details) });
  });

  test("of an empty account is accepted", () => {
    const { groups, users, allowEmpty } = rosterOf(account());
    expect(checkRoster({ groups, users, allowEmpty })).toEqual([]);
  });

  test("has only the selected groups and their members", () => {
    const { groups, users } = rosterOf(details, ["POWER"]);
    expect([Object.keys(groups), users.map(({ name }) => name)]).toEqual([["Power"], ["john"]]);
  });

  test("names AWS's policies by their ARN in another partition", () => {
    const attached = [{ name: "ReadOnlyAccess", arn: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess" }];
    expect(rosterOf(account({ groups: [group("Power", { attached })] })).groups.Power?.managedPolicies).toEqual([attached[0]?.arn]);
  });

  test("does not list a policy that enforces MFA, which it attaches itself", () => {
    const groups = [group("Power", { attached: [MFA, VIEW_ONLY] })];
    expect(rosterOf(account({ groups, policies: [MFA_POLICY] })).groups.Power?.managedPolicies).toEqual(["job-function/ViewOnlyAccess"]);
  });

  test("leaves room for the policies that every enforced group has", () => {
    const attached = Array.from({ length: 10 }, (_, index) => ({ name: `P${index}`, arn: policyArn(`P${index}`) }));
    const details10 = account({ groups: [group("Power", { attached })] });
    expect(rosterOf(details10).groups.Power?.managedPolicies).toHaveLength(8);
    expect(adopt(details10, reportOf(details10)).leftOut[0]?.message).toContain(
      "not managed: arn:aws:iam::123456789012:policy/P8, arn:aws:iam::123456789012:policy/P9;",
    );
  });
});

describe("reports what the roster does not carry over", () => {
  const inline = [{ name: "own", document: "{}" }];

  test("inline policies, direct attachments and boundaries", () => {
    const groups = [group("Power", { inline, attached: [MFA] })];
    const users = [user("john", { inline, attached: [OWN, MFA], boundary: OWN.arn, groups: ["Power"] })];
    expect(saidOf(account({ groups, users, policies: [MFA_POLICY] }))).toEqual([
      "group Power: inline-policy",
      "group Power: mfa-policy",
      "user john: inline-policy",
      "user john: direct-attachment",
      "user john: mfa-policy",
      "user john: boundary",
    ]);
  });

  test("users and memberships outside of the selected groups", () => {
    const users = [user("alice", { groups: ["Admins"] }), user("john", { groups: ["Admins", "Power"] })];
    expect(saidOf(account({ groups: [group("Admins"), group("Power")], users }), ["Power"])).toEqual([
      "user alice: user-without-selected-group",
      "user john: membership",
    ]);
  });

  test("users that have keys but no password", () => {
    const details = account({ users: [user("ci"), user("john"), user("ops")] });
    const report = reportOf(details, { ci: { hasPassword: false, activeKeys: [{}] }, ops: { hasPassword: false } });
    expect(saidOf(details, [], report)).toEqual(["user ci: keys-without-password"]);
  });

  test("users that the credential report does not have yet, because it is older", () => {
    expect(saidOf(account({ users: [user("john")] }), [], reportOf(account()))).toEqual(["user john: not-in-report"]);
  });

  test("a tag that the roster keeps for itself", () => {
    const details = account({ users: [user("john", { tags: { "Mfa-Enrolment": "open" } })] });
    expect(rosterOf(details).users).toEqual([{ name: "john", groups: [] }]);
    expect(saidOf(details)).toEqual(["user john: reserved-tag"]);
  });

  test("what the roster's own rules refuse", () => {
    expect(saidOf(account({ users: [user("john", { path: "/${x}/" })] }))).toEqual(["roster : roster-problem"]);
  });
});

test("a group that the account does not have is refused, with the one that may be meant", () => {
  const details = account({ groups: [group("Power")] });
  expect(() => adopt(details, reportOf(details), ["Powr"])).toThrow('--group: the account has no group "Powr"; did you mean "Power"?');
});
