import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

interface TerraformJson {
  readonly resource?: Resources;
  readonly terraform: {
    readonly cloud?: { readonly workspaces: { readonly name: string } };
    readonly backend?: Record<string, Record<string, string>>;
  };
}

/** Five lines for each stack in a folder that CDKTF wrote: where its JSON is, and what it holds. */
export function summarize(outdir: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Manifest;
  return Object.values(manifest.stacks).flatMap(({ synthesizedStackPath }) => {
    const path = join(outdir, synthesizedStackPath);
    const { resource = {}, terraform } = JSON.parse(readFileSync(path, "utf8")) as TerraformJson;
    return [
      `JSON    ${path}`,
      `policy  ${namesOf(resource, "aws_iam_policy")}`,
      `groups  ${namesOf(resource, "aws_iam_group")}`,
      `users   ${namesOf(resource, "aws_iam_user")}`,
      `state   ${describeState(terraform)}`,
    ];
  });
}

function namesOf(resource: Resources, type: string): string {
  const names = Object.values(resource[type] ?? {})
    .map(({ name }) => String(name))
    .sort();
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${names.length}: ${shown}, …` : `${names.length}: ${shown || "none"}`;
}

function describeState({ cloud, backend = {} }: TerraformJson["terraform"]): string {
  if (cloud) {
    return `HCP Terraform, workspace ${cloud.workspaces.name}`;
  }
  const { s3, local } = backend;
  return s3 ? `s3://${s3.bucket}/${s3.key}` : `local file ${local?.path?.replace(/^(\.\.\/)*/, "")}`;
}
