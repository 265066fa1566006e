import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { defineRoster, MfaEnforcedRoster } from "../../modules";
import { startAccount } from "../harness/account";
import { ALLOWED, answerOf, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { Deployment } from "../harness/deployment";
import { createDevice, enableDevice, Person } from "../harness/person";
import { Accounts } from "./accounts";
import { answersToJohnAndRoot, LEFT_TO_AWS, RISKS } from "./by-design";
import type { Scene } from "./scene";
import { DOCUMENT_NAMES, OWN_USER_ONLY } from "./stack";

const threatModel = readFileSync(join(__dirname, "../../docs/threat-model.md"), "utf8");

/** The first cells of the table below a heading. */
function rowsBelow(heading: string): readonly string[] {
  const [, section = ""] = threatModel.split(`\n## ${heading}\n`);
  const [, ...lines] = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  return lines.map((line) => line.split("|")[1]!.trim()).filter((cell) => !/^-+$/.test(cell));
}

test("docs/threat-model.md lists exactly what is asserted here", () => {
  expect(rowsBelow("Residual risks")).toEqual(RISKS.map(({ name }) => name));
  expect(rowsBelow("Left to AWS")).toEqual(LEFT_TO_AWS.map(({ name }) => name));
});

describe.each(DOCUMENT_NAMES)("with the document %s", (document) => {
  let accounts: Accounts;

  beforeAll(async () => {
    accounts = await Accounts.deploy(document);
  });

  afterAll(async () => {
    await accounts.stop();
  });

  test.each(RISKS.map(({ name, expected, run }) => ({ name, run, answer: expected[document] })))(
    "answers $answer: $name",
    async ({ run, answer }) => {
      expect(await answerOf(run(await accounts.another()))).toBe(answer);
    },
  );

  test.each(LEFT_TO_AWS)("answers as it answers root: $name", async (risk) => {
    const scenes: readonly [Scene, Scene] = [await accounts.another(), await accounts.another()];
    const [john, root] = await answersToJohnAndRoot(risk, scenes);
    process.stdout.write(`left to AWS: ${document}: ${risk.name}: ${root}\n`);
    expect(john).toBe(root);
  });
});

describe("with ownUserOnly, which the roster sets beside administrators,", () => {
  let accounts: Accounts;

  beforeAll(async () => {
    accounts = await Accounts.deploy(OWN_USER_ONLY);
  });

  afterAll(async () => {
    await accounts.stop();
  });

  test.each(
    RISKS.map(({ name, expected, closedByOwnUserOnly, run }) => ({ name, run, answer: closedByOwnUserOnly ? DENIED : expected.article })),
  )("answers $answer: $name", async ({ run, answer }) => {
    expect(await answerOf(run(await accounts.another()))).toBe(answer);
  });
});

test("a second Deny and a tag let only people enable a device who have none yet, or have signed in with MFA", async () => {
  const policy = JSON.stringify(JSON.parse(/```json\n([^]*?)```/.exec(threatModel)![1]!));
  const account = await startAccount();
  const deployment = new Deployment(account.url);
  try {
    deployment.synth((stack) => {
      const enrolOnce = new IamPolicy(stack, "enrol-once", { name: "EnrolOnce", policy });
      const roster = defineRoster({
        groups: { PowerConsultants: { grants: ["PowerUserAccess", enrolOnce] } },
        users: [
          { name: "john", groups: ["PowerConsultants"], tags: { enrolled: "yes" } },
          { name: "new.colleague", groups: ["PowerConsultants"] },
        ],
      });
      new MfaEnforcedRoster(stack, "identity", { roster, document: { cliAccess: true } });
    });
    await deployment.apply();
    const root = new Caller(account.url);
    const [john, newcomer] = [await Person.withKey(root, "john"), await Person.withKey(root, "new.colleague")];
    await john.enrol(root);
    const [second, third] = [await createDevice(john.key, "second"), await createDevice(john.key, "third")];
    expect({
      newcomer: await answerOf(newcomer.enrol()),
      johnsKey: await answerOf(enableDevice(john.key, "john", second)),
      johnWithMfa: await answerOf(enableDevice(await john.session("with MFA"), "john", third)),
    }).toEqual({ newcomer: ALLOWED, johnsKey: DENIED, johnWithMfa: ALLOWED });
  } finally {
    deployment.remove();
    await account.stop();
  }
});
