import { openSession } from "../../modules/cli/open-session";
import type { Terminal } from "../../modules/cli/terminal";

function terminal(progress?: (text: string) => void): Terminal {
  return { stdin: process.stdin, hasColour: false, out: () => undefined, err: () => undefined, progress };
}

test("shows progress on a terminal, and clears it also when the work fails", async () => {
  const shown: string[] = [];
  const work = openSession(
    "adopt",
    {},
    terminal((text) => shown.push(text)),
    (session) => {
      session.progress("reading");
      return Promise.reject(new Error("no"));
    },
  );
  await expect(work).rejects.toThrow("no");
  expect(shown).toEqual(["reading", ""]);
});

test("shows nothing where nobody watches", async () => {
  const work = openSession("adopt", {}, terminal(), (session) => {
    session.progress("reading");
    return Promise.resolve("done");
  });
  expect(await work).toBe("done");
});
