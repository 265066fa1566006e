import type { TerraformCase } from "../../model";
import { DENY_OF_POWER, dependsOn, ENFORCED, enforcedGroup, groupsOf, members, MFA, user } from "../parts";

const WITH_COLLEAGUE = MFA + enforcedGroup("power", "PowerUserAccess", ["john", "first_colleague"]);

export const PEOPLE: readonly TerraformCase[] = [
  { name: "A colleague joins an enforced group", why: "the group already carries the Deny", before: ENFORCED, after: WITH_COLLEAGUE },
  { name: "A colleague leaves", why: "nobody else loses the Deny", before: WITH_COLLEAGUE, after: ENFORCED },
  {
    name: "A colleague joins through a membership per user",
    why: "the group already carries the Deny",
    before:
      MFA +
      enforcedGroup("power", "PowerUserAccess", []).replace(members("power", [], dependsOn(DENY_OF_POWER)), "") +
      user("john") +
      groupsOf("john", ["power"]),
    after:
      MFA +
      enforcedGroup("power", "PowerUserAccess", []).replace(members("power", [], dependsOn(DENY_OF_POWER)), "") +
      user("john") +
      groupsOf("john", ["power"]) +
      user("first_colleague") +
      groupsOf("first_colleague", ["power"]),
  },
  { name: "A user who can do nothing", why: "no policy allows the new user anything", before: ENFORCED, after: ENFORCED + user("ci") },
];
