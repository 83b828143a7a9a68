import type { Chunk } from "./chunks";

/** What a chunk holds under a key; asked once for each chunk and key, so it must keep its answers itself. */
export type Finder<T> = (chunk: Chunk, key: string) => readonly T[];

type Places = Map<string, readonly number[]>;

/** Which chunks of one tree hold something under a key, so that an edit costs no look at all the others. */
export class Indexes {
  readonly #inherited: ReadonlyMap<Finder<unknown>, Places>;
  readonly #asked = new Map<Finder<unknown>, Places>();

  constructor(inherited: ReadonlyMap<Finder<unknown>, Places> = new Map()) {
    this.#inherited = inherited;
  }

  /** The chunks, by their places in `chunks`, in which `finder` finds something under `key`. */
  places(chunks: readonly Chunk[], finder: Finder<unknown>, key: string): readonly number[] {
    const asked = this.#asked.get(finder) ?? new Map<string, readonly number[]>();
    this.#asked.set(finder, asked);
    let places = asked.get(key);
    if (!places) {
      places = this.#inherited.get(finder)?.get(key) ?? placesIn(chunks, finder, key, 0, chunks.length);
      asked.set(key, places);
    }
    return places;
  }

  /** The indexes of `after`, to which `before` was edited, for what was asked for there. */
  edited(before: readonly Chunk[], after: readonly Chunk[]): Indexes {
    let first = 0;
    while (first < before.length && before[first] === after[first]) first++;
    let end = after.length;
    const shift = after.length - before.length;
    while (end > first && end - shift > first && before[end - shift - 1] === after[end - 1]) end--;
    const inherited = new Map<Finder<unknown>, Places>();
    for (const [finder, keys] of this.#asked) {
      const moved: Places = new Map();
      for (const [key, places] of keys) {
        const head = places.filter((place) => place < first);
        const tail = places.filter((place) => place >= end - shift);
        const fresh = placesIn(after, finder, key, first, end);
        moved.set(key, [...head, ...fresh, ...(shift === 0 ? tail : tail.map((place) => place + shift))]);
      }
      inherited.set(finder, moved);
    }
    return new Indexes(inherited);
  }
}

function placesIn(chunks: readonly Chunk[], finder: Finder<unknown>, key: string, from: number, to: number): number[] {
  const places: number[] = [];
  for (let at = from; at < to; at++) if (finder(chunks[at] as Chunk, key).length > 0) places.push(at);
  return places;
}
