import { TerraformOutput } from "cdktf";
import { type InvalidInputError, MfaPolicy, mfaPolicyDocument, type MfaPolicyProps } from "../../modules";
import { serializePolicy } from "../../modules/policy";
import { errorOf, evaluateTemplate, type Properties, synth } from "../helpers/synth";

const policyOf = (props?: MfaPolicyProps): Properties => {
  const stack = synth((scope) => new MfaPolicy(scope, "policy", props));
  return stack.resource("aws_iam_policy").properties;
};

const messageOf = (props: unknown): string =>
  (errorOf(() => synth((scope) => new MfaPolicy(scope, "policy", props as MfaPolicyProps))) as InvalidInputError).message;

describe("makes the policy", () => {
  test("without props: the article's document, named EnforceMfa", () => {
    const { policy, ...others } = policyOf();
    expect(others).toEqual({
      name: "EnforceMfa",
      description: "Denies everything but registering an MFA device until the user has signed in with MFA",
      path: "/",
      lifecycle: { create_before_destroy: true, ignore_changes: ["description", "path"] },
    });
    expect(evaluateTemplate(policy as string)).toBe(serializePolicy(mfaPolicyDocument()));
  });

  test("with all props", () => {
    const document = { exemptActions: ["codecommit:GitPull"], getSessionTokenWithoutMfa: true, partition: "aws-cn" } as const;
    const { policy, ...others } = policyOf({
      document,
      policyName: "No+Work,Without=MFA.v2@corp_-",
      policyDescription: "Keine Arbeit ohne MFA: ÄÖÜ\n",
      policyPath: "/security/",
    });
    expect(others).toEqual({
      name: "No+Work,Without=MFA.v2@corp_-",
      description: "Keine Arbeit ohne MFA: ÄÖÜ\n",
      path: "/security/",
      lifecycle: { create_before_destroy: true, ignore_changes: ["description", "path"] },
    });
    expect(evaluateTemplate(policy as string)).toBe(serializePolicy(mfaPolicyDocument(document)));
  });

  test("with a policy variable that reaches AWS as one", () => {
    expect(policyOf().policy).toContain('"arn:aws:iam::*:user/$${aws:username}"');
  });

  test("and gives the document, the partition and the ARN's reference", () => {
    const stack = synth((scope) => {
      const made = new MfaPolicy(scope, "policy", { document: { partition: "aws-us-gov" } });
      expect(made.document).toEqual(mfaPolicyDocument({ partition: "aws-us-gov" }));
      expect(made.partition).toBe("aws-us-gov");
      new TerraformOutput(scope, "arn", { value: made.arn });
    });
    expect(stack.referred(stack.output("arn"), "arn")).toEqual(stack.resource("aws_iam_policy"));
    expect(stack.addresses()).toHaveLength(1);
  });

  test("in the partition aws by default", () => {
    synth((scope) => {
      expect(new MfaPolicy(scope, "policy").partition).toBe("aws");
    });
  });
});

test("keeps what Terraform would read as a template in a description", () => {
  expect(evaluateTemplate(policyOf({ policyDescription: "for ${aws:username}, 100%{sure}" }).description as string)).toBe(
    "for ${aws:username}, 100%{sure}",
  );
});

describe("leaves the Deny attached when the policy is replaced", () => {
  test("since a new name makes a new policy before the old one goes", () => {
    expect(policyOf({ policyName: "Another" }).lifecycle).toMatchObject({ create_before_destroy: true });
  });

  test("since a new description or path replaces nothing", () => {
    expect(policyOf({ policyDescription: "another", policyPath: "/another/" }).lifecycle).toMatchObject({
      ignore_changes: ["description", "path"],
    });
  });
});

test("refuses a document that is too long for IAM", () => {
  const userPaths = Array.from({ length: 12 }, (_, index) => `/${"x".repeat(480 + index)}/`);
  expect(messageOf({ document: { userPaths } })).toMatch(
    /^stack\/policy has 1 problem:\n {2}document: the document is \d+ characters long without white space; IAM allows a managed policy 6144; drop \d+ of them, of what these take: userPaths \d+$/,
  );
});

describe("refuses, with the construct's path,", () => {
  const nameRule = "allowed are 1 to 128 letters, digits and +=,.@_-; choose another name";
  const descriptionRule =
    "is no description of a policy; allowed are up to 1,000 characters of printable ASCII or Latin-1, tabs and line ends";
  const pathRule = 'is no IAM path; allowed are "/" or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"';

  test.each<[props: unknown, problem: string]>([
    [
      { policyName: "x".repeat(129) },
      `policyName: the policy name "${"x".repeat(79)}… (131 characters) is 129 characters long; ${nameRule}`,
    ],
    [{ policyName: "Enforce MFA" }, `policyName: the policy name "Enforce MFA" has a character that IAM does not allow; ${nameRule}`],
    [{ policyName: "${x}" }, `policyName: the policy name "\${x}" has a character that IAM does not allow; ${nameRule}`],
    [{ policyDescription: "x".repeat(1001) }, `policyDescription: "${"x".repeat(79)}… (1003 characters) ${descriptionRule}`],
    [{ policyDescription: "no work without MFA ☃" }, `policyDescription: "no work without MFA ☃" ${descriptionRule}`],
    [{ policyName: 5 }, `policyName: the policy name 5 has a character that IAM does not allow; ${nameRule}`],
    [{ policyName: null }, `policyName: the policy name null has a character that IAM does not allow; ${nameRule}`],
    [{ policyDescription: null }, `policyDescription: null ${descriptionRule}`],
    [{ policyDescription: 5 }, `policyDescription: 5 ${descriptionRule}`],
    [{ policyPath: "/${x}/" }, 'policyPath: "/${x}/" has "${" or "%{", which Terraform reads as a template; choose another path'],
    [{ policyPath: "security" }, `policyPath: "security" ${pathRule}`],
    [{ policyPath: "" }, `policyPath: "" ${pathRule}`],
    [{ document: { partition: "moon" } }, 'document.partition: "moon" is not known; allowed are "aws", "aws-cn", "aws-us-gov"'],
    [{ document: null }, "document: null where an object of options is expected"],
  ])("%j", (props, problem) => {
    expect(messageOf(props)).toBe(`stack/policy has 1 problem:\n  ${problem}`);
  });

  test.each([{ policyName: "x".repeat(128) }, { policyDescription: "x".repeat(1000) }, { policyDescription: "" }, { policyPath: "/a/b/" }])(
    "but not %j",
    (props) => {
      expect(policyOf(props)).toMatchObject({ name: props.policyName ?? "EnforceMfa", path: props.policyPath ?? "/" });
    },
  );

  test("all problems at once", () => {
    const error = errorOf(() =>
      synth(
        (scope) =>
          new MfaPolicy(scope, "policy", {
            document: { exemptActions: ["s3:*"] },
            policyName: "a b",
            policyDescription: "☃",
            policyPath: "x",
          }),
      ),
    ) as InvalidInputError;
    expect(error.problems.map(({ path }) => path)).toEqual(["document.exemptActions[0]", "policyName", "policyDescription", "policyPath"]);
    expect(error.stack).not.toContain("    at ");
  });
});
