import { visible } from "./visible";

/** The longest that a name or address from a plan may become, in the characters of the page. */
const LONGEST_CODE = 400;

/** The longest that a sentence from a plan may become. */
const LONGEST_PROSE = 1_500;

/** As many characters of a name that is too long as fit in any case: an entity has up to ten characters. */
const SHORTENED = LONGEST_CODE / 10 - 5;

/** Words that mean nothing in Markdown, on GitHub or on GitLab: no emphasis, mention, link, list, or reference to an issue. */
const PLAIN_WORD = /^(\(?"?[\p{L}\p{M}']+(-[\p{L}\p{M}']+)*"?[).,:;!?]*|\d+)$/u;

/** A name from a plan, in a code span that nothing in the name can end. It can be in a table. */
export function code(text: string): string {
  const shown = visible(text.slice(0, LONGEST_CODE + 1)).trim() || " ";
  const marked = mark(shown);
  return marked.length <= LONGEST_CODE ? marked : mark(`${Array.from(shown).slice(0, SHORTENED).join("")}…`);
}

/** Several names in code spans, the first of which are shown. */
export function codes(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(code).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A sentence from a plan. What Markdown could take for something else is in code spans. */
export function prose(sentence: string): string {
  let text = "";
  for (const part of partsOf(visible(sentence.slice(0, LONGEST_PROSE + 1)))) {
    const shown = part.isCode ? `${part.before}${code(part.text)}${part.after}` : part.text;
    if (text.length + shown.length > LONGEST_PROSE) {
      return `${text} …`;
    }
    text = text === "" ? shown : `${text} ${shown}`;
  }
  return text;
}

interface Part {
  readonly isCode: boolean;
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** The words of a sentence. Words of code without punctuation between them are one part. */
function partsOf(sentence: string): readonly Part[] {
  const parts: Part[] = [];
  for (const word of sentence.split(" ").filter(Boolean)) {
    const part = partOf(word);
    const last = parts.at(-1);
    if (part.isCode && last?.isCode && last.after === "" && part.before === "") {
      parts[parts.length - 1] = { ...part, before: last.before, text: `${last.text} ${part.text}` };
    } else {
      parts.push(part);
    }
  }
  return parts;
}

function partOf(word: string): Part {
  const [, before = "", text = word, after = ""] = /^(\(?)(.*?)([).,:;!?]*)$/su.exec(word) ?? [];
  return PLAIN_WORD.test(word)
    ? { isCode: false, before: "", text: word, after: "" }
    : { isCode: true, before, text: text || word, after: text && after };
}

function mark(text: string): string {
  // A code span cannot have a backtick without longer fences, nor a bar in a table, and a backslash before it would escape its end there.
  return /[`|\\]/.test(text) ? `<code>${entities(text)}</code>` : `\`${text}\``;
}

function entities(text: string): string {
  return text.replace(/[^\p{L}\p{M}\d ]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
