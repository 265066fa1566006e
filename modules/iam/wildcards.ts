/**
 * IAM's wildcards, ignoring case: `*` for any characters, `?` for one. Not a regular expression, which could take exponential time for an
 * untrusted pattern with many wildcards.
 */
export function matchesPattern(pattern: string, action: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, next, star, resume] = [0, 0, -1, 0];
  while (next < given.length) {
    if (wanted[at] === "*") {
      [star, resume] = [at, next];
      at++;
    } else if (wanted[at] === "?" || wanted[at] === given[next]) {
      at++;
      next++;
    } else if (star >= 0) {
      resume++;
      [at, next] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}
