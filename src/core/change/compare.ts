// Compares two states of the governed files: their texts, and their governed values.
import { diffLines } from "diff";
import type { Assessment } from "../assessment/state";
import type { ValueChange } from "../ledger/ledger";
import type { RedactedChange } from "../problem";
import { redactedChange, redactedText } from "../redact";
import type { SourceValue } from "../source";
import { isSameText, lineAt, lineStarts, type Range, type TextEdit } from "../text";

/** The most lines that may differ for each difference to be found by itself: two texts with little in common take long. */
const mostLines = 5_000;

/** How one text differs from another. */
export interface Comparison {
  /** What turns the one into the other, in its coordinates. */
  readonly edits: readonly TextEdit[];
  /** How many lines differ, those of `own` left out. */
  readonly otherLines: number;
}

/** Compares two texts, lines with their ends; `own` are the ranges of `after` whose lines are not counted. */
export function compareTexts(before: string, after: string, own: readonly Range[]): Comparison {
  const starts = lineStarts(after);
  const ownLines = new Set(own.flatMap(({ start, end }) => span(lineAt(starts, start), lineAt(starts, end))));
  const edits: TextEdit[] = [];
  let [otherLines, line] = [0, 0];
  for (const { removed, added, start, alike } of hunks(before, after)) {
    line += alike;
    const [gone, come] = [countLines(removed), countLines(added)];
    const mine = span(line, line + come - 1).filter((each) => ownLines.has(each)).length;
    otherLines += Math.max(0, Math.max(gone, come) - mine);
    line += come;
    const edit = { range: { start, end: start + removed.length }, newText: added };
    edits.push(narrowed(before, edit, edits.at(-1)?.range.end ?? 0));
  }
  return { edits, otherLines };
}

interface Hunk {
  readonly removed: string;
  readonly added: string;
  /** Where it begins in the text before. */
  readonly start: number;
  /** How many lines before it are in both texts. */
  readonly alike: number;
}

function hunks(before: string, after: string): Hunk[] {
  const { head, tail } = commonLines(before, after);
  const [old, now] = [before, after].map((text) => text.slice(head, text.length - tail)) as [string, string];
  const parts = diffLines(old, now, { maxEditLength: mostLines });
  const alikeAhead = countLines(before.slice(0, head));
  if (!parts) return [{ removed: old, added: now, start: head, alike: alikeAhead }];
  const found: Hunk[] = [];
  let [removed, added, start, alike] = ["", "", head, alikeAhead];
  for (const part of [...parts, { value: "", count: 0, removed: false, added: false }]) {
    if (part.removed) removed += part.value;
    else if (part.added) added += part.value;
    else {
      if (removed || added) {
        found.push({ removed, added, start, alike });
        start += removed.length;
        [removed, added, alike] = ["", "", 0];
      }
      start += part.value.length;
      alike += part.count;
    }
  }
  return found;
}

/** How long the whole lines are that both texts begin and end with, in UTF-16 code units: most of two long texts, as a rule. */
function commonLines(before: string, after: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  head = before.slice(0, head).lastIndexOf("\n") + 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const lineEnd = before.indexOf("\n", before.length - tail);
  return { head, tail: lineEnd < 0 ? 0 : before.length - lineEnd - 1 };
}

function countLines(text: string): number {
  return text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0);
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/**
 * The same edit without what it leaves as it is, so that it ends at the end of a line rather than at the next one's start.
 * Nothing before `from`, where the edit ahead of it ends, becomes part of it.
 */
function narrowed(text: string, { range, newText }: TextEdit, from: number): TextEdit {
  const [old, { start }] = [text.slice(range.start, range.end), range];
  const most = Math.min(old.length, newText.length);
  let [head, tail] = [0, 0];
  while (head < most && old[head] === newText[head]) head++;
  while (tail < most - head && old.at(-1 - tail) === newText.at(-1 - tail)) tail++;
  const edit = {
    range: { start: start + head, end: start + old.length - tail },
    newText: newText.slice(head, newText.length - tail),
  };
  return edit.range.start === edit.range.end || edit.newText === "" ? atLineEnd(text, edit, from) : edit;
}

/** Whole lines that come or go: the same with the line end before them in place of their own. */
function atLineEnd(text: string, { range, newText }: TextEdit, from: number): TextEdit {
  const moved = newText || text.slice(range.start, range.end);
  const most = range.start - from;
  let shift = 0;
  while (
    shift < most &&
    /[\r\n]/.test(moved.at(-1 - shift) ?? "") &&
    moved.at(-1 - shift) === text[range.start - 1 - shift]
  )
    shift++;
  const rotated = text.slice(range.start - shift, range.start) + moved.slice(0, moved.length - shift);
  return { range: { start: range.start - shift, end: range.end - shift }, newText: newText && rotated };
}

/** What becomes of the governed values from one state of the files to another. */
export interface ValueComparison {
  readonly changes: readonly ValueChange[];
  /** Each change as people may be shown it, by its parameter. */
  readonly shownChanges: ReadonlyMap<string, RedactedChange>;
  /** The parameters that are bound to a literal in one of the states only. */
  readonly boundBeforeOnly: readonly string[];
  readonly boundAfterOnly: readonly string[];
}

export function compareValues(before: Assessment, after: Assessment): ValueComparison {
  const pairs = before.parameters.map(({ name, current }) => ({
    name,
    valueBefore: current,
    valueAfter: after.parameters.find((parameter) => parameter.name === name)?.current,
  }));
  const changed = pairs.flatMap(({ name, valueBefore, valueAfter }) =>
    valueBefore && valueAfter && !isSameText(valueBefore.text, valueAfter.text)
      ? [{ name, valueBefore, valueAfter }]
      : [],
  );
  return {
    changes: changed.map(({ name, valueBefore, valueAfter }) => ({
      parameter: name,
      before: valueBefore.text,
      after: valueAfter.text,
    })),
    shownChanges: new Map(
      changed.map(({ name, valueBefore, valueAfter }) => [name, shownPair(name, valueBefore, valueAfter)]),
    ),
    boundBeforeOnly: pairs.filter(({ valueBefore, valueAfter }) => valueBefore && !valueAfter).map(({ name }) => name),
    boundAfterOnly: pairs.filter(({ valueBefore, valueAfter }) => !valueBefore && valueAfter).map(({ name }) => name),
  };
}

/** What becomes of one governed file from one state to another. */
export interface FileComparison extends Comparison {
  readonly before: string;
  readonly after: string;
  /** The changes of its governed values, as people may be shown them. */
  readonly changes: readonly RedactedChange[];
}

/** Compares the governed file `key`; the lines of its governed values that `shownChanges` names are not counted. */
export function compareFile(
  key: string,
  before: Assessment,
  after: Assessment,
  { shownChanges }: ValueComparison,
): FileComparison {
  const [textBefore, textAfter] = [before, after].map(({ sources }) => sources.get(key)?.text ?? "") as [
    string,
    string,
  ];
  const changed = after.parameters.filter(({ name, parameter }) => parameter.file === key && shownChanges.has(name));
  const valueRanges = changed.flatMap(({ current }) => current?.range ?? []);
  return {
    before: textBefore,
    after: textAfter,
    ...compareTexts(textBefore, textAfter, valueRanges),
    changes: changed.flatMap(({ name }) => shownChanges.get(name) ?? []),
  };
}

function shownPair(parameter: string, before: SourceValue, after: SourceValue): RedactedChange {
  const change = redactedChange({ parameter, before: before.text, after: after.text });
  return change.redacted ? change : { parameter, before: redactedText(before), after: redactedText(after) };
}
