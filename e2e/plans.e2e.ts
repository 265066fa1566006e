import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewPlan } from "../modules/review";
import { CASES } from "../verification/plans/cases";
import { fileNameOf, isHandwritten, type TerraformCase } from "../verification/plans/model";
import { type Observation, observeAll } from "./plans/observe";

const LANES = 3;
const MOST_MINUTES = 15;

const OBSERVED: readonly TerraformCase[] = Object.values(CASES)
  .flat()
  .filter((planCase): planCase is TerraformCase => !isHandwritten(planCase) && planCase.observed !== undefined);

/** The plans of verification/plans in the lab: AWS shows what the corpus says, and shows nothing where it says that there is nothing. */
describe("a plan of the corpus, applied with each of its calls refused in turn", () => {
  let observations: ReadonlyMap<string, Observation | Error> = new Map();

  beforeAll(
    async () => {
      observations = await observeAll(OBSERVED, LANES, { isHasty: true });
    },
    MOST_MINUTES * 60 * 1000,
  );

  test.each(OBSERVED.filter(({ observed }) => observed))("somebody acts without MFA: $name", ({ name }) => {
    expect(windowsOf(name)).toContainEqual(expect.stringMatching(/^after \w+ .*: \S+ may \w+:\w+$/));
  });

  test.each(OBSERVED.filter(({ observed }) => !observed))("nobody acts without MFA: $name", ({ name }) => {
    expect(windowsOf(name)).toEqual([]);
  });

  test.each(CASES.window.filter((planCase) => OBSERVED.includes(planCase as TerraformCase)))(
    "the review predicts whoever acts without MFA, and nobody else: $name",
    (planCase) => {
      const seen = windowsOf(planCase.name).map((window) => /: (\S+) may \w+:\w+$/.exec(window)?.[1] ?? "");
      const json = readFileSync(join(__dirname, "..", "verification", "plans", "window", fileNameOf(planCase)), "utf8");
      const predicted = reviewPlan(json, planCase.name).findings.filter(({ id }) => id === "window");
      expect(predicted).not.toEqual([]);
      for (const user of new Set(seen)) {
        expect(predicted.map(({ message }) => message)).toContainEqual(expect.stringContaining(user));
      }
    },
  );

  test.each(CASES.harmless.filter((planCase) => OBSERVED.includes(planCase as TerraformCase)))(
    "the review finds nothing where nobody acts without MFA: $name",
    (planCase) => {
      const json = readFileSync(join(__dirname, "..", "verification", "plans", "harmless", fileNameOf(planCase)), "utf8");
      expect(windowsOf(planCase.name)).toEqual([]);
      expect(reviewPlan(json, planCase.name).findings.filter(({ isOld }) => !isOld)).toEqual([]);
    },
  );

  function windowsOf(name: string): readonly string[] {
    const observation = observations.get(name);
    if (!observation || observation instanceof Error) {
      throw observation ?? new Error(`${name} has not been observed`);
    }
    return observation.windows;
  }
});
