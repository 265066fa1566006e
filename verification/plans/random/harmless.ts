import { listOf, type Made, withoutKeys } from "./account";
import { type Change, denies, denyAttachments, type Draft, toOne } from "./change";
import { REORDERED, STRICTER } from "./documents";
import { groupsOf } from "./judge";
import { addTeam, MANAGED } from "./make-account";

/** Changes after which, and while they happen, nobody acts without MFA who could not before. */
export const HARMLESS: readonly Change[] = [
  { name: "nothing", apply: () => true },
  {
    name: "a colleague joins a group",
    apply: (draft) =>
      toOne(draft.dice, draft.after.ofType("aws_iam_group_membership", "aws_iam_user_group_membership"), (membership) => {
        joinLike(draft, membership);
      }),
  },
  {
    name: "a colleague leaves",
    apply: (draft) =>
      toOne(draft.dice, membersOf(draft), (user) => {
        leave(draft, user);
      }),
  },
  {
    name: "an idle user comes",
    apply: ({ after }) => after.add('aws_iam_user.guests["eve"]', { name: "eve", path: "/" }) !== "",
  },
  {
    name: "a document is written in another order",
    apply: (draft) =>
      toOne(draft.dice, denies(draft), ({ address }) => {
        draft.after.change(address, { policy: REORDERED });
      }),
  },
  {
    name: "a document becomes stricter",
    apply: (draft) =>
      toOne(draft.dice, denies(draft), ({ address }) => {
        draft.after.change(address, { policy: STRICTER });
      }),
  },
  {
    name: "tags change",
    apply: (draft) =>
      toOne(draft.dice, draft.after.ofType("aws_iam_user", "aws_iam_policy"), ({ address }) => {
        draft.after.change(address, { tags: { team: "b" } });
      }),
  },
  {
    name: "a user gets another path",
    apply: (draft) =>
      toOne(draft.dice, draft.after.ofType("aws_iam_user"), ({ address }) => {
        draft.after.change(address, { path: "/people/" });
      }),
  },
  {
    name: "a bucket comes",
    apply: ({ after }) => after.add("aws_s3_bucket.reports", { bucket: "reports" }) !== "",
  },
  {
    name: "a group with the Deny comes, in order",
    apply: ({ after, dice }) => {
      addTeam(after, dice, "New");
      return true;
    },
  },
  {
    name: "work is swapped",
    apply: (draft) =>
      toOne(draft.dice, draft.after.ofType("aws_iam_group_policy_attachment").filter(isWork), ({ address }) => {
        draft.after.change(address, { policy_arn: draft.dice.pick(MANAGED) });
      }),
  },
  {
    name: "work is taken away",
    apply: (draft) =>
      toOne(
        draft.dice,
        draft.after.ofType("aws_iam_group_policy_attachment", "aws_iam_user_policy_attachment").filter(isWork),
        ({ address }) => {
          draft.after.remove(address);
        },
      ),
  },
  {
    name: "an enforced user gets an access key",
    apply: (draft) =>
      toOne(draft.dice, draft.after.ofType("aws_iam_user"), ({ address, values }) => {
        draft.after.add("aws_iam_access_key.one", { user: values.name }, address);
      }),
  },
  {
    name: "the policy with the Deny gets another description, and is created first with all that attaches it",
    apply: (draft) => {
      const policies = denies(draft).filter(({ values }) => values.arn !== undefined);
      return toOne(draft.dice, policies, ({ address, values }) => {
        const attachments = denyAttachments(draft).filter((made) => made.values.policy_arn === values.arn);
        const arn = `${String(values.arn)}2`;
        draft.after.change(address, { description: "another", name: `${String(values.name)}2`, arn });
        attachments.forEach((made) => {
          draft.after.change(made.address, { policy_arn: arn });
        });
        draft.twist = { ...draft.twist, createFirst: new Set([address, ...attachments.map((made) => made.address)]) };
      });
    },
  },
];

function isWork({ values }: Made): boolean {
  return MANAGED.some((arn) => arn === values.policy_arn);
}

function joinLike({ after }: Draft, { address, values, waitsFor }: Made): void {
  const user = after.add("aws_iam_user.joins", { name: "joins", path: "/" });
  if (values.users !== undefined) {
    after.change(address, { users: [...listOf(values, "users"), "joins"] });
    after.get(address).waitsFor = [...waitsFor, user];
  } else {
    after.add(`${withoutKeys(address)}_joins`, { user: "joins", groups: values.groups }, ...waitsFor, user);
  }
}

/** Members without policies of their own. */
function membersOf({ after }: Draft): readonly Made[] {
  return after.ofType("aws_iam_user").filter(({ values: { name } }) => groupsOf(after, String(name)).length > 0);
}

function leave({ after }: Draft, { address, values: { name } }: Made): void {
  after.remove(address);
  for (const { address: membership, values } of after.ofType("aws_iam_group_membership")) {
    after.change(membership, { users: listOf(values, "users").filter((other) => other !== name) });
  }
  after
    .ofType("aws_iam_user_group_membership")
    .filter(({ values }) => values.user === name)
    .forEach((made) => {
      after.remove(made.address);
    });
}
