// Turns the bytes of evidence into text, and finds where the text begins.
import { carriageReturn, lineFeed, space, tab } from "../marks";

interface Decoder {
  decode(bytes: Uint8Array): string;
}

/** Every host of this code has it, and core sees the types of none. */
const { TextDecoder } = globalThis as unknown as { TextDecoder: new (label: string) => Decoder };
const utf8 = new TextDecoder("utf-8");
const windows1252 = new TextDecoder("windows-1252");

/** The text of bytes, without a byte order mark; what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** One character a byte, so that indices are the same. Only those of ASCII are what they seem. */
export function decodeAscii(bytes: Uint8Array): string {
  return windows1252.decode(bytes);
}

/** How many bytes at the beginning are UTF-8's byte order mark. */
export function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** A copy: of a Node buffer, `slice` lends what the next block of the file is read into. */
export function copyOf(bytes: Uint8Array, start = 0, end = bytes.length): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(start, end));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The index of the first byte that is neither white space nor of a byte order mark; -1 where there is none. */
export function firstSign(bytes: Uint8Array): number {
  const mark = byteOrderMark(bytes);
  return bytes.findIndex((byte, index) => index >= mark && !isSpace(byte));
}

/** White space of JSON. */
export function isSpace(byte: number): boolean {
  return byte === space || byte === lineFeed || byte === carriageReturn || byte === tab;
}
