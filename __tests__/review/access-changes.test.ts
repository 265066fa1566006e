import { reviewPlan } from "../../modules/review";
import type { Values } from "../../modules/access/plan/format";
import { deny } from "../../verification/plans/cases/parts";
import { change, plan, type PlannedChange } from "../helpers/plans";

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";
const BOUNDARY = { name: "Boundary", arn: "arn:aws:iam::123456789012:policy/Boundary" };
const DOCUMENT = JSON.stringify({ Statement: [deny()] });

function accessOf(...changes: readonly PlannedChange[]): readonly object[] {
  return reviewPlan(plan(changes), "plan.json").access;
}

function findingsOf(...changes: readonly PlannedChange[]): readonly string[] {
  return reviewPlan(plan(changes), "plan.json").findings.map(({ id, address }) => `${id} ${address}`);
}

/** An object that stays as it is. */
function same(address: string, values: Values): PlannedChange {
  return change("no-op", address, { before: values });
}

const GROUP = same("aws_iam_group.power", { name: "Power" });
const WORK = same("aws_iam_group_policy_attachment.work", { group: "Power", policy_arn: POWER_USER });
const MEMBERS = "aws_iam_group_membership.power";

describe("joining and leaving", () => {
  test("a membership per group", () => {
    const members = change("update", MEMBERS, {
      before: { group: "Power", users: ["anna", "john"] },
      after: { group: "Power", users: ["anna", "eve"] },
    });
    expect(accessOf(GROUP, WORK, members)).toEqual([
      { kind: "membership", change: "added", user: "eve", group: "Power", policies: ["PowerUserAccess"] },
      { kind: "membership", change: "removed", user: "john", group: "Power", policies: ["PowerUserAccess"] },
    ]);
  });

  test("a membership per user", () => {
    const groups = change("update", "aws_iam_user_group_membership.john", {
      before: { user: "john", groups: ["Power"] },
      after: { user: "john", groups: ["Auditors"] },
    });
    expect(accessOf(GROUP, WORK, groups)).toEqual([
      { kind: "membership", change: "added", user: "john", group: "Auditors", policies: [] },
      { kind: "membership", change: "removed", user: "john", group: "Power", policies: ["PowerUserAccess"] },
    ]);
  });

  test("a membership that only changes its resource is no change", () => {
    const changes = [
      change("delete", MEMBERS, { before: { group: "Power", users: ["john"] } }),
      change("create", "aws_iam_user_group_membership.john", { after: { user: "john", groups: ["Power"] } }),
    ];
    expect(accessOf(GROUP, ...changes)).toEqual([]);
  });
});

describe("renaming", () => {
  const members = (before: string, after: string): PlannedChange =>
    change("update", MEMBERS, { before: { group: "Power", users: [before] }, after: { group: "Power", users: [after] } });

  test("a user who is renamed neither joins nor leaves", () => {
    const user = change("update", "aws_iam_user.john", { before: { name: "john" }, after: { name: "john.doe" } });
    expect(accessOf(GROUP, WORK, user, members("john", "john.doe"))).toEqual([
      { kind: "user", change: "renamed", name: "john.doe", formerName: "john", address: "aws_iam_user.john" },
    ]);
  });

  test("a group that is renamed keeps its members and policies", () => {
    const changes = [
      change("update", "aws_iam_group.power", { before: { name: "Power" }, after: { name: "Builders" } }),
      change("replace", MEMBERS, { before: { group: "Power", users: ["john"] }, after: { group: "Builders", users: ["john"] } }),
      change("replace", "aws_iam_group_policy_attachment.work", {
        before: { group: "Power", policy_arn: POWER_USER },
        after: { group: "Builders", policy_arn: POWER_USER },
      }),
    ];
    expect(accessOf(...changes)).toEqual([
      { kind: "group", change: "renamed", name: "Builders", formerName: "Power", address: "aws_iam_group.power" },
    ]);
  });

  test("another user of another resource is somebody else", () => {
    const changes = [
      change("create", "aws_iam_user.eve", { after: { name: "eve" } }),
      change("delete", "aws_iam_user.john", { before: { name: "john" } }),
    ];
    expect(accessOf(GROUP, ...changes)).toEqual([
      { kind: "user", change: "added", name: "eve", address: "aws_iam_user.eve" },
      { kind: "user", change: "removed", name: "john", address: "aws_iam_user.john" },
    ]);
  });
});

describe("policies", () => {
  test("an attachment comes, and another goes", () => {
    const swap = change("replace", "aws_iam_user_policy_attachment.john", {
      before: { user: "john", policy_arn: POWER_USER },
      after: { user: "john", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    });
    const holder = { kind: "user", name: "john" };
    expect(accessOf(swap)).toEqual([
      { kind: "attachment", change: "added", holder, policy: "ReadOnlyAccess" },
      { kind: "attachment", change: "removed", holder, policy: "PowerUserAccess" },
    ]);
  });

  test("users come before groups, and these before policies", () => {
    const created = ["aws_iam_policy.p", "aws_iam_group.g", "aws_iam_user.u"].map((address) =>
      change("create", address, { after: { name: address.slice(-1) } }),
    );
    expect(accessOf(...created)).toMatchObject([{ kind: "user" }, { kind: "group" }, { kind: "policy" }]);
  });
});

describe("boundaries", () => {
  const boundary = same("aws_iam_policy.boundary", { ...BOUNDARY, policy: DOCUMENT });
  const work = same("aws_iam_user_policy_attachment.work", { user: "john", policy_arn: POWER_USER });
  const user = (before: string | null, after: string | null): PlannedChange =>
    change("update", "aws_iam_user.john", {
      before: { name: "john", permissions_boundary: before },
      after: { name: "john", permissions_boundary: after },
    });

  test.each([
    ["added", null, BOUNDARY.arn, "Boundary"],
    ["removed", BOUNDARY.arn, null, "Boundary"],
    ["changed", BOUNDARY.arn, POWER_USER, "PowerUserAccess"],
  ])("%s", (how, before, after, policy) => {
    expect(accessOf(boundary, user(before, after))).toEqual([{ kind: "boundary", change: how, user: "john", policy }]);
  });

  test("one that enforced MFA and is removed is the cause of what is lost", () => {
    expect(findingsOf(boundary, work, user(BOUNDARY.arn, null))).toEqual([
      "mfa-lost aws_iam_user.john",
      "boundary-removed aws_iam_user.john",
    ]);
  });

  test("one that is added is not a finding", () => {
    expect(findingsOf(boundary, work, user(null, BOUNDARY.arn))).toEqual([]);
  });
});

describe("credentials", () => {
  const user = same("aws_iam_user.john", { name: "john" });

  test.each([
    ["aws_iam_access_key", { user: "john" }, "an access key"],
    ["aws_iam_user_login_profile", { user: "john" }, "a password"],
    ["aws_iam_user_ssh_key", { username: "john" }, "an SSH key"],
    ["aws_iam_service_specific_credential", { user_name: "john" }, "a service-specific credential"],
    ["aws_iam_signing_certificate", { user_name: "john" }, "a signing certificate"],
  ])("%s", (type, values, what) => {
    const address = `${type}.john`;
    expect(accessOf(user, change("create", address, { after: values }))).toEqual([
      { kind: "credentials", change: "added", user: "john", what },
    ]);
    expect(accessOf(user, change("delete", address, { before: values }))).toEqual([
      { kind: "credentials", change: "removed", user: "john", what },
    ]);
  });

  test("only those of a user who can act without MFA are a finding", () => {
    const key = change("create", "aws_iam_access_key.john", { after: { user: "john" } });
    const work = same("aws_iam_user_policy_attachment.work", { user: "john", policy_arn: POWER_USER });
    expect(findingsOf(user, key)).toEqual([]);
    expect(findingsOf(user, work, key)).toContain("unenforced-credentials aws_iam_access_key.john");
  });
});
