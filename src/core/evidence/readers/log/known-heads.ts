// Knows how the heads of records are written, but for their times: nearly all records of a log begin as one before them.
import { quote } from "../marks";
import { copyOf } from "../records/bytes";
import { bytesOf, stands, standsAt } from "./bytes";
import type { LineSpan } from "./lines";

/** What a record begins with, up to the last of the members that every record has; indices are those of its line's bytes. */
export interface Head<Meaning> {
  /** Where its time stands, without quotes. */
  readonly timeStart: number;
  readonly timeEnd: number;
  /** What all else in it says. */
  readonly meaning: Meaning;
  /** The index after it. */
  readonly end: number;
}

/** So many spellings are tried, the last ones that were met first. */
const mostKnown = 16;
/** No time is longer. */
const longestTime = 64;

/** Reads heads by comparing bytes alone: all that it knows are the same up to their time. None of them has `mark` in it. */
export class KnownHeads<Meaning> {
  readonly #mark: Uint8Array;
  #opening: Uint8Array = bytesOf("");
  #known: { readonly rest: Uint8Array; readonly meaning: Meaning }[] = [];

  constructor(mark: Uint8Array) {
    this.#mark = mark;
  }

  /** The head of the record in that line; undefined where it is not known. */
  read({ bytes, start }: LineSpan): Head<Meaning> | undefined {
    if (this.#known.length === 0 || !standsAt(bytes, start, this.#opening)) return undefined;
    const timeStart = start + this.#opening.length;
    let timeEnd = timeStart;
    while (bytes[timeEnd] !== quote) if (++timeEnd - timeStart > longestTime) return undefined;
    for (let index = 0; index < this.#known.length; index++) {
      const known = this.#known[index];
      if (!known || !standsAt(bytes, timeEnd, known.rest)) continue;
      if (index > 0) this.#putFirst(known, index);
      return { timeStart, timeEnd, meaning: known.meaning, end: timeEnd + known.rest.length - 1 };
    }
    return undefined;
  }

  /** Learns a head that was read in another way. Only a time in quotes can be told from what follows. */
  learn({ bytes, start }: LineSpan, { timeStart, timeEnd, meaning, end }: Head<Meaning>): void {
    const isQuoted = bytes[timeStart - 1] === quote && bytes[timeEnd] === quote;
    if (!isQuoted || stands(bytes, this.#mark, start, end)) return;
    const opening = copyOf(bytes, start, timeStart);
    if (opening.length !== this.#opening.length || !standsAt(opening, 0, this.#opening)) this.#known = [];
    this.#opening = opening;
    // With the byte after it, since a number at its end might go on.
    const rest = copyOf(bytes, timeEnd, end + 1);
    this.#putFirst({ rest, meaning }, Math.min(this.#known.length, mostKnown - 1));
  }

  /** Puts `known` first, in the place of the one at `index`. */
  #putFirst(known: { readonly rest: Uint8Array; readonly meaning: Meaning }, index: number): void {
    this.#known.splice(index, 1);
    this.#known.unshift(known);
  }
}
