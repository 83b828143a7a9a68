// Finds the headings by which a TOML or INI file is told from Python.
import { positionAt } from "../../text";
import { tokensOf } from "./syntax/tokens";

/** `[long]`, `[[bots]]`, `[bot."a b"]` alone in a line. */
const HEADING = /^\[{1,2}[\w\-"'][\w\-."' ]*\]{1,2}[ \t]*(?:[#;].*)?\r?$/gmu;
/** `[x for x in y]` is Python, though nothing comes of it. */
const COMPREHENSION = /\bfor\b/u;

/**
 * The first line, from 1, that is a heading of TOML or INI: to Python it is a list that nothing is done with, and what
 * stands under two headings would be one name assigned twice.
 */
export function headingLine(text: string): number | undefined {
  const headings = [...text.matchAll(HEADING)].filter(([heading]) => !COMPREHENSION.test(heading));
  const statements = headings.length > 0 ? statementStarts(text) : undefined;
  const heading = headings.find(({ index }) => statements?.has(index));
  return heading && positionAt(text, heading.index).line;
}

/** The offsets of the square brackets that are in no other brackets, no string, and in no line that goes on from the one before. */
function statementStarts(text: string): Set<number> {
  const starts = new Set<number>();
  let depth = 0;
  for (const { type, text: symbol, start } of tokensOf(text, 0, text.length)) {
    if (type !== "symbol") continue;
    if (depth === 0 && symbol === "[" && !/\\\r?\n$/.test(text.slice(0, start).slice(-3))) starts.add(start);
    if ("([{".includes(symbol)) depth++;
    else if (")]}".includes(symbol)) depth = Math.max(0, depth - 1);
  }
  return starts;
}
