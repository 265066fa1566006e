/** Stands for a template whose value only Terraform knows. */
const TEMPLATE = "${…}";

/** What a string of Terraform's configuration says, as far as it is known before Terraform runs. */
export interface Text {
  /** The string without Terraform's escapes, and with a mark for each template. */
  readonly text: string;
  /** Whether the string has no template, so that all of it is known. */
  readonly isLiteral: boolean;
  /** Whether it has a directive (`%{ if … }`), which can leave out or repeat a part of the string. */
  readonly hasDirective: boolean;
}

/**
 * Reads a string as Terraform does: `$${` and `%%{` stand for `${` and `%{`; a bare `${` or `%{` begins a template, which only Terraform can
 * evaluate, up to the closing brace. Source: Terraform's configuration language, "Strings and templates".
 */
export function readTemplate(template: string): Text {
  let text = "";
  let isLiteral = true;
  let hasDirective = false;
  for (let at = 0; at < template.length;) {
    const three = template.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      text += three.slice(1);
      at += 3;
    } else if (three.startsWith("${") || three.startsWith("%{")) {
      text += TEMPLATE;
      isLiteral = false;
      hasDirective ||= three.startsWith("%{");
      at = endOfExpression(template, at + 2);
    } else {
      text += template.charAt(at);
      at++;
    }
  }
  return { text, isLiteral, hasDirective };
}

/** The position after the brace that closes an expression. Braces inside quotes don't count. */
function endOfExpression(template: string, start: number): number {
  let depth = 1;
  let isQuoted = false;
  for (let at = start; at < template.length; at++) {
    const character = template.charAt(at);
    if (isQuoted && character === "\\") {
      at++;
    } else if (character === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted) {
      depth += character === "{" ? 1 : character === "}" ? -1 : 0;
    }
    if (depth === 0) {
      return at + 1;
    }
  }
  return template.length;
}
