import { at, isObject, type Problem } from "../problem";
import { checkPlacedRoster, checkTopLevel } from "./check-roster";
import { keysOf } from "./places";
import { duplicateName } from "./problems";
import { readYamlFile, type YamlFile } from "./yaml-file";

/** A place in one of the files. */
interface Place {
  readonly file: number;
  readonly offset: number;
  /** File, line and column, and the path in the file. */
  readonly text: string;
}

interface PlacedProblem {
  readonly place: Place;
  readonly problem: Problem;
}

/** What may be wrong only because another part of the roster could not be read. */
const MAY_BE_ELSEWHERE = new Set(["unknown-group", "empty-group", "empty-roster", "missing"]);

/** Reads files, merges them into one roster, and checks it. The value is a roster only if there are no problems. */
export function readRosterFiles(paths: readonly string[]): { readonly value: unknown; readonly problems: readonly Problem[] } {
  const merged = new MergedRoster(paths.map(readYamlFile));
  return { value: merged.value, problems: merged.problems() };
}

class MergedRoster {
  readonly #files: readonly YamlFile[];
  readonly #groups = new Map<string, { readonly value: unknown; readonly file: number }>();
  readonly #users: { readonly value: unknown; readonly file: number; readonly index: number }[] = [];
  readonly #problems: PlacedProblem[] = [];
  readonly #keys = new Set<string>();
  #allowEmpty = false;
  #areAllExisting = false;
  #isComplete = true;

  constructor(files: readonly YamlFile[]) {
    this.#files = files;
    files.forEach((file, index) => {
      this.#add(file, index);
    });
  }

  /** The files' groups and users. A key that no file has is absent. */
  get value(): Readonly<Record<string, unknown>> {
    const groups = [...this.#groups].map(([name, { value }]) => [name, value] as const);
    return {
      ...(this.#keys.has("groups") && { groups: Object.fromEntries(groups) }),
      ...(this.#keys.has("users") && { users: this.#users.map(({ value }) => value) }),
      ...(this.#allowEmpty && { allowEmpty: true }),
      ...(this.#areAllExisting && { existing: "all" }),
    };
  }

  /** All problems, in the order of the files. */
  problems(): readonly Problem[] {
    const found = checkPlacedRoster(this.value, (path) => this.#placeOf(path).text)
      .filter(({ code, path }) => this.#isComplete || !MAY_BE_ELSEWHERE.has(code) || (code === "missing" && keysOf(path).length > 1))
      .map((problem) => placed(this.#placeOf(problem.path), problem));
    return [...this.#problems, ...found]
      .sort(({ place: a }, { place: b }) => a.file - b.file || a.offset - b.offset)
      .map(({ problem }) => problem);
  }

  #add({ value, problems }: YamlFile, file: number): void {
    this.#problems.push(...problems.map(({ offset, problem }) => ({ place: { file, offset, text: problem.path }, problem })));
    this.#isComplete &&= value !== undefined;
    // Editors read the schema of a JSON file from this key.
    const entries = Object.entries(value ?? {}).filter(([key]) => key !== "$schema");
    const { groups = {}, users = [], ...others } = Object.fromEntries(entries);
    for (const problem of checkTopLevel({ groups, users, ...others })) {
      this.#problems.push(placed(this.#locate(file, problem.path), problem));
      this.#isComplete &&= problem.code !== "wrong-type";
    }
    entries.forEach(([key]) => this.#keys.add(key));
    this.#addGroups(groups, file);
    this.#addUsers(users, file);
    this.#allowEmpty ||= others.allowEmpty === true;
    this.#areAllExisting ||= others.existing === "all";
  }

  #addGroups(groups: unknown, file: number): void {
    for (const [name, value] of isObject(groups) ? Object.entries(groups) : []) {
      const first = this.#groups.get(name);
      if (first) {
        const path = at("groups", name);
        const problem = duplicateName(path, "group", name, this.#locate(first.file, path).text, name);
        this.#problems.push(placed(this.#locate(file, path), problem));
      } else {
        this.#groups.set(name, { value, file });
      }
    }
  }

  #addUsers(users: unknown, file: number): void {
    (Array.isArray(users) ? (users as readonly unknown[]) : []).forEach((value, index) => {
      this.#users.push({ value, file, index });
    });
  }

  /** Where a place of the merged roster is. */
  #placeOf(path: string): Place {
    const [top = "", second] = keysOf(path);
    const user = top === "users" && typeof second === "number" ? this.#users[second] : undefined;
    if (user) {
      return this.#locate(user.file, path.replace(/^users\[\d+\]/, `users[${user.index}]`));
    }
    const group = top === "groups" ? this.#groups.get(String(second)) : undefined;
    const file = this.#files.findIndex(({ value = {} }) => Object.hasOwn(value, top));
    return this.#locate(group?.file ?? Math.max(file, 0), path);
  }

  #locate(file: number, path: string): Place {
    const { offset, text } = this.#files[file]?.locate(keysOf(path)) ?? { offset: 0, text: "" };
    return { file, offset, text: path === "" ? text : `${text}: ${path}` };
  }
}

function placed(place: Place, problem: Problem): PlacedProblem {
  return { place, problem: { ...problem, path: place.text } };
}
