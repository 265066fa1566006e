import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- table:begin -->";
const END = "<!-- table:end -->";

/** A guide with a generated part. */
export class Guide {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether the generated part is up to date. */
  has(tables: string): boolean {
    return existsSync(this.#path) && readFileSync(this.#path, "utf8") === this.#with(tables);
  }

  /** Writes the generated part and leaves the rest unchanged. */
  write(tables: string): void {
    writeFileSync(this.#path, this.#with(tables));
  }

  #with(tables: string): string {
    const text = existsSync(this.#path) ? readFileSync(this.#path, "utf8") : `${BEGIN}\n${END}\n`;
    const [before, rest] = text.split(BEGIN);
    const after = rest?.split(END)[1];
    if (before === undefined || after === undefined) {
      throw new Error(`${this.#path} has no lines ${BEGIN} and ${END}; add them where the tables should go`);
    }
    const made = `${before}${BEGIN}

${tables}

${END}${after}`;
    return execFileSync(process.execPath, [require.resolve("prettier/bin/prettier.cjs"), "--stdin-filepath", this.#path], {
      input: made,
      encoding: "utf8",
    });
  }
}
