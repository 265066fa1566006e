import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewPlan } from "../../modules/review";

const WEAKENS = join(__dirname, "../../verification/plans/weakens");

/** A plan that does the opposite: what is there before and after changes places, for resources that are updated in place. */
function turnedRound(file: string): unknown {
  const plan = JSON.parse(readFileSync(join(WEAKENS, file), "utf8")) as {
    resource_changes: { change: { before: unknown; after: unknown } }[];
  };
  plan.resource_changes.forEach(({ change }) => {
    [change.before, change.after] = [change.after, change.before];
  });
  return plan;
}

const FILE = "the-deny-is-taken-out-of-the-document.json";

test("a review says who loses what until they have a device, when the Deny comes", () => {
  const { access, findings } = reviewPlan(turnedRound(FILE), "plan.json");
  expect(access).toEqual([{ kind: "enforcement", change: "added", user: "john", policies: ["PowerUserAccess"] }]);
  expect(findings).toEqual([]);
});

test("a review says who no longer needs MFA, when the Deny goes", () => {
  const { access } = reviewPlan(readFileSync(join(WEAKENS, FILE), "utf8"), "plan.json");
  expect(access).toEqual([{ kind: "enforcement", change: "removed", user: "john", policies: ["PowerUserAccess"] }]);
});
