import { groupBy } from "../../access";
import { enforcing, nameOf } from "./cause";
import { stillEnforced } from "./exemption-added";
import { people, usersFirst } from "./people";
import type { Rule } from "./rule";

/** The Deny no longer applies to what AWS services do for a user. */
export const viaServiceAllowed: Rule = {
  id: "via-service-allowed",
  severity: "high",
  title: "AWS services may act for somebody without MFA",
  check: ({ before, after }) => {
    const open = stillEnforced(before, after)
      .filter(({ was, is }) => was.viaAwsService === "deny" && is.viaAwsService === "allow")
      .map(({ standing }) => ({ standing, policy: enforcing(standing)[0] }));
    return groupBy(open, ({ policy }) => policy?.label ?? "").map((alike) => {
      const policy = alike[0]?.policy;
      const holders = usersFirst(alike.map(({ standing }) => standing.holder));
      return {
        address: policy?.label ?? "plan",
        message: `without MFA, AWS services may do for ${people(holders)} everything that their policies allow`,
        fix: `let the Deny of ${policy ? nameOf(policy) : "the policy"} apply to calls through services: remove aws:ViaAWSService from its condition`,
      };
    });
  },
};
