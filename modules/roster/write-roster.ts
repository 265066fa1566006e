import type * as Yaml from "yaml";
import type { Roster } from "./roster";

/**
 * A roster as YAML, for a file that people edit. What older tools, which read YAML 1.1, would not take for text is quoted, such as a tag with the
 * value `no`.
 *
 * @param roster a roster without constructs
 */
export function rosterToYaml(roster: Roster): string {
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
