// Finds the functions and classes that a file defines, in functions too, with their parameters, bases and decorators.
import { oncePer } from "../once-per";
import type { Frame, FrameId } from "../syntax/frames";
import type { Chunk } from "../tree/chunks";
import { type TokenLine, tokenLine } from "./token-lines";

/** `def name(parameters):` or `class name(bases):`. */
export interface Header {
  readonly kind: "def" | "class";
  readonly name: string;
  readonly line: TokenLine;
  /** Which token is the name. */
  readonly at: number;
  /** The names of a function's parameters, with their stars. */
  readonly parameters: readonly { readonly name: string; readonly stars: number }[];
  /** A class's bases, with their dots. */
  readonly bases: readonly string[];
  /** A class's `metaclass`, with its dots. */
  readonly metaclass: string | undefined;
  /** The names of its decorators, with their dots, without their arguments. */
  readonly decorators: readonly string[];
}

const DEFINES = /(?:^|[\n;:])[ \t\f]*(?:async\s+)?(?:def|class)\s/;

/** The headers in the chunk, in the order of the text. */
export const headersIn = oncePer((chunk: Chunk): readonly Header[] => {
  if (!DEFINES.test(chunk.text)) return [];
  const headers: Header[] = [];
  let decorators: string[] = [];
  chunk.starts.forEach((start, index) => {
    const text = chunk.text.slice(start - chunk.origin, start - chunk.origin + 40);
    if (text.startsWith("@")) decorators.push(decoratorOf(tokenLine(chunk, index)));
    else {
      if (/^(?:async\s|def\s|class\s)/.test(text)) {
        const header = headerOf(tokenLine(chunk, index), decorators);
        if (header) headers.push(header);
      }
      decorators = [];
    }
  });
  return headers;
});

/** The block that a header opens; undefined where it is on the same line. */
export function bodyOf({ line: { chunk, line, frame } }: Header): Frame | undefined {
  const next = chunk.frames[line + 1] ?? chunk.exit.opened;
  return next && next.parent?.id === frame.id ? next : undefined;
}

/** The id of the class that a header opens, on the same line too. */
export function classOf(header: Header): FrameId | undefined {
  const { line, at } = header;
  const start = line.tokens[at]?.start ?? 0;
  const binding = line.chunk.bindings.find((each) => each.opens && each.start - line.chunk.origin === start);
  return binding?.opens ?? bodyOf(header)?.id;
}

function decoratorOf(line: TokenLine): string {
  const end = line.tokens.findIndex(({ text }, at) => at > 0 && text !== "." && !line.isWord(at));
  return line.tokens
    .slice(1, end === -1 ? undefined : end)
    .map(({ text }) => text)
    .join("");
}

function headerOf(line: TokenLine, decorators: readonly string[]): Header | undefined {
  const word = line.text(0) === "async" ? 1 : 0;
  const kind = line.text(word);
  const name = line.tokens[word + 1];
  if ((kind !== "def" && kind !== "class") || name?.type !== "word") return undefined;
  const open = line.tokens.findIndex(({ text }, at) => at > word + 1 && text === "(" && line.around[at] === -1);
  const items = open === -1 ? [] : itemsIn(line, open);
  const header = { kind, name: name.text, line, at: word + 1, decorators } as const;
  if (kind === "def") {
    const parameters = items.flatMap(([start]) => {
      let at = start;
      while (line.text(at) === "*") at++;
      return line.isWord(at) ? { name: line.text(at), stars: at - start } : [];
    });
    return { ...header, parameters, bases: [], metaclass: undefined };
  }
  const texts = items.map(([start, end]) => ({
    keyword: keywordAt(line, start, end),
    text: dottedAt(line, start, end),
  }));
  const bases = texts.flatMap(({ keyword, text }) => (keyword === undefined ? text : []));
  const metaclass = texts.find(({ keyword }) => keyword === "metaclass");
  const meta = metaclass && items[texts.indexOf(metaclass)];
  return { ...header, parameters: [], bases, metaclass: meta && dottedAt(line, meta[0] + 2, meta[1]) };
}

/** What the bracket at `open` holds, between its commas: `[start, end)` of each. */
export function itemsIn(line: TokenLine, open: number): [start: number, end: number][] {
  const close = line.partner.get(open) ?? line.tokens.length;
  const items: [number, number][] = [];
  let start = open + 1;
  for (let at = open + 1; at <= close; at++) {
    if (at < close && (line.around[at] !== open || line.text(at) !== ",")) continue;
    if (at > start) items.push([start, at]);
    start = at + 1;
  }
  return items;
}

/** The name of a keyword argument that is in `[start, end)`. */
export function keywordAt(line: TokenLine, start: number, end: number): string | undefined {
  const isKeyword = line.isWord(start) && line.text(start + 1) === "=" && line.text(start + 2) !== "=";
  return isKeyword && end > start + 2 ? line.text(start) : undefined;
}

/** The dotted name at the start of `[start, end)`: without arguments and brackets after it. */
function dottedAt(line: TokenLine, start: number, end: number): string {
  let text = line.text(start);
  for (let at = start + 1; at + 1 < end && line.text(at) === "."; at += 2) text += `.${line.text(at + 1)}`;
  return text;
}
