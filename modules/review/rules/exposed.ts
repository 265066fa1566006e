import type { Standing } from "../side";
import type { Cause } from "./cause";
import { groupBy, people } from "./people";
import { openRequest } from "./request";
import type { Found } from "./rule";

/** A user who can act without MFA, and why. */
export interface Exposed {
  readonly standing: Standing;
  readonly cause: Cause;
}

/** One finding for all users with the same cause. */
export function describe(exposed: readonly Exposed[], what = "can act without MFA after this apply"): readonly Found[] {
  return groupBy(exposed, ({ cause }) => `${cause.address} ${generalize(cause.reason)}`).flatMap((alike) => {
    const [first] = alike;
    if (!first) {
      return [];
    }
    const { standing, cause } = first;
    const request = openRequest(standing);
    return [
      {
        address: cause.address,
        message: `${people(alike.map((one) => one.standing.holder))} ${what}, because ${cause.reason}`,
        ...(request !== undefined && { request }),
        fix: cause.fix,
      },
    ];
  });
}

/** The same for all users who leave or join by one resource. */
function generalize(reason: string): string {
  return reason.replace(/^\S+ (?=(leaves|joins) )/, "");
}
