import { InvalidInputError } from "../problem";
import type * as Room from "../review";
import { packageVersion, readInput, readJson, STANDARD_INPUT, writeOutput } from "./files";
import { internalError, unknownFormat } from "./problems";
import type { Terminal } from "./terminal";

const FORMATS = ["text", "markdown", "html", "json", "sarif"] as const;

type Format = (typeof FORMATS)[number];

export interface ReviewOptions {
  readonly format: string;
  readonly out?: string;
  readonly accept?: string;
  readonly strict?: boolean;
  readonly source?: string;
}

/** The parts of the review that a test may replace. */
export type Reviewer = Pick<typeof Room, "FINDING_KINDS" | "reviewPlan">;

type Outcome = Room.Review | Room.FailedPlan;

/**
 * Reviews plans, and returns the exit code.
 *
 * @throws InvalidInputError for options and files other than plans
 */
export async function review(plans: readonly string[], options: ReviewOptions, terminal: Terminal, reviewer: Reviewer): Promise<number> {
  // Loaded late, so that the help and the version need nothing of it.
  const room = require("../review") as typeof Room;
  const format = formatOf(options.format);
  const accepted = options.accept === undefined ? [] : readAccepted(options.accept, room, reviewer);
  const outcomes: Outcome[] = [];
  for (const plan of plans) {
    outcomes.push(await reviewOne(plan, terminal, room, reviewer));
  }
  const report = room.report(outcomes, {
    accepted,
    isStrict: options.strict ?? false,
    today: new Date().toISOString().slice(0, 10),
  });
  report.plans.forEach((plan) => {
    room.problemsOf(plan).forEach((problem) => {
      terminal.err(`enforce-mfa: ${problem}\n`);
    });
  });
  const about = { version: packageVersion(), kinds: reviewer.FINDING_KINDS, source: options.source };
  if (options.out === undefined) {
    // What could not be reviewed is on the terminal already.
    const shown = format === "text" ? { ...report, plans: report.plans.filter(({ verdict }) => verdict !== "error") } : report;
    terminal.out(render(format, shown, terminal.hasColour, about, room));
  } else {
    writeOutput(options.out, render(format, report, false, about, room), [...plans, options.accept ?? STANDARD_INPUT]);
  }
  return room.exitCode(report);
}

function formatOf(value: string): Format {
  const format = FORMATS.find((known) => known === value);
  if (format === undefined) {
    throw unknownFormat(value, FORMATS);
  }
  return format;
}

function render(format: Format, report: Room.Report, hasColour: boolean, about: Room.SarifOptions, room: typeof Room): string {
  switch (format) {
    case "text":
      return room.formatText(report, hasColour);
    case "markdown":
      return room.formatMarkdown(report);
    case "html":
      return room.formatHtml(report, about);
    case "json":
      return room.formatJson(report);
    case "sarif":
      return room.formatSarif(report, about);
  }
}

function readAccepted(path: string, room: typeof Room, { FINDING_KINDS: kinds }: Reviewer): readonly Room.Acceptance[] {
  const ids = kinds.map(({ id }) => id);
  return readJson(path, "the list of accepted findings", (json) => room.readAccepted(json, ids));
}

/** Nothing that goes wrong with one plan keeps the others from being reviewed. */
async function reviewOne(plan: string, terminal: Terminal, room: typeof Room, { reviewPlan }: Reviewer): Promise<Outcome> {
  try {
    const bytes = await readInput(plan, terminal);
    return reviewPlan(room.parsePlan(bytes), plan);
  } catch (error) {
    const problems = error instanceof InvalidInputError ? error.problems : [internalError(error)];
    return { verdict: "error", plan, problems };
  }
}
