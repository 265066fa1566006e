import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is the working directory while a test runs, so that files have short names. */
export function useFolder(): { write(files: Readonly<Record<string, string>>): readonly string[]; readonly path: string } {
  const before = process.cwd();
  let path = "";
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), "enforce-mfa-files-"));
    process.chdir(path);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(path, { recursive: true, force: true });
  });
  return {
    write: (files) => {
      Object.entries(files).forEach(([name, text]) => {
        writeFileSync(name, text);
      });
      return Object.keys(files);
    },
    get path() {
      return path;
    },
  };
}
