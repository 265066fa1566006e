import { TagUserCommand } from "@aws-sdk/client-iam";
import { defineRoster, MfaEnforcedRoster, type MfaDocumentOptions } from "../modules";
import { type Account, startAccount } from "./harness/account";
import { ALLOWED, answerOf, DENIED } from "./harness/answer";
import { Caller } from "./harness/caller";
import { Deployment } from "./harness/deployment";
import { createDevice, enableDevice, Person } from "./harness/person";

const roster = defineRoster({
  groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
  users: [
    { name: "alice", groups: ["PowerConsultants"], enrolled: true },
    { name: "new.colleague", groups: ["PowerConsultants"] },
  ],
});

describe.each<["minimal" | "selfManage"]>([["minimal"], ["selfManage"]])("with kind %s", (kind) => {
  let account: Account;
  let deployment: Deployment;
  let root: Caller;

  async function deploy(document: MfaDocumentOptions): Promise<void> {
    account = await startAccount();
    deployment = new Deployment(account.url);
    root = new Caller(account.url);
    deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, document: { kind, ...document } }));
    await deployment.apply();
    expect(await deployment.plan()).toEqual([]);
  }

  afterEach(async () => {
    deployment.remove();
    await account.stop();
  });

  test('enrolment: "console" lets the stolen key of a newcomer register nothing, while the newcomer enrols in the console and works', async () => {
    await deploy({ enrolment: "console", getSessionTokenWithoutMfa: true });
    const newcomer = await Person.withKey(root, "new.colleague");
    const device = await createDevice(root, "new.colleague");
    expect(await answerOf(createDevice(newcomer.key, "new.colleague-2"))).toBe(DENIED);
    expect(await answerOf(enableDevice(newcomer.key, "new.colleague", device))).toBe(DENIED);
    const inTheConsole = await newcomer.signIn(root);
    expect(await answerOf(newcomer.enrol(inTheConsole, "new.colleague-phone"))).toBe(ALLOWED);
    expect(await answerOf(newcomer.session("with MFA"))).toBe(ALLOWED);
  });

  test("enrolmentTag lets only people register a device whose tag is open", async () => {
    await deploy({ enrolmentTag: true, getSessionTokenWithoutMfa: true });
    const [alice, newcomer] = [await Person.withKey(root, "alice"), await Person.withKey(root, "new.colleague")];
    expect(await answerOf(newcomer.enrol())).toBe(ALLOWED);
    expect(await answerOf(createDevice(alice.key, "alice"))).toBe(DENIED);
    const device = await createDevice(root, "alice");
    expect(await answerOf(enableDevice(alice.key, "alice", device))).toBe(DENIED);
    expect(
      await answerOf(alice.key.iam.send(new TagUserCommand({ UserName: "alice", Tags: [{ Key: "mfa-enrolment", Value: "open" }] }))),
    ).toBe(DENIED);
  });

  test("with enrolmentTag, a lost device is replaced after enrolled is taken away", async () => {
    await deploy({ enrolmentTag: true, getSessionTokenWithoutMfa: true });
    const reopened = defineRoster({
      groups: roster.groups,
      users: [
        { name: "alice", groups: ["PowerConsultants"] },
        { name: "new.colleague", groups: ["PowerConsultants"] },
      ],
    });
    deployment.synth(
      (stack) =>
        new MfaEnforcedRoster(stack, "identity", {
          roster: reopened,
          document: { kind, enrolmentTag: true, getSessionTokenWithoutMfa: true },
        }),
    );
    expect((await deployment.plan()).map(({ type, change }) => [type, ...change.actions])).toEqual([["aws_iam_user", "update"]]);
    await deployment.apply();
    const alice = await Person.withKey(root, "alice");
    expect(await answerOf(alice.enrol())).toBe(ALLOWED);
    expect(await answerOf(alice.session("with MFA"))).toBe(ALLOWED);
  });
});
