import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { MfaDocumentOptions } from "../../modules/policy";
import { ACCOUNT, allActions, contextKeys, contextsFor, nameOf, requestsFor } from "../../verification/requests";

async function resourcesAsked(action: string, options: MfaDocumentOptions = {}): Promise<readonly (readonly [string, string])[]> {
  return (await requestsFor(action, options)).map(({ scope, resource }) => [scope, resource]);
}

async function simulate(action: string, resource: string): Promise<string> {
  const { resultType } = await runSimulation(
    {
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        action,
        principal: `arn:aws:iam::${ACCOUNT}:user/john`,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: {},
      },
    },
    {},
  );
  return resultType;
}

describe("the requests of the matrix", () => {
  test("cover every action", async () => {
    const actions = await allActions();
    expect(actions.length).toBeGreaterThan(20_000);
    const asked = await Promise.all(actions.map((action) => requestsFor(action, {})));
    expect(actions.filter((_, index) => asked[index]?.length === 0)).toEqual([]);
  });

  test.each<[string, MfaDocumentOptions, readonly (readonly [string, string])[]]>([
    [
      "iam:EnableMFADevice",
      {},
      [
        ["own", `arn:aws:iam::${ACCOUNT}:user/john`],
        ["other", `arn:aws:iam::${ACCOUNT}:user/first.colleague`],
      ],
    ],
    [
      "iam:CreateVirtualMFADevice",
      { partition: "aws-cn" },
      [
        ["own", `arn:aws-cn:iam::${ACCOUNT}:mfa/john`],
        ["other", `arn:aws-cn:iam::${ACCOUNT}:mfa/first.colleague`],
      ],
    ],
    [
      "iam:GetUser",
      { userPaths: ["/", "/team/"] },
      [
        ["own", `arn:aws:iam::${ACCOUNT}:user/team/john`],
        ["other", `arn:aws:iam::${ACCOUNT}:user/team/first.colleague`],
      ],
    ],
    ["iam:GetRole", {}, [["any", `arn:aws:iam::${ACCOUNT}:role/name`]]],
    ["sts:GetSessionToken", {}, [["any", "*"]]],
    ["s3:GetObject", {}, [["any", "*"]]],
    ["iam:ListUsers", {}, [["list", `arn:aws:iam::${ACCOUNT}:user/`]]],
    ["iam:ListVirtualMFADevices", {}, [["list", `arn:aws:iam::${ACCOUNT}:mfa/`]]],
  ])("include %s, with %j, on these resources: %j", async (action, options, expected) => {
    expect(await resourcesAsked(action, options)).toEqual(expected);
  });

  test.each(["iam:ListUsers", "iam:ListVirtualMFADevices"])(
    "have a resource for %s, although the simulator accepts none",
    async (action) => {
      const [request] = await requestsFor(action, {});
      expect(await simulate(action, request?.resource ?? "")).toBe("error");
      expect(await simulate(action, "*")).toBe("single");
    },
  );

  test("have no MFA context key with an access key, and old MFA only if the document limits its age", () => {
    expect(contextKeys({ means: "access key" }, {})).toEqual({ "aws:username": "john", "aws:ViaAWSService": "false" });
    expect(contextsFor({}).map(nameOf)).toEqual(["access key", "session without MFA", "session with MFA", "through a service"]);
    expect(contextsFor({ maxMfaAgeSeconds: 900 }).map(nameOf)).toContain("session with old MFA");
    expect(contextKeys({ means: "session with old MFA" }, { maxMfaAgeSeconds: 900 })).toMatchObject({ "aws:MultiFactorAuthAge": "901" });
    expect(contextKeys({ means: "session with MFA" }, { maxMfaAgeSeconds: 900 })).toMatchObject({ "aws:MultiFactorAuthAge": "900" });
  });

  test("have the tag mfa-enrolment open, with another value, and not at all, if the document asks for it", () => {
    const withKey = contextsFor({ enrolmentTag: true }).filter(({ means }) => means === "access key");
    expect(withKey.map(nameOf)).toEqual(["access key", "access key, tag open", "access key, tag Open"]);
    expect(withKey.map((context) => contextKeys(context, {})["aws:PrincipalTag/mfa-enrolment"])).toEqual([undefined, "open", "Open"]);
    expect(contextsFor({ enrolmentTag: true }).length).toBe(3 * contextsFor({}).length);
  });
});
