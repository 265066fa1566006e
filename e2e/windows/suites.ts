import { BOUNDARY_TRANSITIONS } from "./boundary-transitions";
import { BASE_FAULTS, FAULTS } from "./faults";
import { type Transition, TRANSITIONS } from "./transitions";

/** Transitions, and the faults that are tried at each of their calls. */
export interface Suite {
  readonly transitions: readonly Transition[];

  /** The names of the transitions in which every fault is tried at every call. */
  readonly thorough: readonly string[];

  /** The faults at a call of the other transitions. The turn differs from that of the call before. */
  faultsInTurn(label: string, turn: number): readonly string[];
}

/** The transitions that create, replace or forget most are thorough. In the others, the faults that are not always tried take turns. */
export const WITHOUT_BOUNDARY: Suite = {
  transitions: TRANSITIONS,
  thorough: [
    "create",
    "destroy",
    "change the policy's name",
    "rename a group",
    "add a group with a new user",
    "make membership additive",
    "make membership exclusive",
  ],
  faultsInTurn: (_label, turn) => {
    const others = Object.keys(FAULTS).filter((name) => !BASE_FAULTS.includes(name));
    return [...BASE_FAULTS, others[turn % others.length]!];
  },
};

/** The base faults are all tried at the calls that concern a boundary. At those that are the same without one, they take turns. */
export const WITH_BOUNDARY: Suite = {
  transitions: BOUNDARY_TRANSITIONS,
  thorough: ["add the boundary", "remove the boundary"],
  faultsInTurn: (label, turn) => (isAboutBoundary(label) ? BASE_FAULTS : [BASE_FAULTS[turn % BASE_FAULTS.length]!]),
};

/** The policies that are boundaries have names that end in `Boundary`, and so have the actions. */
export function isAboutBoundary(label: string): boolean {
  return label.includes("Boundary");
}

/** The names of the faults to try at a call of a transition. */
export function faultsAt(suite: Suite, transition: Transition, call: number, label: string): readonly string[] {
  if (suite.thorough.includes(transition.name)) {
    return Object.keys(FAULTS);
  }
  // Starts at a different fault in each transition, so that short ones do not all try the same faults.
  return suite.faultsInTurn(label, suite.transitions.indexOf(transition) + call);
}
