import { isEnforced, isExposed } from "../side";
import { lostBecause } from "./cause";
import { describe } from "./exposed";
import type { Rule } from "./rule";
import { gains } from "./unenforced-access";

/** What decides whether MFA is enforced for somebody is known only after the apply. */
export const unknownDocument: Rule = {
  id: "unknown-document",
  severity: "high",
  title: "Whether MFA is enforced for somebody is known only after the apply",
  check: (context) => {
    const lost = [...context.after.standings.values()]
      .filter(({ holder }) => holder.kind === "user")
      .filter((standing) => isExposed(standing) && isEnforced(context.before.standings.get(standing.holder.key)))
      .map((standing) => ({ standing, cause: lostBecause(context, standing) }));
    const uncertain = [...lost, ...gains(context)].filter(({ cause }) => cause.unknown === "document");
    return describe(uncertain).map((found) => ({ ...found, isCertain: false, message: found.message.replace(" can act", " may act") }));
  },
};
