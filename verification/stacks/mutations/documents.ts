/** Changes to the MFA document: weaker ones, and other ways to write the same. */
import { terraformText } from "../healthy";
import { harmful, harmless, isObjectBody, type Mutation } from "./mutation";
import { changeConditions, changeDocuments, changeTexts, denies } from "./statements";

const EXTRA_CONDITIONS: readonly (readonly [operator: string, key: string, value: string])[] = [
  ["NotIpAddress", "aws:SourceIp", "192.0.2.0/24"],
  ["IpAddress", "aws:SourceIp", "192.0.2.0/24"],
  ["StringEquals", "aws:RequestedRegion", "eu-central-1"],
  ["StringNotEquals", "aws:RequestedRegion", "us-east-1"],
  ["StringEquals", "aws:UserAgent", "console"],
  ["StringNotLike", "aws:UserAgent", "script"],
];

const PUBLIC = "arn:aws:s3:::public/*";

const WEAKER: readonly Mutation[] = [
  harmful("Bool instead of BoolIfExists", (draft) =>
    changeDocuments(draft, (document) => {
      changeConditions(document, (condition) =>
        Object.fromEntries(Object.entries(condition).map(([operator, keys]) => [operator.replace("BoolIfExists", "Bool"), keys])),
      );
    }),
  ),
  harmful("Deny spares resources", (draft, choices) =>
    changeDocuments(draft, (document) => {
      const resources = choices.pick([PUBLIC, ["arn:aws:s3:::*"], "arn:aws:iam::*:user/${aws:username}"]);
      denies(document).forEach((statement) => {
        delete statement.Resource;
        statement.NotResource = resources;
      });
    }),
  ),
  harmful("Deny covers some resources only", (draft, choices) =>
    changeDocuments(draft, (document) => {
      const resource = choices.pick(["arn:aws:iam::*:user/*", "arn:aws:s3:::*", ["arn:aws:iam::*:*"]]);
      denies(document).forEach((statement) => {
        statement.Resource = resource;
      });
    }),
  ),
  harmful("Deny covers some actions only", (draft, choices) =>
    changeDocuments(draft, (document) => {
      const action = choices.pick(["iam:*", ["s3:*", "ec2:*"]]);
      denies(document).forEach((statement) => {
        delete statement.NotAction;
        statement.Action = action;
      });
    }),
  ),
  harmful("Deny under another condition as well", (draft, choices) =>
    changeDocuments(draft, (document) => {
      const [operator, key, value] = choices.pick(EXTRA_CONDITIONS);
      changeConditions(document, (condition) => {
        const before = condition[operator];
        return { ...condition, [operator]: { ...(isObjectBody(before) ? before : {}), [key]: value } };
      });
    }),
  ),
  harmful("Deny spares a user by name", (draft) =>
    changeDocuments(draft, (document) => {
      changeConditions(document, (condition) => ({ ...condition, StringNotEquals: { "aws:username": ["john", "a.member"] } }));
    }),
  ),
  harmful("an unknown text among the exemptions", (draft, choices) => {
    draft.addLocal("exempt", "*");
    const text = choices.pick(["${local.exempt}", "${var.exempt}", '${"*"}']);
    return changeTexts(draft, (document) => document.replaceAll('"NotAction":[', `"NotAction":["${text}",`));
  }),
  harmful("a directive drops the Deny", (draft) =>
    changeTexts(draft, (document) => {
      const start = '"Statement":[';
      const list = '{"Sid":"%{ if false }A","Effect":"Allow","Action":"iam:GetUser","Resource":"*"},';
      const end = ',{"Sid":"%{ endif }Z","Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]';
      return document.replace(start, start + list).replace(/\]\}$/, `${end}}`);
    }),
  ),
  harmful("a directive inverts the condition", (draft) =>
    changeTexts(draft, (document) =>
      document.replaceAll(
        '"aws:MultiFactorAuthPresent":"false"',
        '"aws:MultiFactorAuthPresent":"%{ if false }false%{ else }true%{ endif }"',
      ),
    ),
  ),
  harmful("a directive makes an exemption wider", (draft) =>
    changeTexts(draft, (document) => document.replaceAll('"NotAction":["', '"NotAction":["%{ if true }*%{ else }iam:GetUser%{ endif }","')),
  ),
  harmful("Terraform ignores changes of the document", (draft, choices) => {
    const ignored = choices.pick(["all", ["policy"], ["policy", "description"]]);
    const lifecycle = { ignore_changes: ignored };
    draft.body("aws_iam_policy.mfa").lifecycle = choices.pick([lifecycle, [lifecycle]]);
    return true;
  }),
];

const SAME: readonly Mutation[] = [
  harmless("a document with much white space", (draft, choices) => {
    const indent = choices.pick([2, 20]);
    return changeTexts(draft, (text) => pretty(text, indent));
  }),
  harmless("a document of the older version", (draft) =>
    changeDocuments(draft, (document) => {
      document.Version = "2008-10-17";
      document.Statement = document.Statement.map((statement) =>
        JSON.stringify(statement).includes("${")
          ? { ...statement, Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*", NotResource: undefined }
          : statement,
      );
    }),
  ),
  harmless("condition keys and actions in another case", (draft) =>
    changeTexts(draft, (text) =>
      text.replaceAll("aws:MultiFactorAuthPresent", "aws:multifactorauthpresent").replaceAll("iam:List", "IAM:list"),
    ),
  ),
  harmless("the condition's value is a Boolean", (draft) =>
    changeTexts(draft, (text) => text.replaceAll('"aws:MultiFactorAuthPresent":"false"', '"aws:MultiFactorAuthPresent":false')),
  ),
  harmless("a directive that changes nothing", (draft) =>
    changeTexts(draft, (text) => text.replace(/"Sid":"(\w+)"/, '"Sid":"%{ if true }$1%{ endif }"')),
  ),
  harmless("a reference in what the document allows", (draft) => {
    const arn = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:user/someone";
    draft.addData("aws_caller_identity", "current", {});
    return changeTexts(draft, (text) =>
      text.replace('"Statement":[', `"Statement":[{"Sid":"AllowOne","Effect":"Allow","Action":"iam:GetUser","Resource":"${arn}"},`),
    );
  }),
  harmless("changes of the description and tags are ignored", (draft) => {
    draft.body("aws_iam_policy.mfa").lifecycle = { ignore_changes: ["description", "tags"], create_before_destroy: true };
    return true;
  }),
  harmless("a document with a second statement that denies more", (draft) =>
    changeDocuments(draft, (document) => {
      document.Statement.push({ Sid: "DenyBuckets", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
    }),
  ),
];

function pretty(text: string, indent: number): string | undefined {
  try {
    return terraformText(JSON.parse(text.replaceAll("$${", "${")) as object) === text
      ? JSON.stringify(JSON.parse(text), null, indent)
      : undefined;
  } catch {
    return undefined;
  }
}

export const DOCUMENTS: readonly Mutation[] = [...WEAKER, ...SAME];
