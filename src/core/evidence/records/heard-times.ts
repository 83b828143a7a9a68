// When the bot left its records: every minute that has one, and the first and the last of each quarter of an hour to the millisecond.
import type { Instant } from "../trade";
import { Pages } from "./pages";
import { SparseBits } from "./sparse-bits";

const minute = 60_000;
/** In ms. A bot is never called down for a silence that is not longer. */
export const shortestGap = 15 * minute;
const slotsInPage = 128;
/** So many instants are kept as they are: what a bot writes while its files are being read. */
const recentCount = 256;

/** From the first record to the last one, both of which count, without a longer silence in between than the shortest gap. */
export interface Stretch {
  readonly first: Instant;
  readonly last: Instant;
}

/** Bounded: it grows with the time that passes, not with the records. */
export class HeardTimes {
  /** Counted from the epoch. */
  readonly minutes = new SparseBits();
  /** For each slot of the length of the shortest gap its first and its last record, as ms since its start; 0 and -1 where it has none. */
  readonly #slots = new Pages(() => new Int32Array(2 * slotsInPage).map((_, i) => -(i & 1)));
  /** Those that were added last. */
  readonly #recent = new Float64Array(recentCount).fill(Number.NaN);
  #added = 0;
  #last = Number.NaN;
  #page = new Int32Array();
  #pageNumber = Number.NaN;
  #lastMinute = Number.NaN;

  add(at: Instant): void {
    if (at === this.#last) return;
    this.#last = at;
    const time = Math.floor(at / minute);
    if (time !== this.#lastMinute) this.minutes.add(time);
    this.#lastMinute = time;
    this.#recent[this.#added++ % recentCount] = at;
    const slot = Math.floor(at / shortestGap);
    const number = Math.floor(slot / slotsInPage);
    if (number !== this.#pageNumber) this.#page = this.#slots.take(number);
    this.#pageNumber = number;
    const [page, index, offset] = [this.#page, 2 * (slot - number * slotsInPage), at - slot * shortestGap];
    const last = page[index + 1] as number;
    if (last < 0 || offset < (page[index] as number)) page[index] = offset;
    if (offset > last) page[index + 1] = offset;
  }

  /**
   * Ascending and apart, as of `at`: exact, where not many records have come since. Where they have, only the last whole minute
   * before `at` is known in which the bot was heard of: it is never said to have run for longer than was known then.
   */
  stretches(at: Instant): Stretch[] {
    const found: { first: Instant; last: Instant }[] = [];
    for (const { first, last } of this.#heardSlots()) {
      if (first > at) break;
      const known = last <= at ? last : this.#lastBefore(at, first);
      const stretch = found.at(-1);
      if (stretch && first - stretch.last <= shortestGap) stretch.last = known;
      else found.push({ first, last: known });
    }
    return found;
  }

  *#heardSlots(): Generator<Stretch> {
    for (const [number, page] of this.#slots.ascending()) {
      for (let slot = 0; slot < slotsInPage; slot++) {
        const [first, last] = [page[2 * slot] as number, page[2 * slot + 1] as number];
        const start = (number * slotsInPage + slot) * shortestGap;
        if (last >= 0) yield { first: start + first, last: start + last };
      }
    }
  }

  /** The newest instant that is known not to be later than `at`, from `first` on. */
  #lastBefore(at: Instant, first: Instant): Instant {
    const recent = this.#recent.reduce((newest, each) => (each <= at && each > newest ? each : newest), first);
    for (let time = Math.floor(at / minute) - 1; time * minute > recent; time--) {
      if (this.minutes.has(time)) return time * minute;
    }
    return recent;
  }
}
