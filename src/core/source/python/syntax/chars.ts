// Characters by their UTF-16 codes: what each means to the scanner, and where words, lines and line breaks end.

/** What a character means to the scanner of logical lines. */
export const PLAIN = 0;
export const NEWLINE = 1;
export const COMMENT = 2;
export const QUOTE = 3;
export const OPEN = 4;
export const CLOSE = 5;
export const BACKSLASH = 6;
const UNEXPECTED = 7;

export const TAB = 9;
export const LF = 10;
export const FORM_FEED = 12;
export const CR = 13;
export const SPACE = 32;
export const EXCLAMATION = 33;
export const PAREN_OPEN = 40;
export const PAREN_CLOSE = 41;
export const STAR = 42;
export const PLUS = 43;
export const COMMA = 44;
export const MINUS = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const EQUALS = 61;
export const BRACKET_OPEN = 91;
export const REVERSE_SOLIDUS = 92;
export const BRACKET_CLOSE = 93;
export const BRACE_OPEN = 123;
export const BRACE_CLOSE = 125;
export const TILDE = 126;

/** The meaning of each ASCII character. All others are letters to the scanner; what needs to know more looks itself. */
export const CLASSES = new Uint8Array(128);
for (let code = 0; code < 32; code++) CLASSES[code] = UNEXPECTED;
for (const code of [TAB, FORM_FEED]) CLASSES[code] = PLAIN;
for (const [characters, kind] of [
  ["\n\r", NEWLINE],
  ["#", COMMENT],
  ["'\"", QUOTE],
  ["([{", OPEN],
  [")]}", CLOSE],
  ["\\", BACKSLASH],
  ["$?`!\x7f", UNEXPECTED],
] as const) {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = kind;
}

const WORD = new Uint8Array(128);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") WORD[character.charCodeAt(0)] = 1;
for (const character of "0123456789") WORD[character.charCodeAt(0)] = 2;

export function isWordStart(code: number): boolean {
  return code > 127 || WORD[code] === 1;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Where the word that starts at `position` ends. */
export function wordEnd(text: string, position: number): number {
  let end = position;
  for (;;) {
    const code = text.charCodeAt(end);
    // NaN at the text's end fails both tests.
    if (!(code > 127 || (WORD[code] ?? 0) > 0)) return end;
    end++;
  }
}

/** Where the line break at `position` ends: CR LF is one. */
export function newlineEnd(text: string, position: number): number {
  return text.charCodeAt(position) === CR && text.charCodeAt(position + 1) === LF ? position + 2 : position + 1;
}

/** Where the line that holds `position` ends, before its line break; the text's end where it has none. */
export function lineEnd(text: string, position: number): number {
  for (let at = position; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return text.length;
}

/** The name as Python keeps it: identifiers are compared in NFKC. */
export function identifier(word: string): string {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return word.normalize("NFKC");
  return word;
}
