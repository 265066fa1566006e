import { InvalidInputError, show } from "../../../problem";
import { formatVerificationJson } from "../format";
import type { Verification } from "../model";
import { reportHtml } from "./html";
import { reportMarkdown } from "./markdown";

const FORMATS: ReadonlyMap<string, (verification: Verification) => string> = new Map([
  [".html", reportHtml],
  [".md", reportMarkdown],
  [".json", formatVerificationJson],
]);

/**
 * What writes the evidence for an auditor.
 *
 * @param file its name says the format: `.html`, `.md` or `.json`
 * @throws InvalidInputError for any other name
 */
export function reportFormat(file: string): (verification: Verification) => string {
  const format = FORMATS.get(/\.\w+$/.exec(file)?.[0].toLowerCase() ?? "");
  if (!format) {
    const message = `${show(file)} does not end with the name of a format; use ${[...FORMATS.keys()].join(", ")}`;
    throw new InvalidInputError("the report", [{ code: "unknown-report-format", path: "--report", message }]);
  }
  return format;
}
