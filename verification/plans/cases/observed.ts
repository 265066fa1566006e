import type { TerraformCase } from "../model";

/**
 * Says whether the lab sees somebody act without MFA while a plan is applied who could not before: e2e/plans.e2e.ts. `unseen` are the names of
 * cases for which the lab is no judge, because nobody is there to act, or because it has no service to act on.
 */
export function observed(isSeen: boolean, cases: readonly TerraformCase[], unseen: readonly string[] = []): readonly TerraformCase[] {
  const isKnown = ({ name }: TerraformCase): boolean => !unseen.includes(name);
  return cases.map((planCase) => (isKnown(planCase) ? { ...planCase, observed: isSeen } : planCase));
}
