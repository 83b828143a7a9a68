import { isDigit, isWordStart } from "../syntax/chars";
import type { Chunk } from "../tree/chunks";
import { type Hit, readLine } from "./line-occurrences";

type Cache = WeakMap<Chunk, Map<string, readonly Hit[]>>;
const hitCaches: Cache = new WeakMap();
const writeCaches: Cache = new WeakMap();

/** Every place in the chunk's code where `name` stands as a name, or as the text that `getattr` is given. */
export function hitsIn(chunk: Chunk, name: string): readonly Hit[] {
  return cached(hitCaches, chunk, name, () => findHits(chunk, name, () => true));
}

/** Those of the chunk's hits that bind; far cheaper than all of them where there is none. */
export function writesIn(chunk: Chunk, name: string): readonly Hit[] {
  return cached(writeCaches, chunk, name, () =>
    findHits(chunk, name, (line, at) => mayBind(chunk, line, at)).filter(
      ({ binding, role }) => binding !== undefined || role === "set",
    ),
  );
}

/** After so many names it is cheaper to list all words of a chunk than to search it for each. */
const MANY_NAMES = 64;
const NONE: readonly Hit[] = [];
const words = new WeakMap<Chunk, ReadonlySet<string>>();

function wordsOf(chunk: Chunk): ReadonlySet<string> {
  const known = words.get(chunk) ?? new Set(chunk.text.match(/[\w\u0080-\uffff]+/g));
  words.set(chunk, known);
  return known;
}

function cached(caches: Cache, chunk: Chunk, name: string, find: () => readonly Hit[]): readonly Hit[] {
  const known = caches.get(chunk) ?? new Map<string, readonly Hit[]>();
  caches.set(chunk, known);
  if (known.size >= MANY_NAMES && !wordsOf(chunk).has(name)) return NONE;
  let hits = known.get(name);
  if (!hits) {
    hits = find();
    known.set(name, hits);
  }
  return hits;
}

/** Looks closely at the logical lines in which `name` stands and that are `wanted` for it. */
function findHits(chunk: Chunk, name: string, wanted: (line: number, at: number) => boolean): Hit[] {
  const hits: Hit[] = [];
  let line = -1;
  for (let at = chunk.text.indexOf(name); at !== -1; at = chunk.text.indexOf(name, at + name.length)) {
    if (isWord(chunk.text.charCodeAt(at - 1)) || isWord(chunk.text.charCodeAt(at + name.length))) continue;
    const found = lineAt(chunk, at + chunk.origin, line);
    if (found === line) continue;
    line = found;
    if (wanted(line, at)) for (const hit of readLine(chunk, line).of(name)) hits.push(hit);
  }
  return hits;
}

const BINDING_WORD = /(?:^|[^\w.])(?:as|case|class|def|del|for|import)\s|setattr(?:__)?\s*\(/;

/** Whether a name that a line has first at `at` can be bound in it: before `=`, or with a word that binds. */
function mayBind(chunk: Chunk, line: number, at: number): boolean {
  const start = (chunk.starts[line] ?? chunk.origin) - chunk.origin;
  const end = (chunk.starts[line + 1] ?? chunk.origin + chunk.text.length) - chunk.origin;
  const equals = chunk.text.indexOf("=", at);
  return (equals !== -1 && equals < end) || BINDING_WORD.test(chunk.text.slice(start, end));
}

function isWord(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

/** The last logical line that starts at or before `offset`; lines come in order, so the search goes on from `from`. */
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
