import { listOf, type Made, typeOf } from "./account";
import { type Change, denies, denyAttachments, type Draft, toOne } from "./change";
import { EXEMPTING, NARROWED, text, VIA_SERVICE, WORK } from "./documents";
import { allow } from "../cases/parts";
import { groupsOf, openUsers } from "./judge";
import { addWork, BOUNDARY_ARN, MANAGED, MFA_ARN } from "./make-account";

const IDLE = "aws_iam_user.idle";

/** Ways in which somebody can come to act without MFA. */
export const WEAKENINGS: readonly Change[] = [
  {
    name: "remove what attaches the Deny",
    apply: (draft) =>
      toOne(draft.dice, denyAttachments(draft), ({ address }) => {
        draft.after.remove(address);
      }),
  },
  {
    name: "forget what attaches the Deny",
    isAlwaysFound: true,
    apply: (draft) => {
      draft.twist = { ...draft.twist, isForgotten: true };
      return toOne(draft.dice, denyAttachments(draft), ({ address }) => {
        draft.after.remove(address);
      });
    },
  },
  {
    name: "delete the policy with the Deny, and its attachments",
    apply: (draft) =>
      toOne(draft.dice, denies(draft).filter(hasArn), ({ address, values }) => {
        draft.after.remove(address);
        attachmentsOf(draft, values.arn).forEach((attachment) => {
          draft.after.remove(attachment.address);
        });
      }),
  },
  {
    name: "empty the exclusive attachment of the Deny",
    apply: (draft) =>
      toOne(draft.dice, denyAttachments(draft).filter(isExclusive), ({ address }) => {
        draft.after.change(address, { groups: [], users: [] });
      }),
  },
  ...[...NARROWED].map(([what, policy]): Change => ({
    name: `the document ${what}`,
    apply: (draft) =>
      toOne(draft.dice, denies(draft), ({ address }) => {
        draft.after.change(address, { policy });
      }),
  })),
  {
    name: "the document is known only after the apply",
    apply: (draft) =>
      toOne(
        draft.dice,
        denyAttachments(draft).flatMap((made) => policyOf(draft, made) ?? []),
        ({ address }) => {
          draft.after.change(address, { policy: undefined });
          draft.twist = { ...draft.twist, unknown: new Map([[address, { policy: true }]]) };
        },
      ),
  },
  ...[EXEMPTING, VIA_SERVICE].map((policy): Change => ({
    name: policy === EXEMPTING ? "one more action is exempt" : "services are let through",
    isAlwaysFound: true,
    apply: (draft) =>
      toOne(
        draft.dice,
        denyAttachments(draft).flatMap((made) => policyOf(draft, made) ?? []),
        ({ address }) => {
          draft.after.change(address, { policy });
        },
      ),
  })),
  {
    name: "take a user out who has work of their own",
    apply: (draft) =>
      toOne(draft.dice, membersOf(draft), (user) => {
        addWork(draft.before, draft.dice, "user", user.address, 9, ...denyAttachments(draft).map(({ address }) => address));
        draft.before.resources.forEach((made, address) => draft.after.resources.set(address, { ...made }));
        leaveAll(draft, user);
      }),
  },
  {
    name: "take a user out who gets work of their own",
    apply: (draft) =>
      toOne(draft.dice, membersOf(draft), (user) => {
        leaveAll(draft, user);
        addWork(draft.after, draft.dice, "user", user.address, 9, user.address);
      }),
  },
  {
    name: "move a user to a group without the Deny",
    apply: (draft) =>
      toOne(draft.dice, membersOf(draft), (user) => {
        leaveAll(draft, user);
        joinOpenGroup(draft, user);
      }),
  },
  { name: "give work to an idle user", apply: (draft) => addWork(draft.after, draft.dice, "user", IDLE, 0, IDLE) !== "" },
  {
    name: "put an idle user into a group without the Deny",
    apply: (draft) => joinOpenGroup(draft, draft.after.get(IDLE)),
  },
  {
    name: "a policy of an idle user begins to allow",
    apply: (draft) => {
      const address = "aws_iam_user_policy.idle";
      const made = { name: "Queues", user: "idle", policy: text({ ...allow("sqs:*"), Effect: "Deny" }) };
      draft.before.add(address, made, IDLE);
      draft.after.add(address, { ...made, policy: WORK }, IDLE);
      return true;
    },
  },
  {
    name: "create a user with work and without the Deny",
    apply: (draft) => {
      const address = draft.after.add('aws_iam_user.new["ci"]', { name: "ci", path: "/" });
      return addWork(draft.after, draft.dice, "user", address, 0, address) !== "";
    },
  },
  ...["aws_iam_access_key", "aws_iam_user_login_profile"].map((type): Change => ({
    name: `an unenforced user gets ${type}`,
    isAlwaysFound: true,
    apply: ({ before, after, dice }) => {
      before.add("aws_iam_user.open", { name: "open", path: "/" });
      addWork(before, dice, "user", "aws_iam_user.open", 0, "aws_iam_user.open");
      before.resources.forEach((made, address) => after.resources.set(address, { ...made }));
      return after.add(`${type}.open`, { user: "open" }, "aws_iam_user.open") !== "";
    },
  })),
  {
    name: "remove a boundary",
    isAlwaysFound: true,
    apply: (draft) =>
      toOne(draft.dice, bounded(draft), ({ address }) => {
        draft.after.change(address, { permissions_boundary: undefined });
      }),
  },
  {
    name: "replace a boundary",
    isAlwaysFound: true,
    apply: (draft) =>
      toOne(draft.dice, bounded(draft), ({ address }) => {
        draft.after.change(address, { permissions_boundary: MANAGED[0] });
      }),
  },
  {
    name: "the Deny is exclusive to a group of nobody",
    apply: (draft) => {
      draft.after.add(
        "aws_iam_policy_attachment.stolen",
        { name: "stolen", groups: ["Nobody"], policy_arn: MFA_ARN },
        "aws_iam_policy.mfa",
      );
      return true;
    },
  },
  {
    name: "a group's attachments are exclusive, without the Deny",
    apply: (draft) =>
      toOne(draft.dice, draft.after.ofType("aws_iam_group"), ({ address, values }) => {
        draft.after.add("aws_iam_group_policy_attachments_exclusive.all", { group_name: values.name, policy_arns: [MANAGED[0]] }, address);
      }),
  },
  {
    name: "the plan is incomplete",
    isAlwaysFound: true,
    apply: (draft) => {
      draft.twist = { ...draft.twist, isIncomplete: true };
      return true;
    },
  },
  {
    name: "what attaches the Deny is replaced",
    isAlwaysFound: true,
    apply: (draft) =>
      toOne(
        draft.dice,
        denyAttachments(draft).filter((made) => isNeeded(draft, made)),
        ({ address }) => {
          draft.twist = { ...draft.twist, tainted: new Set([address]) };
        },
      ),
  },
  {
    name: "the work of a new group does not wait for the Deny",
    isAlwaysFound: true,
    apply: (draft) => {
      const group = draft.after.add("aws_iam_group.late", { name: "Late", path: "/" });
      draft.after.add("aws_iam_group_policy_attachment.late_deny", { group: "Late", policy_arn: MFA_ARN }, group, "aws_iam_policy.mfa");
      addWork(draft.after, draft.dice, "group", group, 0, group);
      draft.after.add("aws_iam_group_membership.late", { name: "Late", group: "Late", users: ["idle"] }, group, IDLE);
      return true;
    },
  },
];

function hasArn({ values }: Made): boolean {
  return values.arn !== undefined;
}

function isExclusive({ address }: Made): boolean {
  return typeOf(address) === "aws_iam_policy_attachment";
}

function attachmentsOf({ after }: Draft, arn: unknown): readonly Made[] {
  const types = ["aws_iam_group_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment"];
  return after.ofType(...types).filter(({ values }) => values.policy_arn === arn);
}

/** The policy that something attaches, or that it is. */
function policyOf(draft: Draft, made: Made): Made | undefined {
  return typeOf(made.address).endsWith("attachment") ? denies(draft).find(({ values }) => values.arn === made.values.policy_arn) : made;
}

/** Whether somebody would act without MFA if this were not there. */
function isNeeded(draft: Draft, { address }: Made): boolean {
  const without = draft.after.copy();
  without.remove(address);
  const open = openUsers(draft.after);
  return [...openUsers(without)].some((name) => !open.has(name));
}

function membersOf({ after }: Draft): readonly Made[] {
  return after.ofType("aws_iam_user").filter(({ values }) => groupsOf(after, String(values.name)).length > 0);
}

function bounded({ after }: Draft): readonly Made[] {
  return after.ofType("aws_iam_user").filter(({ values }) => values.permissions_boundary === BOUNDARY_ARN);
}

function leaveAll({ after }: Draft, user: Made): void {
  const { name } = user.values;
  for (const { address, values } of after.ofType("aws_iam_group_membership")) {
    after.change(address, { users: listOf(values, "users").filter((other) => other !== name) });
  }
  for (const { address, values } of after.ofType("aws_iam_user_group_membership")) {
    if (values.user === name) {
      after.remove(address);
    }
  }
}

function joinOpenGroup({ after, dice }: Draft, user: Made): boolean {
  const group = after.add("aws_iam_group.open", { name: "Open", path: "/" });
  addWork(after, dice, "group", group, 0, group);
  after.add("aws_iam_user_group_membership.open", { user: user.values.name, groups: ["Open"] }, group, user.address);
  return true;
}
