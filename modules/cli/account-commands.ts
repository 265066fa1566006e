import { type Command, Option } from "commander";
import type * as Room from "../account";
import { adopt, type AdoptOptions } from "./adopt";
import { invite, type InviteOptions } from "./invite";
import { status, type StatusCommandOptions } from "./status";
import { preflight, type PreflightOptions } from "./preflight";
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
    .option("--out <file>", "write the roster to a file, YAML or *.json, instead of standard output")
    .option("--force", "overwrite the file")
    .option("--profile <name>", "the AWS profile to use")
    .option("--json", "print the roster and the report as JSON")
    .action(async (options: AdoptOptions) => {
      setExitCode(await adopt(options, terminal));
    });

  add("preflight")
    .summary("say who would be locked out, before MFA is enforced")
    .description("Say who would be locked out, and of what, if MFA were enforced for a roster now. It changes nothing in AWS.")
    .requiredOption("--roster <files...>", "the roster (YAML or JSON)")
    .option("--plan <file>", "the output of `terraform show -json PLAN`: who is enforced after it, and by which documents")
    .option("--cloudtrail <files...>", "CloudTrail log files (JSON or JSON.gz): what would have been denied")
    .option("--profile <name>", "the AWS profile to use")
    .option("--json", "print the findings as JSON")
    .action(async (options: PreflightOptions) => {
      setExitCode(await preflight(options, terminal));
    });

  add("status")
    .summary("say who has enrolled, and for whom MFA is enforced")
    .description("Read who has an MFA device, a password and keys, and for whom MFA is enforced. It changes nothing in AWS.")
    .option("--user <names...>", "only these users")
    .option("--group <names...>", "only members of these groups")
    .option("--no-device", "only users without an MFA device")
    .option("--not-enforced", "only users for whom it is not certain that MFA is enforced")
    .option("--roster <files...>", "say who is in this roster and not in the account, and the other way round")
    .option("--grace <duration>", "exit 2 if somebody has had a password for longer, such as 7d, and no device")
    .option("--sort <key>", "name, enforced, devices, password or activity; whoever needs attention comes first", "name")
    .option("--format <format>", "table, csv or json", "table")
    .addOption(new Option("--json", "the same as --format json").implies({ format: "json" }))
    .addOption(new Option("--csv", "the same as --format csv").implies({ format: "csv" }).conflicts("json"))
    .option("--profile <name>", "the AWS profile to use")
    .action(async (options: StatusCommandOptions) => {
      setExitCode(await status(options, terminal));
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

  add("invite")
    .summary("give a new colleague a first password, and say what to do with it")
    .description(
      "Give a user a random first password, which must be changed at the first sign-in, and print what the user has to do. It refuses users for whom MFA is not enforced, and changes nothing then.",
    )
    .argument("<name>", "the user's name")
    .option("--markdown", "print Markdown")
    .addOption(new Option("--mail", "print a mail").conflicts("markdown"))
    .addOption(new Option("--json", "print JSON").conflicts(["markdown", "mail"]))
    .option("--profile <name>", "the AWS profile to use")
    .action(async (name: string, options: InviteOptions) => {
      setExitCode(await invite(name, options, terminal));
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
