import type { Problem } from "../errors";
import { badAction, badChoice, neverExempt, unknownKey, wildcardAction, wrongShape } from "../errors";
import { PARTITIONS } from "./partition";

const KNOWN_OPTIONS = ["exemptActions", "cliAccess", "partition"] as const;

/** A service prefix and an action name, without wildcards. */
const ACTION = /^[a-z0-9-]+:[A-Za-z0-9]+$/;

/** Exemptions that would undo the Deny, each with the reason. Keys are in lower case, since IAM compares actions whatever their case. */
const NEVER_EXEMPT: ReadonlyMap<string, string> = new Map([
  ["iam:deactivatemfadevice", "whoever holds a password could take the MFA device off the user and register one of their own"],
]);

/** All problems of a document's options; none means that `mfaPolicyDocument` takes them. Takes untyped input. */
export function checkMfaDocumentOptions(options: unknown): readonly Problem[] {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    return [wrongShape("", options, "an object of options")];
  }
  const { exemptActions, cliAccess, partition } = options as Record<string, unknown>;
  return [
    ...Object.keys(options)
      .filter((key) => !(KNOWN_OPTIONS as readonly string[]).includes(key))
      .map((key) => unknownKey(key, key, KNOWN_OPTIONS)),
    ...checkExemptActions(exemptActions),
    ...(cliAccess === undefined || typeof cliAccess === "boolean" ? [] : [wrongShape("cliAccess", cliAccess, "true or false")]),
    ...(partition === undefined || (PARTITIONS as readonly unknown[]).includes(partition)
      ? []
      : [badChoice("partition", partition, PARTITIONS)]),
  ];
}

function checkExemptActions(exemptActions: unknown): readonly Problem[] {
  if (exemptActions === undefined) {
    return [];
  }
  if (!Array.isArray(exemptActions)) {
    return [wrongShape("exemptActions", exemptActions, "a list of actions")];
  }
  return exemptActions.flatMap((action: unknown, index) => {
    const problem = checkExemptAction(`exemptActions[${index}]`, action);
    return problem ? [problem] : [];
  });
}

function checkExemptAction(path: string, action: unknown): Problem | undefined {
  if (typeof action !== "string") {
    return badAction(path, action);
  }
  if (/[*?]/.test(action)) {
    return wildcardAction(path, action);
  }
  if (!ACTION.test(action)) {
    return badAction(path, action);
  }
  const reason = NEVER_EXEMPT.get(action.toLowerCase());
  return reason === undefined ? undefined : neverExempt(path, action, reason);
}
