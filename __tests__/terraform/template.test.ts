import { readTemplate } from "../../modules/terraform";

describe("a string of Terraform's configuration", () => {
  test.each<[string, string]>([
    ["EnforceMfa", "EnforceMfa"],
    ["user/$${aws:username}", "user/${aws:username}"],
    ["100%%{}", "100%{}"],
    ["$$$${aws:username}", "$$${aws:username}"],
    ["$5 and 5%", "$5 and 5%"],
    ["", ""],
  ])("is read without its escapes: %j as %j", (template, text) => {
    expect(readTemplate(template)).toEqual({ text, isLiteral: true, hasDirective: false });
  });

  test.each<[string, string]>([
    ["${aws_iam_user.john.name}", "${…}"],
    ["arn:aws:iam::${var.account}:user/$${aws:username}", "arn:aws:iam::${…}:user/${aws:username}"],
    ["%{ if var.all }*%{ endif }", "${…}*${…}"],
    ["${merge({ a = 1 }, { b = 2 })}/*", "${…}/*"],
    ['${element(split("}", var.names), 0)}/*', "${…}/*"],
    ['${replace(var.name, "\\"}", "-")}/*', "${…}/*"],
    ["${var.never.closed", "${…}"],
  ])("has a mark where only Terraform knows the value: %j is read as %j", (template, text) => {
    expect(readTemplate(template)).toEqual({ text, isLiteral: false, hasDirective: template.includes("%{") });
  });
});
