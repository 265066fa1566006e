import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as iam from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { defineRoster, MfaEnforcedRoster } from "../../modules";
import { type Account, startAccount } from "../harness/account";
import { ALLOWED, answerOf, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { Deployment } from "../harness/deployment";
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

/** The commands of a guide, in order. */
function commandsOf(page: string): readonly string[] {
  const text = readFileSync(resolve(__dirname, "../../docs", page), "utf8");
  return text.split("\n").flatMap((line) => /^ {4}((?:npx|aws) .+)$/.exec(line)?.[1] ?? []);
}

/** Runs a command of a guide as Alice, and returns what it prints. The exit code must be 0 unless the test says otherwise. */
async function run(command: string | undefined, exitCode = 0): Promise<string> {
  const [program, ...args] = (command ?? "").split(" ");
  if (program === "npx") {
    const { code, out, err } = await enforceMfa(account.url, args.slice(1));
    expect([command, code, code === 1 ? err : ""]).toEqual([command, exitCode, ""]);
    return out;
  }
  return JSON.stringify(await aws(args[1] ?? "", args.slice(2)));
}

/** What the AWS CLI does with `aws iam NAME --option value …`: the call of this name, with these parameters. */
function aws(name: string, args: readonly string[]): Promise<unknown> {
  const pascal = (kebab: string): string =>
    kebab.replace(/(?:^|-)(mfa|[a-z])/g, (_, start: string) => (start === "mfa" ? "MFA" : start.toUpperCase()));
  const input = Object.fromEntries(args.flatMap((arg, index) => (arg.startsWith("--") ? [[pascal(arg.slice(2)), args[index + 1]]] : [])));
  const commands = iam as unknown as Readonly<Record<string, new (input: object) => iam.ListUsersCommand>>;
  const Command = commands[`${pascal(name)}Command`];
  if (!Command) {
    throw new Error(`aws iam ${name} is no call of IAM`);
  }
  return alice.iam.send(new Command(input));
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
  const withKey = (command: string | undefined): string | undefined =>
    command?.replace("AKIAIOSFODNN7EXAMPLE", john.key.credentials.accessKeyId);

  await run(status);
  expect(await run(keys)).toContain(john.key.credentials.accessKeyId);
  await run(withKey(deactivate));
  await run(forget);
  expect(await run(json)).toContain(serial);
  await run(remove);
  await run(discard);
  // Whoever has found the key can do nothing with it, not even register a device.
  expect(await answerOf(john.enrol(john.key, "stranger"))).not.toBe(ALLOWED);

  const firstPassword = firstPasswordIn(await run(invite));
  await run(withKey(activate));
  await firstDay(john, firstPassword);
  expect(await run(statusAfter)).toMatch(/john │ by EnforceMfa .*│ authenticator app /);
});
