import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { type MfaDocumentOptions, mfaPolicyDocument } from "../../modules";

const USER = "arn:aws:iam::123456789012:user/john";
const REQUESTS = {
  "iam:CreateVirtualMFADevice": "arn:aws:iam::123456789012:mfa/john",
  "iam:DeleteVirtualMFADevice": "arn:aws:iam::123456789012:mfa/john",
  "iam:EnableMFADevice": USER,
} as const;

/** What a request says about MFA. */
const CONTEXTS = {
  "an access key": {},
  "a session without MFA": { "aws:MultiFactorAuthPresent": "false" },
  "a session with MFA": { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" },
  "a session with old MFA": { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "7200" },
} as const;

type ContextName = keyof typeof CONTEXTS;

/** The actions on devices that are allowed, by a simulator of IAM. */
async function allowed(options: MfaDocumentOptions, context: ContextName, tag?: string): Promise<readonly string[]> {
  const answers = Object.entries(REQUESTS).map(async ([action, resource]) => {
    const simulation: Simulation = {
      identityPolicies: [{ name: "mfa", policy: mfaPolicyDocument(options) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        action,
        principal: USER,
        resource: { resource, accountId: "123456789012" },
        contextVariables: {
          "aws:username": "john",
          ...CONTEXTS[context],
          ...(tag !== undefined && { "aws:PrincipalTag/mfa-enrolment": tag }),
        },
      },
    };
    const result = await runSimulation(simulation, {});
    if (result.resultType === "error") {
      throw new Error(JSON.stringify(result.errors));
    }
    return result.overallResult === "Allowed" ? [action.replace("iam:", "")] : [];
  });
  return (await Promise.all(answers)).flat();
}

const CREATE_AND_ENABLE = ["CreateVirtualMFADevice", "EnableMFADevice"];
const ALL = ["CreateVirtualMFADevice", "DeleteVirtualMFADevice", "EnableMFADevice"];

describe.each<[kind: "minimal" | "selfManage", registering: readonly string[]]>([
  ["minimal", ALL],
  ["selfManage", CREATE_AND_ENABLE],
])("with kind %s", (kind, registering) => {
  test.each<[context: ContextName, expected: readonly string[]]>([
    ["an access key", []],
    ["a session without MFA", registering],
    ["a session with MFA", registering],
  ])('enrolment: "console" leaves %s these: %j', async (context, expected) => {
    expect(await allowed({ kind, enrolment: "console" }, context)).toEqual(expected);
  });

  test('enrolment: "any" is the default', () => {
    expect(mfaPolicyDocument({ kind, enrolment: "any" })).toEqual(mfaPolicyDocument({ kind }));
    expect(mfaPolicyDocument({ kind, enrolmentTag: false })).toEqual(mfaPolicyDocument({ kind }));
  });

  test.each<[tag: string | undefined]>([[undefined], ["closed"], ["Open"], [""]])(
    "enrolmentTag lets nobody register a device without MFA whose tag is %j",
    async (tag) => {
      const registered = (context: ContextName): Promise<readonly string[]> => allowed({ kind, enrolmentTag: true }, context, tag);
      const without = registering.filter((action) => !CREATE_AND_ENABLE.includes(action));
      expect(await registered("an access key")).toEqual(without);
      expect(await registered("a session without MFA")).toEqual(without);
      expect(await registered("a session with MFA")).toEqual(registering);
    },
  );

  test("enrolmentTag lets people register a device while the tag is open", async () => {
    expect(await allowed({ kind, enrolmentTag: true }, "an access key", "open")).toEqual(registering);
    expect(await allowed({ kind, enrolmentTag: true }, "a session without MFA", "open")).toEqual(registering);
  });

  test("both together let people register a device in the console, while the tag is open", async () => {
    const both = { kind, enrolment: "console", enrolmentTag: true } as const;
    expect(await allowed(both, "an access key", "open")).toEqual([]);
    expect(await allowed(both, "a session without MFA", "open")).toEqual(registering);
    expect(await allowed(both, "a session without MFA")).toEqual(registering.filter((action) => !CREATE_AND_ENABLE.includes(action)));
  });

  test("MFA that is too old counts as none for enrolmentTag", async () => {
    const options = { kind, enrolmentTag: true, maxMfaAgeSeconds: 3600 } as const;
    expect(await allowed(options, "a session with old MFA")).not.toContain("EnableMFADevice");
    expect(await allowed(options, "a session with old MFA", "open")).toContain("EnableMFADevice");
    expect(await allowed(options, "a session with MFA")).toContain("EnableMFADevice");
  });
});
