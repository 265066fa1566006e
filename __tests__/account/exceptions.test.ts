import { readExceptions } from "../../modules/account";
import { describe as line, InvalidInputError } from "../../modules/problem";

const CI = { user: "ci", reason: "the pipeline, until it has a role", until: "2026-12-31" };

/** The problems that a list has, each on a line. */
function problemsOf(json: unknown): readonly string[] {
  try {
    readExceptions(json);
    return [];
  } catch (error) {
    return error instanceof InvalidInputError ? error.problems.map((problem) => `${problem.code} ${line(problem)}`) : [String(error)];
  }
}

test("an exception names a user, a reason and the last day", () => {
  expect(readExceptions([CI])).toEqual([CI]);
});

test.each([
  [{}, ["wrong-type {} is not a list such as"]],
  [["ci"], ['wrong-type [0]: "ci" is not an object with user, reason and until']],
  [[{ ...CI, reason: " " }], ['wrong-type [0].reason: " " is not text']],
  [[{ user: "ci", until: "2026-02-30" }], ["missing [0].reason: missing", 'invalid-date [0].until: "2026-02-30" is not a day']],
  [[{ ...CI, usr: "x" }], ['unknown-key [0].usr: unknown key "usr"; did you mean "user"?']],
  [[CI, { ...CI, user: "CI" }], ["duplicate-exception [1]: CI is excepted twice, also in [0]"]],
])("%j is refused, with the place and the fix", (json, expected) => {
  const found = problemsOf(json);
  expect(found.map((problem, index) => problem.startsWith(expected[index] ?? "?"))).toEqual(expected.map(() => true));
});
