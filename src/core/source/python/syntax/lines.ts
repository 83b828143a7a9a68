// Finds the ends of logical lines.
import type { SourceProblem, SourceProblemCode } from "../../types";
import {
  BACKSLASH,
  CLASSES,
  CLOSE,
  COLON,
  COMMENT,
  CR,
  EQUALS,
  EXCLAMATION,
  FORM_FEED,
  LF,
  lineEnd,
  NEWLINE,
  newlineEnd,
  OPEN,
  PLAIN,
  QUOTE,
  SPACE,
  TAB,
} from "./chars";
import { isTriple, prefixBefore, reachOfSearch, startsStatement, stringEnd } from "./strings";

/**
 * Reads logical lines of one text, one at a time: brackets, strings and backslashes carry a line over line breaks. The
 * results of the last `read` are in its members.
 */
export class LineScanner {
  /** Where the line ends, without its comment and the white space before that. */
  end = 0;
  /** Where the next physical line starts. */
  next = 0;
  /**
   * How far the text was looked at to tell how the line reads; infinite where another text after this one's end could
   * make a difference.
   */
  reach = 0;
  readonly problems: SourceProblem[] = [];
  readonly #text: string;
  /** The offsets of the open brackets; only the first `#depth` are of this line. */
  readonly #open: number[] = [];
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the line opens a block on the lines after it. */
  get opensBlock(): boolean {
    return this.#text.charCodeAt(this.end - 1) === COLON;
  }

  /** Reads the logical line whose first token is at `start`. */
  read(start: number): void {
    const text = this.#text;
    this.#depth = 0;
    this.reach = 0;
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code > 127 || CLASSES[code] === PLAIN) {
        at++;
        continue;
      }
      switch (CLASSES[code]) {
        case NEWLINE:
          if (this.#depth === 0) {
            this.#finish(start, at, newlineEnd(text, at));
            return;
          }
          at = newlineEnd(text, at);
          if (startsStatement(text, at)) {
            this.#lookTo(lineEnd(text, at));
            this.#finish(start, at, at);
            return;
          }
          break;
        case COMMENT: {
          const stop = lineEnd(text, at);
          if (this.#depth === 0) {
            this.#lookTo(stop);
            this.#finish(start, at, newlineEnd(text, stop));
            return;
          }
          at = stop;
          break;
        }
        case QUOTE:
          at = this.#skipString(start, at);
          break;
        case OPEN:
          this.#open[this.#depth++] = at++;
          break;
        case CLOSE:
          this.#close(at++);
          break;
        case BACKSLASH:
          at = this.#continue(at);
          break;
        case undefined:
          this.#lookTo(text.length);
          this.#finish(start, text.length, text.length);
          return;
        default:
          if (code !== EXCLAMATION || text.charCodeAt(at + 1) !== EQUALS)
            this.#report("character-unexpected", at, at + 1);
          at++;
      }
    }
  }

  /** Notes that all before `end` was looked at, and the line break there, or the text's end. */
  #lookTo(end: number): void {
    this.reach = Math.max(this.reach, end < this.#text.length ? newlineEnd(this.#text, end) : Number.POSITIVE_INFINITY);
  }

  #finish(start: number, end: number, next: number): void {
    if (this.#depth > 0)
      for (const open of this.#open.slice(0, this.#depth)) this.#report("bracket-unclosed", open, open + 1);
    this.end = trimEnd(this.#text, start, end);
    this.next = Math.min(next, this.#text.length);
    this.reach = Math.max(this.reach, this.next);
  }

  #skipString(start: number, quote: number): number {
    const { fields, raw } = prefixBefore(this.#text, start, quote);
    const end = stringEnd(this.#text, quote, fields, raw);
    if (end !== -1) return end;
    const stop = lineEnd(this.#text, quote);
    this.#report("string-unterminated", quote, stop);
    this.#lookTo(reachOfSearch(this.#text, quote, fields, raw));
    return isTriple(this.#text, quote) ? this.#text.length : stop;
  }

  #close(at: number): void {
    const open = this.#depth > 0 ? this.#open[--this.#depth] : undefined;
    const distance = open === undefined ? 0 : this.#text.charCodeAt(at) - this.#text.charCodeAt(open);
    // The ASCII codes of a bracket and its partner are 1 or 2 apart.
    if (distance !== 1 && distance !== 2) this.#report("bracket-unmatched", at, at + 1);
  }

  #continue(at: number): number {
    const next = this.#text.charCodeAt(at + 1);
    if (next === LF || next === CR) {
      const line = newlineEnd(this.#text, at + 1);
      if (line < this.#text.length) return line;
      this.#lookTo(line);
    }
    this.#report("character-unexpected", at, at + 1);
    return at + 1;
  }

  #report(code: SourceProblemCode, start: number, end: number): void {
    this.problems.push({ code, range: { start, end } });
  }
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start) {
    const code = text.charCodeAt(at - 1);
    if (code === SPACE || code === TAB || code === FORM_FEED || code === LF || code === CR) at--;
    else if (CLASSES[code] === BACKSLASH && at < end) at--;
    else break;
  }
  return at;
}
