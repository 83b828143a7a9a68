// Splits a file, which comes part by part, into its lines.
import { lineFeed } from "../marks";
import { copyOf, joined } from "../records/bytes";

/** In bytes. No bot writes a longer record; a file without line ends must not fill the memory. */
export const longestLine = 1_000_000;

/** In bytes. What has no line end for so long is no log. */
const hopeless = 64 << 20;

/** A line within the bytes of several, without its line feed, which stands at `end`; `offset` is that of its first byte in the file. */
export interface LineSpan {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

export interface LineTaker {
  /** Whole lines, each with its line feed, and the offset of the first one's first byte. The bytes are lent for the call. */
  take(lines: Uint8Array, offset: number): void;
  /** The line that begins there has more than `longestLine` bytes and is not told. */
  skip(offset: number): void;
}

export class LineSplitter {
  readonly #taker: LineTaker;
  /** The line that waits for its end. */
  #waiting: Uint8Array[] = [];
  #waitingLength = 0;
  /** Of the first byte that was pushed and not taken. */
  #offset = 0;

  constructor(taker: LineTaker) {
    this.#taker = taker;
  }

  push(bytes: Uint8Array): void {
    const first = this.#waitingLength === 0 ? -1 : bytes.indexOf(lineFeed);
    if (first === -1 && this.#waitingLength > 0) {
      this.#wait(bytes);
      return;
    }
    if (first !== -1) this.#finish(bytes.subarray(0, first + 1));
    const last = bytes.lastIndexOf(lineFeed);
    if (last > first) this.#take(bytes.subarray(first + 1, last + 1));
    if (last + 1 < bytes.length) this.#wait(bytes.subarray(last + 1));
  }

  get isHopeless(): boolean {
    return this.#waitingLength > hopeless;
  }

  /** The line that waits, and where it begins; it goes on waiting. */
  get waiting(): { readonly line: Uint8Array; readonly offset: number } {
    return { line: joined(this.#waiting), offset: this.#offset };
  }

  /** The line that waits is done with; what comes up to its end is another one. */
  dropWaiting(): void {
    this.#offset += this.#waitingLength;
    this.#waiting = [];
    this.#waitingLength = 0;
  }

  #wait(bytes: Uint8Array): void {
    const before = this.#waitingLength;
    this.#waitingLength += bytes.length;
    if (this.#waitingLength <= longestLine) {
      this.#waiting.push(copyOf(bytes));
    } else if (before <= longestLine) {
      this.#waiting = [];
      this.#taker.skip(this.#offset);
    }
  }

  #finish(bytes: Uint8Array): void {
    const isLong = this.#waitingLength > longestLine;
    const line = isLong ? bytes : joined([...this.#waiting, bytes]);
    const length = this.#waitingLength + bytes.length;
    this.#waiting = [];
    this.#waitingLength = 0;
    if (isLong) this.#offset += length;
    else this.#take(line);
  }

  #take(lines: Uint8Array): void {
    const offset = this.#offset;
    this.#offset += lines.length;
    this.#taker.take(lines, offset);
  }
}

/** The text whose UTF-8 bytes `latin1` has; undefined where they are none. */
export function utf8Of(latin1: string): string | undefined {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  try {
    return decodeURIComponent(latin1.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`));
  } catch {
    return undefined;
  }
}
