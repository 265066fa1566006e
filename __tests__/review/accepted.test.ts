import { InvalidInputError, type Problem } from "../../modules/problem";
import { readAccepted } from "../../modules/review";

const IDS = ["mfa-lost", "window"];
const ENTRY = { id: "window", address: 'aws_iam_user.all["x"]', reason: "a migration", until: "2026-12-31" };

function problemsOf(json: unknown): readonly Problem[] {
  try {
    readAccepted(json, IDS);
    return [];
  } catch (error) {
    return (error as InvalidInputError).problems;
  }
}

test("a list of findings with a reason and a day is accepted, and so is an empty one", () => {
  expect(readAccepted([ENTRY, { ...ENTRY, address: "aws_iam_user.y" }], IDS)).toHaveLength(2);
  expect(readAccepted([], IDS)).toEqual([]);
});

test("all problems are reported at once, each with its place, the value and the fix", () => {
  const entries = [
    { ...ENTRY, id: "windw" },
    { ...ENTRY, reason: " " },
    { ...ENTRY, address: undefined, untill: "2026-12-31" },
    { ...ENTRY, address: "aws_iam_user.z", until: "2026-02-30" },
    "window",
  ];
  expect(problemsOf(entries)).toEqual([
    { code: "wrong-type", path: "[1].reason", message: '" " is not text that is not empty' },
    { code: "unknown-key", path: "[2].untill", message: 'unknown key "untill"; did you mean "until"?' },
    { code: "missing", path: "[2].address", message: "missing; expected text that is not empty" },
    { code: "invalid-date", path: "[3].until", message: '"2026-02-30" is not a day; write it as "2026-12-31"' },
    { code: "wrong-type", path: "[4]", message: '"window" is not an object with id, address, reason and until' },
    { code: "unknown-finding", path: "[0].id", message: '"windw" is not the id of a finding; did you mean "window"?' },
  ]);
});

test.each(["2026-13-01", "2026-02-29", "2026-1-1", "31.12.2026", "2026-12-31T00:00:00Z", "tomorrow"])("%s is not a day", (until) => {
  expect(problemsOf([{ ...ENTRY, until }]).map(({ code }) => code)).toEqual(["invalid-date"]);
});

test("February 29 of a leap year is a day", () => {
  expect(problemsOf([{ ...ENTRY, until: "2028-02-29" }])).toEqual([]);
});

test("the same finding must not be accepted twice", () => {
  expect(problemsOf([ENTRY, { ...ENTRY, until: "2027-12-31" }])).toEqual([
    {
      code: "duplicate-acceptance",
      path: "[1]",
      message: 'window at aws_iam_user.all["x"] is accepted twice, also in [0]; remove one of them',
    },
  ]);
});

test.each([{}, "window", null, { accepted: [] }])("%j is not a list", (json) => {
  expect(problemsOf(json).map(({ code }) => code)).toEqual(["wrong-type"]);
});
