// Knows where the broken records of a file stand in time: between those around them, where these are in order.
import type { Instant } from "../trade";

/** Broken records that stand together, and the times between which they were written; absent where nobody knows. */
export interface Break {
  /** Of the first one's first byte. */
  readonly offset: number;
  readonly count: number;
  readonly from?: Instant;
  readonly to?: Instant;
}

type Times = readonly [begins: Instant, ends: Instant];

interface Place {
  readonly offset: number;
  count: number;
  readonly before?: Times;
  after?: Times;
}

/** More places than these are not told apart: of the last one, nobody knows where it ends. */
const mostPlaces = 100;

/** Is told every record of a file in the order of the file. */
export class BrokenRecords {
  readonly #isAppended: boolean;
  readonly #places: Place[] = [];
  /** The one after which no record came yet. */
  #open: Place | undefined;
  /** Of the last record; NaN before the first. */
  #begins = Number.NaN;
  #ends = Number.NaN;
  /** The directions in which beginnings and ends of records have gone: a list may be sorted by either. */
  readonly #steps = { begins: { up: false, down: false }, ends: { up: false, down: false } };

  /** `isAppended`: the file is in the order of time because it is only ever added to, whatever its clock did. */
  constructor(isAppended: boolean) {
    this.#isAppended = isAppended;
  }

  /** The record at that byte is broken. */
  add(offset: number): void {
    if (!this.#open && this.#places.length < mostPlaces) {
      const isFirst = Number.isNaN(this.#begins);
      this.#places.push({ offset, count: 0, ...(!isFirst && { before: [this.#begins, this.#ends] }) });
    }
    const place = this.#places.at(-1);
    if (!place) return;
    place.count += 1;
    delete place.after;
    this.#open = place;
  }

  /** A record that tells of the time from `begins` to `ends`. */
  pass(begins: Instant, ends: Instant): void {
    if (!this.#isAppended) this.#step(begins, ends);
    this.#begins = begins;
    this.#ends = ends;
    if (!this.#open) return;
    this.#open.after = [begins, ends];
    this.#open = undefined;
  }

  #step(begins: Instant, ends: Instant): void {
    const { begins: ofBegins, ends: ofEnds } = this.#steps;
    if (begins > this.#begins) ofBegins.up = true;
    else if (begins < this.#begins) ofBegins.down = true;
    if (ends > this.#ends) ofEnds.up = true;
    else if (ends < this.#ends) ofEnds.down = true;
  }

  /** In the order of the file. */
  get breaks(): readonly Break[] {
    const steps = [this.#steps.begins, this.#steps.ends];
    const isInOrder = this.#isAppended || !steps.every(({ up, down }) => up && down);
    const isDescending = !this.#isAppended && steps.some(({ up, down }) => down && !up);
    return this.#places.map(({ offset, count, before, after }) => {
      if (!isInOrder) return { offset, count };
      const [earlier, later] = isDescending ? [after, before] : [before, after];
      const known = [...(before ?? []), ...(after ?? [])];
      return {
        offset,
        count,
        ...(earlier && { from: Math.min(...known) }),
        ...(later && { to: Math.max(...known) }),
      };
    });
  }
}
