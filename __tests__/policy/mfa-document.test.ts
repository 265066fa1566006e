import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "../../modules";
import { checkMfaDocumentOptions, type MfaDocumentOptions, mfaPolicyDocument, type PolicyDocument } from "../../modules/policy";
import { errorOf } from "../helpers/synth";

const article = JSON.parse(readFileSync(join(__dirname, "../fixtures/article-policy.json"), "utf8")) as PolicyDocument;

const exemptions = (options?: MfaDocumentOptions): unknown => mfaPolicyDocument(options).Statement[2]?.NotAction;

const articleExemptions = article.Statement[2]?.NotAction as readonly string[];

describe("without options", () => {
  test("is the article's document", () => {
    expect(mfaPolicyDocument()).toEqual(article);
  });

  test("keeps the order of the article's statements, keys, actions and resources", () => {
    expect(JSON.stringify(mfaPolicyDocument())).toBe(JSON.stringify(article));
  });

  test.each([{}, { exemptActions: [] }, { getSessionTokenWithoutMfa: false }, { partition: "aws" }] as const)(
    "is the same with the default %j",
    (options) => {
      expect(mfaPolicyDocument(options)).toEqual(article);
    },
  );

  test("leaves no trace of one call in the next", () => {
    const first = mfaPolicyDocument();
    (first.Statement as unknown[]).pop();
    expect(mfaPolicyDocument()).toEqual(article);
  });
});

describe("exemptActions", () => {
  test("adds actions to the Deny's exemptions and grants nothing", () => {
    const { Statement, ...rest } = mfaPolicyDocument({ exemptActions: ["codecommit:GitPull", "a4b:GetRoom"] });
    const [listUsers, enrolment, deny] = article.Statement;
    expect({ ...rest, Statement }).toEqual({
      Version: "2012-10-17",
      Statement: [listUsers, enrolment, { ...deny, NotAction: ["a4b:GetRoom", "codecommit:GitPull", ...articleExemptions] }],
    });
  });

  test("has each exemption once, whatever is asked for", () => {
    expect(exemptions({ exemptActions: ["iam:ListUsers", "codecommit:GitPull", "codecommit:GitPull"] })).toEqual([
      "codecommit:GitPull",
      ...articleExemptions,
    ]);
  });

  test("gives the same document in any order", () => {
    expect(mfaPolicyDocument({ exemptActions: ["s3:GetObject", "codecommit:GitPull"] })).toEqual(
      mfaPolicyDocument({ exemptActions: ["codecommit:GitPull", "s3:GetObject"] }),
    );
  });
});

describe("getSessionTokenWithoutMfa", () => {
  test("exempts sts:GetSessionToken and nothing else", () => {
    expect(exemptions({ getSessionTokenWithoutMfa: true })).toEqual([...articleExemptions, "sts:GetSessionToken"]);
  });

  test("leaves the other statements alone", () => {
    expect(mfaPolicyDocument({ getSessionTokenWithoutMfa: true }).Statement.slice(0, 2)).toEqual(article.Statement.slice(0, 2));
  });
});

describe("partition", () => {
  test.each(["aws", "aws-cn", "aws-us-gov"] as const)("is in all ARNs: %s", (partition) => {
    const { Statement } = mfaPolicyDocument({ partition });
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      `arn:${partition}:iam::*:user/`,
      [`arn:${partition}:iam::*:mfa/*`, `arn:${partition}:iam::*:user/\${aws:username}`],
      "*",
    ]);
  });

  test("changes nothing but ARNs", () => {
    const text = JSON.stringify(mfaPolicyDocument({ partition: "aws-cn" }));
    expect(text.replaceAll("arn:aws-cn:", "arn:aws:")).toBe(JSON.stringify(article));
  });
});

test("takes all options together", () => {
  const document = mfaPolicyDocument({ exemptActions: ["codecommit:GitPull"], getSessionTokenWithoutMfa: true, partition: "aws-us-gov" });
  const [listUsers, enrolment, deny] = article.Statement;
  expect(document.Statement).toEqual([
    { ...listUsers, Resource: "arn:aws-us-gov:iam::*:user/" },
    { ...enrolment, Resource: ["arn:aws-us-gov:iam::*:mfa/*", "arn:aws-us-gov:iam::*:user/${aws:username}"] },
    { ...deny, NotAction: ["codecommit:GitPull", ...articleExemptions, "sts:GetSessionToken"] },
  ]);
});

describe("refuses", () => {
  const notAnAction = (value: string): string => `${value} is no action; write service:Action, such as "codecommit:GitPull"`;
  const wildcard = (value: string): string =>
    `the exemption ${value} has a wildcard, and what it lets through without MFA would grow with AWS; name each action`;

  test.each<[options: unknown, path: string, message: string]>([
    [null, "", "null where an object of options is expected"],
    [["iam:GetUser"], "", '["iam:GetUser"] where an object of options is expected'],
    ["minimal", "", '"minimal" where an object of options is expected'],
    [
      { cliAcces: true },
      "cliAcces",
      'unknown key "cliAcces"; known keys: kind, parts, changePasswordWithoutMfa, getSessionTokenWithoutMfa, exemptActions, maxMfaAgeSeconds, viaAwsService, devices, securityKeys, exemptOwnUserOnly, userPaths, partition',
    ],
    [{ exemptActions: "iam:GetUser" }, "exemptActions", '"iam:GetUser" where a list of actions is expected'],
    [{ exemptActions: null }, "exemptActions", "null where a list of actions is expected"],
    [{ exemptActions: [7] }, "exemptActions[0]", notAnAction("7")],
    [{ exemptActions: [null] }, "exemptActions[0]", notAnAction("null")],
    [{ exemptActions: [""] }, "exemptActions[0]", notAnAction('""')],
    [{ exemptActions: ["GetUser"] }, "exemptActions[0]", notAnAction('"GetUser"')],
    [{ exemptActions: ["iam:"] }, "exemptActions[0]", notAnAction('"iam:"')],
    [{ exemptActions: [":GetUser"] }, "exemptActions[0]", notAnAction('":GetUser"')],
    [{ exemptActions: ["iam: GetUser"] }, "exemptActions[0]", notAnAction('"iam: GetUser"')],
    [{ exemptActions: ["iam:GetUser:x"] }, "exemptActions[0]", notAnAction('"iam:GetUser:x"')],
    [{ exemptActions: ["iam:GetUser\n"] }, "exemptActions[0]", notAnAction('"iam:GetUser\\n"')],
    [{ exemptActions: ["iam:${x}"] }, "exemptActions[0]", notAnAction('"iam:${x}"')],
    [{ exemptActions: ["s3:*"] }, "exemptActions[0]", wildcard('"s3:*"')],
    [{ exemptActions: ["s3:Get?bject"] }, "exemptActions[0]", wildcard('"s3:Get?bject"')],
    [{ getSessionTokenWithoutMfa: "yes" }, "getSessionTokenWithoutMfa", '"yes" where true or false is expected'],
    [{ getSessionTokenWithoutMfa: null }, "getSessionTokenWithoutMfa", "null where true or false is expected"],
    [{ partition: "aws-iso" }, "partition", '"aws-iso" is not known; allowed are "aws", "aws-cn", "aws-us-gov"'],
    [{ partition: "" }, "partition", '"" is not known; allowed are "aws", "aws-cn", "aws-us-gov"'],
    [{ partition: null }, "partition", 'null is not known; allowed are "aws", "aws-cn", "aws-us-gov"'],
  ])("%j", (options, path, message) => {
    expect(checkMfaDocumentOptions(options)).toEqual([{ path, message }]);
    expect(errorOf(() => mfaPolicyDocument(options as MfaDocumentOptions))).toMatchObject({ problems: [{ path, message }] });
  });

  test.each(["iam:DeactivateMFADevice", "iam:deactivatemfadevice", "iam:DEACTIVATEMFADEVICE"])(
    "an exemption that takes MFA devices away: %s",
    (action) => {
      expect(checkMfaDocumentOptions({ exemptActions: [action] })).toEqual([
        {
          path: "exemptActions[0]",
          message: `"${action}" can never be exempt: whoever has not signed in with MFA could remove a user's MFA device and register their own; remove it`,
        },
      ]);
    },
  );

  test("what does not compile either, which `npm run typecheck` holds", () => {
    // @ts-expect-error no such partition
    expect(() => mfaPolicyDocument({ partition: "moon" })).toThrow('partition: "moon" is not known');
    // @ts-expect-error no service before the action
    expect(() => mfaPolicyDocument({ exemptActions: ["GitPull"] })).toThrow('exemptActions[0]: "GitPull" is no action');
    // @ts-expect-error no such option
    expect(() => mfaPolicyDocument({ cliAcces: true })).toThrow('cliAcces: unknown key "cliAcces"');
  });

  test("everything that is wrong at once, in an error without a stack trace", () => {
    const error = errorOf(() =>
      mfaPolicyDocument({ exemptActions: ["s3:*", "nope"], getSessionTokenWithoutMfa: 1, partition: "moon", maxAge: 5 } as unknown as MfaDocumentOptions),
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    const { message, stack } = error as InvalidInputError;
    expect(message).toBe(
      [
        "the MFA document has 5 problems:",
        '  maxAge: unknown key "maxAge"; known keys: kind, parts, changePasswordWithoutMfa, getSessionTokenWithoutMfa, exemptActions, maxMfaAgeSeconds, viaAwsService, devices, securityKeys, exemptOwnUserOnly, userPaths, partition',
        "  getSessionTokenWithoutMfa: 1 where true or false is expected",
        '  partition: "moon" is not known; allowed are "aws", "aws-cn", "aws-us-gov"',
        `  exemptActions[0]: ${wildcard('"s3:*"')}`,
        `  exemptActions[1]: ${notAnAction('"nope"')}`,
      ].join("\n"),
    );
    expect(stack).not.toContain("    at ");
  });
});

test("gives each caller a document of their own", () => {
  (mfaPolicyDocument().Statement[1]!.Action as string[]).push("iam:DeactivateMFADevice");
  expect(JSON.stringify(mfaPolicyDocument())).not.toContain("Deactivate");
});
