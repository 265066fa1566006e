/** AWS's managed policies, as far as stacks attach them. Of others it is only known that they may allow anything. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ANYTHING } from "./documents";

const FIXTURES = ["AdministratorAccess", "PowerUserAccess", "IAMUserChangePassword"];

const DOCUMENTS: ReadonlyMap<string, string> = new Map(
  FIXTURES.map((name) => {
    const text = readFileSync(resolve(__dirname, `../../__tests__/fixtures/${name}.json`), "utf8");
    const { document } = JSON.parse(text) as { readonly document: object };
    return [`arn:aws:iam::aws:policy/${name}`, JSON.stringify(document)];
  }),
);

export function managedPolicy(arn: string): string {
  return DOCUMENTS.get(arn) ?? ANYTHING;
}
