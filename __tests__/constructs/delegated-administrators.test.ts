import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runSimulation } from "@cloud-copilot/iam-simulate";

const README = readFileSync(join(__dirname, "../../modules/constructs/README.md"), "utf8");
const ACCOUNT = "123456789012";
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/EnforceMfaBoundary`;
const OTHER = `arn:aws:iam::${ACCOUNT}:policy/Other`;
const JOHN = `arn:aws:iam::${ACCOUNT}:user/john`;

/** The policy that the guide gives to delegated administrators. */
const policy: unknown = JSON.parse(/```json\n([^`]*)```/.exec(README.split("### What delegated administrators need")[1] ?? "")?.[1] ?? "");

const EVERYTHING_IN_IAM = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }] };

/** Whether a simulator of IAM allows a call, for a boundary that the user has or is to have. */
async function isAllowed(action: string, resource: string, boundary?: string, policies = [policy]): Promise<boolean> {
  const result = await runSimulation(
    {
      identityPolicies: policies.map((document, index) => ({ name: String(index), policy: document })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        action,
        principal: `arn:aws:iam::${ACCOUNT}:user/maria`,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary },
      },
    },
    {},
  );
  if (result.resultType === "error") {
    throw new Error(JSON.stringify(result.errors));
  }
  return result.overallResult === "Allowed";
}

describe("the guide's policy for delegated administrators", () => {
  test.each(["CreateUser", "PutUserPermissionsBoundary", "AttachUserPolicy", "DetachUserPolicy", "PutUserPolicy", "DeleteUserPolicy"])(
    "allows iam:%s for a user with the boundary, and for no other",
    async (action) => {
      expect(await isAllowed(`iam:${action}`, JOHN, BOUNDARY)).toBe(true);
      expect(await isAllowed(`iam:${action}`, JOHN, OTHER)).toBe(false);
      expect(await isAllowed(`iam:${action}`, JOHN)).toBe(false);
    },
  );

  test.each<[action: string, resource: string, boundary: string | undefined]>([
    ["DeleteUserPermissionsBoundary", JOHN, BOUNDARY],
    ["CreatePolicyVersion", BOUNDARY, undefined],
    ["DeletePolicy", BOUNDARY, undefined],
    ["DeletePolicyVersion", BOUNDARY, undefined],
    ["SetDefaultPolicyVersion", BOUNDARY, undefined],
  ])("denies iam:%s on %s whatever other policies allow", async (action, resource, boundary) => {
    expect(await isAllowed(`iam:${action}`, resource, boundary, [EVERYTHING_IN_IAM])).toBe(true);
    expect(await isAllowed(`iam:${action}`, resource, boundary, [EVERYTHING_IN_IAM, policy])).toBe(false);
  });
});
