/** Documents that AWS refuses. Terraform then attaches nothing, but everything beside it. */
import { ADMINISTRATOR, type Draft } from "../draft";
import { groupEntries, harmful, type Mutation } from "./mutation";
import { changeConditions, changeDocuments, changeTexts, denies, type Document } from "./statements";

function refused(name: string, change: (document: Document) => void): Mutation {
  return harmful(`AWS refuses ${name}`, (draft) => withSomethingBeside(draft) && changeDocuments(draft, change));
}

function refusedText(name: string, change: (text: string) => string): Mutation {
  return harmful(`AWS refuses ${name}`, (draft) => withSomethingBeside(draft) && changeTexts(draft, change));
}

function withSomethingBeside(draft: Draft): boolean {
  const [group] = groupEntries(draft);
  if (group) {
    draft.attach("group", String(group.body.name), ADMINISTRATOR);
  }
  return group !== undefined;
}

function renameOperator(name: string): (document: Document) => void {
  return (document) => {
    changeConditions(document, (condition) => {
      const { BoolIfExists: keys = { "aws:MultiFactorAuthPresent": "false" }, ...others } = condition;
      return { ...others, BoolIfExists: keys, [name]: { "aws:PrincipalType": "User" } };
    });
  };
}

function addAllow(others: object): (document: Document) => void {
  return (document) => {
    document.Statement.push({ Effect: "Allow", Action: "iam:GetUser", Resource: "*", ...others });
  };
}

export const REFUSED: readonly Mutation[] = [
  refused("more than 6,144 characters", (document) => {
    const resources = Array.from({ length: 130 }, (_, index) => `arn:aws:iam::123456789012:user/somebody-with-a-long-name-${index}`);
    document.Statement.push({ Effect: "Allow", Action: "iam:GetUser", Resource: resources });
  }),
  refused("an operator StringEqual", renameOperator("StringEqual")),
  refused("an operator BoolIfExist in another statement", addAllow({ Condition: { BoolIfExist: { "aws:SecureTransport": "true" } } })),
  refused("an operator NullIfExists", renameOperator("NullIfExists")),
  refused("the version 2012-10-18", (document) => {
    document.Version = "2012-10-18";
  }),
  refused("an ARN that is too short", addAllow({ Resource: "arn:aws:s3" })),
  refused("a resource that is no ARN", addAllow({ Resource: ["public/*"] })),
  refused("an ARN without a resource", addAllow({ Resource: "arn:aws:iam::123456789012:" })),
  refused("two statements of the same Sid", (document) => {
    document.Statement.push({ Sid: "Same", Effect: "Allow", Action: "iam:GetUser", Resource: "*" });
    document.Statement.push({ Sid: "Same", Effect: "Allow", Action: "iam:ListUsers", Resource: "*" });
  }),
  refused("an IAM ARN of a kind that IAM does not have", addAllow({ Resource: "arn:aws:iam::123456789012:people/john" })),
  refused("a Sid with a space", addAllow({ Sid: "get user" })),
  refused("an action without a service", addAllow({ Action: "GetUser" })),
  refused("an action with a space", addAllow({ Action: ["iam:GetUser "] })),
  refused("a statement without a resource", addAllow({ Resource: undefined })),
  refused("a statement with a principal", addAllow({ Principal: "*" })),
  refused("an effect in lower case", addAllow({ Effect: "allow" })),
  refused("an empty list of actions", addAllow({ Action: [] })),
  refused("an element that IAM does not have", (document) => {
    denies(document).forEach((statement) => {
      statement.Comment = "no work without MFA";
    });
  }),
  refused("a top-level element that IAM does not have", (document) => {
    document.Comment = "no work without MFA";
  }),
  refusedText("the same key twice", (text) => text.replace('{"Version"', '{"Statement":[],"Version"')),
  refusedText("the same key twice in the Deny", (text) => text.replaceAll('"Effect":"Deny"', '"Effect":"Allow","Effect":"Deny"')),
];
