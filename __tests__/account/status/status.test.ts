import type { GetAccountAuthorizationDetailsResponse } from "@aws-sdk/client-iam";
import { mfaPolicyDocument } from "../../../modules";
import { readStatus, type Status, statusExitCode, type StatusOptions } from "../../../modules/account";
import { type Answers, answering, awsError, type ReportRow, reportAnswers } from "../../helpers/aws";

const NOW = new Date("2026-11-24T12:00:00Z");
const DAY_MS = 86_400_000;
const POLICY = "arn:aws:iam::123456789012:policy/EnforceMfa";

interface User {
  readonly name: string;
  readonly groups?: readonly string[];
}

/** An account with the enforced group Power and the group Viewers. */
function details(users: readonly User[]): GetAccountAuthorizationDetailsResponse {
  const document = encodeURIComponent(JSON.stringify(mfaPolicyDocument()));
  return {
    IsTruncated: false,
    UserDetailList: users.map(({ name, groups = [] }) => ({
      UserName: name,
      Path: "/",
      Arn: `arn:aws:iam::123456789012:user/${name}`,
      GroupList: [...groups],
    })),
    GroupDetailList: [
      { GroupName: "Power", Path: "/", AttachedManagedPolicies: [{ PolicyName: "EnforceMfa", PolicyArn: POLICY }] },
      { GroupName: "Viewers", Path: "/" },
    ],
    Policies: [
      { PolicyName: "EnforceMfa", Arn: POLICY, PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: document }] },
    ],
  };
}

const USERS: readonly User[] = [
  { name: "john", groups: ["Power"] },
  { name: "Alice", groups: ["Viewers"] },
  { name: "ci" },
  { name: "ops" },
];
const ROWS: readonly ReportRow[] = [
  { user: "john", password: "2026-11-10T00:00:00Z", hasDevice: true },
  { user: "Alice", password: "2026-11-20T00:00:00Z", passwordUsed: "2026-11-21T00:00:00Z" },
  { user: "ci", key: "2026-11-02T00:00:00Z" },
];
const ENABLED = new Date("2026-11-11T00:00:00Z");

/** Devices by user; what a test says replaces it. */
const DEVICES: Readonly<Record<string, readonly string[]>> = { john: ["arn:aws:iam::123456789012:mfa/john"] };

function account(changes: Answers = {}, age: "fresh" | "stale" = "fresh", devices = DEVICES): Answers {
  return {
    getAccountAuthorizationDetails: () => details(USERS),
    ...reportAnswers(ROWS, age),
    listMFADevices: ({ UserName }) => ({
      MFADevices: (devices[String(UserName)] ?? []).map((SerialNumber) => ({ SerialNumber, EnableDate: ENABLED })),
    }),
    ...changes,
  };
}

function read(options: Partial<StatusOptions> = {}, answers = account()): Promise<Status> {
  return readStatus(answering(answers).session, { now: NOW, ...options });
}

async function namesOf(options: Partial<StatusOptions>, answers?: Answers): Promise<readonly string[]> {
  return (await read(options, answers)).users.map(({ name }) => name);
}

test("says of each user the devices, the password, the keys, the groups, and by which policy MFA is enforced", async () => {
  const { users, totals } = await read();
  expect(users.find(({ name }) => name === "john")).toEqual({
    name: "john",
    arn: "arn:aws:iam::123456789012:user/john",
    groups: ["Power"],
    isEnforced: true,
    enforcedBy: [{ name: "EnforceMfa", policy: POLICY, through: ["group Power"] }],
    doubts: [],
    devices: [{ kind: "authenticator-app", serialNumber: "arn:aws:iam::123456789012:mfa/john", enabled: ENABLED }],
    password: { state: "set", changed: new Date("2026-11-10T00:00:00Z") },
    activeKeys: [],
    isOverdue: false,
  });
  expect(users.find(({ name }) => name === "ci")).toMatchObject({
    isEnforced: false,
    doubts: [expect.stringMatching(/^no statement denies everything/)],
    password: { state: "none" },
    activeKeys: [{ lastUsed: new Date("2026-11-02T00:00:00Z"), region: "eu-central-1", service: "s3" }],
  });
  expect(totals).toEqual({
    users: 4,
    enforced: 1,
    withDevice: 1,
    withPassword: 2,
    withPasswordAndNoDevice: 1,
    withActiveKeys: 1,
    overdue: 0,
  });
});

test("of a user who is newer than the credential report, nothing is known but the devices", async () => {
  const ops = (await read({ users: ["ops"] }, account({}, "fresh", { ops: ["GAHT12345678"] }))).users[0];
  expect(ops).toMatchObject({ password: { state: "unknown" }, devices: [{ kind: "hardware-token" }], isOverdue: false });
  expect(ops).not.toHaveProperty("activeKeys");
});

test.each([
  ["arn:aws:iam::123456789012:mfa/john", "authenticator-app"],
  ["arn:aws-us-gov:iam::123456789012:u2f/user/john/default", "passkey-or-security-key"],
  ["arn:aws:iam::123456789012:sms-mfa/john", "sms"],
  ["GAHT12345678", "hardware-token"],
])("the serial number %s is that of: %s", async (serialNumber, kind) => {
  const { users } = await read({ users: ["john"] }, account({}, "fresh", { john: [serialNumber] }));
  expect(users[0]?.devices.map((device) => device.kind)).toEqual([kind]);
});

describe("who is asked for devices", () => {
  async function asked(age: "fresh" | "stale"): Promise<readonly unknown[]> {
    const names: unknown[] = [];
    await read({}, account({ listMFADevices: ({ UserName }) => void names.push(UserName) }, age));
    return names.sort();
  }

  test("with a fresh report, those who have one in it, and those who are not in it", async () => {
    expect(await asked("fresh")).toEqual(["john", "ops"]);
  });

  test("with an older report, everybody, because anybody may have enrolled since", async () => {
    expect(await asked("stale")).toEqual(["Alice", "ci", "john", "ops"]);
  });

  test("a user who has been deleted in the meantime has none", async () => {
    const { users } = await read({}, account({ listMFADevices: () => Promise.reject(awsError("NoSuchEntityException", 404)) }));
    expect(users.map(({ devices }) => devices)).toEqual([[], [], [], []]);
  });
});

describe("filters", () => {
  test.each<[string, Partial<StatusOptions>, readonly string[]]>([
    ["everybody, by name ignoring case", {}, ["Alice", "ci", "john", "ops"]],
    ["a group's members, ignoring case", { groups: ["POWER"] }, ["john"]],
    ["some users", { users: ["CI", "john"] }, ["ci", "john"]],
    ["members of a group among some users", { groups: ["Power"], users: ["ci"] }, []],
    ["users without a device", { withoutDevice: true }, ["Alice", "ci", "ops"]],
    ["users who are not enforced", { notEnforced: true, users: ["john", "Alice"] }, ["Alice"]],
  ])("%s", async (_, options, names) => {
    expect(await namesOf(options)).toEqual(names);
  });

  test.each<[string, Partial<StatusOptions>, string]>([
    ["group", { groups: ["Powr"] }, '--group: the account has no group "Powr"; did you mean "Power"?'],
    ["user", { users: ["jon"] }, '--user: the account has no user "jon"; did you mean "john"?'],
  ])("a %s that the account does not have is refused, with the one that may be meant", async (_, options, message) => {
    await expect(read(options)).rejects.toThrow(message);
  });

  test("asks only for the devices of those who are listed", async () => {
    const { session, calls } = answering(account());
    await readStatus(session, { now: NOW, users: ["john"] });
    expect(calls.filter((call) => call === "listMFADevices")).toHaveLength(1);
  });
});

test.each<[NonNullable<StatusOptions["sort"]>, readonly string[]]>([
  ["enforced", ["Alice", "ci", "ops", "john"]],
  ["devices", ["Alice", "ci", "ops", "john"]],
  ["password", ["john", "Alice", "ci", "ops"]],
  ["activity", ["john", "ops", "ci", "Alice"]],
])("sorted by %s, whoever needs attention comes first", async (sort, names) => {
  expect(await namesOf({ sort })).toEqual(names);
});

test("a roster is compared in both directions, ignoring case", async () => {
  const { users, missing } = await read({ roster: ["John", "second.colleague", "first.colleague"] });
  expect(users.filter(({ isInRoster }) => isInRoster).map(({ name }) => name)).toEqual(["john"]);
  expect(missing).toEqual(["first.colleague", "second.colleague"]);
});

describe("the grace period", () => {
  const nobodyHasDevice = (): Answers => account({}, "fresh", {});

  test.each([
    ["shorter than somebody has had a password", 3, ["Alice", "john"]],
    ["longer than one of them has had it", 7, ["john"]],
    ["longer than anybody has had it", 30, []],
  ])("%s", async (_, days, overdue) => {
    const status = await read({ graceMs: days * DAY_MS }, nobodyHasDevice());
    expect(status.users.filter(({ isOverdue }) => isOverdue).map(({ name }) => name)).toEqual(overdue);
    expect(statusExitCode(status)).toBe(overdue.length > 0 ? 2 : 0);
  });

  test("without one, nobody is overdue", async () => {
    expect(statusExitCode(await read({}, nobodyHasDevice()))).toBe(0);
  });

  test("whoever has a device is not overdue", async () => {
    expect(statusExitCode(await read({ users: ["john"], graceMs: 0 }))).toBe(0);
  });

  test("a password of unknown age is overdue", async () => {
    const rows = reportAnswers([{ user: "john", password: "N/A" }], "fresh");
    expect(statusExitCode(await read({ users: ["john"], graceMs: 365 * DAY_MS }, { ...nobodyHasDevice(), ...rows }))).toBe(2);
  });
});

describe("an account of 5,000 users", () => {
  const MANY = 5000;
  const PAGE = 1000;
  const users = Array.from({ length: MANY }, (_, index) => ({ name: `user-${index}`, groups: ["Power"] }));
  const pages = (): Answers => ({
    getAccountAuthorizationDetails: ({ Marker = "0" }) => {
      const from = Number(Marker);
      const page = details(users.slice(from, from + PAGE));
      return from + PAGE < MANY ? { ...page, IsTruncated: true, Marker: String(from + PAGE) } : page;
    },
  });

  test.each([
    ["everybody has a device", "fresh", true],
    ["nobody has one, and the report may be old", "stale", false],
  ] as const)("takes at most 1.2 calls a user if %s, and says how far it is", async (_, age, hasDevice) => {
    const said: string[] = [];
    const rows = users.map(({ name }) => ({ user: name, password: "2026-11-10T00:00:00Z", hasDevice }));
    const { session, calls } = answering({ ...account(), ...pages(), ...reportAnswers(rows, age) }, (text) => said.push(text));
    const status = await readStatus(session, { now: NOW });
    expect([status.totals.users, status.totals.enforced]).toEqual([MANY, MANY]);
    expect(calls.length).toBeLessThanOrEqual(1.2 * MANY);
    expect(said).toEqual(
      expect.arrayContaining(["reading the account: 5000 users, 10 groups", "asking for MFA devices: 2500 of 5000 users"]),
    );
  });
});

test("after a call has failed, no further ones begin, and no progress is shown", async () => {
  const said: string[] = [];
  const users = Array.from({ length: 50 }, (_, index) => ({ name: `user-${index}` }));
  let asked = 0;
  const { session } = answering(
    {
      ...account(),
      getAccountAuthorizationDetails: () => details(users),
      listMFADevices: () => (++asked === 3 ? Promise.reject(awsError("AccessDenied", 403)) : { MFADevices: [] }),
    },
    (text) => said.push(text),
  );
  await expect(readStatus(session, { now: NOW })).rejects.toThrow(/AWS denied iam:ListMFADevices .*enforce-mfa policy status/);
  const [before, calls] = [said.length, asked];
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([said.length, asked]).toEqual([before, calls]);
  expect(calls).toBeLessThan(25);
});
