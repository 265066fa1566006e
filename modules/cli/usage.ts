/** commander's message about a mistake in the command line, with where to look if it suggests nothing. */
export function usageError(error: string, command: string): string {
  const line = error
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\(Did you mean (.*)\?\)$/, "; did you mean $1?");
  return line.includes("did you mean") ? line : `${line}; see enforce-mfa ${command} --help`;
}
