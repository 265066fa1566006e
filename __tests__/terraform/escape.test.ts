import fc from "fast-check";
import {
  MAX_POLICY_LENGTH,
  mfaPolicyDocument,
  type PolicyDocument,
  policyLength,
  serializeForTerraform,
  serializePolicy,
} from "../../modules/policy";
import { evaluateTemplate } from "../helpers/synth";

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

describe("serializePolicy", () => {
  test("is what AWS stores: JSON with plain policy variables", () => {
    expect(serializePolicy(allow("arn:aws:s3:::home/${aws:username}/*"))).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}]}',
    );
  });

  test("has no white space", () => {
    expect(serializePolicy(mfaPolicyDocument())).not.toMatch(/\s/);
  });
});

describe("serializeForTerraform", () => {
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
  ])("writes %s as %s", (literal, escaped) => {
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

  test("comes out of Terraform as serializePolicy gives it, whatever the strings", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(evaluateTemplate(serializeForTerraform(document))).toBe(serializePolicy(document));
      }),
      { numRuns: 500 },
    );
  });
});

describe("policyLength", () => {
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
