import { describe } from "./exposed";
import { losses } from "./mfa-lost";
import type { Rule } from "./rule";
import { gains } from "./unenforced-access";

/** What decides whether MFA is enforced for somebody is known only after the apply. */
export const unknownDocument: Rule = {
  id: "unknown-document",
  severity: "high",
  title: "Whether MFA is enforced for somebody is known only after the apply",
  check: (context) => describe([...losses(context), ...gains(context)].filter(({ cause }) => cause.unknown === "document")),
};
