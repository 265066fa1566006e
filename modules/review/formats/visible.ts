/** What a reader would not see, or what would make text look like other text: control and format characters, such as those that reorder text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text from a plan with everything invisible spelled out, on one line. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The plan's file as a reader knows it. */
export function planName(plan: string): string {
  return plan === "-" ? "standard input" : visible(plan);
}
