import { count } from "../../problem";
import type { Adoption } from "./model";

/** The version of the format. Minor versions only add to it. */
const FORMAT_VERSION = "1.0";

/** 0: the roster says everything; 2: it leaves something out, or something needs a decision. */
export function adoptExitCode({ leftOut }: Adoption): 0 | 2 {
  return leftOut.length > 0 ? 2 : 0;
}

/** For programs. The schema is adopt.schema.json. */
export function formatAdoptionJson(adoption: Adoption): string {
  const { roster, leftOut, reportGenerated } = adoption;
  const json = { formatVersion: FORMAT_VERSION, exitCode: adoptExitCode(adoption), roster, leftOut, reportGenerated };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** For people: what the roster does not carry over. */
export function formatAdoptionText({ roster, leftOut, reportGenerated }: Adoption): string {
  const size = `${count(roster.users.length, "user")} and ${count(Object.keys(roster.groups).length, "group")}`;
  if (leftOut.length === 0) {
    return `The roster has ${size}, and carries over everything that the account says about them.\n`;
  }
  const lines = leftOut.map(({ subject, message }) => `  ${subject ? `${subject.kind} ${subject.name} ` : ""}${message}`);
  const title = `The roster has ${size}. It does not carry over, or you should know:`;
  const source = `Passwords and keys are from the credential report of ${reportGenerated.toISOString()}.`;
  return `${[title, ...lines, source].join("\n")}\n`;
}
