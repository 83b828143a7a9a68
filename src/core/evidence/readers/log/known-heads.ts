// Knows how the heads of records are written, but for their times: nearly all records of a log begin as one before them.
import type { LineSpan } from "./lines";

/** What a record begins with, up to the last of the members that every record has. */
export interface Head<Meaning> {
  /** As it is written, without its quotes. */
  readonly time: string;
  /** What all else in it says. */
  readonly meaning: Meaning;
  /** The index after it. */
  readonly end: number;
}

/** So many spellings are tried, the last ones that were met first. */
const mostKnown = 16;

/** Reads heads by comparing texts alone: all that it knows are the same up to their time. */
export class KnownHeads<Meaning> {
  #opening = "";
  #known: { readonly rest: string; readonly meaning: Meaning }[] = [];

  /** The head of the record in that line; undefined where it is not known. */
  read({ text, start, end }: LineSpan): Head<Meaning> | undefined {
    if (this.#known.length === 0 || !standsAt(text, start, this.#opening)) return undefined;
    const timeStart = start + this.#opening.length;
    const timeEnd = text.indexOf('"', timeStart);
    if (timeEnd === -1 || timeEnd >= end) return undefined;
    const index = this.#known.findIndex(({ rest }) => standsAt(text, timeEnd, rest));
    const found = this.#known[index];
    if (!found) return undefined;
    if (index > 0) this.#putFirst(found, index);
    return { time: text.slice(timeStart, timeEnd), meaning: found.meaning, end: timeEnd + found.rest.length - 1 };
  }

  /** Learns a head that was read in another way, whose time stands at `time`. Only a time in quotes can be told from what follows. */
  learn({ text, start }: LineSpan, [timeStart, timeEnd]: readonly [number, number], head: Head<Meaning>): void {
    if (text[timeStart - 1] !== '"' || text[timeEnd] !== '"') return;
    const opening = text.slice(start, timeStart);
    if (opening !== this.#opening) this.#known = [];
    this.#opening = opening;
    // With the character after it, since a number at its end might go on.
    const rest = text.slice(timeEnd, head.end + 1);
    this.#putFirst({ rest, meaning: head.meaning }, Math.min(this.#known.length, mostKnown - 1));
  }

  /** Puts `known` first, in the place of the one at `index`. */
  #putFirst(known: { readonly rest: string; readonly meaning: Meaning }, index: number): void {
    this.#known.splice(index, 1);
    this.#known.unshift(known);
  }
}

/** As `startsWith`, which compares character by character: of the length of a head, this takes a sixth of the time. */
function standsAt(text: string, at: number, part: string): boolean {
  return text.slice(at, at + part.length) === part;
}
