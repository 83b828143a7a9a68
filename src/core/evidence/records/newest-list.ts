// A list that forgets its oldest items.
import type { Instant } from "../trade";

/** How many items are kept of what is older than anything that is judged. */
export const mostKept = 20_000;

/** Keeps every item from `since` on, and of the older ones the newest `mostKept`. */
export class NewestList<T> {
  readonly #timeOf: (item: T) => Instant;
  readonly #since: Instant;
  #recent: T[] = [];
  #older: T[] = [];
  #dropped = 0;

  constructor(timeOf: (item: T) => Instant, since: Instant = Number.POSITIVE_INFINITY) {
    this.#timeOf = timeOf;
    this.#since = since;
  }

  push(item: T): void {
    if (this.#timeOf(item) >= this.#since) this.#recent.push(item);
    else this.#older.push(item);
    if (this.#older.length > 2 * mostKept) this.#forget();
  }

  /** Those that are kept, in no order. */
  get items(): readonly T[] {
    if (this.#older.length > mostKept) this.#forget();
    return this.#older.concat(this.#recent);
  }

  get dropped(): number {
    return this.#dropped;
  }

  clear(): void {
    this.#recent = [];
    this.#older = [];
  }

  #forget(): void {
    const { kept, dropped } = newest(this.#older, this.#timeOf);
    this.#older = kept;
    this.#dropped += dropped.length;
  }
}

/** The newest `mostKept` of `items`, ascending, and the rest. Of equal ones, the later in the list is the newer. */
export function newest<T>(items: readonly T[], timeOf: (item: T) => Instant): { kept: T[]; dropped: T[] } {
  // Files tell nearly everything in its order: to look is cheaper than to sort.
  const isAscending = items.every((item, i) => i === 0 || timeOf(items[i - 1] as T) <= timeOf(item));
  const sorted = isAscending ? items : [...items].sort((a, b) => timeOf(a) - timeOf(b));
  const first = Math.max(sorted.length - mostKept, 0);
  return { kept: sorted.slice(first), dropped: sorted.slice(0, first) };
}
