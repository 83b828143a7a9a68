// Splits a JSON list into its elements, part by part.
import { isSpace, joined } from "../records/bytes";

/** What a list gives, with the place in the file. */
export interface ListSink {
  element(bytes: Uint8Array, offset: number): void;
  flaw(offset: number, why: "not-json" | "too-long"): void;
}

/** In bytes. */
const longestElement = 1 << 20;
/** What goes on for so long is no list of trades. */
const hopeless = 64 << 20;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openRecord, closeRecord] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Takes the bytes of a file after the bracket that opens its list. */
export class JsonList {
  readonly #sink: ListSink;
  /** Of the element that was begun, or of what follows the list. */
  #bytes = new Uint8Array();
  #isTooLong = false;
  /** Where the element begins in the file, and where the next byte stands. */
  #start: number;
  #offset: number;
  /** How many brackets are open in the element. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isFirst = true;
  #isClosed = false;

  constructor(offset: number, sink: ListSink) {
    this.#start = offset;
    this.#offset = offset;
    this.#sink = sink;
  }

  get isHopeless(): boolean {
    return this.#offset - this.#start > hopeless;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (!this.#endsElement(byte)) continue;
      this.#take(bytes.subarray(from, at));
      this.#finish(byte === closeList);
      from = at + 1;
      this.#start = this.#offset + from;
    }
    this.#take(bytes.subarray(from));
    this.#offset += bytes.length;
  }

  end(): void {
    const isWhole = this.#isClosed && !this.#isTooLong && isBlank(this.#bytes);
    if (!isWhole) this.#sink.flaw(this.#start, "not-json");
  }

  /** Whether a byte is a comma or the closing bracket of the list itself. */
  #endsElement(byte: number): boolean {
    if (this.#isClosed) return false;
    if (this.#isInString) {
      this.#readInString(byte);
      return false;
    }
    if (this.#depth === 0 && (byte === comma || byte === closeList)) return true;
    if (byte === quote) this.#isInString = true;
    else if (byte === openList || byte === openRecord) this.#depth++;
    else if (byte === closeList || byte === closeRecord) this.#depth = Math.max(0, this.#depth - 1);
    return false;
  }

  #readInString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInString = false;
  }

  #take(bytes: Uint8Array): void {
    this.#isTooLong ||= this.#bytes.length + bytes.length > longestElement;
    this.#bytes = this.#isTooLong ? new Uint8Array() : joined([this.#bytes, bytes]);
  }

  #finish(isLast: boolean): void {
    const isNone = isLast && this.#isFirst && isBlank(this.#bytes);
    if (this.#isTooLong) this.#sink.flaw(this.#start, "too-long");
    else if (!isNone) this.#sink.element(this.#bytes, this.#start);
    this.#bytes = new Uint8Array();
    this.#isTooLong = false;
    this.#isFirst = false;
    this.#isClosed = isLast;
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(isSpace);
}
