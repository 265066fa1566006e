import { randomInt } from "node:crypto";

/** Without characters that look alike. The symbols are among those that a password policy can ask for. Source: IAM API reference, PasswordPolicy. */
const CLASSES = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!#%+-=@_"] as const;

/** The shortest password that is made, and the longest that IAM takes. Source: IAM API reference, CreateLoginProfile. */
const SHORTEST = 20;
const LONGEST = 128;

/**
 * A random password with a character of every class that a password policy can require, which also meets the policy that applies where an account
 * has none. Source: IAM User Guide, "Set an account password policy for IAM users".
 *
 * @param minimumLength what the account's password policy requires
 */
export function randomPassword(minimumLength = 0): string {
  const length = Math.min(Math.max(SHORTEST, minimumLength), LONGEST);
  const all = CLASSES.join("");
  const characters = [...CLASSES, ...Array.from({ length: length - CLASSES.length }, () => all)].map(pick);
  // Fisher and Yates's shuffle, so that no position has a known class.
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters.join("");
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
