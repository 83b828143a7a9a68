// Finds members that stand in a record once more, or that count before those that are read: only a parser knows which is meant.
import {
  backslash,
  closingBrace,
  closingBracket,
  colon,
  openingBrace,
  openingBracket,
  quote,
  space,
  tab,
} from "../marks";
import { bytesOf, standsAt } from "./bytes";

/** A name of a member, as it is written with its quotes, and in how many objects it stands. */
export interface Name {
  readonly written: Uint8Array;
  readonly depth: number;
}

/** `JSON.parse` takes the last one of two members of one name, and reads escapes in names. */
export class Repeats {
  readonly #names: readonly Name[];
  /** Up to here, a text of the record that a `RepeatScan` saw last may be such a name. */
  lastAt = -1;

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
  }

  get names(): readonly Name[] {
    return this.#names;
  }

  /** Whether one of the members stands in the record at `start` from `from` on. A `RepeatScan` has seen the record. */
  standIn(bytes: Uint8Array, start: number, from: number, end: number): boolean {
    return this.lastAt >= from && this.#isIn(bytes, start, from, end);
  }

  #isIn(bytes: Uint8Array, start: number, from: number, end: number): boolean {
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

/** A name that is looked for, and what it may repeat. */
interface Watched extends Name {
  readonly repeats: Repeats[];
}

/** Sees the texts of a record in one pass, for all layouts. */
export class RepeatScan {
  readonly #repeats: Repeats[] = [];
  /** The names by their last byte: nearly all texts of a log are told from them by it. */
  readonly #byLastByte: readonly Watched[][] = Array.from({ length: 256 }, () => []);

  add(repeats: Repeats): void {
    this.#repeats.push(repeats);
    for (const { written, depth } of repeats.names) {
      const watched = this.#byLastByte[written.at(-2) ?? 0];
      const same = watched?.find((each) => each.depth === depth && each.written.join() === written.join());
      if (!same) watched?.push({ written, depth, repeats: [repeats] });
      else if (!same.repeats.includes(repeats)) same.repeats.push(repeats);
    }
  }

  /** Forgets the record before. Of this one, what stands before `from` is not seen. */
  begin(from: number): void {
    for (let i = 0; i < this.#repeats.length; i++) (this.#repeats[i] as Repeats).lastAt = from - 1;
  }

  /** Sees the quote at that index, which ends a text with an escape in it: as a name, it may be any. */
  seeEscaped(bytes: Uint8Array, at: number): void {
    if (isName(bytes, at)) for (const repeats of this.#repeats) repeats.lastAt = at;
  }

  /** Sees the quote at that index, which ends a text in so many objects and lists. */
  seeEnd(bytes: Uint8Array, at: number, depth: number): void {
    const watched = this.#byLastByte[bytes[at - 1] ?? 0] as readonly Watched[];
    for (let i = 0; i < watched.length; i++) {
      const { written, depth: depthOfName, repeats } = watched[i] as Watched;
      const start = at + 1 - written.length;
      if (depthOfName === depth && bytes[start] === quote && standsAt(bytes, start, written))
        for (const each of repeats) each.lastAt = at;
    }
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
