// Moves over the characters, words and strings of one logical line.
import type { SourceProblem, SourceProblemCode } from "../../types";
import {
  BACKSLASH,
  CLASSES,
  CLOSE,
  COMMENT,
  FORM_FEED,
  isWordStart,
  lineEnd,
  NEWLINE,
  newlineEnd,
  OPEN,
  QUOTE,
  SPACE,
  TAB,
  wordEnd,
} from "./chars";
import type { NameToken } from "./nodes";
import { readPrefix, stringEnd } from "./strings";

/** The words that are never a name. */
export const RESERVED = new Set(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
const NAME = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;

/** String literals beside each other, which Python joins to one. */
export interface StringRun {
  /** Where the last of them ends. */
  readonly end: number;
  /** Whether one of them has fields, which hold expressions. */
  readonly fields: boolean;
}

/**
 * A position in `[start, end)` of `text`, the range of one logical line. Reading never throws: the first thing that is
 * not Python is noted as `problem`, and the position goes to the end.
 */
export class Cursor {
  problem: SourceProblem | undefined;
  at: number;
  readonly text: string;
  readonly end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The code of the next character that is no white space, line break or comment; NaN at the end. */
  peek(): number {
    while (this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      if (code === SPACE || code === TAB || code === FORM_FEED) this.at++;
      else if (CLASSES[code] === NEWLINE) this.at++;
      else if (CLASSES[code] === COMMENT) this.at = lineEnd(this.text, this.at);
      else if (CLASSES[code] === BACKSLASH) this.at = newlineEnd(this.text, this.at + 1);
      else return code;
    }
    return Number.NaN;
  }

  get done(): boolean {
    return Number.isNaN(this.peek());
  }

  /** Steps over `character` if it is next, and says whether it was. */
  take(character: string): boolean {
    if (this.peek() !== character.charCodeAt(0)) return false;
    this.at++;
    return true;
  }

  /** The word that is next, without stepping over it; "" where there is none. */
  word(): string {
    return isWordStart(this.peek()) ? this.text.slice(this.at, wordEnd(this.text, this.at)) : "";
  }

  /** Steps over `word` if it is next, and says whether it was. */
  takeWord(word: string): boolean {
    if (this.word() !== word) return false;
    this.at += word.length;
    return true;
  }

  /** Steps over a name and returns it; undefined, and nothing is stepped over, where none is next. */
  name(): NameToken | undefined {
    const word = this.word();
    const start = this.at;
    if (word === "" || RESERVED.has(word)) return undefined;
    this.at += word.length;
    return this.named(word, start);
  }

  /** `word`, which is at `start`, as a name. */
  named(word: string, start: number): NameToken {
    const end = start + word.length;
    for (let at = 0; at < word.length; at++) {
      if (word.charCodeAt(at) < 128) continue;
      if (!NAME.test(word)) this.fail("character-unexpected", start, end);
      return { name: word.normalize("NFKC"), start, end };
    }
    return { name: word, start, end };
  }

  /** Notes a problem unless there is one already, and gives up on the rest of the line. */
  fail(code: SourceProblemCode, start = this.at, end = this.end): void {
    this.problem ??= { code, range: { start: Math.min(start, this.end), end } };
    this.at = this.end;
  }

  /** Goes to the next character of the code `stop` that is in no bracket and no string, or to the end. */
  skipTo(stop: number): void {
    let depth = 0;
    for (let code = this.peek(); !Number.isNaN(code); code = this.peek()) {
      if (depth === 0 && code === stop) return;
      if (isWordStart(code)) this.#skipWord();
      else if (CLASSES[code] === QUOTE) this.strings();
      else {
        if (CLASSES[code] === OPEN) depth++;
        else if (CLASSES[code] === CLOSE) depth--;
        this.at++;
      }
    }
  }

  /** Steps over the next word, or over the string that it is the prefix of. */
  #skipWord(): void {
    const end = wordEnd(this.text, this.at);
    if (CLASSES[this.text.charCodeAt(end)] === QUOTE) this.strings();
    else this.at = end;
  }

  /** Steps over a string and all strings directly after it. */
  strings(): StringRun {
    let fields = false;
    let bytes: boolean | undefined;
    let end = this.at;
    for (;;) {
      const code = this.peek();
      const quote = isWordStart(code) ? wordEnd(this.text, this.at) : this.at;
      if (CLASSES[this.text.charCodeAt(quote)] !== QUOTE || quote >= this.end) break;
      const prefix = readPrefix(this.text, this.at, quote);
      if (!prefix || (bytes !== undefined && bytes !== prefix.bytes)) {
        this.fail("expression-malformed");
        break;
      }
      fields ||= prefix.fields;
      bytes = prefix.bytes;
      const stop = stringEnd(this.text, quote, prefix.fields, prefix.raw);
      if (stop === -1 || stop > this.end) {
        this.fail("string-unterminated", quote);
        break;
      }
      end = stop;
      this.at = stop;
    }
    return { end, fields };
  }
}
