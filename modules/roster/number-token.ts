/**
 * CDKTF hides references to numbers in numbers of this size and looks for them in every string. A text in which it finds one that it has
 * not made ends the synth with an error about tokens. Source: `createTokenDouble` and `NUMBER_TOKEN_REGEX` of cdktf 0.21.
 */
const NUMBERS = /[-|\d.+]+e[-|\d.eE+]+/g;
const LEAST = 8e298;
const MOST = 8.5e298;

/** Whether CDKTF would take a part of the text for a reference to a number, whatever its sign: a construct's id has a hyphen before a name. */
export function isNumberToken(text: string): boolean {
  const sizes = (text.match(NUMBERS) ?? []).map((number) => Math.abs(parseFloat(number)));
  return sizes.some((size) => size >= LEAST && size <= MOST);
}
