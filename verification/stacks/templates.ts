/** Terraform's string templates: which parts a string has. Source: Terraform language, "Strings and Templates". */

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "directive"; readonly text: string };

/** Splits a template into text, `${expressions}` and `%{directives}`. */
export function partsOf(template: string): readonly Part[] {
  const parts: Part[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    const three = template.slice(at, at + 3);
    const two = template.slice(at, at + 2);
    if (three === "$${" || three === "%%{") {
      text += three.slice(1);
      at += 3;
    } else if (two === "${" || two === "%{") {
      const end = closingBrace(template, at + 2);
      parts.push({ kind: "text", text }, { kind: two === "${" ? "expression" : "directive", text: template.slice(at + 2, end).trim() });
      text = "";
      at = end + 1;
    } else {
      text += template.charAt(at);
      at++;
    }
  }
  parts.push({ kind: "text", text });
  return parts.filter((part) => part.kind !== "text" || part.text !== "");
}

/** The position of the brace that closes an expression. Braces in the expression's own strings do not count. */
function closingBrace(template: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let at = start; at < template.length; at++) {
    const character = template.charAt(at);
    if (character === "\\") {
      at++;
    } else if (character === '"') {
      isString = !isString;
    } else if (!isString && character === "{") {
      depth++;
    } else if (!isString && character === "}") {
      if (depth === 0) {
        return at;
      }
      depth--;
    }
  }
  return template.length;
}

/** Carries out `%{ if true }…%{ else }…%{ endif }`. Returns undefined if a condition is not a literal. */
export function carryOut(parts: readonly Part[]): readonly Part[] | undefined {
  const kept: Part[] = [];
  const branches: boolean[] = [];
  for (const part of parts) {
    const word = part.kind === "directive" ? part.text.replace(/^~|~$/g, "").trim() : "";
    if (part.kind !== "directive") {
      if (branches.every(Boolean)) {
        kept.push(part);
      }
    } else if (word === "if true" || word === "if false") {
      branches.push(word === "if true");
    } else if (word === "else") {
      branches.push(!branches.pop());
    } else if (word === "endif") {
      branches.pop();
    } else {
      return undefined;
    }
  }
  return kept;
}
