import { parseCredentialReport } from "../../modules/account/credential-report";

const HEAD =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
  "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
  "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
  "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

const CREATED = new Date("2026-01-01T00:00:00Z");
const ARN = "arn:aws:iam::123456789012:user/";
const NO_KEY = "false,N/A,N/A,N/A,N/A";
const USED_KEY = "true,2026-01-01T00:00:00Z,2026-11-01T10:00:00Z,eu-central-1,s3";
const REST = "false,N/A,false,N/A";

function row(name: string, keys: readonly [string, string], password = "true", device = "true", arnName = name): string {
  return [name, `${ARN}${arnName}`, "2026-01-01T00:00:00Z", password, "no_information", "N/A", "N/A", device, ...keys, REST].join(",");
}

test("says who has a password, a device and active keys", () => {
  const report = [HEAD, row("john", [NO_KEY, NO_KEY]), row("ci", [NO_KEY, USED_KEY], "false", "false")].join("\n");
  expect(parseCredentialReport(report)).toEqual([
    { user: "john", arn: `${ARN}john`, hasPassword: true, hasDevice: true, activeKeys: [] },
    {
      user: "ci",
      arn: `${ARN}ci`,
      hasPassword: false,
      hasDevice: false,
      activeKeys: [{ created: CREATED, lastUsed: new Date("2026-11-01T10:00:00Z"), region: "eu-central-1", service: "s3" }],
    },
  ]);
});

test("a key that was never used has no date", () => {
  const never = "true,2026-01-01T00:00:00Z,N/A,N/A,N/A";
  const [read] = parseCredentialReport([HEAD, row("john", [never, never])].join("\n"));
  expect(read?.activeKeys).toEqual([{ created: CREATED }, { created: CREATED }]);
});

test("says when a password was set and used, where AWS knows", () => {
  const line = row("john", [NO_KEY, NO_KEY]).replace("true,no_information,N/A", "true,2026-11-02T08:00:00Z,2026-11-01T10:00:00Z");
  const report = parseCredentialReport([HEAD, line, row("alice", [NO_KEY, NO_KEY])].join("\n"));
  expect(report.map(({ passwordChanged, passwordUsed }) => [passwordChanged, passwordUsed])).toEqual([
    [new Date("2026-11-01T10:00:00Z"), new Date("2026-11-02T08:00:00Z")],
    [undefined, undefined],
  ]);
});

test.each([
  ["plain", row("a,b", [NO_KEY, USED_KEY])],
  ["quoted", row('"a,b"', [NO_KEY, USED_KEY]).replace(`${ARN}"a,b"`, `"${ARN}a,b"`)],
])("a name with a comma is read as one field: %s", (_, line) => {
  const [read] = parseCredentialReport([HEAD, line].join("\n"));
  expect(read).toMatchObject({ user: "a,b", arn: `${ARN}a,b`, activeKeys: [{ service: "s3" }] });
});

test("a column that is new, or in another place, changes nothing", () => {
  const report = `new_column,${HEAD}\nN/A,${row("john", [USED_KEY, NO_KEY])}`;
  expect(parseCredentialReport(report)).toMatchObject([{ user: "john", hasPassword: true, activeKeys: [{ region: "eu-central-1" }] }]);
});
