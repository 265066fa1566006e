export { type Acceptance, readAccepted } from "./accepted";
export { formatHtml, type HtmlOptions } from "./formats/html";
export { formatJson } from "./formats/json";
export { formatMarkdown } from "./formats/markdown";
export { formatSarif, type SarifOptions } from "./formats/sarif";
export { formatText } from "./formats/text";
export { problemsOf } from "./formats/wording";
export type { AccessChange, Change, DocumentChange, Finding, Review, Severity, Window } from "./model";
export { parsePlan } from "./parse-plan";
export {
  exitCode,
  type FailedPlan,
  type FindingKind,
  type PlanReport,
  type Report,
  report,
  type ReportOptions,
  type ReviewedPlan,
} from "./report";
export { FINDING_KINDS, reviewPlan } from "./review-plan";
