/** What stands for a reference whose value only Terraform knows. */
const REFERENCE = "${…}";

/** What a string of Terraform's configuration says, as far as that is known before Terraform runs. */
export interface Text {
  /** The string with Terraform's escapes taken back and a mark for each reference. */
  readonly text: string;
  /** Whether all of it is known. */
  readonly isLiteral: boolean;
}

/**
 * Reads a string as Terraform does: `$${` and `%%{` are `${` and `%{`; what follows a bare `${` or `%{` up to its closing brace is Terraform's to
 * evaluate. Source: Terraform's configuration language, "Strings and templates".
 */
export function readTemplate(template: string): Text {
  let text = "";
  let isLiteral = true;
  for (let at = 0; at < template.length;) {
    const three = template.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      text += three.slice(1);
      at += 3;
    } else if (three.startsWith("${") || three.startsWith("%{")) {
      text += REFERENCE;
      isLiteral = false;
      at = endOfExpression(template, at + 2);
    } else {
      text += template.charAt(at);
      at++;
    }
  }
  return { text, isLiteral };
}

/** Where the expression that begins at a position has ended: after the brace that closes it, whatever stands in its quotes. */
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
