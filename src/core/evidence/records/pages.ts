// Memory in numbered pages, of which only those are there that something was put into.

/** 4096 pages of 2048 minutes are 16 years. */
const mostPages = 4096;

/** Bounded: past its limit, the lower half of its pages is forgotten. */
export class Pages<Page> {
  readonly #pages = new Map<number, Page>();
  readonly #make: () => Page;

  constructor(make: () => Page) {
    this.#make = make;
  }

  get(number: number): Page | undefined {
    return this.#pages.get(number);
  }

  set(number: number, page: Page): void {
    if (this.#pages.size >= mostPages && !this.#pages.has(number)) this.#forget();
    this.#pages.set(number, page);
  }

  /** The page with that number, made where it is not there yet. */
  take(number: number): Page {
    const known = this.#pages.get(number);
    if (known !== undefined) return known;
    const page = this.#make();
    this.set(number, page);
    return page;
  }

  ascending(): [number, Page][] {
    return [...this.#pages].sort(([a], [b]) => a - b);
  }

  #forget(): void {
    for (const [number] of this.ascending().slice(0, mostPages / 2)) this.#pages.delete(number);
  }
}
