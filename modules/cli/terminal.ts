/** What a command reads from and writes to. */
export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /** Whether what is written to `out` may have colours. */
  readonly hasColour: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Shows how far long work is, in the place of what it showed before; an empty text clears it. Absent where nobody watches. */
  readonly progress?: (text: string) => void;
}

/** The process's own. A reader that closes its end, such as `head`, is no error. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        process.exit(1);
      }
    });
  }
  const { NO_COLOR: noColour = "", TERM: terminal } = process.env;
  return {
    stdin: process.stdin,
    hasColour: process.stdout.isTTY && noColour === "" && terminal !== "dumb",
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ...(process.stderr.isTTY && terminal !== "dumb" && { progress: (text) => void process.stderr.write(`\r\x1b[K${text}`) }),
  };
}
