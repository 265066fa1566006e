import { Testing, TerraformStack } from "cdktf";
import { AccountPasswordPolicy, defineRoster, MfaEnforcedRoster, type MfaEnforcedRosterProps } from "../../../modules";
import type { Configuration, TerraformCase } from "../model";

type Options = Omit<MfaEnforcedRosterProps, "roster">;

/** A stack made by the constructs of this package. */
function stack(names: readonly string[], options: Options = {}): Configuration {
  const terraform = new TerraformStack(Testing.app(), "account");
  new AccountPasswordPolicy(terraform, "password-policy");
  new MfaEnforcedRoster(terraform, "identity", {
    roster: defineRoster({
      groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
      users: names.map((name) => ({ name, groups: ["PowerConsultants"] as const })),
    }),
    ...options,
  });
  return { "main.tf.json": Testing.synth(terraform) };
}

export const CONSTRUCTS: readonly TerraformCase[] = [
  { name: "The constructs deploy an account", why: "the Deny comes first and memberships last", after: stack(["john"]) },
  {
    name: "The constructs let a colleague join",
    why: "the group already carries the Deny",
    before: stack(["john"]),
    after: stack(["first.colleague", "john"]),
  },
  {
    name: "The constructs let a colleague leave",
    why: "nobody else loses the Deny",
    before: stack(["first.colleague", "john"]),
    after: stack(["john"]),
  },
  {
    name: "The constructs keep the policy for a new description",
    why: "they ignore it, because AWS could only replace the policy",
    before: stack(["john"]),
    after: stack(["john"], { policyDescription: "work needs MFA" }),
  },
  {
    name: "The constructs replace the policy for a new name",
    why: "the new policy is attached before the old one is detached",
    before: stack(["john"]),
    after: stack(["john"], { policyName: "NoWorkWithoutMfa" }),
  },
  {
    name: "The constructs add the boundary",
    why: "the boundary only takes away",
    before: stack(["john"]),
    after: stack(["john"], { userBoundary: true }),
  },
  { name: "The constructs destroy an account", why: "the Deny goes last", before: stack(["john"]) },
];

/** What a pull request often holds. The guide to reviews shows it. */
export const EVERYDAY: TerraformCase = {
  name: "A colleague joins, another leaves, and an exemption is added",
  why: "pulling from a repository works without MFA from now on",
  findings: ["exemption-added"],
  before: stack(["first.colleague", "john"]),
  after: stack(["john", "second.colleague"], { document: { exemptActions: ["codecommit:GitPull"] } }),
};
