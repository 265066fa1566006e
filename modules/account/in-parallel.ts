/**
 * Does the work for all items, a few at a time, and keeps their order. Once it has failed for one, no further one is begun.
 *
 * @param atOnce how many items are under way at the same time
 * @param onDone called after each item, with how many are done, unless the work has failed
 */
export async function inParallel<Item, Result>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  onDone: (done: number) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let done = 0;
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      const result = await work(item);
      // Another lane may have failed in the meantime.
      if (hasFailed) {
        return;
      }
      results[index] = result;
      onDone(++done);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } catch (error) {
    hasFailed = true;
    throw error;
  }
  return results;
}
