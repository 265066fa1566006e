/** A place in a value, as one would write it in code: `users[3].groups[0]`, `groups["my.group"]`. */
export function join(base: string, ...keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === "number") {
      return `${path}[${key}]`;
    }
    const text = String(key);
    if (!/^[A-Za-z_$][\w$]*$/.test(text)) {
      return `${path}[${JSON.stringify(text)}]`;
    }
    return path ? `${path}.${text}` : text;
  }, base);
}
