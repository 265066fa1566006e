/** A process that evaluates the documents it receives, one after the other. */
import { allActions } from "./requests";
import { type Checks, runVariant } from "./run";
import { VARIANTS } from "./variants";

/** A task for a worker: which document to evaluate, and with which checks. */
export interface Task {
  readonly variant: number;
  readonly checks: Checks;
}

process.on("message", ({ variant, checks }: Task) => {
  const options = VARIANTS[variant];
  if (!options) {
    throw new Error(`there is no document ${variant}; there are ${VARIANTS.length}`);
  }
  void allActions()
    .then((actions) => runVariant(options, actions, checks))
    .then((outcome) => process.send?.(outcome));
});
