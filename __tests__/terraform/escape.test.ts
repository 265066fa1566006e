import fc from "fast-check";
import { MAX_POLICY_LENGTH } from "../../modules/iam";
import { mfaPolicyDocument, type PolicyDocument, policyLength, serializePolicy } from "../../modules/policy";
import { escapeForTerraform, hasTemplate } from "../../modules/terraform";
import { evaluateTemplate } from "../helpers/synth";

const serializeForTerraform = (document: PolicyDocument): string => escapeForTerraform(serializePolicy(document));

const allow = (resource: string): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resource }],
});

/** Text in which Terraform's and JSON's own characters are frequent. */
const awkwardText = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "$", "{", '"', "\\", "\n", " ", "a", "ü", "🔑"), maxLength: 12 });

const anyDocument: fc.Arbitrary<PolicyDocument> = fc.record({
  Version: fc.constant("2012-10-17" as const),
  Statement: fc.array(
    fc.record(
      {
        Sid: awkwardText,
        Effect: fc.constantFrom("Allow" as const, "Deny" as const),
        Action: fc.oneof(awkwardText, fc.array(awkwardText)),
        Resource: fc.oneof(awkwardText, fc.string({ unit: "binary" }), fc.array(awkwardText)),
        Condition: fc.dictionary(awkwardText, fc.dictionary(awkwardText, fc.oneof(awkwardText, fc.array(awkwardText)))),
      },
      { requiredKeys: ["Effect"] },
    ),
  ),
});

describe("a serialized document", () => {
  test("is what AWS stores: JSON with plain policy variables", () => {
    expect(serializePolicy(allow("arn:aws:s3:::home/${aws:username}/*"))).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}]}',
    );
  });

  test("has no white space", () => {
    expect(serializePolicy(mfaPolicyDocument())).not.toMatch(/\s/);
  });
});

describe("a document that is escaped for Terraform", () => {
  test.each([
    ["${aws:username}", "$${aws:username}"],
    ["%{if}", "%%{if}"],
    ["$${aws:username}", "$$${aws:username}"],
    ["%%{if}", "%%%{if}"],
    ["${a}${b}", "$${a}$${b}"],
    ["${${a}}", "$${$${a}}"],
    ["${", "$${"],
    ["%${a}", "%$${a}"],
    ["$", "$"],
    ["100%", "100%"],
    ["$ {a}", "$ {a}"],
    ["${*}", "$${*}"],
    ["${TfToken}", "$${TfToken}"],
    ["${TfToken[]}", "$${TfToken[]}"],
  ])("has %s written as %s", (literal, escaped) => {
    expect(serializeForTerraform(allow(literal))).toBe(serializePolicy(allow("HERE")).replace("HERE", () => escaped));
  });

  test("escapes policy variables in keys too", () => {
    const document: PolicyDocument = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "*", Condition: { StringEquals: { "aws:PrincipalTag/${aws:username}": "%{x}" } } }],
    };
    expect(serializeForTerraform(document)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Condition":{"StringEquals":{"aws:PrincipalTag/$${aws:username}":"%%{x}"}}}]}',
    );
  });

  test("has no white space, and the same bytes each time", () => {
    const text = serializeForTerraform(mfaPolicyDocument());
    expect(text).not.toMatch(/\s/);
    expect(serializeForTerraform(mfaPolicyDocument())).toBe(text);
  });

  test("leaves no template in the article's document", () => {
    expect(evaluateTemplate(serializeForTerraform(mfaPolicyDocument()))).toBe(serializePolicy(mfaPolicyDocument()));
  });

  test("is the same again after Terraform has read it", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(evaluateTemplate(serializeForTerraform(document))).toBe(serializePolicy(document));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the length of a document", () => {
  test("counts characters without white space", () => {
    const bare = policyLength(allow(""));
    expect(bare).toBe(serializePolicy(allow("")).length);
    expect(policyLength(allow("ab c\u00a0d"))).toBe(bare + 4);
  });

  test("leaves room below AWS's limit for the article's document", () => {
    expect(MAX_POLICY_LENGTH).toBe(6144);
    expect(policyLength(mfaPolicyDocument())).toBeLessThan(MAX_POLICY_LENGTH);
  });

  test("counts what AWS stores, not what Terraform reads", () => {
    expect(policyLength(allow("${aws:username}"))).toBe(policyLength(allow("")) + "${aws:username}".length);
  });
});

test.each([
  ["${x}", true],
  ["%{if}", true],
  ["/team/", false],
  ["100%", false],
  ["$ {x}", false],
])("%j has a template: %s", (text, expected) => {
  expect(hasTemplate(text)).toBe(expected);
});
