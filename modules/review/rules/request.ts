import { allowedActions, allows, dangerousExemptions, isDenied, isNeededBeforeMfa } from "../../access";
import type { Standing } from "../side";

/**
 * One request that somebody gets through without MFA: `john with an access key: s3:ListAllMyBuckets`; nothing where none is certain. What works
 * without MFA in any case, such as registering a device, is left out.
 */
export function openRequest({ holder, grants, carried, enforcement }: Standing): string | undefined {
  if (enforcement.verdict === "enforced") {
    return undefined;
  }
  const documents = carried.flatMap(({ document }) => (document === undefined ? [] : [document]));
  const contexts = enforcement.open.length > 0 ? enforcement.open : (["key", "session"] as const);
  const actions = [
    ...documents.flatMap(dangerousExemptions).filter((action) => grants.some((policy) => allows(policy, action))),
    ...grants.flatMap(allowedActions),
  ];
  for (const context of contexts) {
    const action = actions.find((candidate) => !isNeededBeforeMfa(candidate) && !isDenied(documents, candidate, context));
    if (action !== undefined) {
      const who = holder.kind === "user" ? holder.name : `a member of ${holder.name}`;
      return `${who} ${context === "key" ? "with an access key" : "in the console without MFA"}: ${action}`;
    }
  }
  return undefined;
}
