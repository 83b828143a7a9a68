// Finds the occurrences of a name in a chunk, and keeps them with the chunk.
import { oncePer } from "../once-per";
import { isDigit, isWordStart } from "../syntax/chars";
import type { Chunk } from "../tree/chunks";
import { type Occurrence, readLine } from "./line-occurrences";

type ByName = Map<string, readonly Occurrence[]>;
const allByName = oncePer((_chunk: Chunk): ByName => new Map());
const bindingByName = oncePer((_chunk: Chunk): ByName => new Map());

/** Every place in the chunk's code where `name` is a name, or the text that `getattr` is given. */
export function occurrencesIn(chunk: Chunk, name: string): readonly Occurrence[] {
  return occurrencesOf(allByName(chunk), chunk, name, () => findOccurrences(chunk, name, () => true));
}

/** The occurrences that bind the name; far cheaper than all of them where there is none. */
export function bindingOccurrencesIn(chunk: Chunk, name: string): readonly Occurrence[] {
  return occurrencesOf(bindingByName(chunk), chunk, name, () =>
    findOccurrences(chunk, name, (line, offset) => mayBind(chunk, line, offset)).filter(
      ({ binding, role }) => binding !== undefined || role === "set",
    ),
  );
}

/** After so many names it is cheaper to list all words of a chunk than to search it for each name. */
const MANY_NAMES = 64;
const NONE: readonly Occurrence[] = [];
const wordsOf = oncePer((chunk: Chunk): ReadonlySet<string> => new Set(chunk.text.match(/[\w\u0080-\uffff]+/g)));

function occurrencesOf(
  byName: ByName,
  chunk: Chunk,
  name: string,
  find: () => readonly Occurrence[],
): readonly Occurrence[] {
  if (byName.size >= MANY_NAMES && !wordsOf(chunk).has(name)) return NONE;
  let occurrences = byName.get(name);
  if (!occurrences) {
    occurrences = find();
    byName.set(name, occurrences);
  }
  return occurrences;
}

/** The occurrences in the logical lines that hold `name` and are `wanted`; `offset` is in the chunk's text. */
function findOccurrences(chunk: Chunk, name: string, wanted: (line: number, offset: number) => boolean): Occurrence[] {
  const { text } = chunk;
  const occurrences: Occurrence[] = [];
  let line = -1;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    if (isWord(text.charCodeAt(at - 1)) || isWord(text.charCodeAt(at + name.length))) continue;
    const lineHere = lineAt(chunk, at + chunk.origin, line);
    if (lineHere === line) continue;
    line = lineHere;
    if (wanted(line, at)) for (const occurrence of readLine(chunk, line).of(name)) occurrences.push(occurrence);
  }
  return occurrences;
}

const BINDING_WORD = /(?:^|[^\w.])(?:as|case|class|def|del|for|import)\s|(?:set|del)attr(?:__)?\s*\(/;

/** Whether the line may bind a name that is first found at `offset`: before `=`, or with a word that binds. */
function mayBind(chunk: Chunk, line: number, offset: number): boolean {
  const start = (chunk.starts[line] ?? chunk.origin) - chunk.origin;
  const end = (chunk.starts[line + 1] ?? chunk.origin + chunk.text.length) - chunk.origin;
  const equals = chunk.text.indexOf("=", offset);
  return (equals !== -1 && equals < end) || BINDING_WORD.test(chunk.text.slice(start, end));
}

function isWord(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

/** The last logical line that starts at or before `offset`, not before the line `from`. */
function lineAt(chunk: Chunk, offset: number, from: number): number {
  let low = Math.max(from, 0);
  let high = chunk.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunk.starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
