import type { SimulatePrincipalPolicyRequest } from "@aws-sdk/client-iam";
import { askAws, connect, Session, verifyExitCode } from "../../modules/account";
import { policyArn, user } from "../helpers/accounts";
import { allow, DENIES_ALL, mfaIs, NUMBER, simulator, statements, verifyWith } from "../helpers/verify";

const deny = (what: object, more: object = { Condition: mfaIs("BoolIfExists", "false") }): object => ({
  Effect: "Deny",
  Resource: "*",
  ...what,
  ...more,
});

const ADMINISTRATOR = { name: "AdministratorAccess", arn: policyArn("AdministratorAccess", "aws") };

/** What is asked about a user with these statements, if all answers are no. */
async function questionsAbout(...list: readonly object[]): Promise<readonly string[]> {
  const { ask, questions } = simulator(() => "implicitDeny");
  await verifyWith({ users: [user("john", { inline: [statements(...list)] })] }, ask);
  return questions.map(({ action, resource }) => (resource === "*" ? action : `${action} on ${resource}`));
}

test("no wildcard is asked about, because AWS's simulator takes none", async () => {
  const asked = await questionsAbout(allow("*"), deny({ NotAction: ["iam:*", "iam:*AccessKey*", "s3:Get?bject"] }));
  expect(asked.filter((question) => /[*?]/.test(question))).toEqual([]);
  expect(asked).toEqual(expect.arrayContaining(["iam:CreateAccessKey", "s3:GetObject"]));
});

test("a Deny of some actions of a service leaves others, which are asked about", async () => {
  const asked = await questionsAbout(allow("s3:*"), deny({ Action: ["s3:Get*", "s3:List*", "s3:Describe*"] }));
  expect(asked.filter((action) => !/:(Get|List|Describe)/.test(action))).not.toEqual([]);
});

test("what a policy allows by name is asked about, although the list of actions does not have it", async () => {
  expect(await questionsAbout(allow(["newservice:DoIt", "s3:Anything"]))).toEqual(
    expect.arrayContaining(["newservice:DoIt", "s3:Anything"]),
  );
});

test("an action of a service is asked about for a resource of any kind", async () => {
  const table = `arn:aws:glue:us-east-1:${NUMBER}:table/sales/x`;
  const asked = await questionsAbout(allow("glue:*", table));
  expect(asked.filter((question) => question.startsWith("glue:") && question.endsWith(table))).not.toEqual([]);
});

test("a resource that only the boundary allows, or that only the Deny spares, is asked about", async () => {
  const limits = { name: "Limits", arn: policyArn("Limits"), document: statements(allow("s3:*", "arn:aws:s3:::data/*")).document };
  const sparing = statements(deny({ NotAction: "iam:ListMFADevices", Resource: undefined, NotResource: "arn:aws:s3:::data/*" }));
  const { ask } = simulator(({ resource }) => (resource === "arn:aws:s3:::data/x" ? "allowed" : "implicitDeny"));
  const found = await verifyWith(
    {
      policies: [limits],
      users: [
        user("limited", { attached: [ADMINISTRATOR], boundary: limits.arn }),
        user("spared", { attached: [ADMINISTRATOR], inline: [sparing] }),
      ],
    },
    ask,
  );
  expect(found.users.map(({ name, request }) => [name, request?.action, request?.resource, request?.allowedBy])).toEqual([
    ["limited", "s3:GetObject", "arn:aws:s3:::data/x", "AdministratorAccess"],
    ["spared", "s3:GetObject", "arn:aws:s3:::data/x", "AdministratorAccess"],
  ]);
});

test("a policy whose document AWS has not listed may allow anything, so every service is asked about", async () => {
  const { ask, questions } = simulator(() => "implicitDeny");
  const found = await verifyWith({ users: [user("john", { attached: [{ name: "Gone", arn: policyArn("Gone") }] })] }, ask);
  expect(new Set(questions.map(({ action }) => action.split(":")[0])).size).toBeGreaterThan(300);
  expect(found.users[0]?.doubts.join()).toContain(policyArn("Gone"));
});

describe("exempt actions", () => {
  test("are listed for whoever is enforced as far as was asked, as for whoever is proven", async () => {
    const own = statements(allow("*"), deny({ NotAction: ["codecommit:GitPull", "iam:List*"] }));
    const found = await verifyWith({ users: [user("john", { inline: [own] })] }, DENIES_ALL);
    expect(found.users[0]).toMatchObject({ verdict: "enforced-as-asked" });
    expect(found.users[0]?.exemptActions).toEqual(expect.arrayContaining(["codecommit:GitPull", "iam:ListMFADevices"]));
    expect(found.users[0]?.exemptActions).not.toContain("iam:ChangePassword");
  });

  test("are not those of a Deny that is not about MFA, such as one of regions", async () => {
    const regions = deny({ NotAction: ["s3:GetObject"] }, { Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } } });
    expect(await questionsAbout(allow("s3:GetObject"), regions)).toContain("s3:GetObject");
  });
});

describe("AWS's simulator", () => {
  /** A session in which the simulator refuses a call for one unknown action. */
  function refusing(unknown: string): { readonly session: Session; readonly calls: () => number } {
    let calls = 0;
    const simulatePrincipalPolicy = ({ ActionNames = [] }: SimulatePrincipalPolicyRequest) => {
      calls++;
      return ActionNames.includes(unknown)
        ? Promise.reject(Object.assign(new Error("Invalid Action"), { name: "InvalidInputException" }))
        : Promise.resolve({ EvaluationResults: ActionNames.map((action) => ({ EvalActionName: action, EvalDecision: "allowed" })) });
    };
    const iam = () => Promise.resolve({ simulatePrincipalPolicy } as never);
    return { session: new Session("verify", { ...connect(), iam }), calls: () => calls };
  }

  test("answers the other questions, although it refuses all of a call for one", async () => {
    const { session, calls } = refusing("x:Unknown");
    const actions = ["s3:ListAllMyBuckets", "x:Unknown", ...Array.from({ length: 60 }, (_, index) => `s3:Action${index}`)];
    const questions = actions.map((action) => ({ action, resource: "*" }));
    const answers = await askAws(session)("arn", questions, []);
    expect(answers.map(({ action }) => action).sort()).toEqual(actions.filter((action) => action !== "x:Unknown").sort());
    expect(calls()).toBeLessThan(15);
  });

  test.each([
    ["a result for each", (arns: readonly string[]) => arns.map((arn) => ({ EvalResourceName: arn, EvalDecision: decisionFor(arn) }))],
    [
      "one result with those of the resources in it",
      (arns: readonly string[]) => [
        {
          EvalDecision: "implicitDeny",
          ResourceSpecificResults: arns.map((arn) => ({ EvalResourceName: arn, EvalResourceDecision: decisionFor(arn) })),
        },
      ],
    ],
  ])("is asked about several resources at once, and answers with %s", async (_, resultsFor) => {
    let calls = 0;
    const simulatePrincipalPolicy = ({ ResourceArns = [] }: SimulatePrincipalPolicyRequest) => {
      calls++;
      return Promise.resolve({ EvaluationResults: resultsFor(ResourceArns).map((one) => ({ EvalActionName: "sts:AssumeRole", ...one })) });
    };
    const session = new Session("verify", { ...connect(), iam: () => Promise.resolve({ simulatePrincipalPolicy } as never) });
    const resources = ["arn:a", "arn:b", "arn:c"];
    const answers = await askAws(session)(
      "arn",
      resources.map((resource) => ({ action: "sts:AssumeRole", resource })),
      [],
    );
    expect([calls, answers.map(({ resource, decision }) => [resource, decision])]).toEqual([
      1,
      [
        ["arn:a", "implicitDeny"],
        ["arn:b", "allowed"],
        ["arn:c", "implicitDeny"],
      ],
    ]);
  });

  function decisionFor(arn: string): string {
    return arn === "arn:b" ? "allowed" : "implicitDeny";
  }

  test("that does not answer leaves a doubt", async () => {
    const { session } = refusing("x:Unknown");
    const own = statements(allow("x:Unknown"));
    const found = await verifyWith({ users: [user("john", { inline: [own] })] }, askAws(session));
    expect(found.users[0]?.doubts).toContain("AWS's simulator did not answer about x:Unknown");
    expect(verifyExitCode(found)).toBe(2);
  });
});
