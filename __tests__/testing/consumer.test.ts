import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { mfaPolicyDocument } from "../../modules";

const root = resolve(__dirname, "../..");

const STACK = JSON.stringify({
  resource: {
    aws_iam_user: { john: { name: "john" }, ci: { name: "ci" } },
    aws_iam_user_policy: { mfa: { user: "john", policy: JSON.stringify(mfaPolicyDocument()).replaceAll("${", "$${") } },
  },
});

/** A consumer's test, without its imports. */
const TEST = `
const stack = ${JSON.stringify(STACK)};

test("enforces MFA for people", () => {
  expect(stack).toEnforceMfa({ except: ["ci"] });
  expect(stack).not.toAllowWithoutMfa(["iam:EnableMFADevice"], { except: ["ci"] });
  // @ts-expect-error a number is not a stack
  expect(() => expect(7).toEnforceMfa()).toThrow("7 is not a synthesized stack");
  // @ts-expect-error an action has a service
  expect(stack).not.toAllowWithoutMfa(["EnableMFADevice"], { except: ["ci"] });
});

test("enforces MFA for everyone", () => {
  expect(JSON.parse(stack)).toEnforceMfa();
});
`;

/** How a consumer's test gets jest's expect: its imports. */
const WAYS = {
  "types-jest": 'import "cdktf-enforce-mfa/testing";',
  "jest-globals": 'import "cdktf-enforce-mfa/testing";\nimport { expect, test } from "@jest/globals";',
  "no-globals":
    'import { mfaMatchers } from "cdktf-enforce-mfa/testing";\nimport { expect, test } from "@jest/globals";\nexpect.extend(mfaMatchers);',
};

let repo: string;

function run(name: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", name), args, { cwd: repo, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(join(repo, path), JSON.stringify(value));
}

beforeAll(() => {
  repo = mkdtempSync(join(tmpdir(), "enforce-mfa-testing-"));
  const installed = join(repo, "node_modules/cdktf-enforce-mfa");
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  writeJson("build.json", {
    extends: join(root, "tsconfig.build.json"),
    compilerOptions: { rootDir: join(root, "modules"), outDir: join(installed, "lib"), typeRoots: [join(root, "node_modules/@types")] },
    files: [join(root, "modules/testing/index.ts")],
    include: [],
  });
  expect(run("tsc", "-p", "build.json")).toEqual({ status: 0, output: "" });
  for (const dependency of ["expect", "@types/jest", "@jest/globals", "fastest-levenshtein"]) {
    const link = join(repo, "node_modules", dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", dependency), link);
  }
  const files = Object.entries(WAYS).map(([way, imports]) => {
    writeFileSync(join(repo, `${way}.test.ts`), imports + TEST);
    return `${way}.test.ts`;
  });
  writeJson("tsconfig.json", {
    compilerOptions: { target: "ES2022", module: "node16", strict: true, skipLibCheck: true, types: ["jest"] },
    files,
  });
}, 60_000);

afterAll(() => {
  rmSync(repo, { recursive: true, force: true });
});

test("a consumer's test compiles and runs with global types, imported types and no globals", () => {
  expect(run("tsc", "-p", ".")).toEqual({ status: 0, output: "" });
  const projects = Object.keys(WAYS).map((way) => ({
    displayName: way,
    rootDir: repo,
    testMatch: [`**/${way}.test.js`],
    injectGlobals: way !== "no-globals",
  }));
  writeJson("jest.json", { projects });
  const { output } = run("jest", "--config", "jest.json", "--runInBand");
  expect(output.match(/aws_iam_user\.ci "ci" is in no group that enforces MFA/g)).toHaveLength(3);
  expect(output).toMatch(/^Tests: +3 failed, 3 passed, 6 total$/m);
}, 60_000);
