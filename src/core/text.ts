// Defines ranges, edits and positions in a text, and applies edits.
/** A half-open range of UTF-16 code units, as VS Code and JavaScript count them. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The one way in which text changes: `newText` takes the place of `range`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Applies edits that do not overlap, all of them in the coordinates of `text`. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let from = 0;
  for (const { range, newText } of inOrder(edits)) {
    result += text.slice(from, range.start) + newText;
    from = range.end;
  }
  return result + text.slice(from);
}

/** Where `range` is after `edits` that do not meet it. */
export function movedRange(range: Range, edits: readonly TextEdit[]): Range {
  let shift = 0;
  for (const { range: edited, newText } of edits) {
    if (edited.end <= range.start) shift += newText.length - (edited.end - edited.start);
  }
  return { start: range.start + shift, end: range.end + shift };
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start);
}

/** Whether two texts are the same but for how their lines end: git converts line ends on its way, and languages read them alike. */
export function isSameText(a: string, b: string): boolean {
  return a === b || withLineFeeds(a) === withLineFeeds(b);
}

function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** A place as people and compilers name it: line from 1, column from 1 in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of `offset` in `text`; a line ends at LF, CR LF or a lone CR, as in Python and in VS Code. */
export function positionAt(text: string, offset: number): Position {
  const starts = lineStarts(text);
  const line = lineAt(starts, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** Many positions are asked for in one text before the next: the lines of each are looked for once. */
let last: { readonly text: string; readonly starts: readonly number[] } = { text: "", starts: [0] };

/** Where each line of `text` starts. */
export function lineStarts(text: string): readonly number[] {
  if (last.text !== text) last = { text, starts: findLineStarts(text) };
  return last.starts;
}

/** Which line, from 0, holds `offset`. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  let lf = text.indexOf("\n");
  let cr = text.indexOf("\r");
  while (lf !== -1 || cr !== -1) {
    const isReturn = cr !== -1 && (lf === -1 || cr < lf);
    const next = isReturn && lf !== cr + 1 ? cr + 1 : lf + 1;
    starts.push(next);
    if (isReturn) cr = text.indexOf("\r", next);
    if (lf < next && lf !== -1) lf = text.indexOf("\n", next);
  }
  return starts;
}

/** A letter of Chinese, Japanese or Korean, or an emoji: as wide as two others where all are of one width. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** How many columns a text takes in a terminal or an editor. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : /[\p{Mn}\p{Cf}]/u.test(character) ? 0 : 1;
  return columns;
}

/** The text with spaces up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
