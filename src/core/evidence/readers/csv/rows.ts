// Splits the bytes of a CSV file into its rows: where each begins and ends, and how many fields it has.
import { carriageReturn, lineFeed, quote } from "../marks";

/** A row, as indices into the bytes that were scanned; `end` is after its line break. */
export interface RowSpan {
  readonly start: number;
  readonly end: number;
  readonly width: number;
  readonly lineBreak: LineBreak;
  /** Something follows a closing quote, so that nobody can say where the field ends. */
  readonly isMalformed: boolean;
  readonly isEmpty: boolean;
}

export type LineBreak = "\n" | "\r\n" | "\r";

/** The row that begins at `start`; undefined while its end is not there. `isEnd`: nothing more is expected for now. */
export function rowAt(bytes: Uint8Array, start: number, delimiter: number, isEnd: boolean): RowSpan | undefined {
  let width = 1;
  let isMalformed = false;
  let at = start;
  for (;;) {
    if (bytes[at] === quote) {
      at = afterQuoted(bytes, at);
      isMalformed ||= !endsField(bytes[at], delimiter);
    }
    at = endOfField(bytes, at, delimiter);
    if (bytes[at] !== delimiter) break;
    width++;
    at++;
  }
  const lineBreak = lineBreakAt(bytes, at, isEnd);
  return lineBreak && { start, end: at + lineBreak.length, width, lineBreak, isMalformed, isEmpty: at === start };
}

/** The loop that takes the time of reading: it never looks beyond the bytes, which would make it slow. */
function endOfField(bytes: Uint8Array, start: number, delimiter: number): number {
  const { length } = bytes;
  for (let at = start; at < length; at++) if (endsField(bytes[at], delimiter)) return at;
  return length;
}

function endsField(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === lineFeed || byte === carriageReturn || byte === undefined;
}

/** The index after the closing quote of a field; that after the last byte where there is none. */
function afterQuoted(bytes: Uint8Array, opening: number): number {
  let at = opening + 1;
  for (;;) {
    at = bytes.indexOf(quote, at);
    if (at === -1) return bytes.length;
    if (bytes[at + 1] !== quote) return at + 1;
    at += 2;
  }
}

/** Undefined at the end of the bytes, also for a carriage return there while a line feed may follow. */
function lineBreakAt(bytes: Uint8Array, at: number, isEnd: boolean): LineBreak | undefined {
  if (bytes[at] === lineFeed) return "\n";
  if (at === bytes.length || (at + 1 === bytes.length && !isEnd)) return undefined;
  return bytes[at + 1] === lineFeed ? "\r\n" : "\r";
}

export function startsWithLineBreak(bytes: Uint8Array): boolean {
  return bytes[0] === lineFeed || bytes[0] === carriageReturn;
}

/** The index after the line break that comes first from `start` on, also in quotes; undefined where there is none. */
export function afterLine(bytes: Uint8Array, start: number): number | undefined {
  const feed = bytes.indexOf(lineFeed, start);
  if (feed !== -1) return feed + 1;
  const carriage = bytes.indexOf(carriageReturn, start);
  return carriage === -1 || carriage + 1 === bytes.length ? undefined : carriage + 1;
}
