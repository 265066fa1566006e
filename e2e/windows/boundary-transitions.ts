import { mfaPolicyDocument, type MfaEnforcedRosterProps } from "../../modules";
import { BASE, type Change, CHANGES, type Transition, transitionOf } from "./transitions";

const BOUNDED: MfaEnforcedRosterProps = { ...BASE, userBoundary: true };

/** A boundary that belongs to another stack, as modules/constructs/README.md describes it. */
const ELSEWHERE = {
  name: "CompanyBoundary",
  arn: "arn:aws:iam::123456789012:policy/CompanyBoundary",
  path: "/",
  document: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      ...mfaPolicyDocument().Statement.filter(({ Effect }) => Effect === "Deny"),
    ],
  }),
};

const BOUNDED_ELSEWHERE: MfaEnforcedRosterProps = { ...BASE, userBoundary: { arn: ELSEWHERE.arn } };

/** Changes of the boundary itself. */
const BOUNDARY_CHANGES: readonly Change[] = [
  { name: "add the boundary", before: BASE, after: BOUNDED },
  { name: "add the boundary and change the policy's name", before: BASE, after: { ...BOUNDED, policyName: "NoWorkWithoutMfa" } },
  { name: "remove the boundary", before: BOUNDED, after: BASE },
  { name: "remove the boundary and change the policy's name", before: BOUNDED, after: { ...BASE, policyName: "NoWorkWithoutMfa" } },
  { name: "create with a boundary made elsewhere", before: undefined, after: BOUNDED_ELSEWHERE },
  { name: "add a boundary made elsewhere", before: BASE, after: BOUNDED_ELSEWHERE },
  { name: "remove a boundary made elsewhere", before: BOUNDED_ELSEWHERE, after: BASE },
  { name: "replace the boundary by one made elsewhere", before: BOUNDED, after: BOUNDED_ELSEWHERE },
  { name: "replace a boundary made elsewhere by the roster's own", before: BOUNDED_ELSEWHERE, after: BOUNDED },
];

function withBoundary({ name, before, after }: Change): Change {
  return { name, before: before && { ...before, userBoundary: true }, after: after && { ...after, userBoundary: true } };
}

/** Every kind of change to a roster with a boundary, and to the boundary. */
export const BOUNDARY_TRANSITIONS: readonly Transition[] = [
  ...CHANGES.map(withBoundary).map(transitionOf),
  ...BOUNDARY_CHANGES.map((change) => ({ ...transitionOf(change), elsewhere: [ELSEWHERE] })),
];
