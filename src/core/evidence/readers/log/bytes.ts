// Compares and reads the bytes of a log where they stand: a text for each value would take most of the time.
import { copyOf } from "../records/bytes";

/** The bytes of a text of U+0000 to U+00FF, one for each character. */
export function bytesOf(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (character) => character.charCodeAt(0));
}

/** Whether `part` stands at that index. Texts of a log differ at their ends: there the comparison begins. */
export function standsAt(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let i = part.length - 1; i >= 0; i--) if (bytes[at + i] !== part[i]) return false;
  return true;
}

/** Whether `part` stands anywhere from `start` to `end`. */
export function stands(bytes: Uint8Array, part: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + part.length <= end; at++) if (standsAt(bytes, at, part)) return true;
  return false;
}

/** The text of a few bytes, one character for each. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** A text that is often the same as the last time. */
export class RepeatedText {
  #bytes: Uint8Array = new Uint8Array();
  #text = "";

  at(bytes: Uint8Array, start: number, end: number): string {
    if (end - start !== this.#bytes.length || !standsAt(bytes, start, this.#bytes)) {
      this.#bytes = copyOf(bytes, start, end);
      this.#text = textAt(bytes, start, end);
    }
    return this.#text;
  }
}

/** No sum of that many digits is rounded, and neither is a power of ten up to it: their quotient is the nearest double. */
const mostDigits = 15;
const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);
const zero = 0x30;
const nine = 0x39;
const point = 0x2e;

/** The number that plain digits are, with a point between them or without; undefined for what is written otherwise. */
export function plainNumberAt(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start > mostDigits || end === start) return undefined;
  let digits = 0;
  let decimals = -1;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= zero && byte <= nine) {
      digits = digits * 10 + byte - zero;
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals === -1 && at > start) decimals = 0;
    else return undefined;
  }
  return decimals === 0 ? undefined : digits / (powersOfTen[Math.max(decimals, 0)] as number);
}
