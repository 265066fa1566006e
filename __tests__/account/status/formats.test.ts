import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { formatStatusCsv, formatStatusJson, formatStatusTable, type Status } from "../../../modules/account";

type UserStatus = Status["users"][number];

function user(name: string, parts: Partial<UserStatus> = {}): UserStatus {
  return {
    name,
    arn: `arn:aws:iam::123456789012:user/${name}`,
    groups: [],
    isEnforced: false,
    enforcedBy: [],
    doubts: ["no statement denies everything"],
    devices: [],
    password: { state: "none" },
    activeKeys: [],
    isOverdue: false,
    ...parts,
  };
}

const JOHN = user("john", {
  groups: ["A", "B", "Power", "Viewers"],
  isEnforced: true,
  enforcedBy: [{ name: "EnforceMfa", policy: "arn:aws:iam::123456789012:policy/EnforceMfa", through: ["group Power", "boundary"] }],
  doubts: [],
  devices: [
    {
      kind: "passkey-or-security-key",
      serialNumber: "arn:aws:iam::123456789012:u2f/user/john/default",
      enabled: new Date("2026-11-02T00:00:00Z"),
    },
    { kind: "hardware-token", serialNumber: "GAHT12345678" },
  ],
  password: { state: "set", changed: new Date("2026-11-01T00:00:00Z"), used: new Date("2026-11-20T00:00:00Z") },
  activeKeys: [{ lastUsed: new Date("2026-11-21T00:00:00Z"), region: "eu-central-1", service: "s3" }, {}],
});
const ALICE = user("alice", { password: { state: "set", changed: new Date("2026-01-01T00:00:00Z") }, isOverdue: true });

function status(users: readonly UserStatus[], parts: Partial<Status> = {}): Status {
  const totals = {
    users: users.length,
    enforced: 1,
    withDevice: 1,
    withPassword: 2,
    withPasswordAndNoDevice: 1,
    withActiveKeys: 1,
    overdue: 1,
  };
  return { users, totals, reportGenerated: new Date("2026-11-24T10:00:00Z"), ...parts };
}

function csvOf(...users: readonly UserStatus[]): readonly string[] {
  return formatStatusCsv(status(users)).split("\r\n");
}

test("the table has a row for each user, and what it comes to", () => {
  const inRoster = [
    { ...ALICE, isInRoster: false },
    { ...JOHN, isInRoster: true },
  ];
  expect(formatStatusTable(status(inRoster, { missing: ["first.colleague"] }), false)).toMatchInlineSnapshot(`
    "┌───────┬───────────────────────────────────────┬────────────────────────────────────────────────────────────┬────────────────────────┬──────────────────────┬────────────────────────┬────────┐
    │ user  │ MFA enforced                          │ MFA device, since                                          │ password set, used     │ active keys, used    │ groups                 │ roster │
    ├───────┼───────────────────────────────────────┼────────────────────────────────────────────────────────────┼────────────────────────┼──────────────────────┼────────────────────────┼────────┤
    │ alice │ no                                    │ none, overdue                                              │ 2026-01-01, never      │ none                 │ none                   │ no     │
    │ john  │ by EnforceMfa (group Power, boundary) │ passkey or security key 2026-11-02, hardware token unknown │ 2026-11-01, 2026-11-20 │ s3 2026-11-21, never │ A, B, Power and 1 more │ yes    │
    └───────┴───────────────────────────────────────┴────────────────────────────────────────────────────────────┴────────────────────────┴──────────────────────┴────────────────────────┴────────┘
    2 users: 1 enforced, 1 with a device, 2 with a password (1 of them without a device), 1 with active keys
    Overdue, with a password for longer than the grace period and no device: alice
    In the account, not in the roster: alice
    In the roster, not in the account: first.colleague
    Passwords and keys are from the credential report of 2026-11-24T10:00:00.000Z, which AWS makes every four hours at most.
    "
  `);
});

test("the table has colours only where they are wanted", () => {
  // eslint-disable-next-line no-control-regex
  const colours = /\u001b\[[0-9;]*m/g;
  const coloured = formatStatusTable(status([ALICE, JOHN]), true);
  expect(coloured).toMatch(colours);
  expect(coloured.replace(colours, "")).toBe(formatStatusTable(status([ALICE, JOHN]), false));
});

test("without users there is no table", () => {
  expect(formatStatusTable(status([]), false).split("\n")[0]).toMatch(/^0 users: /);
});

test("CSV has a row for each user, and lists separated by spaces", () => {
  expect(csvOf(JOHN)).toEqual([
    "user,arn,enforced,enforced_by,devices,devices_since,password,password_changed,password_used,active_keys,keys_used,keys_used_for,groups,in_roster,overdue",
    'john,arn:aws:iam::123456789012:user/john,yes,EnforceMfa,"passkey-or-security-key hardware-token","2026-11-02T00:00:00.000Z unknown",set,2026-11-01T00:00:00.000Z,2026-11-20T00:00:00.000Z,2,"2026-11-21T00:00:00.000Z never","s3 nothing","A B Power Viewers",,no',
    "",
  ]);
});

test.each(["=1+1", "+john", "-john", "@john"])("in CSV, the name %s is no formula", (name) => {
  expect(csvOf(user(name, { groups: [name] }))[1]).toMatch(
    new RegExp(`^"'${name.replace("+", "\\+")}",.*,"'${name.replace("+", "\\+")}",,no$`),
  );
});

test("in CSV, a name with a comma is one field", () => {
  expect(csvOf(user("=a,=b"))[1]).toMatch(/^"'=a,=b","arn:/);
});

test("JSON says all of it, as its schema describes", () => {
  const schema = JSON.parse(readFileSync(join(__dirname, "../../../modules/account/status.schema.json"), "utf8")) as object;
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  const newUser = user("ops", { password: { state: "unknown" }, activeKeys: undefined });
  const json: unknown = JSON.parse(
    formatStatusJson(status([ALICE, { ...JOHN, isInRoster: true }, newUser], { missing: ["first.colleague"] })),
  );
  expect([validate(json), validate.errors]).toEqual([true, null]);
  expect(json).toMatchObject({
    exitCode: 2,
    missing: ["first.colleague"],
    users: [{ overdue: true }, { enforced: true, inRoster: true }, {}],
  });
});
