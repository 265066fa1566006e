/**
 * Writes modules/iam/managed-policies.generated.json, the names of AWS's managed policies, and beside it an action that each of them allows, from the copy of them that moto (PyPI, Apache-2.0)
 * packs: `npx tsx verification/generate-managed-policies.ts`. It needs python3 with pip. The same version of moto gives the same bytes.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionsOf, matchesPattern } from "../modules/iam";

const MOTO = "5.2.5";
const ROOM = join(__dirname, "..", "modules", "iam");

/** Prints the path, the last update and the allowed actions of each policy in a folder with moto's wheel. */
const READ_WHEEL = `
import glob, json, sys, zipfile
wheel = glob.glob(sys.argv[1] + "/moto-*.whl")[0]
names = {}
exec(zipfile.ZipFile(wheel).read("moto/iam/aws_managed_policies.py"), names)
policies = json.loads(names["aws_managed_policies_data"])
def listed(value): return value if isinstance(value, list) else [value]
def allowed(policy):
    statements = [s for s in listed(policy["Document"]["Statement"]) if s["Effect"] == "Allow" and "Action" in s and "Condition" not in s]
    return [action for statement in statements for action in listed(statement["Action"])]
print(json.dumps([[policy["Path"][1:] + name, policy.get("UpdateDate", policy["CreateDate"]), allowed(policy)] for name, policy in policies.items()]))
`;

/** Policies that only AWS's services and AWS itself can attach. */
const NOT_FOR_GROUPS = /^(aws-service-role|root-task)\//;

const folder = mkdtempSync(join(tmpdir(), "moto-"));
try {
  execFileSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, `moto==${MOTO}`]);
  const policies = JSON.parse(
    execFileSync("python3", ["-c", READ_WHEEL, folder], { encoding: "utf8", maxBuffer: 100_000_000 }),
  ) as readonly (readonly [name: string, updated: string, actions: readonly string[]])[];
  const list = {
    date: policies
      .map(([, updated]) => updated.slice(0, 10))
      .sort()
      .at(-1),
    source: `moto ${MOTO} (Apache-2.0), moto/iam/aws_managed_policies.py`,
    names: policies
      .map(([name]) => name)
      .filter((name) => !NOT_FOR_GROUPS.test(name))
      .sort(),
  };
  writeFileSync(join(ROOM, "managed-policies.generated.json"), `${JSON.stringify(list, undefined, 2)}\n`);
  const examples = policies
    .filter(([name]) => list.names.includes(name))
    .map(([name, , actions]) => [name, exampleOf(actions)] as const)
    .filter(([, example]) => example !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(join(ROOM, "managed-policy-examples.generated.json"), `${JSON.stringify(Object.fromEntries(examples), undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** An action that reads, where the patterns match one. */
function exampleOf(patterns: readonly string[]): string | undefined {
  const matching = patterns.flatMap((pattern) => {
    const [service = ""] = pattern.toLowerCase().split(":");
    return actionsOf(service)
      .map((action) => `${service}:${action}`)
      .filter((action) => matchesPattern(pattern, action));
  });
  return matching.find((action) => /:(List|Describe)/.test(action)) ?? matching[0];
}
