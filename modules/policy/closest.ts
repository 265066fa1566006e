/** Those of the candidates that are at most `limit` typing mistakes away, whatever the case, fewest mistakes first. */
export function closest(text: string, candidates: readonly string[], limit: number): readonly string[] {
  const wanted = text.toLowerCase();
  return candidates
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, mistakes: typingMistakes(wanted, candidate.toLowerCase()) }))
    .filter(({ mistakes }) => mistakes <= limit)
    .sort((a, b) => a.mistakes - b.mistakes || (a.candidate < b.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/**
 * How many characters must be added, left out, replaced or swapped with their neighbour: the Damerau-Levenshtein distance, each place
 * edited once.
 */
function typingMistakes(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
