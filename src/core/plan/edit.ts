// Edits a plan document without losing its comments and layout.
import { modify } from "jsonc-parser";
import type { Json } from "../json";
import { applyEdits, type TextEdit } from "../text";

/** A value and its place in a plan document. */
export interface PlanEdit {
  readonly at: readonly (string | number)[];
  readonly value: Json;
}

/** The one edit that puts all the values into a plan document; its comments and layout stay. */
export function editPlan(text: string, edits: readonly PlanEdit[]): TextEdit {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize: 2, eol };
  let edited = text;
  for (const { at, value } of edits) {
    const parts = modify(edited, [...at], value, { formattingOptions });
    edited = applyEdits(
      edited,
      parts.map(({ offset, length, content }) => ({
        range: { start: offset, end: offset + length },
        newText: content,
      })),
    );
  }
  return difference(text, edited);
}

/** The shortest single edit from one text to another. */
function difference(from: string, to: string): TextEdit {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let tail = 0;
  while (tail < shorter - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  return { range: { start, end: from.length - tail }, newText: to.slice(start, to.length - tail) };
}
