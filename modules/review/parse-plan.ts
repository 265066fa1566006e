import { stripVTControlCharacters, TextDecoder } from "node:util";
import { isObject, type Problem } from "../problem";
import {
  binaryPlan,
  cloudPlan,
  emptyPlan,
  humanReadablePlan,
  logOfPlan,
  notAPlan,
  notJson,
  stateNotPlan,
  unreadablePlan,
  wrappedOutput,
} from "./problems";

/** What a plan for people, or what `terraform plan` prints before it, has at the beginning of a line. */
const FOR_PEOPLE =
  /^(Terraform|OpenTofu) (used the selected providers|will perform the following actions|has compared)|^No changes\. |Refreshing state\.\.\.|^Acquiring state lock|^Running plan in /m;

/**
 * Parses the output of `terraform show -json PLAN`, and says what else it may be.
 *
 * @param bytes the file's content, in UTF-8, or in UTF-16 as PowerShell writes it
 * @throws InvalidInputError if it is not a plan in JSON
 */
export function parsePlan(bytes: Uint8Array): unknown {
  const problem = (found: Problem): never => {
    throw unreadablePlan(found);
  };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return problem(binaryPlan());
  }
  const text = decode(bytes);
  if (text.trim() === "") {
    return problem(emptyPlan());
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return problem(whyNotJson(text, error));
  }
  if (isState(json)) {
    return problem(stateNotPlan());
  }
  if (isObject(json) && "remote_plan_format" in json) {
    return problem(cloudPlan());
  }
  return isObject(json) ? json : problem(notAPlan(json));
}

/** Without the byte order mark, which the decoders leave out. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}

function whyNotJson(text: string, error: unknown): Problem {
  const beginning = stripVTControlCharacters(text.slice(0, 20_000)).trimStart();
  if (beginning.startsWith("[command]")) {
    return wrappedOutput();
  }
  if (beginning.startsWith('{"@level"')) {
    return logOfPlan();
  }
  if (FOR_PEOPLE.test(beginning)) {
    return humanReadablePlan();
  }
  return notJson(beginning, error instanceof Error ? error.message.replace(/, ".*/s, "").replace(/\s+/g, " ") : "unknown error");
}

/** A state's own file, or `terraform show -json` without a plan. */
function isState(json: unknown): boolean {
  if (!isObject(json)) {
    return false;
  }
  const isStateFile = "lineage" in json && "serial" in json;
  const isShownState = "format_version" in json && !("planned_values" in json || "resource_changes" in json || "configuration" in json);
  return isStateFile || isShownState;
}
