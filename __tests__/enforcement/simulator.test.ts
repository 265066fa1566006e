import { checkAnyDocuments, checkKnownDocuments, type Tally } from "../../verification/recognition";

const SEED = 20_121_017;

/** Both verdicts must come often, or the comparison says nothing. */
function expectBothVerdicts({ enforced, notProven, questions }: Tally, least: number): void {
  expect(Math.min(enforced, notProven)).toBeGreaterThan(least);
  expect(questions).toBeGreaterThan(20 * least);
}

describe("proof of enforcement, held against a simulator of IAM", () => {
  test("never calls documents enforced that let another action through without MFA", async () => {
    expectBothVerdicts(await checkAnyDocuments(1_000, SEED), 250);
  }, 60_000);

  test("lists exactly the exemptions of documents of which everything is known", () => {
    expectBothVerdicts(checkKnownDocuments(500, SEED), 75);
  }, 60_000);
});
