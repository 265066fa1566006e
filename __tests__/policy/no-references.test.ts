import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { Fn } from "cdktf";
import fc from "fast-check";
import { type PolicyDocument, serializeForTerraform } from "../../modules/policy";
import { evaluateTemplate, synth } from "../helpers/synth";

/** The policy as it stands in Terraform's JSON, of a document that may refer to a user made in the same stack. */
function policyWith(document: (userArn: string) => PolicyDocument): string {
  const stack = synth((scope) => {
    const user = new IamUser(scope, "john", { name: "john" });
    new IamPolicy(scope, "policy", { policy: serializeForTerraform(document(user.arn)) });
  });
  return stack.resource("aws_iam_policy").properties.policy as string;
}

const allow = (...resources: readonly string[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "iam:GetUser", Resource: resources }],
});

const JOHN = "aws_iam_user.john.arn";

test("a reference stays whole beside escaped policy variables", () => {
  expect(policyWith((arn) => allow(arn, "arn:aws:iam::*:user/${aws:username}", "%{x}"))).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":["${aws_iam_user.john.arn}","arn:aws:iam::*:user/$${aws:username}","%%{x}"]}]}',
  );
});

test("a reference stays whole inside a string that has policy variables", () => {
  expect(policyWith((arn) => allow(`\${aws:a}${arn}/\${aws:b}`))).toContain('["$${aws:a}${aws_iam_user.john.arn}/$${aws:b}"]');
});

test("a reference stays whole in a key", () => {
  const text = policyWith((arn) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Condition: { StringEquals: { [`aws:PrincipalTag/${arn}`]: "${aws:username}" } } }],
  }));
  expect(text).toContain('{"aws:PrincipalTag/${aws_iam_user.john.arn}":"$${aws:username}"}');
});

test("a call of a Terraform function stays whole", () => {
  expect(policyWith((arn) => allow(Fn.element(Fn.split(":", arn), 4) as string, "${aws:username}"))).toContain(
    '["${element(split(":", aws_iam_user.john.arn), 4)}","$${aws:username}"]',
  );
});

test.each(["$", "$$", "%", "%%", "\\$", "%{", "${", "${aws:PrincipalTag/", "${a}", "${a}$"])(
  "%j right before a reference does not swallow it",
  (sign) => {
    const text = policyWith((arn) => allow(`${sign}${arn}`));
    expect(JSON.parse(evaluateTemplate(text, { [JOHN]: "JOHN" }))).toEqual(allow(`${sign}JOHN`));
  },
);

test("whatever stands around a reference, Terraform evaluates the reference and nothing else", () => {
  const piece = fc.constantFrom("$", "$$", "%", "%{", "}", "${a}", "${a}${b}", "\\", '"', "a");
  const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, text, (before, between, after) => {
      const policy = policyWith((arn) => allow(`${before}${arn}${between}${arn}${after}`, between));
      expect(JSON.parse(evaluateTemplate(policy, { [JOHN]: "JOHN" }))).toEqual(allow(`${before}JOHN${between}JOHN${after}`, between));
    }),
    { numRuns: 200 },
  );
});
