/** Changes to who is in which group. A person who loses the group's Deny has a policy of their own to lose it for. */
import { ADMINISTRATOR, type Choices, type Draft, plainReference } from "../draft";
import { giveDeny, harmful, harmless, type Mutation } from "./mutation";

/** A person who may do everything, in a group that carries the Deny. */
interface Joined {
  /** References to their names. */
  readonly user: string;
  readonly group: string;
  readonly userName: string;
  readonly groupName: string;
}

function joined(draft: Draft): Joined {
  const { address: userAddress, name: userName } = draft.addNamed("aws_iam_user", "joined");
  const { address: groupAddress, name: groupName } = draft.addNamed("aws_iam_group", "enforced");
  const user = plainReference(userAddress, "name");
  const group = plainReference(groupAddress, "name");
  giveDeny(draft, "group", group);
  draft.attach("user", user, ADMINISTRATOR);
  return { user, group, userName, groupName };
}

function exclusive({ user, group }: Joined, others: object = {}): Record<string, unknown> {
  return { name: "joined", group, users: [user], ...others };
}

function onMembership(name: string, change: (choices: Choices, joined: Joined) => object): Mutation {
  return harmful(name, (draft, choices) => {
    const person = joined(draft);
    draft.add("aws_iam_group_membership", "joined", exclusive(person, change(choices, person)));
    return true;
  });
}

function onAdditive(name: string, change: (choices: Choices, joined: Joined) => object): Mutation {
  return harmful(name, (draft, choices) => {
    const person = joined(draft);
    const { user, group } = person;
    draft.add("aws_iam_user_group_membership", "joined", { user, groups: [group], ...change(choices, person) });
    return true;
  });
}

const CHANGED: readonly Mutation[] = [
  onMembership("a membership has an unknown count", () => ({ count: "${var.on ? 1 : 0}" })),
  onMembership("a membership has count 0", () => ({ count: 0 })),
  onMembership("Terraform ignores changes of a membership", (choices) => ({
    lifecycle: { ignore_changes: choices.pick<unknown>(["all", ["users"], ["group"]]) },
  })),
  onMembership("a membership is in another account", () => ({ provider: "aws.other" })),
  onMembership("a membership spells the group in another case", (_, { groupName }) => ({ group: groupName.toUpperCase() })),
  onMembership("a membership spells the user in another case", (_, { userName }) => ({ users: [userName.toUpperCase()] })),
  onMembership("a membership names the user by ARN", (_, { user }) => ({ users: [user.replace("name", "arn")] })),
  onMembership("a membership has an unknown list of users", () => ({ users: "${var.users}" })),
  onMembership("a membership has an unknown user", () => ({ users: ["${var.user}"] })),
  onMembership("a membership has an unknown group", () => ({ group: "${var.group}" })),
  onAdditive("an additive membership has an unknown for_each", () => ({ for_each: "${var.groups}", groups: ["${each.value}"] })),
  onAdditive("Terraform ignores changes of an additive membership", (choices) => ({
    lifecycle: { ignore_changes: choices.pick<unknown>(["all", ["groups"]]) },
  })),
  onAdditive("an additive membership is in another account", () => ({ provider: "aws.other" })),
  onAdditive("an additive membership has an unknown list of groups", () => ({ groups: "${var.groups}" })),
];

/** Two resources that undo each other's work. */
const CONFLICTS: readonly Mutation[] = [
  harmful("two exclusive memberships of one group", (draft, choices) => {
    const person = joined(draft);
    draft.add("aws_iam_group_membership", "joined", exclusive(person));
    const group = choices.pick([person.group, person.groupName, person.group.replace("name", "id"), person.group.replace("${", "${ ")]);
    draft.add("aws_iam_group_membership", "others", { name: "others", group, users: choices.pick([[], ["jane"]]) });
    return true;
  }),
  harmful("two exclusive memberships, one of a group that only Terraform knows", (draft) => {
    const person = joined(draft);
    draft.add("aws_iam_group_membership", "joined", exclusive(person));
    draft.add("aws_iam_group_membership", "others", { name: "others", group: "${var.group}", users: [] });
    return true;
  }),
  harmful("two exclusive memberships, one of the group in another case", (draft) => {
    const person = joined(draft);
    draft.add("aws_iam_group_membership", "joined", exclusive(person));
    draft.add("aws_iam_group_membership", "others", { name: "others", group: person.groupName.toUpperCase(), users: [] });
    return true;
  }),
  harmful("an additive membership beside an exclusive one", (draft, choices) => {
    const { user, group } = joined(draft);
    draft.add("aws_iam_user_group_membership", "joined", { user, groups: [group] });
    const others = choices.pick<object>([{ users: [] }, { users: ["${var.user}"] }, { users: "${var.users}" }, { users: [], count: 1 }]);
    draft.add("aws_iam_group_membership", "others", { name: "others", group, ...others });
    return true;
  }),
  harmful("two users and two groups of the same names", (draft) => {
    const person = joined(draft);
    draft.add("aws_iam_user_group_membership", "joined", { user: person.user, groups: [person.group] });
    const user = draft.add("aws_iam_user", "rival", { name: person.userName });
    const group = draft.add("aws_iam_group", "rival", { name: person.groupName });
    const rival = { user: plainReference(user, "name"), groups: [plainReference(group, "name")] };
    draft.add("aws_iam_user_group_membership", "rival", rival);
    draft.attach("user", rival.user, ADMINISTRATOR);
    draft.attach("group", plainReference(group, "name"), draft.mfa());
    return true;
  }),
  harmful("a second group takes the name of an enforced one", (draft, choices) => {
    const person = joined(draft);
    draft.add("aws_iam_group_membership", "joined", exclusive(person));
    draft.add("aws_iam_group", "rival", { name: choices.pick([person.groupName.toUpperCase(), person.groupName]) });
    return true;
  }),
];

const OUTSIDE: readonly Mutation[] = [
  harmful("a person only in a group that the stack does not create", (draft, choices) => {
    const { address, name } = draft.addNamed("aws_iam_user", "outside");
    draft.attach("user", name, ADMINISTRATOR);
    draft.add("aws_iam_user_group_membership", "outside", {
      user: choices.pick([name, plainReference(address, "name")]),
      groups: ["legacy"],
    });
    return true;
  }),
  harmful("a member whom the stack does not create, in a group without the Deny", (draft) => {
    const { name } = draft.addNamed("aws_iam_group", "empty");
    draft.add("aws_iam_user_group_membership", "legacy", { user: "legacy", groups: [name] });
    return true;
  }),
];

const SAME: readonly Mutation[] = [
  harmless("a member whom the stack does not create, in an enforced group", (draft, choices) => {
    const { group, groupName } = joinedAdditively(draft);
    draft.add("aws_iam_user_group_membership", "legacy", { user: "legacy", groups: [choices.pick([group, groupName])] });
    return true;
  }),
  harmless("a person in an exclusive and an additive membership", (draft) => {
    const person = joinedAdditively(draft);
    draft.add("aws_iam_user_group_membership", "again", { user: person.user, groups: [person.group] });
    draft.add("aws_iam_group_membership", "joined", exclusive(person, { users: [person.user, "legacy"] }));
    return true;
  }),
  harmless("two additive memberships of one person", (draft) => {
    const { user, group } = joined(draft);
    const { name } = draft.addNamed("aws_iam_group", "empty");
    draft.add("aws_iam_user_group_membership", "joined", { user, groups: [group] });
    draft.add("aws_iam_user_group_membership", "empty", { user, groups: [name] });
    return true;
  }),
];

/** The same person, with a membership. */
function joinedAdditively(draft: Draft): Joined {
  const person = joined(draft);
  const { user, group } = person;
  draft.add("aws_iam_user_group_membership", "joined", { user, groups: [group] });
  return person;
}

export const MEMBERSHIPS: readonly Mutation[] = [...CHANGED, ...CONFLICTS, ...OUTSIDE, ...SAME];
