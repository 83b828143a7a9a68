// A set of whole numbers that come in runs, such as the minutes of a year, in a few bytes for each.

const pageSize = 2048;
/** 4096 pages of minutes are 16 years. */
const mostPages = 4096;

/** Bounded: past its limit, the lower half of its numbers is forgotten. */
export class SparseBits {
  readonly #pages = new Map<number, Uint8Array>();

  add(index: number): void {
    const page = this.#page(index);
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

  /** All of them, each once. */
  ascending(): number[] {
    const found: number[] = [];
    for (const [number, page] of [...this.#pages].sort(([a], [b]) => a - b)) {
      for (let bit = 0; bit < pageSize; bit++) {
        if (((page[bit >> 3] as number) & (1 << (bit & 7))) !== 0) found.push(number * pageSize + bit);
      }
    }
    return found;
  }

  #page(index: number): Uint8Array {
    const number = Math.floor(index / pageSize);
    const known = this.#pages.get(number);
    if (known) return known;
    if (this.#pages.size >= mostPages) this.#forget();
    const page = new Uint8Array(pageSize / 8);
    this.#pages.set(number, page);
    return page;
  }

  #forget(): void {
    const numbers = [...this.#pages.keys()].sort((a, b) => a - b);
    for (const number of numbers.slice(0, mostPages / 2)) this.#pages.delete(number);
  }
}

function bitOf(index: number): number {
  return index - Math.floor(index / pageSize) * pageSize;
}

/** The numbers that at least one of `sets` has, ascending. */
export function union(sets: readonly SparseBits[]): number[] {
  const [only, ...others] = sets;
  if (only && others.length === 0) return only.ascending();
  const numbers = sets.flatMap((set) => set.ascending()).sort((a, b) => a - b);
  return numbers.filter((number, i) => number !== numbers[i - 1]);
}
