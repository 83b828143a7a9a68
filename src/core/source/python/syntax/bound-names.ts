// Reads the names that imports and patterns of `case` bind.
import {
  CLASSES,
  CLOSE,
  DOT,
  EQUALS,
  isDigit,
  isWordStart,
  OPEN,
  PAREN_CLOSE,
  PAREN_OPEN,
  QUOTE,
  wordEnd,
} from "./chars";
import type { ExpressionReader } from "./expressions";
import type { NameToken } from "./nodes";
import { numberEnd } from "./numbers";

const LITERALS = new Set(["True", "False", "None"]);

/** The names that an import binds. Its first word is read already; `from` says whether it was `from` or `import`. */
export function importedNames(reader: ExpressionReader, from: boolean): NameToken[] {
  const names: NameToken[] = [];
  if (from) {
    while (!reader.done && !reader.takeWord("import"))
      reader.at = Math.max(wordEnd(reader.text, reader.at), reader.at + 1);
  }
  const grouped = from && reader.take("(");
  do {
    if (reader.take("*") || reader.peek() === PAREN_CLOSE) break;
    const name = reader.name();
    if (!name) {
      reader.fail("statement-malformed");
      break;
    }
    while (reader.take(".")) reader.name();
    names.push(reader.takeWord("as") ? (reader.name() ?? name) : name);
  } while (reader.take(","));
  if (grouped && !reader.take(")")) reader.fail("statement-malformed");
  return names;
}

/**
 * The names that a pattern binds: all but those that are called, dotted or keywords of a class pattern. Reads up to the
 * character of the code `stop`.
 */
export function capturedNames(reader: ExpressionReader, stop: number): NameToken[] {
  const names: NameToken[] = [];
  let depth = 0;
  let dotted = false;
  for (let code = reader.peek(); !Number.isNaN(code) && !(depth === 0 && code === stop); code = reader.peek()) {
    if (reader.takeWord("if")) {
      reader.expression();
      break;
    }
    if (isWordStart(code)) {
      const name = patternName(reader);
      if (name && !dotted) names.push(name);
    } else if (CLASSES[code] === QUOTE) reader.strings();
    else if (isDigit(code)) reader.at = numberEnd(reader.text, reader.at) ?? wordEnd(reader.text, reader.at);
    else {
      if (CLASSES[code] === OPEN) depth++;
      else if (CLASSES[code] === CLOSE) depth--;
      reader.at++;
    }
    dotted = code === DOT;
  }
  return names;
}

/** Steps over a word of a pattern and returns the name that it binds, if it binds one. */
function patternName(reader: ExpressionReader): NameToken | undefined {
  const word = reader.word();
  if (CLASSES[reader.text.charCodeAt(reader.at + word.length)] === QUOTE) {
    reader.strings();
    return undefined;
  }
  if (reader.takeWord("as")) return reader.name();
  const name = reader.name();
  if (!name) reader.fail("expression-malformed");
  const next = reader.peek();
  const bindsNothing = word === "_" || LITERALS.has(word) || next === DOT || next === PAREN_OPEN || next === EQUALS;
  return bindsNothing ? undefined : name;
}
