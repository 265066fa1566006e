import * as iam from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { defineRoster, MfaEnforcedRoster } from "../../modules";
import { type Account, startAccount } from "../harness/account";
import { ALLOWED, answerOf, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { Deployment } from "../harness/deployment";
import { commandsOf, filledIn, runAs } from "../harness/guide";
import { Person } from "../harness/person";

const NEW_PASSWORD = "Second-Passw0rd-Second!";

let account: Account;
let deployment: Deployment;
let alice: Caller;
let john: Person;

beforeAll(async () => {
  account = await startAccount();
  alice = new Caller(account.url);
  deployment = new Deployment(account.url);
});

afterAll(async () => {
  deployment.remove();
  await account.stop();
});

async function deploy(...names: readonly string[]): Promise<void> {
  deployment.synth((stack) => {
    const users = names.map((name) => ({ name, groups: ["PowerConsultants" as const] }));
    const roster = defineRoster({ groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } }, users });
    new MfaEnforcedRoster(stack, "identity", { roster, document: { getSessionTokenWithoutMfa: true } });
  });
  await deployment.apply();
}

/** Runs a command of a guide as Alice. */
function run(command: string | undefined): Promise<string> {
  return runAs(alice, command);
}

/** The first password in the text of an invitation. */
function firstPasswordIn(invitation: string): string {
  return /first password {2}(\S+)/.exec(invitation)?.[1] ?? "";
}

/** What docs/first-day.md says, with the key in place of the console. */
async function firstDay(person: Person, firstPassword: string): Promise<void> {
  const change = { OldPassword: firstPassword, NewPassword: NEW_PASSWORD };
  expect(await answerOf(person.key.iam.send(new iam.ChangePasswordCommand(change)))).toBe(ALLOWED);
  await person.enrol();
  expect(await answerOf(person.key.s3.send(new ListBucketsCommand({})))).toBe(DENIED);
  expect(await answerOf((await person.session("with MFA")).s3.send(new ListBucketsCommand({})))).toBe(ALLOWED);
}

test("docs/adding-a-colleague.md", async () => {
  await deploy("john", "first.colleague");
  const [invite, forget, inviteAgain, status, grace, ...more] = commandsOf("adding-a-colleague.md");
  expect(more).toEqual([]);
  await run(invite);
  await run(forget);
  const firstPassword = firstPasswordIn(await run(inviteAgain));
  await firstDay(await Person.withKey(alice, "first.colleague"), firstPassword);
  expect(await run(status)).toMatch(/first\.colleague │ by EnforceMfa .*│ authenticator app /);
  expect(await run(grace)).toContain("2 users: 2 enforced, 1 with a device");
});

test("docs/lost-device.md", async () => {
  const [status, keys, deactivate, forget, json, remove, discard, invite, statusAfter, activate, ...more] = commandsOf("lost-device.md");
  expect(more).toEqual([]);
  await alice.iam.send(new iam.CreateLoginProfileCommand({ UserName: "john", Password: "Lost-with-the-phone-1" }));
  john = await Person.withKey(alice, "john");
  const { serial } = await john.enrol();
  expect(remove).toContain(serial);
  const withKey = (command: string | undefined): string => filledIn(command, { AKIAIOSFODNN7EXAMPLE: john.key.credentials.accessKeyId });

  await run(status);
  expect(await run(keys)).toContain(john.key.credentials.accessKeyId);
  await run(withKey(deactivate));
  await run(forget);
  expect(await run(json)).toContain(serial);
  await run(remove);
  await run(discard);
  // Whoever has found the key can do nothing with it, not even register a device.
  expect(await answerOf(john.enrol(john.key, "stolen"))).not.toBe(ALLOWED);

  const firstPassword = firstPasswordIn(await run(invite));
  await run(withKey(activate));
  await firstDay(john, firstPassword);
  expect(await run(statusAfter)).toMatch(/john │ by EnforceMfa .*│ authenticator app /);
});
