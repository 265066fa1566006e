import { createHash } from "node:crypto";
import { mfaPolicyDocument, type PolicyDocument, type Statement } from "../../modules/policy";
import { actionsOfPeople, allActions } from "../../verification/requests";
import { type Outcome, runVariant } from "../../verification/run";
import { describeOptions, VARIANTS } from "../../verification/variants";

const ARTICLE = { kind: "minimal" } as const;
const SEED = "2018";

/** The same sample every time, and another one for another seed. */
function sample(actions: readonly string[], size: number): readonly string[] {
  const place = (action: string): string => createHash("sha256").update(`${SEED} ${action}`).digest("hex");
  return [...actions].sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, size);
}

let actions: readonly string[];

beforeAll(async () => {
  const people = await actionsOfPeople();
  actions = [...new Set([...people, "codecommit:GitPull", ...sample(await allActions(), 80)])];
});

/** What a document lets through beyond the expectation, and what it denies against it, in a context. */
async function surprises(change: (deny: Statement) => Statement, context: string): Promise<Pick<Outcome, "mismatches">["mismatches"]> {
  const { Version, Statement } = mfaPolicyDocument(ARTICLE);
  const document: PolicyDocument = {
    Version,
    Statement: Statement.map((statement) => (statement.Effect === "Deny" ? change(statement) : statement)),
  };
  const { mismatches } = await runVariant(ARTICLE, actions, "none", document);
  return mismatches.filter((mismatch) => mismatch.context === context && mismatch.grant === "PowerUserAccess");
}

describe("the simulator's answers about all actions of IAM and STS and a sample of others", () => {
  test.each(VARIANTS.map((options) => [describeOptions(options) || "no options", options] as const))(
    "are as expected with %s",
    async (_, options) => {
      const { mismatches, questions } = await runVariant(options, actions, "none");
      expect(mismatches).toEqual([]);
      expect(questions).toBeGreaterThan(8 * actions.length);
    },
  );

  test("are the same with the checks of the service reference", async () => {
    const options = { kind: "selfManage" } as const;
    expect(await runVariant(options, actions, "all")).toEqual(await runVariant(options, actions, "none"));
  });

  test("would show a Deny that a long-term key gets past", async () => {
    const found = await surprises((deny) => ({ ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }), "access key");
    expect(found).toContainEqual(expect.objectContaining({ action: "sts:AssumeRole", isAllowed: true }));
    expect(found.length).toBeGreaterThan(actions.length / 3);
  });

  test("would show an exemption too many and one too few", async () => {
    const found = await surprises(
      (deny) => ({
        ...deny,
        NotAction: ["sts:GetSessionToken", ...[deny.NotAction ?? []].flat().filter((action) => action !== "iam:ListUsers")],
      }),
      "session without MFA",
    );
    expect(found.map(({ action, isAllowed }) => [action, isAllowed])).toEqual([
      ["iam:ListUsers", false],
      ["sts:GetSessionToken", true],
    ]);
  });
});

describe("the first minute of a new colleague", () => {
  test.each([
    [{}, { password: "yes, without seeing the rules", app: "yes", securityKey: "yes", commandLine: "no" }],
    [
      { changePasswordWithoutMfa: true, getSessionTokenWithoutMfa: true },
      { password: "yes", app: "yes", securityKey: "yes", commandLine: "yes" },
    ],
    [{ changePasswordWithoutMfa: false }, { password: "no", app: "yes", securityKey: "yes", commandLine: "no" }],
    [{ kind: "selfManage" }, { password: "no", app: "yes", securityKey: "yes", commandLine: "yes" }],
    [{ allowedDevices: "phishing-resistant" }, { password: "yes, without seeing the rules", app: "no", securityKey: "yes", commandLine: "no" }],
    [
      { kind: "selfManage", allowedDevices: "phishing-resistant", securityKeys: { fido: "L2", fips140: "L2" } },
      { password: "no", app: "no", securityKey: "certified ones", commandLine: "no" },
    ],
  ] as const)("with %j", async (options, expected) => {
    expect((await runVariant(options, [], "none")).firstMinute).toEqual(expected);
  });
});
