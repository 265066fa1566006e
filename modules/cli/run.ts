import { Command, CommanderError } from "commander";
import { describe, InvalidInputError, messageOf } from "../problem";
import type * as Room from "../review";
import { addAccountCommands } from "./account-commands";
import { packageVersion, STANDARD_INPUT } from "./files";
import { review, type Reviewer, type ReviewOptions } from "./review";
import type { Terminal } from "./terminal";
import { usageError } from "./usage";

const EXAMPLES = `
Examples:
  $ terraform show -json plan | enforce-mfa review
  $ enforce-mfa review plan.json --format markdown --out review.md

Exit codes:
  0  nothing weakens the enforcement of MFA
  2  something does, or might
  1  a plan, a file or an option could not be used
`;

/**
 * Runs a command line and returns the exit code.
 *
 * @param args what follows the command's name
 * @param loadReviewer what reviews plans; default: the package's own review
 */
export async function run(args: readonly string[], terminal: Terminal, loadReviewer: () => Reviewer = loadOwnReviewer): Promise<number> {
  let exitCode = 0;
  const program = new Command("enforce-mfa")
    .description("Enforce MFA for the IAM users of an AWS account, and keep it enforced.")
    .version(packageVersion(), "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHasColors: () => terminal.hasColour,
      getErrHasColors: () => false,
      outputError: (error, write) => {
        write(`enforce-mfa: ${usageError(error, "review")}\n`);
      },
    });

  program
    .command("review")
    .summary("say what a Terraform plan means for access and MFA")
    .description(
      "Say what a Terraform plan means: who gains and loses what, what weakens the enforcement of MFA, and whether anybody can act without MFA at any moment while it is applied.",
    )
    .argument("[plans...]", "files with the output of `terraform show -json PLAN`; - or none reads standard input")
    .option("--format <format>", "text, markdown, html, json or sarif", "text")
    .option("--out <file>", "write to a file instead of standard output")
    .option("--accept <file>", "findings that are accepted until a date (JSON)")
    .option("--strict", "also count what was not enforced before the plan")
    .option("--source <file>", "the file that SARIF results point to, such as roster.ts (default: the plan)")
    .addHelpText("after", EXAMPLES)
    .action(async (plans: readonly string[], options: ReviewOptions, command: Command) => {
      if (plans.length === 0 && terminal.stdin.isTTY) {
        command.help({ error: true });
      }
      exitCode = await review(plans.length > 0 ? plans : [STANDARD_INPUT], options, terminal, loadReviewer());
    });

  addAccountCommands(program, terminal, (code) => {
    exitCode = code;
  });

  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

function exitCodeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    return error.exitCode;
  }
  const lines = error instanceof InvalidInputError ? error.problems.map(describe) : [`enforce-mfa has a bug: ${messageOf(error)}`];
  lines.forEach((line) => {
    terminal.err(`enforce-mfa: ${line}\n`);
  });
  return 1;
}

/** Loaded late, so that the help and the version need nothing of it. */
function loadOwnReviewer(): Reviewer {
  return require("../review") as typeof Room;
}
