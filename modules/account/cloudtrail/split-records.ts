/** Bytes of JSON that matter. */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The depth of `{"Records":[{`. */
const RECORD_DEPTH = 3;

/** No event is longer: CloudTrail's are at most 1 MB. Source: CloudTrail User Guide, "Quotas in AWS CloudTrail". */
const LONGEST_RECORD = 16_000_000;

/**
 * Cuts `{"Records":[{…},{…}]}` into its records while it arrives, so that a file of any size needs the memory of one record. It looks at strings and
 * brackets only; each record is then parsed by itself.
 */
export class RecordSplitter {
  #rest = Buffer.alloc(0);
  #depth = 0;
  #isInString = false;
  #head = "";
  /** Whether the list of records has begun. */
  hasBegun = false;

  /** @throws SyntaxError if this is not such a file */
  push(chunk: Buffer, onRecord: (text: string) => void): void {
    const isInRecord = this.#depth >= RECORD_DEPTH;
    const bytes = isInRecord ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = isInRecord ? 0 : -1;
    for (let at = isInRecord ? this.#rest.length : 0; at < bytes.length; at++) {
      if (this.#isInString) {
        at = endOfString(bytes, at);
        this.#isInString = at === bytes.length;
        continue;
      }
      switch (bytes[at]) {
        case QUOTE:
          this.#isInString = true;
          break;
        case OPEN_OBJECT:
        case OPEN_LIST:
          this.#depth++;
          if (this.#depth === RECORD_DEPTH) {
            start = at;
          } else if (this.#depth < RECORD_DEPTH) {
            this.#checkHead(bytes, at);
          }
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          if (this.#depth === RECORD_DEPTH) {
            onRecord(bytes.toString("utf8", start, at + 1));
            start = -1;
          }
          this.#depth--;
      }
    }
    if (this.#depth < RECORD_DEPTH) {
      this.#head = this.hasBegun ? "" : `${this.#head}${bytes.toString("latin1", 0, 100)}`.slice(0, 100);
      this.#rest = Buffer.alloc(0);
    } else {
      this.#rest = Buffer.from(bytes.subarray(start));
      if (this.#rest.length > LONGEST_RECORD) {
        throw new SyntaxError("a record is too long");
      }
    }
  }

  /** Whether the file is complete. */
  get isAtEnd(): boolean {
    return this.#depth === 0 && !this.#isInString && this.hasBegun;
  }

  /** `{`, and then the list of the key `Records`, come first. */
  #checkHead(bytes: Buffer, at: number): void {
    const head = `${this.#head}${bytes.toString("latin1", 0, at + 1)}`;
    const isExpected = this.#depth === 1 ? /^(ï»¿)?\s*\{$/.test(head) : /^(ï»¿)?\s*\{\s*"Records"\s*:\s*\[$/.test(head);
    if (!isExpected) {
      throw new SyntaxError("not a list of records");
    }
    this.hasBegun = this.#depth === 2;
  }
}

/** The position of the quote that ends a string, or the end of the bytes. */
function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (bytes[at - 1 - backslashes] === BACKSLASH) {
      backslashes++;
    }
    if (backslashes % 2 === 0) {
      return at;
    }
  }
  return bytes.length;
}
