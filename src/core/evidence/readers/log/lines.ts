// Splits a file, which comes part by part, into its lines.
import type { Latin1 } from "../kind";

/** In bytes. No bot writes a longer record; a file without line ends must not fill the memory. */
export const longestLine = 1_000_000;

/** In bytes. What has no line end for so long is no log. */
const hopeless = 64 << 20;

/** A line within a text of several, without its line feed; `offset` is that of its first byte in the file. */
export interface LineSpan {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

export interface LineTaker {
  /** Whole lines, each with its line feed, and the offset of the first one's first byte. */
  take(lines: string, offset: number): void;
  /** The line that begins there has more than `longestLine` bytes and is not told. */
  skip(offset: number): void;
}

export class LineSplitter {
  readonly #latin1: Latin1;
  readonly #taker: LineTaker;
  /** The line that waits for its end. */
  #waiting: string[] = [];
  #waitingLength = 0;
  /** Of the first byte that was pushed and not taken. */
  #offset = 0;

  constructor(latin1: Latin1, taker: LineTaker) {
    this.#latin1 = latin1;
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
    if (last > first) this.#take(this.#latin1(bytes.subarray(first + 1, last + 1)));
    if (last + 1 < bytes.length) this.#wait(bytes.subarray(last + 1));
  }

  get isHopeless(): boolean {
    return this.#waitingLength > hopeless;
  }

  /** The line that waits, and where it begins; it goes on waiting. */
  get waiting(): { readonly line: string; readonly offset: number } {
    return { line: this.#waiting.join(""), offset: this.#offset };
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
      this.#waiting.push(this.#latin1(bytes));
    } else if (before <= longestLine) {
      this.#waiting = [];
      this.#taker.skip(this.#offset);
    }
  }

  #finish(bytes: Uint8Array): void {
    const isLong = this.#waitingLength > longestLine;
    const line = isLong ? "" : this.#waiting.join("") + this.#latin1(bytes);
    const length = this.#waitingLength + bytes.length;
    this.#waiting = [];
    this.#waitingLength = 0;
    if (isLong) this.#offset += length;
    else this.#take(line);
  }

  #take(lines: string): void {
    const offset = this.#offset;
    this.#offset += lines.length;
    this.#taker.take(lines, offset);
  }
}

const lineFeed = 10;

/** The text whose UTF-8 bytes `latin1` has; undefined where they are none. */
export function utf8Of(latin1: string): string | undefined {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  try {
    return decodeURIComponent(latin1.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`));
  } catch {
    return undefined;
  }
}
