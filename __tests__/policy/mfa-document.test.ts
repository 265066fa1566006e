import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MfaDocumentOptions, mfaPolicyDocument, type PolicyDocument } from "../../modules/policy";

const article = JSON.parse(readFileSync(join(__dirname, "golden/source-article.json"), "utf8")) as PolicyDocument;
const [listUsers, enrolment, deny] = article.Statement;
const exempt = deny?.NotAction as readonly string[];

test.each<MfaDocumentOptions>([
  {},
  { kind: "minimal" },
  { exemptActions: [] },
  { exemptActions: ["iam:ListUsers"] },
  { getSessionTokenWithoutMfa: false },
  { viaAwsService: "deny" },
  { allowedDevices: "any" },
  { exemptOwnUserOnly: false },
  { userPaths: ["/"] },
  { partition: "aws" },
])("with the defaults %j, the document is the article's", (options) => {
  expect(mfaPolicyDocument(options)).toEqual(article);
});

test.each<[options: MfaDocumentOptions, exemptions: readonly string[]]>([
  [{ exemptActions: ["codecommit:GitPull", "a4b:GetRoom"] }, ["a4b:GetRoom", "codecommit:GitPull", ...exempt]],
  [{ getSessionTokenWithoutMfa: true }, [...exempt, "sts:GetSessionToken"]],
])("the options %j add exemptions to the Deny and change nothing else", (options, exemptions) => {
  expect(mfaPolicyDocument(options)).toEqual({
    Version: "2012-10-17",
    Statement: [listUsers, enrolment, { ...deny, NotAction: exemptions }],
  });
});

test("options can be combined", () => {
  expect(
    mfaPolicyDocument({ exemptActions: ["codecommit:GitPull"], getSessionTokenWithoutMfa: true, partition: "aws-us-gov" }).Statement,
  ).toEqual([
    { ...listUsers, Resource: "arn:aws-us-gov:iam::*:user/" },
    { ...enrolment, Resource: ["arn:aws-us-gov:iam::*:mfa/*", "arn:aws-us-gov:iam::*:user/${aws:username}"] },
    { ...deny, NotAction: ["codecommit:GitPull", ...exempt, "sts:GetSessionToken"] },
  ]);
});

test.each<[part: string, change: (document: PolicyDocument) => unknown]>([
  ["the statements", ({ Statement }) => (Statement as unknown[]).pop()],
  ["an Allow's actions", ({ Statement }) => (Statement[1]!.Action as string[]).push("iam:DeactivateMFADevice")],
  ["the Deny's exemptions", ({ Statement }) => (Statement[2]!.NotAction as string[]).push("iam:DeactivateMFADevice")],
])("changing %s of one document does not change the next", (_, change) => {
  change(mfaPolicyDocument());
  expect(mfaPolicyDocument()).toEqual(article);
});
