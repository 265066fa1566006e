/** Writes the JSON Schema of a roster's file, which editors use, from the schema that the roster is checked with. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rosterJsonSchema } from "../modules/roster/file-schema";

export const SCHEMA_PATH = resolve(__dirname, "../modules/roster/roster.schema.json");

export function renderSchema(): string {
  return `${JSON.stringify(rosterJsonSchema(), null, 2)}\n`;
}

if (require.main === module) {
  writeFileSync(SCHEMA_PATH, renderSchema());
}
