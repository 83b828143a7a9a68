// Finds members that stand in a record once more, or that count before those that are read: only a parser knows which is meant.
import {
  backslash,
  closingBrace,
  closingBracket,
  colon,
  lowerU,
  openingBrace,
  openingBracket,
  quote,
  space,
  tab,
} from "../marks";
import { bytesOf, standsAt } from "./bytes";

/** A name of a member, as it is written with its quotes, and in how many objects it stands. */
interface Name {
  readonly written: Uint8Array;
  readonly depth: number;
}

/** `JSON.parse` takes the last one of two members of one name, and reads escapes in names. */
export class Repeats {
  readonly #names: readonly Name[];
  /** By the last byte of a name: whether there is one. */
  readonly #lastBytes = new Uint8Array(256);

  /** Of the members `paths`, which are dotted; a name may have dots of its own. */
  constructor(paths: readonly string[]) {
    const names = new Map<string, Name>();
    for (const path of paths) {
      const parts = path.split(".");
      for (const [name, depth] of [[path, 1] as const, ...parts.map((part, i) => [part, i + 1] as const)])
        names.set(`${depth} ${name}`, { written: bytesOf(JSON.stringify(name)), depth });
    }
    this.#names = [...names.values()];
    for (const { written } of this.#names) this.#lastBytes[written.at(-2) ?? 0] = 1;
  }

  /** Whether the byte at that index, a quote or a backslash, may be of such a name. */
  mayBeAt(bytes: Uint8Array, at: number): boolean {
    if (bytes[at] === backslash) return bytes[at + 1] === lowerU;
    if (this.#lastBytes[bytes[at - 1] ?? 0] === 0) return false;
    return this.#names.some(({ written }) => standsAt(bytes, at + 1 - written.length, written));
  }

  /** Whether one of the members may stand in the record at `start` from `from` on. */
  standIn(bytes: Uint8Array, start: number, from: number, end: number): boolean {
    for (let at = from; at < end; at++) {
      const byte = bytes[at];
      if ((byte === quote || byte === backslash) && this.mayBeAt(bytes, at)) return this.isIn(bytes, start, from, end);
    }
    return false;
  }

  /** The same by its structure. */
  isIn(bytes: Uint8Array, start: number, from: number, end: number): boolean {
    let depth = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === openingBrace || byte === openingBracket) depth++;
      else if (byte === closingBrace || byte === closingBracket) depth--;
      if (byte !== quote) continue;
      const last = lastOfText(bytes, at, end);
      if (at >= from && isName(bytes, last) && this.#isMeant(bytes, at, last, depth)) return true;
      at = last;
    }
    return false;
  }

  #isMeant(bytes: Uint8Array, first: number, last: number, depth: number): boolean {
    if (bytes.subarray(first, last).includes(backslash)) return true;
    return this.#names.some(
      (name) =>
        name.depth === depth && name.written.length === last + 1 - first && standsAt(bytes, first, name.written),
    );
  }
}

/** The index of the quote that ends the text at `start`. */
function lastOfText(bytes: Uint8Array, start: number, end: number): number {
  let at = start + 1;
  while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function isName(bytes: Uint8Array, last: number): boolean {
  let at = last + 1;
  while (bytes[at] === space || bytes[at] === tab) at++;
  return bytes[at] === colon;
}
