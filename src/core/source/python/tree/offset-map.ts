import type { Range, TextEdit } from "../../../text";

/** `[start, end)` of the old text became `length` code units. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** Where the places of an older text went, over any number of edits; the moves are in order and apart. */
export class OffsetMap {
  readonly #moves: readonly Replacement[];

  constructor(moves: readonly Replacement[] = []) {
    this.#moves = moves;
  }

  /** The moves after `edits` too, which are in order, apart, and in the coordinates of the text so far. */
  followedBy(edits: readonly TextEdit[]): OffsetMap {
    return new OffsetMap([...edits].reverse().reduce(withEdit, this.#moves));
  }

  /** A range of the old text in the new one; what was replaced in part keeps what is left of it. */
  map({ start, end }: Range): Range {
    const from = this.#after(start);
    return { start: from, end: Math.max(from, this.#before(end)) };
  }

  #after(offset: number): number {
    let shift = 0;
    for (const move of this.#moves) {
      if (move.start > offset || (move.start === offset && move.end > offset)) break;
      if (move.end > offset) return move.start + shift + move.length;
      shift += move.length - (move.end - move.start);
    }
    return offset + shift;
  }

  #before(offset: number): number {
    let shift = 0;
    for (const move of this.#moves) {
      if (move.start >= offset) break;
      if (move.end > offset) return move.start + shift;
      shift += move.length - (move.end - move.start);
    }
    return offset + shift;
  }

  /** The moves as edits of the old text that make it `text`. */
  edits(text: string): TextEdit[] {
    let shift = 0;
    return this.#moves.map(({ start, end, length }) => {
      const newText = text.slice(start + shift, start + shift + length);
      shift += length - (end - start);
      return { range: { start, end }, newText };
    });
  }
}

function withEdit(moves: readonly Replacement[], { range, newText }: TextEdit): Replacement[] {
  const before: Replacement[] = [];
  const after: Replacement[] = [];
  let { start, end } = range;
  let length = newText.length;
  // Old coordinates of the edit's ends, once the moves before and in it are known.
  let shift = 0;
  let shiftAtEnd: number | undefined;
  for (const move of moves) {
    const from = move.start + shift;
    const to = from + move.length;
    const grows = move.length - (move.end - move.start);
    if (to < range.start) before.push(move);
    else if (from > range.end) {
      shiftAtEnd ??= shift;
      after.push(move);
    } else {
      if (from < range.start) length += range.start - from;
      if (to > range.end) length += to - range.end;
      start = Math.min(start, from);
      end = Math.max(end, to);
    }
    shift += grows;
  }
  const shiftAtStart = before.reduce((sum, move) => sum + move.length - (move.end - move.start), 0);
  return [...before, { start: start - shiftAtStart, end: end - (shiftAtEnd ?? shift), length }, ...after];
}
