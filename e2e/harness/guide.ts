/** The commands that the pages in docs/ print, and who runs them. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import type { Caller } from "./caller";
import { enforceMfa } from "./command";

/** The commands of a guide, in order, by the heading above them. Those before the first heading are under "". */
export function sectionsOf(page: string): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(resolve(__dirname, "../../docs", page), "utf8");
  const sections = new Map<string, string[]>();
  let heading = "";
  for (const line of text.split("\n")) {
    heading = /^##+ (.+)$/.exec(line)?.[1] ?? heading;
    const command = /^ {4,}((?:npx|aws|terraform) .+)$/.exec(line)?.[1];
    if (command !== undefined) {
      sections.set(heading, [...(sections.get(heading) ?? []), command]);
    }
  }
  return sections;
}

/** The commands of a guide, or of the part below one heading, in order. */
export function commandsOf(page: string, heading?: string): readonly string[] {
  const sections = sectionsOf(page);
  return heading === undefined ? [...sections.values()].flat() : (sections.get(heading) ?? []);
}

/** A command with what the reader has to fill in. */
export function filledIn(command: string | undefined, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [placeholder, value]) => text.replace(placeholder, () => value), command ?? "");
}

/**
 * Runs `npx cdktf-enforce-mfa …` or `aws …` as somebody, and returns what it prints.
 *
 * @throws Error if the command does not exit with one of the codes
 */
export async function runAs(caller: Caller, command: string | undefined, ...exitCodes: readonly number[]): Promise<string> {
  const [program, ...args] = (command ?? "").split(" ");
  if (program === "aws") {
    return JSON.stringify(await aws(caller, args));
  }
  const { code, out, err } = await enforceMfa(caller.url, args.slice(1), caller.credentials);
  if (!(exitCodes.length > 0 ? exitCodes : [0]).includes(code ?? -1)) {
    throw new Error(`${command ?? "no command"} ended with ${String(code)}:\n${out}${err}`);
  }
  return out;
}

type Commands = Readonly<Record<string, new (input: object) => iam.ListUsersCommand & sts.GetCallerIdentityCommand>>;

/** What the AWS CLI does with `aws iam NAME --option value …`: the call of this name, with these parameters. */
function aws(caller: Caller, [service = "", name = "", ...args]: readonly string[]): Promise<unknown> {
  const pascal = (kebab: string): string =>
    kebab.replace(/(?:^|-)(mfa|[a-z])/g, (_, start: string) => (start === "mfa" ? "MFA" : start.toUpperCase()));
  const input = Object.fromEntries(args.flatMap((arg, index) => (arg.startsWith("--") ? [[pascal(arg.slice(2)), args[index + 1]]] : [])));
  const commands = (service === "sts" ? sts : iam) as unknown as Commands;
  const Command = commands[`${pascal(name)}Command`];
  if (!Command || !["iam", "sts"].includes(service)) {
    throw new Error(`aws ${service} ${name} is no call of IAM or STS`);
  }
  return service === "sts" ? caller.sts.send(new Command(input)) : caller.iam.send(new Command(input));
}
