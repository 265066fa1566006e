import { type ContextEntry, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import Ajv from "ajv";
import schema from "../../modules/account/verify.schema.json";
import type { Verification, VerifiedUser } from "../../modules/account";
import { OPERATOR, type Scene } from "../attacks/scene";
import { startAccount } from "../harness/account";
import { ALLOWED, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { enforceMfa, type Printed } from "../harness/command";
import { operatorWith } from "../harness/operator";
import type { Person } from "../harness/person";
import { RecordingProxy } from "../harness/proxy";
import { addTargets, type Attack, attackWith, TARGET_USERS } from "./attack-table";
import { Coverage } from "./coverage";
import { listBoundaries } from "./list-boundaries";
import { makeRandomAccount, type RandomUser } from "./random-account";
import { canMake, make } from "./requests";

const SEED = 20262000;
const ACCOUNTS = 16;

const totals = { attacks: 0, refused: 0, exempt: 0, requests: 0, through: 0, mayBeRefused: 0, roles: 0 };
/** How many requests were not made, by action, because the emulator does not have the operation. */
const notMade = new Map<string, number>();
const coverage = new Coverage();
let proxy: RecordingProxy;
let policy: unknown;

beforeAll(async () => {
  proxy = await RecordingProxy.start();
  policy = JSON.parse((await enforceMfa("http://127.0.0.1:1", ["policy", "verify"])).out);
});

afterAll(async () => {
  await proxy.stop();
  process.stdout.write(
    `verify: ${JSON.stringify({ accounts: ACCOUNTS, ...totals, notMade: Object.fromEntries(notMade) })}\n${coverage.report()}`,
  );
});

/** What AWS says of a session. */
function mfaIs(value: "true" | "false"): ContextEntry {
  return { ContextKeyName: "aws:MultiFactorAuthPresent", ContextKeyType: "boolean", ContextKeyValues: [value] };
}

/** What the command says, and a check of it against its schema. */
function parse({ out }: Printed): Verification {
  const json = JSON.parse(out) as Verification;
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  expect([validate(json), validate.errors]).toEqual([true, null]);
  return json;
}

/** What the command says, asked by somebody who may do exactly what its policy says. */
async function verify(root: Caller, people: readonly RandomUser[]): Promise<Verification> {
  const operator = await operatorWith(root, "ops", policy);
  const boundaries = new Map(people.flatMap(({ person, boundary }) => (boundary === undefined ? [] : [[person.name, boundary] as const])));
  proxy.use({ upstream: root.url, interference: listBoundaries(boundaries) });
  const printed = await enforceMfa(proxy.url, ["verify", "--json"], operator.key.credentials);
  expect(printed.err).toBe("");
  return parse(printed);
}

/**
 * Whether a user's policies say nothing about assuming the role that the table attacks. The emulator then lets the user assume it because it trusts the
 * account; AWS does not (IAM User Guide, "IAM roles: Principal").
 */
async function isTrustOnly({ iam }: Caller, PolicySourceArn: string, ContextEntries: ContextEntry[]): Promise<boolean> {
  const question = { PolicySourceArn, ActionNames: ["sts:AssumeRole"], ResourceArns: [OPERATOR], ContextEntries };
  const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(question));
  return EvaluationResults.every(({ EvalDecision }) => EvalDecision === "implicitDeny");
}

/** Whether a user can do something of what the table tries, once signed in with MFA. */
async function canWork({ iam }: Caller, PolicySourceArn: string): Promise<boolean> {
  const ActionNames = ["s3:ListBucket", "s3:PutObject", "sqs:ListQueues", "kms:ListKeys", "iam:ListRoles", "iam:CreateAccessKey"];
  const question = { PolicySourceArn, ActionNames, ContextEntries: [mfaIs("true")] };
  const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(question));
  return EvaluationResults.some(({ EvalDecision }) => EvalDecision === "allowed");
}

/** Every call of the attack table is refused to whoever is called enforced, but for the exempt actions. */
async function attack(as: Caller, self: Person, { name, arn, verdict, exemptActions }: VerifiedUser, scene: Scene): Promise<void> {
  const attacks = await attackWith(as, self, scene);
  const withoutGrant = (await isTrustOnly(scene.root, arn, as === self.key ? [] : [mfaIs("false")])) ? ["sts:assumerole"] : [];
  const exempt = new Set(exemptActions.map((action) => action.toLowerCase()));
  const isMadeOf = (known: ReadonlySet<string>, { actions }: Attack): boolean =>
    actions.length > 0 && actions.every((action) => known.has(action.toLowerCase()));
  const [refused, through] = divide(attacks, ({ answer }) => answer.startsWith(DENIED));
  const [harmless, harmful] = divide(through, (one) => isMadeOf(exempt, one));
  expect([name, verdict, harmful.filter((one) => !isMadeOf(new Set(withoutGrant), one))]).toEqual([name, verdict, []]);
  totals.attacks += attacks.length;
  totals.refused += refused.length;
  totals.exempt += harmless.length;
}

function divide<Item>(items: readonly Item[], is: (item: Item) => boolean): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(is), items.filter((item) => !is(item))];
}

/** The request that the command names gets through. One that may get through, depending on something, is made as well, but may be refused. */
async function request({ person, session }: RandomUser, { name, request: named }: VerifiedUser): Promise<void> {
  totals.requests++;
  if (!canMake(named!)) {
    notMade.set(named!.action, (notMade.get(named!.action) ?? 0) + 1);
    return;
  }
  const answer = await make(named!, named!.context === "key" ? person.key : session, name);
  const isCertain = named!.dependsOn.length === 0;
  expect([name, named, answer]).toEqual([name, named, isCertain ? ALLOWED : answer]);
  totals[answer === ALLOWED ? "through" : "mayBeRefused"]++;
}

async function assumeRoles({ person, session }: RandomUser, roles: Verification["roles"]): Promise<void> {
  for (const role of roles.filter(({ assumableBy }) => assumableBy.includes(person.name))) {
    const assume = { action: "sts:AssumeRole", resource: role.arn };
    const answers = [await make(assume, person.key, person.name), await make(assume, session, person.name)];
    expect([person.name, role.name, answers.includes(ALLOWED)]).toEqual([person.name, role.name, true]);
    totals.roles++;
  }
}

test.each(Array.from({ length: ACCOUNTS }, (_, index) => SEED + index))("account %d is as verify says", async (seed) => {
  const account = await startAccount();
  try {
    const root = new Caller(account.url);
    const people = await makeRandomAccount(root, seed);
    const scene = await addTargets(root);
    const found = await verify(root, people);
    expect(found.users.map(({ name }) => name).sort()).toEqual(["ops", ...TARGET_USERS, ...people.map(({ person }) => person.name)].sort());
    const pairs = people.map((one) => ({ one, user: found.users.find(({ name }) => name === one.person.name)! }));
    for (const { user } of pairs) {
      coverage.add(user, found, await canWork(root, user.arn));
    }
    const enforced = pairs.filter(({ user }) => user.verdict !== "not-enforced");
    await Promise.all(
      enforced.map(async ({ one: { person, session }, user }) => {
        await attack(person.key, person, user, scene);
        await attack(session, person, user, scene);
      }),
    );
    for (const { one, user } of pairs.filter((pair) => !enforced.includes(pair))) {
      await request(one, user);
      await assumeRoles(one, found.roles);
    }
  } finally {
    await account.stop();
  }
});

test("the accounts have every kind of user, with every verdict", () => {
  expect(coverage.missing()).toEqual([]);
  expect(Math.min(totals.refused, totals.exempt, totals.through, totals.roles)).toBeGreaterThan(0);
});
