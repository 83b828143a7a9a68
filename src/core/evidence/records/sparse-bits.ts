// A set of whole numbers that come in runs, such as the minutes of a year, in a few bytes for each.
import { Pages } from "./pages";

const pageSize = 2048;

/** Numbers without a gap between them, from `first` to `last`, both of which it has. */
export interface BitRun {
  readonly first: number;
  readonly last: number;
}

/** Bounded: past its limit, the lower half of its numbers is forgotten. */
export class SparseBits {
  readonly #pages = new Pages(() => new Uint8Array(pageSize / 8));

  add(index: number): void {
    const page = this.#pages.take(Math.floor(index / pageSize));
    const bit = bitOf(index);
    page[bit >> 3] = (page[bit >> 3] as number) | (1 << (bit & 7));
  }

  delete(index: number): void {
    const page = this.#pages.get(Math.floor(index / pageSize));
    const bit = bitOf(index);
    if (page) page[bit >> 3] = (page[bit >> 3] as number) & ~(1 << (bit & 7));
  }

  has(index: number): boolean {
    const page = this.#pages.get(Math.floor(index / pageSize));
    const bit = bitOf(index);
    return page !== undefined && ((page[bit >> 3] as number) & (1 << (bit & 7))) !== 0;
  }

  /** All of them that are not above `limit`, each once, as runs. A year of minutes has half a million numbers, and often one run. */
  runs(limit: number): BitRun[] {
    const found: { first: number; last: number }[] = [];
    for (const [number, page] of this.#pages.ascending()) {
      for (let byte = 0; byte < page.length; byte++) {
        if (page[byte] !== 0) addRuns(found, page[byte] as number, number * pageSize + byte * 8, limit);
      }
    }
    return found;
  }

  /** What at least one of `sets` has. It shares the memory of a set that is the only one. */
  static union([first = new SparseBits(), ...others]: readonly SparseBits[]): SparseBits {
    if (others.length === 0) return first;
    const union = new SparseBits();
    for (const [number, page] of [first, ...others].flatMap((set) => set.#pages.ascending())) {
      const known = union.#pages.get(number);
      if (known)
        for (let byte = 0; byte < page.length; byte++) known[byte] = (known[byte] as number) | (page[byte] as number);
      else union.#pages.set(number, page.slice());
    }
    return union;
  }
}

function bitOf(index: number): number {
  return index - Math.floor(index / pageSize) * pageSize;
}

/** Adds the numbers of one byte, the first of which is `start`, to the runs before them. */
function addRuns(runs: { first: number; last: number }[], byte: number, start: number, limit: number): void {
  for (let bit = 0; bit < 8; bit++) {
    const index = start + bit;
    if ((byte & (1 << bit)) === 0 || index > limit) continue;
    const run = runs.at(-1);
    if (run?.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
}
