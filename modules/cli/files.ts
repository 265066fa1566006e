import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InvalidInputError, within } from "../problem";
import { fileExists, notJsonFile, overwritesInput, unreadableFile, unwritableFile } from "./problems";
import type { Terminal } from "./terminal";

/** What `-` stands for. */
export const STANDARD_INPUT = "-";

/** @throws InvalidInputError if it cannot be read; its problems don't name the file */
export async function readInput(path: string, { stdin }: Terminal): Promise<Uint8Array> {
  if (path !== STANDARD_INPUT) {
    return readFile(path);
  }
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stdin) {
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreadableFile(error);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a file of JSON.
 *
 * @param subject what it is, such as "the plan"
 * @param read what is made of the value; problems that it throws get the file's name
 * @throws InvalidInputError if it cannot be read, or is not JSON
 */
export function readJson<T>(path: string, subject: string, read: (json: unknown) => T): T {
  try {
    return read(parseJson(readFile(path)));
  } catch (error) {
    throw error instanceof InvalidInputError ? new InvalidInputError(subject, within(path, error.problems)) : error;
  }
}

function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJsonFile(error);
  }
}

/**
 * Writes a file as a whole or not at all, through a temporary file beside it.
 *
 * @param inputs files that are read, and must not be overwritten
 * @throws InvalidInputError if it cannot be written
 */
export function writeOutput(path: string, text: string, inputs: readonly string[]): void {
  const target = realPath(path) ?? path;
  if (inputs.some((input) => realPath(input) === target)) {
    throw overwritesInput(path);
  }
  try {
    const existing = statSync(target, { throwIfNoEntry: false });
    if (existing === undefined || existing.isFile()) {
      replaceFile(target, text);
    } else {
      // A device or a pipe, such as /dev/stderr. A folder is an error.
      writeFileSync(target, text);
    }
  } catch (error) {
    throw unwritableFile(path, error);
  }
}

/** @throws InvalidInputError if there is such a file already */
export function refuseExisting(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw fileExists(path);
  }
}

function replaceFile(path: string, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadableFile(error);
  }
}

/** A file's path without links; nothing if there is no such file. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { readonly version: string };
  return manifest.version;
}
