import { inParallel } from "../../modules/account/in-parallel";

test("keeps the order of the items, and says how many are done", async () => {
  const done: number[] = [];
  const wait = (ms: number): Promise<number> => new Promise((resolve) => setTimeout(resolve, ms, ms));
  expect(await inParallel(2, [20, 1, 5], wait, (number) => done.push(number))).toEqual([20, 1, 5]);
  expect(done).toEqual([1, 2, 3]);
});

test("begins no further item once one has failed, and says nothing more", async () => {
  const begun: number[] = [];
  const done: number[] = [];
  let finish: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = (item: number): Promise<void> => {
    begun.push(item);
    return item === 1 ? Promise.reject(new Error("no")) : slow;
  };
  await expect(inParallel(2, [0, 1, 2, 3], work, (number) => done.push(number))).rejects.toThrow("no");
  finish();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([begun, done]).toEqual([[0, 1], []]);
});
