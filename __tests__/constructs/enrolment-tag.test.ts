import { defineRoster, type InvalidInputError, MfaEnforcedRoster } from "../../modules";
import { errorOf, synth } from "../helpers/synth";

const roster = defineRoster({
  groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
  users: [
    { name: "alice", groups: ["PowerConsultants"], enrolled: true, tags: { team: "operations" } },
    { name: "john", groups: ["PowerConsultants"] },
    { name: "next.colleague", groups: [], tags: { team: "consultants" } },
  ],
});

const tagsOf = (enrolmentTag: boolean | undefined): unknown => {
  const stack = synth((scope) => new MfaEnforcedRoster(scope, "identity", { roster, document: { enrolmentTag } }));
  return Object.fromEntries(stack.resources("aws_iam_user").map(({ properties: { name, tags } }) => [name, tags]));
};

test("enrolmentTag tags everybody who is not marked as enrolled", () => {
  expect(tagsOf(true)).toEqual({
    alice: { team: "operations" },
    john: { "mfa-enrolment": "open" },
    "next.colleague": { team: "consultants", "mfa-enrolment": "open" },
  });
});

test.each([[false], [undefined]])("enrolmentTag: %s sets no tag", (enrolmentTag) => {
  expect(tagsOf(enrolmentTag)).toEqual({ alice: { team: "operations" }, john: undefined, "next.colleague": { team: "consultants" } });
});

test.each([["mfa-enrolment"], ["MFA-Enrolment"]])("the tag key %s is reserved", (key) => {
  const users = [{ name: "john", groups: [], tags: { [key]: "open" } }];
  const { problems } = errorOf(() => defineRoster({ groups: {}, users })) as InvalidInputError;
  expect(problems).toEqual([
    {
      code: "reserved-tag",
      path: `users[0] "john".tags["${key}"]`,
      message: `the tag key "${key}" is reserved for document.enrolmentTag; use enrolled: true or leave it out`,
    },
  ]);
});
