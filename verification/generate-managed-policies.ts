/**
 * Writes modules/iam/managed-policies.generated.json, the names of AWS's managed policies, from the copy of them that moto (PyPI, Apache-2.0)
 * packs: `npx tsx verification/generate-managed-policies.ts`. It needs python3 with pip. The same version of moto gives the same bytes.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MOTO = "5.2.5";
const GENERATED_FILE = join(__dirname, "..", "modules", "iam", "managed-policies.generated.json");

/** Prints the path and the last update of each policy in a folder with moto's wheel. */
const READ_WHEEL = `
import glob, json, sys, zipfile
wheel = glob.glob(sys.argv[1] + "/moto-*.whl")[0]
names = {}
exec(zipfile.ZipFile(wheel).read("moto/iam/aws_managed_policies.py"), names)
policies = json.loads(names["aws_managed_policies_data"])
print(json.dumps([[policy["Path"][1:] + name, policy.get("UpdateDate", policy["CreateDate"])] for name, policy in policies.items()]))
`;

/** Policies that only AWS's services and AWS itself can attach. */
const NOT_FOR_GROUPS = /^(aws-service-role|root-task)\//;

const folder = mkdtempSync(join(tmpdir(), "moto-"));
try {
  execFileSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, `moto==${MOTO}`]);
  const policies = JSON.parse(execFileSync("python3", ["-c", READ_WHEEL, folder], { encoding: "utf8" })) as readonly [string, string][];
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
  writeFileSync(GENERATED_FILE, `${JSON.stringify(list, undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
