// Remembers which chunks of a tree hold something, over edits, so that an edit need not ask all chunks again.
import type { Chunk } from "./chunks";

/** What a chunk holds under a key. Chunks never change, so a lookup keeps its answers itself. */
export type Lookup<Item> = (chunk: Chunk, key: string) => readonly Item[];

/** Positions in the tree's array of chunks, ascending, under each key. */
type PositionsByKey = Map<string, readonly number[]>;

/** Which chunks of one tree hold something, by lookup and key. */
export class ChunkIndex {
  /** What the tree before the last edit was asked, brought up to date. */
  readonly #inherited: ReadonlyMap<Lookup<unknown>, PositionsByKey>;
  readonly #asked = new Map<Lookup<unknown>, PositionsByKey>();

  constructor(inherited: ReadonlyMap<Lookup<unknown>, PositionsByKey> = new Map()) {
    this.#inherited = inherited;
  }

  /** The positions of the chunks in which `lookup` finds something under `key`; `chunks` are those of the tree. */
  positions(chunks: readonly Chunk[], lookup: Lookup<unknown>, key: string): readonly number[] {
    const asked = this.#asked.get(lookup) ?? new Map<string, readonly number[]>();
    this.#asked.set(lookup, asked);
    let positions = asked.get(key);
    if (!positions) {
      positions = this.#inherited.get(lookup)?.get(key) ?? positionsIn(chunks, lookup, key, 0, chunks.length);
      asked.set(key, positions);
    }
    return positions;
  }

  /** The index of the tree of `after`, made by editing the tree of `before`, for all that was asked of that one. */
  edited(before: readonly Chunk[], after: readonly Chunk[]): ChunkIndex {
    // The chunks [first, end) of `after` are new; those before and after them are the old ones.
    let first = 0;
    while (first < before.length && before[first] === after[first]) first++;
    let end = after.length;
    const shift = after.length - before.length;
    while (end > first && end - shift > first && before[end - shift - 1] === after[end - 1]) end--;
    const inherited = new Map<Lookup<unknown>, PositionsByKey>();
    for (const [lookup, keys] of this.#asked) {
      const updated: PositionsByKey = new Map();
      for (const [key, positions] of keys) {
        const head = positions.filter((position) => position < first);
        const tail = positions.filter((position) => position >= end - shift);
        const fresh = positionsIn(after, lookup, key, first, end);
        updated.set(key, [...head, ...fresh, ...(shift === 0 ? tail : tail.map((position) => position + shift))]);
      }
      inherited.set(lookup, updated);
    }
    return new ChunkIndex(inherited);
  }
}

function positionsIn(
  chunks: readonly Chunk[],
  lookup: Lookup<unknown>,
  key: string,
  from: number,
  to: number,
): number[] {
  const positions: number[] = [];
  for (let position = from; position < to; position++)
    if (lookup(chunks[position] as Chunk, key).length > 0) positions.push(position);
  return positions;
}
