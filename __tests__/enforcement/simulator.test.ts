import { checkAnyDocuments, checkKnownDocuments, type Tally } from "../../verification/recognition";

/** `npm run matrix:check` compares many more documents. */
const SEED = 20_121_017;

/** Fails unless both verdicts are frequent, because the comparison would say nothing otherwise. */
function expectBothVerdicts({ enforced, notProven, questions }: Tally, least: number): void {
  expect(Math.min(enforced, notProven)).toBeGreaterThan(least);
  expect(questions).toBeGreaterThan(20 * least);
}

describe("compared with a simulator of IAM, proveEnforcement", () => {
  test("never says enforced if another action works without MFA", async () => {
    expectBothVerdicts(await checkAnyDocuments(400, SEED), 100);
  }, 60_000);

  test("lists exactly the exemptions of documents that it understands completely", () => {
    expectBothVerdicts(checkKnownDocuments(250, SEED), 35);
  }, 60_000);
});
