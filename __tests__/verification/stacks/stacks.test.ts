import { compare } from "../../../verification/stacks/compare";
import { wrongEffects } from "../../../verification/stacks/effects";
import { smallest } from "../../../verification/stacks/minimize";
import { type Finding, reasonOf, runStacks } from "../../../verification/stacks/tally";

const STACKS = 300;
const SEED = 2018;

test("the matchers never wrongly say enforced", () => {
  const { stacks, enforced, recognised, invalid, wrong } = runStacks(STACKS, SEED);
  expect(wrong.map(describeFinding)).toEqual([]);
  expect(enforced).toBeGreaterThan(0.3 * stacks);
  expect(recognised).toBeGreaterThan(0.5 * enforced);
  expect(invalid).toBeLessThan(0.05 * STACKS);
}, 120_000);

test("every change to a healthy stack has the effect it is named for", () => {
  expect(wrongEffects(60, SEED)).toEqual([]);
}, 120_000);

test("a stack becomes as small as it can be", () => {
  const resource = {
    aws_s3_bucket: { reports: { bucket: "reports" } },
    aws_iam_user: { john: { name: "john", path: "/" } },
    aws_iam_user_policy_attachment: { john: { user: "john", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" } },
  };
  const { json, except } = smallest({ json: { provider: {}, resource }, except: ["ci"] }, ({ judgement }) => judgement.kind === "open");
  const { aws_iam_user_policy_attachment: attachment } = resource;
  expect([json, except]).toEqual([{ resource: { aws_iam_user_policy_attachment: attachment } }, []]);
  expect(compare({ resource: { aws_iam_access_key: { lost: { user: "${aws_iam_user.lost.name}" } } } }, [])).toBeUndefined();
});

function describeFinding({ cause, comparison }: Finding): string {
  return `${cause}: ${reasonOf(comparison)}`;
}
