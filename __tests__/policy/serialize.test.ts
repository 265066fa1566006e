import { MAX_POLICY_LENGTH } from "../../modules/iam";
import { mfaPolicyDocument, type PolicyDocument, policyLength, serializePolicy } from "../../modules/policy";

const allow = (resource: string): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resource }],
});

describe("a serialized document", () => {
  test("is JSON with policy variables as AWS reads them", () => {
    expect(serializePolicy(allow("arn:aws:s3:::home/${aws:username}/*"))).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}]}',
    );
  });

  test("has no white space, and the same bytes each time", () => {
    const text = serializePolicy(mfaPolicyDocument());
    expect(text).not.toMatch(/\s/);
    expect(serializePolicy(mfaPolicyDocument())).toBe(text);
  });
});

describe("the length of a document", () => {
  test("does not count white space", () => {
    const rest = policyLength(allow(""));
    expect(rest).toBe(serializePolicy(allow("")).length);
    expect(policyLength(allow("ab c\u00a0d"))).toBe(rest + 4);
  });

  test("counts policy variables without Terraform's escapes", () => {
    expect(policyLength(allow("${aws:username}"))).toBe(policyLength(allow("")) + "${aws:username}".length);
  });

  test("is below IAM's limit of 6,144 for the article's document", () => {
    expect(MAX_POLICY_LENGTH).toBe(6144);
    expect(policyLength(mfaPolicyDocument())).toBeLessThan(MAX_POLICY_LENGTH);
  });
});
