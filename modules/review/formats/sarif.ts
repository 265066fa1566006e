import { createHash } from "node:crypto";
import { isAbsolute, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { describe } from "../../problem";
import type { Finding, Severity } from "../model";
import { visible } from "./visible";
import { type AcceptedFinding, type FindingKind, type PlanReport, type Report, worstVerdict } from "../report";

export interface SarifOptions {
  /** The version of this package. */
  readonly version: string;
  readonly kinds: readonly FindingKind[];
  /** The file that results point to; default: the plan's. */
  readonly source?: string;
}

const LEVELS: Readonly<Record<Severity, string>> = { critical: "error", high: "error", medium: "warning", low: "note" };

/** A result is about the whole file, but GitHub requires a place in it. */
const FIRST_CHARACTER = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/** GitHub's bands: above 9 is critical, from 7 high, from 4 medium, below low. */
const SCORES: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/**
 * A report in SARIF 2.1.0, as GitHub's code scanning takes it: one run for all plans, because GitHub refuses several runs of one tool.
 * Source: GitHub's documentation, "SARIF support for code scanning".
 */
export function formatSarif(report: Report, { version, kinds, source }: SarifOptions): string {
  const found = report.plans.flatMap((plan) => findingsOf(plan, source));
  const ids = [...new Set(found.map(({ finding }) => finding.id))].sort();
  const seen = new Map<string, number>();
  const run = {
    tool: {
      driver: { name: "enforce-mfa", semanticVersion: version, rules: ids.map((id) => rule(id, found, kinds)) },
    },
    invocations: [
      {
        executionSuccessful: worstVerdict(report) !== "error",
        toolExecutionNotifications: report.plans.flatMap((plan) => notifications(plan, source)),
      },
    ],
    results: found.map((each) => result(each, ids.indexOf(each.finding.id), seen)),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface Found {
  readonly finding: Finding;
  readonly uri: string;
  readonly acceptance?: AcceptedFinding["acceptance"];
}

function findingsOf(plan: PlanReport, source: string | undefined): readonly Found[] {
  if (plan.verdict === "error") {
    return [];
  }
  const uri = uriOf(source ?? plan.review.plan);
  const acceptances = new Map(plan.accepted.map(({ finding, acceptance }) => [finding, acceptance]));
  return plan.review.findings.map((finding) => ({ finding, uri, acceptance: acceptances.get(finding) }));
}

function rule(id: string, found: readonly Found[], kinds: readonly FindingKind[]): object {
  const kind = kinds.find((known) => known.id === id);
  const first = found.find(({ finding }) => finding.id === id)?.finding;
  const severity = kind?.severity ?? first?.severity ?? "critical";
  const summary = sentence(kind?.summary ?? id);
  const help = `${summary} Each result says what could happen and how to fix it. To accept one until a date, list its id and address in the file for --accept.`;
  return {
    id,
    name: id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["security"], "security-severity": SCORES[severity] },
  };
}

function result({ finding, uri, acceptance }: Found, ruleIndex: number, seen: Map<string, number>): object {
  const { id, severity, address, message, request, window, fix, isOld } = finding;
  const steps = window === undefined ? [] : [...window.steps, ...(window.until === undefined ? [] : [window.until])];
  const lines = [
    `${message}.`,
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...(request === undefined ? [] : [`Gets through: ${request}`]),
    `Fix: ${fix}`,
  ];
  return {
    ruleId: id,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: lines.map(visible).join("\n") },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: FIRST_CHARACTER },
        logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding, seen) },
    baselineState: isOld ? "unchanged" : "new",
    ...(acceptance && { suppressions: [{ kind: "external", status: "accepted", justification: acceptance.reason }] }),
  };
}

/** The same in each run. A second finding with the same id and address has another number. GitHub knows this key only. */
function fingerprint({ id, address }: Finding, seen: Map<string, number>): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([id, address]))
    .digest("hex")
    .slice(0, 16);
  const number = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, number);
  return `${hash}:${number}`;
}

function notifications(plan: PlanReport, source: string | undefined): readonly object[] {
  if (plan.verdict !== "error") {
    return plan.review.notes.map((note) => ({ level: "note", message: { text: note } }));
  }
  const locations = [{ physicalLocation: { artifactLocation: { uri: uriOf(source ?? plan.plan) } } }];
  return plan.problems.map((problem) => ({ level: "error", message: { text: describe(problem) }, locations }));
}

/** Relative to the working folder, which should be the repo's root; a file elsewhere by its full URL. */
function uriOf(path: string): string {
  if (path === "-") {
    return "stdin";
  }
  const relativePath = isAbsolute(path) ? relative(process.cwd(), path) : path;
  const isOutside = relativePath.startsWith("..") || isAbsolute(relativePath);
  return isOutside ? pathToFileURL(path).href : relativePath.split(sep).map(encodeURIComponent).join("/").replace(/^\.\//, "");
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
