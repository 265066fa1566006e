import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { messageOf } from "../../problem";
import type { CloudTrailEvent } from "./event";
import { damagedFile, notCloudTrail, truncatedFile, unreadableLog } from "./problems";
import { RecordSplitter } from "./split-records";

/**
 * Reads a CloudTrail file, JSON or JSON.gz, event by event.
 *
 * @throws InvalidInputError if it cannot be read, or is not such a file
 */
export async function readEvents(path: string, onEvent: (event: CloudTrailEvent) => void): Promise<void> {
  const splitter = new RecordSplitter();
  const split = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      splitter.push(chunk, (text) => {
        onEvent(JSON.parse(text) as CloudTrailEvent);
      });
    }
  };
  try {
    const file = createReadStream(path, { highWaterMark: 1 << 20 });
    const [first, rest] = await peek(file);
    const bytes = Readable.from(rest);
    await (isGzip(first) ? pipeline(bytes, createGunzip({ chunkSize: 1 << 20 }), split) : pipeline(bytes, split));
  } catch (error) {
    throw errorFor(path, error);
  }
  if (!splitter.isAtEnd) {
    throw splitter.hasBegun ? truncatedFile(path) : notCloudTrail(path);
  }
}

/** The first chunk, and all chunks. */
async function peek(file: AsyncIterable<Buffer>): Promise<readonly [Buffer, AsyncIterable<Buffer>]> {
  const chunks = file[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done === true ? Buffer.alloc(0) : first.value;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield start;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      yield next.value;
    }
  };
  return [start, all()];
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function errorFor(path: string, error: unknown): Error {
  if (error instanceof SyntaxError) {
    return notCloudTrail(path);
  }
  const { code } = error as { readonly code?: unknown };
  if (code === "Z_BUF_ERROR") {
    return truncatedFile(path);
  }
  // The other codes of zlib.
  return String(code).startsWith("Z_") ? damagedFile(path, messageOf(error)) : unreadableLog(path, error);
}
