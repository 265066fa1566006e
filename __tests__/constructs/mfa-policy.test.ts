import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { MfaEnforcedGroup, MfaPolicy, type MfaPolicyAttributes, mfaPolicyDocument, type MfaPolicyProps } from "../../modules";
import { serializePolicy } from "../../modules/policy";
import { errorOf, evaluateTemplate, type Properties, refusalsOf, synth } from "../helpers/synth";

const make = (props?: unknown): Properties =>
  synth((stack) => new MfaPolicy(stack, "policy", props as MfaPolicyProps)).resource("aws_iam_policy").properties;

const NAME_RULE = "use 1 to 128 letters, digits and +=,.@_-";
const PATH_RULE = 'is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"';
const DESCRIPTION_RULE =
  "is not a valid policy description; use up to 1,000 characters of printable ASCII or Latin-1, tabs and line breaks";
const TOKEN_RULE = "is a reference that only Terraform can resolve, so it cannot be checked; write it as text";

describe("an MfaPolicy", () => {
  // A new name makes a new policy before the old one goes, and a new description or path replaces nothing: the Deny stays attached.
  const lifecycle = { create_before_destroy: true, ignore_changes: ["description", "path"] };

  test("is the article's document, named EnforceMfa, if it has no props", () => {
    const { policy, ...others } = make();
    expect(others).toEqual({
      name: "EnforceMfa",
      description: "Denies everything but registering an MFA device until the user has signed in with MFA",
      path: "/",
      lifecycle,
    });
    expect(evaluateTemplate(policy as string)).toBe(serializePolicy(mfaPolicyDocument()));
  });

  test("has the document, name, description and path of its props", () => {
    const document = { exemptActions: ["codecommit:GitPull"], getSessionTokenWithoutMfa: true, partition: "aws-cn" } as const;
    const { policy, ...others } = make({
      document,
      policyName: "No+Work,Without=MFA.v2@corp_-",
      policyDescription: "Keine Arbeit ohne MFA: ÄÖÜ\n",
      policyPath: "/security/",
    });
    expect(others).toEqual({
      name: "No+Work,Without=MFA.v2@corp_-",
      description: "Keine Arbeit ohne MFA: ÄÖÜ\n",
      path: "/security/",
      lifecycle,
    });
    expect(evaluateTemplate(policy as string)).toBe(serializePolicy(mfaPolicyDocument(document)));
  });

  test("escapes policy variables for Terraform, in the document and the description", () => {
    const { policy, description } = make({ policyDescription: "for ${aws:username}, 100%{sure}" });
    expect(policy).toContain('"arn:aws:iam::*:user/$${aws:username}"');
    expect(description).toBe("for $${aws:username}, 100%%{sure}");
  });

  test("has its document, partition, resource and ARN as properties", () => {
    const stack = synth((scope) => {
      const { arn, document, partition, policy } = new MfaPolicy(scope, "policy", { document: { partition: "aws-us-gov" } });
      expect(document).toEqual(mfaPolicyDocument({ partition: "aws-us-gov" }));
      expect([partition, policy.nameInput]).toEqual(["aws-us-gov", "EnforceMfa"]);
      expect(new MfaPolicy(scope, "another").partition).toBe("aws");
      new TerraformOutput(scope, "arn", { value: arn });
    });
    expect(stack.output("arn")).toMatch(/^\$\{aws_iam_policy\.policy_\w+\.arn\}$/);
    expect(stack.addresses()).toHaveLength(2);
  });

  test.each([
    [{ policyName: "x".repeat(128) }, "name"],
    [{ policyDescription: "x".repeat(1000) }, "description"],
    [{ policyDescription: "" }, "description"],
    [{ policyPath: "/a/b/" }, "path"],
  ])("can have the props %j", (props, argument) => {
    expect(make(props)[argument]).toBe(Object.values(props)[0]);
  });

  test.each<[props: unknown, code: string, line: string]>([
    [
      { policyName: "x".repeat(129) },
      "invalid-name",
      `policyName: the policy name "${"x".repeat(79)}… (131 characters) has 129 characters; ${NAME_RULE}`,
    ],
    [{ policyName: "" }, "invalid-name", `policyName: the policy name is empty; ${NAME_RULE}`],
    [
      { policyName: "Enforce MFA" },
      "invalid-name",
      `policyName: the policy name "Enforce MFA" has a character that IAM does not allow; ${NAME_RULE}`,
    ],
    [{ policyName: "${x}" }, "invalid-name", `policyName: the policy name "\${x}" has a character that IAM does not allow; ${NAME_RULE}`],
    [{ policyName: 5 }, "wrong-type", "policyName: 5 is not a policy name"],
    [{ policyName: null }, "wrong-type", "policyName: null is not a policy name"],
    [
      { policyDescription: "x".repeat(1001) },
      "invalid-description",
      `policyDescription: "${"x".repeat(79)}… (1003 characters) ${DESCRIPTION_RULE}`,
    ],
    [
      { policyDescription: "no work without MFA ☃" },
      "invalid-description",
      `policyDescription: "no work without MFA ☃" ${DESCRIPTION_RULE}`,
    ],
    [{ policyDescription: null }, "invalid-description", `policyDescription: null ${DESCRIPTION_RULE}`],
    [{ policyDescription: 5 }, "invalid-description", `policyDescription: 5 ${DESCRIPTION_RULE}`],
    [
      { policyPath: "/${x}/" },
      "invalid-path",
      'policyPath: "/${x}/" contains "${" or "%{", which Terraform reads as a template; choose another path',
    ],
    [{ policyPath: "security" }, "invalid-path", `policyPath: "security" ${PATH_RULE}`],
    [{ policyPath: "" }, "invalid-path", `policyPath: "" ${PATH_RULE}`],
    [{ policyPath: null }, "invalid-path", `policyPath: null ${PATH_RULE}`],
    [
      { document: { partition: "moon" } },
      "invalid-value",
      'document.partition: "moon" is not a valid value; use "aws", "aws-cn" or "aws-us-gov"',
    ],
    [{ document: { kin: "minimal" } }, "unknown-key", 'document.kin: unknown key "kin"; did you mean "kind"?'],
    [{ document: null }, "wrong-type", "document: null is not an object of options"],
    [{ document: [] }, "wrong-type", "document: [] is not an object of options"],
    [{ documents: {} }, "unknown-key", 'documents: unknown key "documents"; did you mean "document"?'],
    [
      { name: "X" },
      "unknown-key",
      'name: unknown key "name"; known keys: document, enforcement, existingPolicyArn, policyDescription, policyName, policyPath',
    ],
    [null, "wrong-type", "null is not an object of props"],
    ["EnforceMfa", "wrong-type", '"EnforceMfa" is not an object of props'],
  ])("refuses the props %j", (props, code, line) => {
    expect(refusalsOf(() => make(props))).toEqual([[code, line]]);
  });

  test.each([
    ["policyName", "policy name"],
    ["policyDescription", "description"],
  ])("refuses a reference as its %s", (prop, what) => {
    const build = (): unknown =>
      synth((stack) => {
        const { stringValue } = new TerraformVariable(stack, "variable", { type: "string" });
        new MfaPolicy(stack, "policy", { [prop]: `${stringValue}-mfa` });
      });
    expect(refusalsOf(build)).toEqual([["unresolved-token", `${prop}: the ${what} ${TOKEN_RULE}`]]);
  });

  test("refuses a document that is too long for IAM", () => {
    const userPaths = Array.from({ length: 12 }, (_, index) => `/${"x".repeat(480 + index)}/`);
    const [code, line] = refusalsOf(() => make({ document: { userPaths } }))[0] ?? [];
    expect(code).toBe("document-too-long");
    expect(line).toMatch(
      /^document: the document has \d+ characters without white space, and IAM allows a managed policy 6144; save \d+ by leaving out some of these: userPaths \d+$/,
    );
  });

  test("reports all problems in one error, with the construct's path and without a stack trace", () => {
    const { stack } = errorOf(() =>
      make({ document: { exemptActions: ["s3:*"] }, policyName: "a b", policyDescription: "☃", policyPath: "x" }),
    ) as Error;
    expect(stack).toBe(
      [
        "InvalidInputError: stack/policy has 4 problems:",
        '  document.exemptActions[0]: "s3:*" has a wildcard, so the exemption would grow whenever AWS adds actions; name each action',
        `  policyName: the policy name "a b" has a character that IAM does not allow; ${NAME_RULE}`,
        `  policyDescription: "☃" ${DESCRIPTION_RULE}`,
        `  policyPath: "x" ${PATH_RULE}`,
      ].join("\n"),
    );
  });
});

describe("MfaPolicy.fromArn", () => {
  const ARN = "arn:aws-cn:iam::123456789012:policy/security/EnforceMfa";

  /** The attachments of a group that carries a policy from another place. */
  const attachedArns = (arn: string | ((stack: TerraformStack) => string), attributes?: MfaPolicyAttributes): readonly unknown[] =>
    synth((stack) => {
      const mfaPolicy = MfaPolicy.fromArn(stack, "imported", typeof arn === "string" ? arn : arn(stack), attributes);
      new MfaEnforcedGroup(stack, "group", { groupName: "G", mfaPolicy, managedPolicies: ["PowerUserAccess"], members: ["john"] });
      // As in a real app: CDKTF resolves references between stacks here.
      stack.prepareStack();
    })
      .resources("aws_iam_group_policy_attachment")
      .map(({ properties }) => properties.policy_arn);

  test("makes no resource, and takes the partition from the ARN, with which a given one must agree", () => {
    const stack = synth((scope) => {
      const { arn, partition, node } = MfaPolicy.fromArn(scope, "imported", ARN);
      expect([arn, partition, node.path]).toEqual([ARN, "aws-cn", "stack/imported"]);
      expect(MfaPolicy.fromArn(scope, "same", ARN, { partition: "aws-cn" }).partition).toBe("aws-cn");
    });
    expect(stack.addresses()).toEqual([]);
  });

  test("gives a group the Deny of a policy that is managed elsewhere", () => {
    expect([...attachedArns(ARN)].sort()).toEqual([
      ARN,
      "arn:aws-cn:iam::aws:policy/IAMUserChangePassword",
      "arn:aws-cn:iam::aws:policy/PowerUserAccess",
    ]);
  });

  test("accepts a reference as the ARN, in the partition aws by default", () => {
    expect([...attachedArns((stack) => new TerraformVariable(stack, "arn", { type: "string" }).stringValue)].sort()).toEqual([
      "${var.arn}",
      "arn:aws:iam::aws:policy/IAMUserChangePassword",
      "arn:aws:iam::aws:policy/PowerUserAccess",
    ]);
  });

  test("accepts the ARN of a policy in another stack of the app, and its partition", () => {
    const arns = attachedArns((stack) => new IamPolicy(new TerraformStack(App.of(stack), "security"), "mfa", { policy: "{}" }).arn, {
      partition: "aws-us-gov",
    });
    expect([...arns].sort()).toEqual([
      expect.stringMatching(/^\$\{data\.terraform_remote_state\..+\}$/),
      "arn:aws-us-gov:iam::aws:policy/IAMUserChangePassword",
      "arn:aws-us-gov:iam::aws:policy/PowerUserAccess",
    ]);
  });

  const SUCH_AS = '"arn:aws:iam::123456789012:policy/EnforceMfa"';
  const badArn = (shown: string): string => `arn: ${shown} is not the ARN of a managed policy; use one such as ${SUCH_AS}`;

  test.each<[arn: unknown, attributes: unknown, code: string, line: string]>([
    [undefined, undefined, "missing", `arn: missing; expected an ARN such as ${SUCH_AS}`],
    [null, undefined, "invalid-arn", badArn("null")],
    ["EnforceMfa", undefined, "invalid-arn", badArn('"EnforceMfa"')],
    ["arn:aws:iam::123456789012:role/X", undefined, "invalid-arn", badArn('"arn:aws:iam::123456789012:role/X"')],
    ["${aws_iam_policy.mfa.arn}", undefined, "invalid-arn", badArn('"${aws_iam_policy.mfa.arn}"')],
    [ARN, null, "wrong-type", "attributes: null is not an object of attributes"],
    [ARN, "aws-cn", "wrong-type", 'attributes: "aws-cn" is not an object of attributes'],
    [ARN, { partitions: "aws-cn" }, "unknown-key", 'attributes.partitions: unknown key "partitions"; did you mean "partition"?'],
    [ARN, { partition: "moon" }, "invalid-value", 'attributes.partition: "moon" is not a valid value; use "aws", "aws-cn" or "aws-us-gov"'],
    [
      ARN,
      { partition: "aws" },
      "contradiction",
      'attributes.partition: "aws" contradicts the ARN, which is in the partition "aws-cn"; remove one of them',
    ],
  ])("refuses %j with the attributes %j", (arn, attributes, code, line) => {
    const build = (): unknown =>
      synth((stack) => MfaPolicy.fromArn(stack, "imported", arn as string, attributes as MfaPolicyAttributes | undefined));
    expect(refusalsOf(build)).toEqual([[code, line]]);
  });
});
