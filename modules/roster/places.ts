/** One step of a place: `.key`, `[0]`, `["my.key"]`, or the name of a user, which stands beside the index and may be shortened. */
const STEP = /\.?([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]| "(?:[^"\\]|\\.)*?(?:"|… \(\d+ characters\))/y;

/** The keys in a problem's path, as far as they can be read: `users[3] "anna".groups[0]` is `users`, 3, `groups`, 0. */
export function keysOf(path: string): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  STEP.lastIndex = 0;
  for (let step = STEP.exec(path); step; step = STEP.exec(path)) {
    const [, name, index, quoted] = step;
    if (name !== undefined) {
      keys.push(name);
    } else if (index !== undefined) {
      keys.push(Number(index));
    } else if (quoted !== undefined) {
      keys.push(JSON.parse(quoted) as string);
    }
  }
  return keys;
}
