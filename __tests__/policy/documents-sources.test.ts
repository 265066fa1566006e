import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mfaPolicyDocument, type PolicyDocument, type Statement } from "../../modules/policy";

/** A document as it was published. */
function source(name: string): PolicyDocument {
  return JSON.parse(readFileSync(join(__dirname, "golden", `source-${name}.json`), "utf8")) as PolicyDocument;
}

/** A document as a set of single facts, so that no order counts: one for each element's value, of each statement. */
function facts(document: PolicyDocument): ReadonlySet<string> {
  return new Set(document.Statement.flatMap(factsOfStatement));
}

function factsOfStatement(statement: Statement): readonly string[] {
  return Object.entries(statement).flatMap(([element, value]: [string, unknown]) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => `${statement.Sid ?? ""} ${element} ${JSON.stringify(one)}`);
  });
}

test("is the article's document without options, token for token", () => {
  expect(JSON.stringify(mfaPolicyDocument())).toBe(JSON.stringify(source("minimal")));
  expect(JSON.stringify(mfaPolicyDocument({ kind: "minimal" }))).toBe(JSON.stringify(source("minimal")));
});

describe("selfManage without options", () => {
  const [ours, aws] = [facts(mfaPolicyDocument({ kind: "selfManage" })), facts(source("aws-self-manage"))];

  test("adds to AWS's page what its sister page allows, and nothing else", () => {
    expect([...ours].filter((fact) => !aws.has(fact))).toEqual(['AllowManageOwnUserMFA Action "iam:GetMFADevice"']);
  });

  test("leaves nothing of AWS's page out", () => {
    expect([...aws].filter((fact) => !ours.has(fact))).toEqual([]);
  });

  test("has AWS's statements in AWS's order", () => {
    const sids = ({ Statement }: PolicyDocument): readonly unknown[] => Statement.map(({ Sid }) => Sid);
    expect(sids(mfaPolicyDocument({ kind: "selfManage" }))).toEqual(sids(source("aws-self-manage")));
  });
});
