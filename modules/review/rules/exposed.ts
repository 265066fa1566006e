import { groupBy } from "../../access";
import type { Standing } from "../side";
import type { Cause } from "./cause";
import { people } from "./people";
import { openRequest } from "./request";
import type { Found } from "./rule";

/** A user who can act without MFA, and why. */
export interface Exposed {
  readonly standing: Standing;
  readonly cause: Cause;
}

/** One finding for all users with the same cause. */
export function describe(exposed: readonly Exposed[], what = "act without MFA after this apply"): readonly Found[] {
  return groupBy(exposed, ({ cause }) => `${cause.address} ${cause.reason}`).flatMap((alike) => {
    const [first] = alike;
    if (!first) {
      return [];
    }
    const { standing, cause } = first;
    const request = openRequest(standing);
    // Exemptions that open up the Deny matter to those who may use them.
    const isCertain = cause.unknown === undefined && (!isOnlyExempt(standing) || request !== undefined);
    return [
      {
        address: cause.address,
        isCertain,
        message: `${people(alike.map((one) => one.standing.holder))} ${isCertain ? "can" : "may"} ${what}, because ${cause.reason}`,
        ...(request !== undefined && { request }),
        fix: cause.fix,
      },
    ];
  });
}

function isOnlyExempt({ enforcement }: Standing): boolean {
  return enforcement.verdict === "not proven" && enforcement.open.length === 0;
}
