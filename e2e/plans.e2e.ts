import { CASES } from "../verification/plans/cases";
import { isHandwritten, type TerraformCase } from "../verification/plans/model";
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

  function windowsOf(name: string): readonly string[] {
    const observation = observations.get(name);
    if (!observation || observation instanceof Error) {
      throw observation ?? new Error(`${name} has not been observed`);
    }
    return observation.windows;
  }
});
