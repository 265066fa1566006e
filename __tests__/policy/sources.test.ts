import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mfaPolicyDocument, type PolicyDocument, type Statement } from "../../modules/policy";

/** A document as it was published. */
function source(name: "article" | "aws-self-manage"): PolicyDocument {
  return JSON.parse(readFileSync(join(__dirname, "golden", `source-${name}.json`), "utf8")) as PolicyDocument;
}

/** A document as a set of single facts, so that their order doesn't matter: one for each value of each element of each statement. */
function facts(document: PolicyDocument): ReadonlySet<string> {
  return new Set(document.Statement.flatMap(factsOfStatement));
}

function factsOfStatement(statement: Statement): readonly string[] {
  return Object.entries(statement).flatMap(([element, value]: [string, unknown]) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => `${statement.Sid ?? ""} ${element} ${JSON.stringify(one)}`);
  });
}

test.each([undefined, { kind: "minimal" } as const])("with the options %j, the document is the article's, in the same order", (options) => {
  expect(JSON.stringify(mfaPolicyDocument(options))).toBe(JSON.stringify(source("article")));
});

describe("the selfManage document", () => {
  const [ours, aws] = [facts(mfaPolicyDocument({ kind: "selfManage" })), facts(source("aws-self-manage"))];

  test("adds iam:GetMFADevice to AWS's page, as on its sister page, and nothing else", () => {
    expect([...ours].filter((fact) => !aws.has(fact))).toEqual(['AllowManageOwnUserMFA Action "iam:GetMFADevice"']);
  });

  test("leaves out nothing of AWS's page", () => {
    expect([...aws].filter((fact) => !ours.has(fact))).toEqual([]);
  });

  test("has AWS's statements in AWS's order", () => {
    const sids = ({ Statement }: PolicyDocument): readonly unknown[] => Statement.map(({ Sid }) => Sid);
    expect(sids(mfaPolicyDocument({ kind: "selfManage" }))).toEqual(sids(source("aws-self-manage")));
  });
});
