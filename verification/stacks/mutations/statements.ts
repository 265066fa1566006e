/** Reads and writes the MFA documents of a draft. */
import type { Draft, MutableBody } from "../draft";
import { terraformText } from "../healthy";
import { isObjectBody } from "./mutation";

export interface Document extends MutableBody {
  Statement: MutableBody[];
}

/** Changes the MFA document wherever a draft has it. Returns false if it has none that can be read. */
export function changeDocuments(draft: Draft, change: (document: Document) => void): boolean {
  return changeTexts(draft, (text) => {
    const document = read(text);
    if (!document) {
      return undefined;
    }
    change(document);
    return terraformText(document);
  });
}

/** Changes the text of the MFA document, as Terraform JSON has it. */
export function changeTexts(draft: Draft, change: (text: string) => string | undefined): boolean {
  const bodies = [...draft.entries("aws_iam_policy"), ...draft.entries("aws_iam_group_policy")]
    .filter(({ name }) => name.startsWith("mfa"))
    .map(({ body }) => body);
  const texts = bodies.map((body) => (typeof body.policy === "string" ? change(body.policy) : undefined));
  if (texts.includes(undefined)) {
    return false;
  }
  bodies.forEach((body, index) => {
    body.policy = texts[index];
  });
  return bodies.length > 0;
}

/** The statements of a document that deny by a list of exemptions. */
export function denies({ Statement }: Document): readonly MutableBody[] {
  return Statement.filter(({ Effect, NotAction }) => Effect === "Deny" && NotAction !== undefined);
}

/** Changes the condition that a Deny has on MFA. */
export function changeConditions(document: Document, change: (condition: MutableBody) => MutableBody): void {
  denies(document).forEach((statement) => {
    const condition = statement.Condition;
    statement.Condition = change(isObjectBody(condition) ? condition : {});
  });
}

function read(text: string): Document | undefined {
  try {
    const document: unknown = JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{"));
    return isObjectBody(document) && Array.isArray(document.Statement) ? (document as Document) : undefined;
  } catch {
    return undefined;
  }
}
