// Builds the hunks of a unified diff from edits that are known, so that the time follows the edits and not the text.
import { diffArrays, type StructuredPatchHunk } from "diff";
import { applyEdits, lineAt, type TextEdit } from "../text";

/** Lines of the text before, from 0, that give way to others; every line with its line feed. */
interface LineChange {
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Where each line starts as git and patches count them: a line ends at a line feed alone, and the last one may have none. */
export function feedLineStarts(text: string): readonly number[] {
  const starts = text === "" ? [] : [0];
  for (let at = text.indexOf("\n"); at >= 0 && at + 1 < text.length; at = text.indexOf("\n", at + 1))
    starts.push(at + 1);
  return starts;
}

/** The hunks that `edits` of `before` make, each with up to `context` unchanged lines around it, as git forms them. */
export function patchHunks(before: string, edits: readonly TextEdit[], context: number): StructuredPatchHunk[] {
  const starts = feedLineStarts(before);
  const changes = lineChanges(before, starts, edits);
  const hunks: StructuredPatchHunk[] = [];
  let [group, shift]: [LineChange[], number] = [[], 0];
  for (const [i, change] of changes.entries()) {
    group.push(change);
    const next = changes[i + 1];
    if (next && next.start - endOf(change) <= 2 * context) continue;
    hunks.push(hunkOf(before, starts, group, context, shift));
    for (const { removed, added } of group) shift += added.length - removed.length;
    group = [];
  }
  return hunks;
}

function endOf({ start, removed }: LineChange): number {
  return start + removed.length;
}

/** One hunk; `shift` is by how many lines what is before it grows. */
function hunkOf(
  before: string,
  starts: readonly number[],
  changes: readonly LineChange[],
  context: number,
  shift: number,
): StructuredPatchHunk {
  const first = Math.max(0, (changes[0]?.start ?? 0) - context);
  const end = Math.min(starts.length, endOf(changes.at(-1) as LineChange) + context);
  const lines: string[] = [];
  let at = first;
  for (const change of changes) {
    for (; at < change.start; at++) lines.push(...marked(" ", lineOf(before, starts, at)));
    lines.push(
      ...change.removed.flatMap((line) => marked("-", line)),
      ...change.added.flatMap((line) => marked("+", line)),
    );
    at = endOf(change);
  }
  for (; at < end; at++) lines.push(...marked(" ", lineOf(before, starts, at)));
  const grown = changes.reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
  const oldLines = end - first;
  return { oldStart: first + 1, oldLines, newStart: first + shift + 1, newLines: oldLines + grown, lines };
}

/** A line as a patch has it, and what it says of a last line without a line feed. */
function marked(sign: " " | "-" | "+", line: string): string[] {
  return line.endsWith("\n") ? [sign + line.slice(0, -1)] : [sign + line, "\\ No newline at end of file"];
}

function lineOf(text: string, starts: readonly number[], line: number): string {
  return text.slice(starts[line], starts[line + 1] ?? text.length);
}

/** The lines that edits change, in order; neither overlapping nor next to each other. */
function lineChanges(before: string, starts: readonly number[], edits: readonly TextEdit[]): LineChange[] {
  return blocks(before, starts, edits).flatMap(({ first, end, within }) => {
    const from = starts[first] ?? before.length;
    const text = before.slice(from, starts[end] ?? before.length);
    const moved = within.map(({ range, newText }) => ({
      range: { start: range.start - from, end: range.end - from },
      newText,
    }));
    return differences(linesIn(text), linesIn(applyEdits(text, moved)), first);
  });
}

/** Lines from `first` up to `end`, and the edits inside them. */
interface Block {
  readonly first: number;
  end: number;
  readonly within: TextEdit[];
}

function blocks(before: string, starts: readonly number[], edits: readonly TextEdit[]): Block[] {
  const found: Block[] = [];
  for (const edit of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    const [first, end] = [lineFrom(before, starts, edit.range.start), lineFrom(before, starts, edit.range.end) + 1];
    const last = found.at(-1);
    if (last && first <= last.end) {
      last.within.push(edit);
      last.end = Math.max(last.end, end);
    } else found.push({ first, end, within: [edit] });
  }
  return found;
}

/** The line that `offset` is in; behind a line feed at the end of the text, the one that is not there yet. */
function lineFrom(text: string, starts: readonly number[], offset: number): number {
  return offset === text.length && !/[^\n]$/.test(text) ? starts.length : lineAt(starts, offset);
}

function linesIn(text: string): string[] {
  const starts = feedLineStarts(text);
  return starts.map((_, i) => lineOf(text, starts, i));
}

/** Where lines differ; `first` is the number of the first of them. */
function differences(before: readonly string[], after: readonly string[], first: number): LineChange[] {
  const found: LineChange[] = [];
  let [line, removed, added]: [number, string[], string[]] = [first, [], []];
  const flush = () => {
    if (removed.length > 0 || added.length > 0) found.push({ start: line, removed, added });
    line += removed.length;
    [removed, added] = [[], []];
  };
  for (const part of diffArrays([...before], [...after])) {
    if (part.removed) removed = part.value;
    else if (part.added) added = part.value;
    else {
      flush();
      line += part.value.length;
    }
  }
  flush();
  return found;
}
