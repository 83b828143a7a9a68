// Reads a text in chunks of some logical lines, the unit that an edit reads again.
import type { SourceProblem } from "../../types";
import type { Binding } from "../syntax/bindings";
import { BACKSLASH, CLASSES, COMMENT, FORM_FEED, lineEnd, NEWLINE, newlineEnd, SPACE, TAB } from "../syntax/chars";
import { type Frame, openFrame, placeFrame, type State } from "../syntax/frames";
import { LineScanner } from "../syntax/lines";
import { StatementReader } from "../syntax/statements";

/** A chunk ends with the first logical line that reaches this length, in code units. */
const SIZE = 2048;
const TAB_STOP = 8;
const BYTE_ORDER_MARK = 0xfeff;
const HEADER = /(?:async\s+)?(def|class)(?![\w\u0080-\uffff])/y;

/**
 * Successive logical lines as they were read. It never changes. Offsets in it are those of a text that has it at
 * `origin`.
 */
export interface Chunk {
  readonly text: string;
  readonly origin: number;
  readonly entry: State;
  readonly exit: State;
  /** The offset of the first token of each logical line. */
  readonly starts: readonly number[];
  /** The block of each logical line. */
  readonly frames: readonly Frame[];
  /** What the lines outside of functions bind, in the order of the text. */
  readonly bindings: readonly Binding[];
  readonly problems: readonly SourceProblem[];
  /**
   * How many code units after it were looked at to tell how it reads; infinite where what follows its text's end could
   * make a difference. Of a text without problems, only the last chunk has any.
   */
  readonly reach: number;
}

/** Reads the chunk of `text` that starts at `from`; `entry` is the state after the text before it. */
export function readChunk(text: string, from: number, entry: State): Chunk {
  return new ChunkReader(text, from, entry).read();
}

class ChunkReader {
  readonly #text: string;
  readonly #from: number;
  readonly #entry: State;
  readonly #lines: LineScanner;
  readonly #starts: number[] = [];
  readonly #frames: Frame[] = [];
  readonly #bindings: Binding[] = [];
  readonly #problems: SourceProblem[];
  #frame: Frame;
  #opened: Frame | undefined;
  #reach = 0;
  #column = 0;
  #alternate = 0;

  constructor(text: string, from: number, entry: State) {
    this.#text = text;
    this.#from = from;
    this.#entry = entry;
    this.#frame = entry.frame;
    this.#opened = entry.opened;
    this.#lines = new LineScanner(text);
    this.#problems = this.#lines.problems;
  }

  read(): Chunk {
    const text = this.#text;
    let at = this.#from;
    if (this.#entry.atStart && text.charCodeAt(at) === BYTE_ORDER_MARK) at++;
    while (at < text.length && at - this.#from < SIZE) {
      const start = this.#indentation(at);
      const kind = CLASSES[text.charCodeAt(start)];
      if (kind === NEWLINE || kind === COMMENT || start >= text.length) {
        const end = lineEnd(text, start);
        if (end === text.length) this.#reach = Number.POSITIVE_INFINITY;
        at = Math.min(newlineEnd(text, end), text.length);
      } else at = this.#line(start);
    }
    return {
      text: text.slice(this.#from, at),
      origin: this.#from,
      entry: this.#entry,
      exit: { frame: this.#frame, opened: this.#opened, atStart: this.#entry.atStart && at === this.#from },
      starts: this.#starts,
      frames: this.#frames,
      bindings: this.#bindings,
      problems: this.#problems,
      reach: Math.max(0, this.#reach - at),
    };
  }

  /** Measures the indentation as Python does, and returns the offset of the line's first token. */
  #indentation(from: number): number {
    const text = this.#text;
    let column = 0;
    let alternate = 0;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === SPACE) {
        column++;
        alternate++;
      } else if (code === TAB) {
        column = (Math.floor(column / TAB_STOP) + 1) * TAB_STOP;
        alternate++;
      } else if (code === FORM_FEED) {
        column = 0;
        alternate = 0;
      } else if (CLASSES[code] === BACKSLASH && CLASSES[text.charCodeAt(at + 1)] === NEWLINE) {
        // The indentation is what is before the first backslash.
        at = this.#continuation(at);
        break;
      } else break;
      at++;
    }
    this.#column = column;
    this.#alternate = alternate;
    return at;
  }

  #continuation(from: number): number {
    const text = this.#text;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (CLASSES[code] === BACKSLASH && CLASSES[text.charCodeAt(at + 1)] === NEWLINE) at = newlineEnd(text, at + 1);
      else if (code === SPACE || code === TAB || code === FORM_FEED) at++;
      else return at;
    }
  }

  #line(start: number): number {
    this.#place(start);
    const lines = this.#lines;
    lines.read(start);
    this.#reach = Math.max(this.#reach, lines.reach);
    this.#starts.push(start);
    this.#frames.push(this.#frame);
    if (this.#frame.scope === undefined) this.#opened = lines.opensBlock ? this.#functionHeader(start) : undefined;
    else this.#statements(start, lines.end);
    return lines.next;
  }

  #functionHeader(start: number): Frame {
    HEADER.lastIndex = start;
    const word = HEADER.exec(this.#text)?.[1];
    return openFrame(this.#frame, word === "def" ? "function" : ((word as "class" | undefined) ?? "block"), "");
  }

  #statements(start: number, end: number): void {
    const broken = this.#problems.length;
    const reader = new StatementReader(this.#text, start, end, this.#frame, this.#bindings);
    reader.read();
    this.#opened = reader.opened;
    // One problem per line: the one of the scanner comes first.
    if (reader.problem && this.#problems.length === broken) this.#problems.push(reader.problem);
  }

  /** Finds the block of a line with the measured indentation. */
  #place(start: number): void {
    const column = this.#column;
    const alternate = this.#alternate;
    const opened = this.#opened;
    let frame = this.#frame;
    this.#opened = undefined;
    if (column > frame.column) {
      if (!opened || alternate <= frame.alternate) this.#complain("indentation", start);
      this.#frame = placeFrame(opened ?? openFrame(frame, "block", ""), column, alternate);
      return;
    }
    if (opened) this.#complain("block-missing", start);
    while (column < frame.column && frame.parent) frame = frame.parent;
    if (column !== frame.column || alternate !== frame.alternate) this.#complain("indentation", start);
    this.#frame = frame;
  }

  #complain(code: "indentation" | "block-missing", start: number): void {
    this.#problems.push({ code, range: { start, end: lineEnd(this.#text, start) } });
  }
}
