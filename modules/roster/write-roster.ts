import { dirname, relative, sep } from "node:path";
import type * as Yaml from "yaml";
import type { Roster } from "./roster";

/** Where the JSON Schema is, seen from the folder in which the package is installed. */
const SCHEMA = "node_modules/cdktf-enforce-mfa/lib/roster/roster.schema.json";

/**
 * A roster as the text of a file that people edit: JSON if the file's name ends in `.json`, otherwise YAML. It names the JSON Schema for editors.
 *
 * @param roster a roster without constructs
 * @param path where the file will be, seen from the folder in which the package is installed
 */
export function rosterToText(roster: Roster, path: string): string {
  const steps = relative(dirname(path), SCHEMA).split(sep).join("/");
  const $schema = steps.startsWith("../") ? steps : `./${steps}`;
  return path.endsWith(".json")
    ? `${JSON.stringify({ $schema, ...roster }, undefined, 2)}\n`
    : `# yaml-language-server: $schema=${$schema}\n${toYaml(roster)}`;
}

/** What older tools, which read YAML 1.1, would not take for text is quoted, such as a tag with the value `no`. */
function toYaml(roster: Roster): string {
  const { Document, visit } = require("yaml") as typeof Yaml;
  const document = new Document(roster, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  // A list of names reads best on one line.
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every((item) => typeof item === "object" && item !== null && "value" in item);
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}
