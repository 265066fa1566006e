import { readFileSync } from "node:fs";
import { join } from "node:path";
import { count, list } from "../problem";
import { type Holder, readHolders } from "./holders";
import { notSynthesized } from "./reasons";
import { readSynthesizedStack } from "./synthesized-stack";

/** The parts of CDKTF's manifest.json that are read here. */
interface Manifest {
  readonly stacks: Readonly<Record<string, ManifestStack>>;
}

interface ManifestStack {
  readonly synthesizedStackPath: string;
  readonly annotations?: readonly { readonly level: string; readonly message: string; readonly constructPath: string }[];
}

interface Settings {
  readonly terraform?: {
    readonly cloud?: { readonly workspaces?: { readonly name?: string } };
    readonly backend?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

/**
 * What an app has synthesized, for people to read: for each stack the path of its JSON, each group with its policies and members, the users
 * in no group, the warnings, and where the state is.
 *
 * @param outdir the folder that the app was synthesized into
 * @default "cdktf.out"
 * @throws InvalidInputError if the folder holds no synthesized app
 */
export function summarize(outdir = "cdktf.out"): string {
  return Object.values(readManifest(outdir).stacks)
    .map((stack) => summarizeStack(outdir, stack))
    .join("\n\n");
}

function readManifest(outdir: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Manifest;
  } catch {
    throw notSynthesized(outdir);
  }
}

function summarizeStack(outdir: string, { synthesizedStackPath, annotations = [] }: ManifestStack): string {
  const path = join(outdir, synthesizedStackPath);
  const synthesized: unknown = JSON.parse(readFileSync(path, "utf8"));
  const { all } = readHolders(readSynthesizedStack(synthesized));
  const users = all.filter(({ kind }) => kind === "user");
  const groups = all.filter(({ kind }) => kind === "group");
  const rows: (readonly [string, string])[] = [];
  for (const group of groups) {
    const policies = group.policies.map(({ label, name }) => name ?? label);
    const members = users.filter((user) => user.groups.includes(group)).map(({ name }) => name);
    rows.push([`group ${group.name}`, list(policies)], ["", `${count(members.length, "member")}: ${list(members)}`]);
  }
  rows.push(["in no group", list(users.filter(isInNoGroup).map(({ name }) => name))]);
  for (const { level, message, constructPath } of annotations) {
    if (level === "@cdktf/warn") {
      rows.push(["warning", `${constructPath}: ${message}`]);
    }
  }
  rows.push(["state", describeState(synthesized as Settings)]);
  const width = Math.max(...rows.map(([title]) => title.length));
  return [path, ...rows.map(([title, text]) => `  ${title.padEnd(width)}  ${text}`)].join("\n");
}

function isInNoGroup({ groups }: Holder): boolean {
  return groups.length === 0;
}

function describeState({ terraform: { cloud, backend = {} } = {} }: Settings): string {
  if (cloud) {
    return `HCP Terraform, workspace ${cloud.workspaces?.name ?? "by tags"}`;
  }
  const [kind = "local", { bucket, key, path } = {}] = Object.entries(backend)[0] ?? [];
  if (kind === "s3") {
    return `s3://${bucket}/${key}`;
  }
  return kind === "local" ? `local file ${(path ?? "terraform.tfstate").replace(/^(\.\.\/)*/, "")}` : kind;
}
