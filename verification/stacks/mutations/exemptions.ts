/** Exemptions from the Deny: some open the account, others are harmless. */
import { ADMINISTRATOR, type Choices, type Draft } from "../draft";
import { groupEntries, harmful, harmless, type Mutation, personEntries } from "./mutation";
import { terraformText } from "../healthy";
import { OPENING_ACTIONS } from "../probes";
import { changeDocuments, denies } from "./statements";

const HARMLESS = ["codecommit:GitPull", "iam:GetAccountPasswordPolicy", "iam:GetUser", "sts:GetCallerIdentity", "iam:ListMFADevices"];

/** An exemption matters only to people who are allowed the action: administrators. */
function exempt(action: string): Mutation["apply"] {
  return (draft, choices) => {
    makeAdministrator(draft, choices);
    return addExemptions(draft, [action]);
  };
}

function makeAdministrator(draft: Draft, choices: Choices): void {
  const user = choices.pick(personEntries(draft).map(({ body }) => String(body.name)));
  draft.attach("user", user, ADMINISTRATOR);
  const [group] = groupEntries(draft);
  if (group) {
    draft.attach("group", String(group.body.name), ADMINISTRATOR);
  }
}

function addExemptions(draft: Draft, actions: readonly string[]): boolean {
  return changeDocuments(draft, (document) => {
    denies(document).forEach((statement) => {
      statement.NotAction = [statement.NotAction, actions].flat();
    });
  });
}

export const EXEMPTIONS: readonly Mutation[] = [
  ...OPENING_ACTIONS.map((action) => harmful(`exempts ${action}`, exempt(action))),
  harmful("exempts an opening action in capitals", exempt("IAM:CREATEACCESSKEY")),
  harmful("exempts a wildcard", (draft, choices) => {
    makeAdministrator(draft, choices);
    return addExemptions(draft, [choices.pick(["s3:*", "*", "iam:*", "iam:Create*", "iam:?reateAccessKey", "ec2:*"])]);
  }),
  harmless("a second Deny exempts an opening action", (draft, choices) => {
    const group = choices.pick(groupEntries(draft));
    const deny = {
      Effect: "Deny",
      NotAction: ["iam:EnableMFADevice", choices.pick(OPENING_ACTIONS)],
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    };
    const text = terraformText({ Version: "2012-10-17", Statement: deny });
    draft.add("aws_iam_group_policy", "second-deny", { name: "second-deny", group: group.body.name, policy: text });
    return true;
  }),
  harmless("exempts a harmless action", (draft, choices) => addExemptions(draft, [choices.pick(HARMLESS)])),
];
