import fc from "fast-check";
import { mfaPolicyDocument, serializePolicy } from "../../modules/policy";
import { escapeForTerraform, hasTemplate } from "../../modules/terraform";
import { evaluateTemplate } from "../helpers/synth";

/** Text in which the characters that Terraform and JSON treat specially are frequent. */
const awkwardText = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "$", "{", '"', "\\", "\n", " ", "a", "ü", "🔑"), maxLength: 30 });

describe("a text that is escaped for Terraform", () => {
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
    ['{"aws:PrincipalTag/${aws:username}":"%{x}"}', '{"aws:PrincipalTag/$${aws:username}":"%%{x}"}'],
  ])("is written like this: %s as %s", (text, escaped) => {
    expect(escapeForTerraform(text)).toBe(escaped);
  });

  test("has its original form again after Terraform has read it", () => {
    fc.assert(
      fc.property(fc.oneof(awkwardText, fc.string({ unit: "binary" })), (text) => {
        expect(evaluateTemplate(escapeForTerraform(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([{}, { kind: "selfManage", exemptOwnUserOnly: true, userPaths: ["/a*b?c$d/"] }] as const)(
    "can be the MFA document with the options %j",
    (options) => {
      const text = serializePolicy(mfaPolicyDocument(options));
      expect(hasTemplate(text)).toBe(true);
      expect(evaluateTemplate(escapeForTerraform(text))).toBe(text);
    },
  );
});

test.each([
  ["${x}", true],
  ["%{if}", true],
  ["/team/${x", true],
  ["/team/", false],
  ["100%", false],
  ["$ {x}", false],
])("Terraform would read a template in %j: %s", (text, expected) => {
  expect(hasTemplate(text)).toBe(expected);
});
