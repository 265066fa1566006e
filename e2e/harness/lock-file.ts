import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LOCK_FILE = ".terraform.lock.hcl";
const HASHES = /^ *hashes = \[[^\]]*\]\n/gm;

/**
 * Takes the hashes out of the lock file that `terraform init` has just written and checked. With them, Terraform reads and hashes the whole provider,
 * 100 MB, again in every command: a fifth of the time of a short one.
 */
export function forgetHashes(dir: string): void {
  const path = join(dir, LOCK_FILE);
  if (existsSync(path)) {
    writeFileSync(path, readFileSync(path, "utf8").replace(HASHES, ""));
  }
}
