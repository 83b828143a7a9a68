// Tells where places of an older text are after edits.
import type { Range, TextEdit } from "../../../text";

/** `[start, end)` of the old text became `length` code units of the new one. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** Maps places of an old text to a new one, over any number of edits. */
export class OffsetMap {
  /** Sorted, without overlap, in the coordinates of the old text. */
  readonly #replacements: readonly Replacement[];

  constructor(replacements: readonly Replacement[] = []) {
    this.#replacements = replacements;
  }

  /**
   * The map to the text after `edits`, which are sorted, do not overlap, and are in the coordinates of the new text so
   * far.
   */
  followedBy(edits: readonly TextEdit[]): OffsetMap {
    return new OffsetMap([...edits].reverse().reduce(withEdit, this.#replacements));
  }

  /** The range of the new text that `range` of the old one became; where a part was replaced, the rest of it. */
  map({ start, end }: Range): Range {
    const from = this.#after(start);
    return { start: from, end: Math.max(from, this.#before(end)) };
  }

  #after(offset: number): number {
    let shift = 0;
    for (const replacement of this.#replacements) {
      if (replacement.start > offset || (replacement.start === offset && replacement.end > offset)) break;
      if (replacement.end > offset) return replacement.start + shift + replacement.length;
      shift += replacement.length - (replacement.end - replacement.start);
    }
    return offset + shift;
  }

  #before(offset: number): number {
    let shift = 0;
    for (const replacement of this.#replacements) {
      if (replacement.start >= offset) break;
      if (replacement.end > offset) return replacement.start + shift;
      shift += replacement.length - (replacement.end - replacement.start);
    }
    return offset + shift;
  }

  /** The edits of the old text that make it `text`, the new one. */
  edits(text: string): TextEdit[] {
    let shift = 0;
    return this.#replacements.map(({ start, end, length }) => {
      const newText = text.slice(start + shift, start + shift + length);
      shift += length - (end - start);
      return { range: { start, end }, newText };
    });
  }
}

function withEdit(replacements: readonly Replacement[], { range, newText }: TextEdit): Replacement[] {
  const before: Replacement[] = [];
  const after: Replacement[] = [];
  let { start, end } = range;
  let length = newText.length;
  // What was inserted minus what was removed before the place that the loop has reached, and before the edit's end.
  let shift = 0;
  let shiftAtEnd: number | undefined;
  for (const replacement of replacements) {
    const from = replacement.start + shift;
    const to = from + replacement.length;
    const grows = replacement.length - (replacement.end - replacement.start);
    if (to < range.start) before.push(replacement);
    else if (from > range.end) {
      shiftAtEnd ??= shift;
      after.push(replacement);
    } else {
      if (from < range.start) length += range.start - from;
      if (to > range.end) length += to - range.end;
      start = Math.min(start, from);
      end = Math.max(end, to);
    }
    shift += grows;
  }
  const shiftAtStart = before.reduce(
    (sum, replacement) => sum + replacement.length - (replacement.end - replacement.start),
    0,
  );
  return [...before, { start: start - shiftAtStart, end: end - (shiftAtEnd ?? shift), length }, ...after];
}
