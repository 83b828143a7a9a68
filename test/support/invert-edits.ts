import type { TextEdit } from "../../src/core/text";

/** The edits that take the result of `applyEdits(text, edits)` back to `text`. */
export function invertEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.range.start - b.range.start)
    .map(({ range, newText }) => {
      const start = range.start + shift;
      shift += newText.length - (range.end - range.start);
      return { range: { start, end: start + newText.length }, newText: text.slice(range.start, range.end) };
    });
}
