// Splits logical lines into tokens that know their brackets and their statements.
import { oncePer } from "../once-per";
import { isDigit, isWordStart } from "../syntax/chars";
import type { Frame } from "../syntax/frames";
import { LineScanner } from "../syntax/lines";
import { type Token, tokensOf } from "../syntax/tokens";
import type { Chunk } from "../tree/chunks";

const BLOCK = new Set("if elif else for while try except finally with def class match case async".split(" "));
const NONE = -1;

/** One logical line. Positions are those of its tokens. */
export class TokenLine {
  readonly chunk: Chunk;
  /** Which of the chunk's logical lines it is. */
  readonly line: number;
  readonly tokens: readonly Token[];
  /** The bracket around each token, -1 for none. */
  readonly around: readonly number[];
  /** The other bracket of each bracket. */
  readonly partner: ReadonlyMap<number, number>;
  /** Where the statements start: behind a semicolon, or a colon that opens a block. */
  readonly statements: readonly number[];

  constructor(chunk: Chunk, line: number) {
    this.chunk = chunk;
    this.line = line;
    const start = (chunk.starts[line] as number) - chunk.origin;
    const lines = new LineScanner(chunk.text);
    lines.read(start);
    this.tokens = tokensOf(chunk.text, start, lines.end);
    const around: number[] = [];
    const partner = new Map<number, number>();
    const statements = [0];
    const open: number[] = [];
    this.tokens.forEach(({ type, text }, at) => {
      if (type === "symbol" && ")]}".includes(text)) {
        const start = open.pop();
        if (start !== undefined) partner.set(start, at).set(at, start);
      }
      around.push(open.at(-1) ?? NONE);
      if (type !== "symbol") return;
      if ("([{".includes(text)) open.push(at);
      else if (open.length === 0 && (text === ";" || (text === ":" && this.#opensBlock(statements))))
        statements.push(at + 1);
    });
    this.around = around;
    this.partner = partner;
    this.statements = statements;
  }

  get frame(): Frame {
    return this.chunk.frames[this.line] as Frame;
  }

  /** The text of the token at `at`, "" where none is. */
  text(at: number): string {
    return this.tokens[at]?.text ?? "";
  }

  isWord(at: number): boolean {
    return this.tokens[at]?.type === "word";
  }

  /** Where the expression starts whose last name is at `at`: `self.config("live").STOP`. */
  dottedStart(at: number): number {
    let start = at;
    while (this.text(start - 1) === ".") {
      start -= 2;
      const open = ")]".includes(this.text(start) || " ") ? this.partner.get(start) : undefined;
      if (open !== undefined) start = this.isWord(open - 1) ? open - 1 : open;
    }
    return start;
  }

  /** Which tokens are the word `name`. */
  placesOf(name: string): number[] {
    return this.tokens.flatMap(({ type, text }, at) => (type === "word" && text === name ? at : []));
  }

  /** Where the statement with the token `at` starts, and where it ends. */
  statementOf(at: number): { start: number; end: number } {
    const index = this.statements.findLastIndex((start) => start <= at);
    return { start: this.statements[index] ?? 0, end: (this.statements[index + 1] ?? this.tokens.length + 1) - 1 };
  }

  #opensBlock(statements: readonly number[]): boolean {
    return statements.length === 1 && this.isWord(0) && BLOCK.has(this.text(0));
  }
}

const linesByNumber = oncePer((_chunk: Chunk) => new Map<number, TokenLine>());

export function tokenLine(chunk: Chunk, line: number): TokenLine {
  const lines = linesByNumber(chunk);
  const known = lines.get(line) ?? new TokenLine(chunk, line);
  lines.set(line, known);
  return known;
}

/** The logical lines of the chunk whose text has the word `name`, in their order. */
export function linesWith(chunk: Chunk, name: string): TokenLine[] {
  const { text, origin, starts } = chunk;
  const lines: TokenLine[] = [];
  let line = 0;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    if (isNamePart(text.charCodeAt(at - 1)) || isNamePart(text.charCodeAt(at + name.length))) continue;
    while (line + 1 < starts.length && (starts[line + 1] as number) <= at + origin) line++;
    if (starts.length > 0 && lines.at(-1)?.line !== line) lines.push(tokenLine(chunk, line));
  }
  return lines;
}

function isNamePart(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}
