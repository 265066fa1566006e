import { z } from "zod";
import { all, flag, group, name, user } from "./shapes";

const described = <Schema extends z.ZodType>(schema: Schema, description: string): Schema => schema.meta({ description });

const groupInFile = described(
  group.extend({
    managedPolicies: described(
      z.array(name),
      "What members may do with MFA: names of AWS managed policies, such as PowerUserAccess, or ARNs. At most 8.",
    ),
    path: described(name, "The group's IAM path, such as /team/.").optional(),
    allowEmpty: described(flag, "Whether the group may have no users.").optional(),
    formerName: described(name, "What the group was called before; Terraform renames it in place.").optional(),
    existing: described(flag, "Whether the account has the group already, with the listed policies; Terraform takes it over.").optional(),
  }),
  "A group that carries the MFA policy.",
);

const userInFile = described(
  user.extend({
    name: described(name, "The IAM user name, unique ignoring case."),
    groups: described(z.array(name), "Groups of this roster, at most 10; with [] the user carries the MFA policy directly."),
    path: described(name, "The user's IAM path, such as /team/.").optional(),
    tags: described(z.record(name, name), "The user's tags, at most 50.").optional(),
    loginProfile: described(
      z.strictObject({ pgpKey: described(name, "keybase:NAME, or a binary public key in base64.") }),
      "Gives a first password for the console, encrypted with a PGP key.",
    ).optional(),
    enrolled: described(flag, "Whether the user has registered a device; matters only with document.enrolmentTag.").optional(),
    forceDestroy: described(flag, "Whether destroying the user also deletes their devices, keys and password; true by default.").optional(),
    formerName: described(name, "What the user was called before; Terraform renames them in place.").optional(),
    existing: described(flag, "Whether the account has the user already; Terraform takes them over.").optional(),
  }),
  "A user.",
);

/**
 * A file of a roster. A roster may be spread over several files, so each part is optional. IAM's rules for names and values are checked when
 * the roster is loaded.
 */
export const rosterFile = z.strictObject({
  $schema: described(name, "The schema of a JSON file, for editors.").optional(),
  groups: described(z.record(z.string(), groupInFile), "The groups, by name.").optional(),
  users: described(z.array(userInFile), "The users, in any order.").optional(),
  allowEmpty: described(flag, "Whether the roster may have no users.").optional(),
  existing: described(all, "all: the account has all groups and users already; Terraform takes them over.").optional(),
});

/** The JSON Schema of a roster's file, for editors. */
export function rosterJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(rosterFile, { target: "draft-7" });
  return { $schema, $id: "urn:cdktf-enforce-mfa:roster", title: "A roster of cdktf-enforce-mfa", ...schema };
}
