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
  /** The names by their last byte: nearly all texts of a log are told from them by it. */
  readonly #byLastByte: readonly Uint8Array[][] = Array.from({ length: 256 }, () => []);

  /**
   * Of the members `paths`, which are dotted, and of those that would count in their place; a name may have dots of its
   * own. What holds a member counts as the member does; what would hold a rival is in many records without it.
   */
  constructor(paths: readonly string[], rivals: readonly string[]) {
    const names = new Map<string, Name>();
    const add = (name: string, depth: number) =>
      names.set(`${depth} ${name}`, { written: bytesOf(JSON.stringify(name)), depth });
    for (const path of [...paths, ...rivals]) add(path, 1);
    for (const path of paths) for (const [i, part] of path.split(".").entries()) add(part, i + 1);
    for (const path of rivals) {
      const parts = path.split(".");
      add(parts.at(-1) ?? path, parts.length);
    }
    this.#names = [...names.values()];
    const spelled = new Map(this.#names.map(({ written }) => [written.join(), written]));
    for (const written of spelled.values()) this.#byLastByte[written.at(-2) ?? 0]?.push(written);
  }

  /** Whether the byte at that index, a quote or a backslash, may be of such a name. */
  mayBeAt(bytes: Uint8Array, at: number): boolean {
    if (bytes[at] === backslash) return bytes[at + 1] === lowerU;
    const names = this.#byLastByte[bytes[at - 1] ?? 0] as readonly Uint8Array[];
    for (let i = 0; i < names.length; i++) {
      const written = names[i] as Uint8Array;
      const start = at + 1 - written.length;
      if (bytes[start] === quote && standsAt(bytes, start, written)) return true;
    }
    return false;
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
