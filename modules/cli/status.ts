import type * as Room from "../account";
import { millisecondsOf } from "./duration";
import { openSession } from "./open-session";
import { unknownChoice } from "./problems";
import { readRoster } from "./roster-file";
import type { Terminal } from "./terminal";

const FORMATS = ["table", "csv", "json"] as const;

export interface StatusCommandOptions {
  readonly group?: readonly string[];
  readonly user?: readonly string[];
  /** False with `--no-device`. */
  readonly device: boolean;
  readonly notEnforced?: boolean;
  readonly sort: string;
  readonly grace?: string;
  readonly roster?: readonly string[];
  readonly format: string;
  readonly profile?: string;
}

/**
 * Says who has enrolled and who is enforced, and returns the exit code.
 *
 * @throws InvalidInputError for options, files, and what goes wrong with AWS
 */
export async function status(options: StatusCommandOptions, terminal: Terminal): Promise<number> {
  const room = require("../account") as typeof Room;
  const format = choiceOf("--format", options.format, FORMATS);
  const choices = {
    groups: options.group,
    users: options.user,
    withoutDevice: !options.device,
    notEnforced: options.notEnforced,
    sort: choiceOf("--sort", options.sort, room.SORT_KEYS),
    graceMs: options.grace === undefined ? undefined : millisecondsOf(options.grace, "--grace"),
    roster: options.roster && readRoster(options.roster).users.map(({ name }) => name),
    now: new Date(),
  };
  const found = await openSession("status", options, terminal, (session) => room.readStatus(session, choices));
  terminal.out(render(format, found, terminal.hasColour, room));
  return room.statusExitCode(found);
}

function render(format: (typeof FORMATS)[number], found: Room.Status, hasColour: boolean, room: typeof Room): string {
  switch (format) {
    case "table":
      return room.formatStatusTable(found, hasColour);
    case "csv":
      return room.formatStatusCsv(found);
    case "json":
      return room.formatStatusJson(found);
  }
}

function choiceOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) {
    throw unknownChoice(option, value, choices);
  }
  return choice;
}
