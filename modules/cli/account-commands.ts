import { type Command, Option } from "commander";
import type * as Room from "../account";
import { adopt, type AdoptOptions } from "./adopt";
import { usageError } from "./usage";
import type { Terminal } from "./terminal";
import { verify, type VerifyOptions } from "./verify";

const EXIT_CODES = `
Exit codes:
  0  fine
  2  something to act on
  1  it could not be done
`;

/** Adds the commands that are about an account. What they need is loaded when one of them runs. */
export function addAccountCommands(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  const add = (name: string): Command => {
    const command = program.command(name).addHelpText("after", EXIT_CODES);
    return command.configureOutput({
      outputError: (error, write) => {
        write(`enforce-mfa: ${usageError(error, name)}\n`);
      },
    });
  };

  add("adopt")
    .summary("write a roster of the people who are in the account")
    .description("Read the account, and write a roster of its groups and users. It changes nothing in AWS.")
    .option("--group <names...>", "only these groups and their members (default: all groups and users)")
    .option("--out <file>", "write the roster to a file instead of standard output")
    .option("--force", "overwrite the file")
    .option("--profile <name>", "the AWS profile to use")
    .option("--json", "print the roster and the report as JSON")
    .action(async (options: AdoptOptions) => {
      setExitCode(await adopt(options, terminal));
    });

  add("verify")
    .summary("say who can do what without MFA")
    .description(
      "Read the account, and say for every user whether MFA is enforced: proved by IAM's rules, as far as AWS's simulator was asked, or not, with a request that gets through. It changes nothing in AWS.",
    )
    .option("--except <file>", "users who need not be enforced, each with a reason and until a date (JSON)")
    .option("--report <files...>", "also write evidence for an auditor: .html, .md or .json")
    .addOption(
      new Option("--live <user>", "instead, try harmless calls with this user's own credentials from the environment").conflicts([
        "except",
        "report",
      ]),
    )
    .option("--profile <name>", "the AWS profile to use")
    .option("--json", "print the result as JSON")
    .action(async (options: VerifyOptions) => {
      setExitCode(await verify(options, terminal));
    });

  add("policy")
    .summary("print the policy that a command needs")
    .description("Print the least-privilege IAM policy for whoever runs a command, such as: enforce-mfa policy adopt")
    .argument("<command>", "the command's name")
    .action((command: string) => {
      const { policyFor } = require("../account") as typeof Room;
      terminal.out(`${JSON.stringify(policyFor(command), undefined, 2)}\n`);
    });
}
