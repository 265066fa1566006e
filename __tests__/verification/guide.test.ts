import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MfaDocumentOptions } from "../../modules/policy";
import { Guide } from "../../verification/guide";
import { runVariant } from "../../verification/run";
import { renderTables } from "../../verification/table";

const ACTIONS = [
  "iam:ChangePassword",
  "iam:CreateUser",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListRoles",
  "iam:ListUsers",
  "s3:GetObject",
  "sts:GetCallerIdentity",
  "sts:GetSessionToken",
];

async function tablesOf(...documents: readonly MfaDocumentOptions[]): Promise<string> {
  const rows = await Promise.all(documents.map(async (options) => ({ options, outcome: await runVariant(options, ACTIONS, "all") })));
  return renderTables(rows, ACTIONS.length, "1.2.3");
}

describe("the tables of the guide", () => {
  test("list everything that a kind exempts, and how an option differs from it", async () => {
    const lines = (
      await tablesOf(
        { kind: "minimal" },
        { kind: "minimal", getSessionTokenWithoutMfa: true },
        { kind: "minimal", exemptOwnUserOnly: true, maxMfaAgeSeconds: 900, viaAwsService: "allow" },
      )
    ).split("\n");
    expect(lines.filter((line) => line.startsWith("| "))).toEqual([
      "|  | on their own user and devices | also on other users, with `PowerUserAccess` | also on other users, with `AdministratorAccess` |",
      "| --- | --- | --- | --- |",
      "| **`minimal`** | `iam:ChangePassword`, `iam:EnableMFADevice`, `iam:ListUsers` | nothing | `iam:ChangePassword`, `iam:EnableMFADevice` |",
      "| `getSessionTokenWithoutMfa: true` | also `sts:GetSessionToken` | the same | the same |",
      '| `exemptOwnUserOnly: true, maxMfaAgeSeconds: 900, viaAwsService: "allow"` | the same | the same | nothing |',
      "|  | with `PowerUserAccess` | with `AdministratorAccess` | MFA older than `maxMfaAgeSeconds` | through a service, without MFA |",
      "| --- | --- | --- | --- | --- |",
      "| **`minimal`** | 7 | all | no limit | as without MFA |",
      "| `getSessionTokenWithoutMfa: true` | 7 | all | no limit | as without MFA |",
      '| `exemptOwnUserOnly: true, maxMfaAgeSeconds: 900, viaAwsService: "allow"` | 7 | all | as without MFA | as with MFA |',
      "|  | change the password | register an authenticator app | register a passkey or security key | use a code on the command line |",
      "| --- | --- | --- | --- | --- |",
      "| **`minimal`** | yes, without seeing the rules | yes | yes | no |",
      "| `getSessionTokenWithoutMfa: true` | yes, without seeing the rules | yes | yes | yes |",
      '| `exemptOwnUserOnly: true, maxMfaAgeSeconds: 900, viaAwsService: "allow"` | yes, without seeing the rules | yes | yes | no |',
    ]);
  });

  test("say which exemptions work only with AdministratorAccess", async () => {
    const lines = (await tablesOf({ kind: "minimal" }, { kind: "minimal", exemptActions: ["iam:ListRoles", "iam:GetUser"] })).split("\n");
    expect(lines).toContain(
      '| `exemptActions: ["iam:ListRoles", "iam:GetUser"]` | also `iam:ListRoles`; with `AdministratorAccess` also `iam:GetUser` | the same | also `iam:GetUser` |',
    );
  });

  test("have a line for each case that a document distinguishes before MFA", async () => {
    const lines = (
      await tablesOf(
        { kind: "minimal" },
        { kind: "minimal", enrolment: "console" },
        { kind: "minimal", enrolmentTag: true },
        { kind: "minimal", enrolment: "console", enrolmentTag: true, maxMfaAgeSeconds: 900, viaAwsService: "allow" },
      )
    ).split("\n");
    const everything = 'enrolment: "console", enrolmentTag: true, maxMfaAgeSeconds: 900, viaAwsService: "allow"';
    const not = "not `iam:EnableMFADevice` | the same | not `iam:EnableMFADevice`";
    expect(lines.filter((line) => /^\| `.* \| (the same|not) /.test(line))).toEqual([
      `| \`enrolment: "console"\`, with an access key | ${not} |`,
      '| `enrolment: "console"`, in a session | the same | the same | the same |',
      "| `enrolmentTag: true`, tag `open` | the same | the same | the same |",
      `| \`enrolmentTag: true\`, no tag or another value | ${not} |`,
      `| \`${everything}\`, with an access key | ${not} |`,
      `| \`${everything}\`, in a session, tag \`open\` | the same | the same | the same |`,
      `| \`${everything}\`, in a session, no tag or another value | ${not} |`,
    ]);
    expect(lines).toContain(`| \`${everything}\` | 7 | all | as without MFA | as with MFA, but not \`iam:EnableMFADevice\` |`);
  });

  test("need a row for each kind without options", async () => {
    await expect(tablesOf({ kind: "selfManage", getSessionTokenWithoutMfa: false })).rejects.toThrow(
      "the matrix has no row for selfManage without options",
    );
  });
});

describe("the guide", () => {
  let directory: string;
  let path: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "matrix-guide-"));
    path = join(directory, "guide.md");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  test("has the tables between its marks, and nothing else changes", () => {
    writeFileSync(path, "# Guide\n\nbefore\n\n<!-- table:begin -->\n<!-- table:end -->\n\nafter\n");
    const guide = new Guide(path);
    expect(guide.has("| a |\n| - |")).toBe(false);
    guide.write("| a |\n| - |");
    expect(readFileSync(path, "utf8")).toBe(
      "# Guide\n\nbefore\n\n<!-- table:begin -->\n\n| a   |\n| --- |\n\n<!-- table:end -->\n\nafter\n",
    );
    expect(guide.has("| a |\n| - |")).toBe(true);
    expect(guide.has("| b |\n| - |")).toBe(false);
  });

  test("is created if it does not exist", () => {
    new Guide(path).write("tables");
    expect(readFileSync(path, "utf8")).toBe("<!-- table:begin -->\n\ntables\n\n<!-- table:end -->\n");
  });

  test("is not changed if it lacks the marks", () => {
    writeFileSync(path, "# Guide\n");
    expect(() => {
      new Guide(path).write("tables");
    }).toThrow("guide.md has no lines <!-- table:begin --> and <!-- table:end -->");
    expect(readFileSync(path, "utf8")).toBe("# Guide\n");
  });
});
