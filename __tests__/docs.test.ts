import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const awsBehaviour = readFileSync(join(root, "docs/aws-behaviour.md"), "utf8");

interface Row {
  /** The first cell. */
  readonly name: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of all tables of a page, each cell under its column's heading. */
function rowsOf(page: string): readonly Row[] {
  const tables = page.split(/\n\n/).filter((block) => block.startsWith("| "));
  return tables.flatMap((table) => {
    const [headings = [], , ...rows] = table
      .trim()
      .split("\n")
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    return rows.map((row) => ({
      name: row[0] ?? "",
      cells: Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? ""])),
    }));
  });
}

/** The files and folders of this repo that a text names. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:__tests__|e2e|modules|scripts|verification)\/[^`]*)`/g)].map(([, path = ""]) => path);
}

describe("docs/aws-behaviour.md", () => {
  const rows = rowsOf(awsBehaviour);

  test("lists facts", () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  test.each(rows)("has a source and a check: $name", ({ cells }) => {
    const { source = "", "how it is checked": check = "" } = cells;
    expect(source).toMatch(/\]\[|observed|AWS does not say/);
    expect(check).toMatch(/^not checked: \S|`(__tests__|e2e|scripts)\//);
    expect(pathsIn(check).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("says for every question which side the package takes", () => {
    const questions = rows.filter(({ cells }) => "question" in cells);
    expect(questions).not.toEqual([]);
    expect(questions.filter(({ cells }) => !cells["which side the package takes"])).toEqual([]);
  });

  test("gives an address for each source, and no other", () => {
    const used = [...awsBehaviour.matchAll(/\]\[([a-z0-9-]+)\]/g)].map(([, name]) => name);
    const defined = [...awsBehaviour.matchAll(/^\[([a-z0-9-]+)\]: https:\/\//gm)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual([...defined].sort());
  });
});

describe("docs/errors.md", () => {
  const rows = rowsOf(readFileSync(join(root, "docs/errors.md"), "utf8"));

  /** The codes in modules/ and account-stack.ts, with the rooms that have them. A code in problem.ts can come from any room. */
  function codesInSource(): ReadonlyMap<string, ReadonlySet<string>> {
    const codes = new Map<string, Set<string>>();
    const paths = readdirSync(join(root, "modules"), { recursive: true, encoding: "utf8" }).map((path) => `modules/${path}`);
    for (const path of [...paths.filter((name) => name.endsWith(".ts")), "account-stack.ts"]) {
      const part = path === "modules/problem.ts" ? "any part" : `\`${path.split("/")[1] ?? path}\``;
      for (const [, code = ""] of readFileSync(join(root, path), "utf8").matchAll(/(?:\bcode: |(?:stack|plan)Error\(\s*)"([^"]+)"/g)) {
        codes.set(code, (codes.get(code) ?? new Set()).add(part));
      }
    }
    return codes;
  }

  test("lists every code of the source once, in order, with the parts that raise it", () => {
    const raised = [...codesInSource()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, rooms]) => [`\`${code}\``, [...rooms].sort().join(", ")]);
    expect(raised.length).toBeGreaterThan(40);
    expect(rows.map(({ name, cells }) => [name, cells["raised by"]])).toEqual(raised);
  });

  test("explains each code in one sentence", () => {
    expect(rows.map(({ cells }) => cells.meaning).filter((meaning) => !/^[A-Z`][^.]*\.$/.test(meaning ?? ""))).toEqual([]);
  });
});
