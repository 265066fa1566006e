import * as iam from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { type MfaDocumentOptions, mfaPolicyDocument } from "../modules";
import { type Account, startAccount } from "./harness/account";
import { ALLOWED, type Answer, answerOf, DENIED, OWN_DEVICES_NEED_MFA, WRONG_CODE } from "./harness/answer";
import { Caller } from "./harness/caller";
import { Person } from "./harness/person";

/** Where the emulator must behave like AWS because the package relies on it: the rows of docs/aws-behaviour.md that no other suite covers. */

const SELF_MANAGEMENT = document({ Effect: "Allow", Action: ["iam:*", "sts:GetSessionToken"], Resource: "*" });

let account: Account;
let root: Caller;

beforeEach(async () => {
  account = await startAccount();
  root = new Caller(account.url);
});

afterEach(async () => {
  await account.stop();
});

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function createUser(UserName: string, Path = "/"): Promise<unknown> {
  return root.iam.send(new iam.CreateUserCommand({ UserName, Path }));
}

function createGroup(GroupName: string): Promise<unknown> {
  return root.iam.send(new iam.CreateGroupCommand({ GroupName }));
}

function createPolicy(PolicyName: string, PolicyDocument = SELF_MANAGEMENT): Promise<unknown> {
  return root.iam.send(new iam.CreatePolicyCommand({ PolicyName, PolicyDocument }));
}

/** A user with an inline policy and an access key. */
async function personWith(name: string, PolicyDocument: string, path?: string): Promise<Person> {
  await createUser(name, path);
  await root.iam.send(new iam.PutUserPolicyCommand({ UserName: name, PolicyName: "own", PolicyDocument }));
  return Person.withKey(root, name);
}

function mfaDocument(options: MfaDocumentOptions = {}): string {
  return JSON.stringify(mfaPolicyDocument(options));
}

describe("names", () => {
  test.each([
    ["users", createUser, "john", "John"],
    ["groups", createGroup, "PowerConsultants", "powerconsultants"],
    ["policies", createPolicy, "EnforceMfa", "enforcemfa"],
  ] as const)("of %s are unique, ignoring case", async (_kind, create, name, other) => {
    await create(name);
    expect(await answerOf(create(other))).toBe("EntityAlreadyExists");
  });

  test("of an action are not checked", async () => {
    const misspelt = document({ Effect: "Deny", NotAction: "codecommit:GitPul", Resource: "*" });
    expect(await answerOf(createPolicy("Misspelt", misspelt))).toBe(ALLOWED);
  });
});

describe("quotas", () => {
  test("a user can be in ten groups", async () => {
    await createUser("john");
    const answers: Answer[] = [];
    for (let number = 1; number <= 11; number++) {
      await createGroup(`group-${number}`);
      const join = new iam.AddUserToGroupCommand({ GroupName: `group-${number}`, UserName: "john" });
      answers.push(await answerOf(root.iam.send(join)));
    }
    expect(answers).toEqual([...Array.from({ length: 10 }, () => ALLOWED), "LimitExceeded"]);
  });

  test("a group can have ten managed policies", async () => {
    await createGroup("PowerConsultants");
    const answers: Answer[] = [];
    for (let number = 1; number <= 11; number++) {
      await createPolicy(`policy-${number}`);
      const PolicyArn = `arn:aws:iam::123456789012:policy/policy-${number}`;
      answers.push(await answerOf(root.iam.send(new iam.AttachGroupPolicyCommand({ GroupName: "PowerConsultants", PolicyArn }))));
    }
    expect(answers).toEqual([...Array.from({ length: 10 }, () => ALLOWED), "LimitExceeded"]);
  });
});

describe("devices", () => {
  test("STS accepts a code only once", async () => {
    const john = await personWith("john", SELF_MANAGEMENT);
    const { serial } = await john.enrol();
    const TokenCode = await john.device!.code();
    const ask = (): Promise<Answer> => answerOf(john.key.sts.send(new GetSessionTokenCommand({ SerialNumber: serial, TokenCode })));
    expect([await ask(), await ask()]).toEqual([ALLOWED, WRONG_CODE]);
  });

  test("a long-term key can neither remove nor replace its user's own device, but a session with MFA can do both", async () => {
    const john = await personWith("john", SELF_MANAGEMENT);
    const { serial } = await john.enrol();
    const withMfa = await john.session("with MFA");
    const deactivate = (as: Caller): Promise<Answer> =>
      answerOf(as.iam.send(new iam.DeactivateMFADeviceCommand({ UserName: "john", SerialNumber: serial })));
    expect({
      byKey: await deactivate(john.key),
      inSession: await deactivate(withMfa),
      nextByKey: await answerOf(john.enrol(john.key, "john-replacement")),
      anotherByKey: await answerOf(john.enrol(john.key, "john-another")),
    }).toEqual({ byKey: OWN_DEVICES_NEED_MFA, inSession: ALLOWED, nextByKey: ALLOWED, anotherByKey: OWN_DEVICES_NEED_MFA });
  });

  test("a long-term key can manage other users' devices if policies allow it", async () => {
    const alice = await personWith("alice", SELF_MANAGEMENT);
    await alice.enrol();
    const john = await personWith("john", mfaDocument());
    expect({
      first: await answerOf(john.enrol(alice.key)),
      second: await answerOf(john.enrol(alice.key, "john-second")),
      removal: await answerOf(
        alice.key.iam.send(new iam.DeactivateMFADeviceCommand({ UserName: "john", SerialNumber: john.device!.serial })),
      ),
    }).toEqual({ first: ALLOWED, second: ALLOWED, removal: ALLOWED });
  });

  test("a user cannot be deleted while they have a device", async () => {
    const john = await personWith("john", mfaDocument());
    await john.enrol();
    expect(await answerOf(root.iam.send(new iam.DeleteUserCommand({ UserName: "john" })))).toBe("DeleteConflict");
  });
});

test("a user's ARN contains the path, so nobody under a path can enrol if the document lacks it", async () => {
  const [without, withPath] = [mfaDocument(), mfaDocument({ userPaths: ["/team/"] })];
  const john = await personWith("john", without, "/team/");
  const colleague = await personWith("colleague", withPath, "/team/");
  expect([await answerOf(john.enrol()), await answerOf(colleague.enrol())]).toEqual([DENIED, ALLOWED]);
});

test("a session from GetSessionToken lasts from 900 to 129,600 seconds", async () => {
  const john = await personWith("john", SELF_MANAGEMENT);
  const ask = (DurationSeconds: number): Promise<Answer> => answerOf(john.key.sts.send(new GetSessionTokenCommand({ DurationSeconds })));
  expect([await ask(899), await ask(900), await ask(129_600), await ask(129_601)]).toEqual([
    "ValidationError",
    ALLOWED,
    ALLOWED,
    "ValidationError",
  ]);
});

test("SimulatePrincipalPolicy includes the policies of a user's groups", async () => {
  await createUser("john");
  await createGroup("PowerConsultants");
  await createPolicy("EnforceMfa", mfaDocument());
  for (const PolicyArn of ["arn:aws:iam::123456789012:policy/EnforceMfa", "arn:aws:iam::aws:policy/PowerUserAccess"]) {
    await root.iam.send(new iam.AttachGroupPolicyCommand({ GroupName: "PowerConsultants", PolicyArn }));
  }
  const simulate = async (hasMfa: string): Promise<string | undefined> => {
    const { EvaluationResults } = await root.iam.send(
      new iam.SimulatePrincipalPolicyCommand({
        PolicySourceArn: "arn:aws:iam::123456789012:user/john",
        ActionNames: ["s3:GetObject"],
        ContextEntries: [{ ContextKeyName: "aws:MultiFactorAuthPresent", ContextKeyType: "boolean", ContextKeyValues: [hasMfa] }],
      }),
    );
    return EvaluationResults?.[0]?.EvalDecision;
  };
  const outside = await simulate("true");
  await root.iam.send(new iam.AddUserToGroupCommand({ GroupName: "PowerConsultants", UserName: "john" }));
  expect([outside, await simulate("false"), await simulate("true")]).toEqual(["implicitDeny", "explicitDeny", "allowed"]);
});
