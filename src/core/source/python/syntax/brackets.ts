// Reads what is between brackets: groups and tuples, lists, dicts and sets, comprehensions, arguments of a call.
import { BRACE_CLOSE, EQUALS, isWordStart, PAREN_CLOSE, STAR } from "./chars";
import type { Cursor } from "./cursor";
import { type Node, type NodeItem, plainNode } from "./nodes";

/** What reads the expressions and targets between the brackets. */
export interface OperandReader extends Cursor {
  expression(inClause?: boolean): Node;
  targets(): Node[];
  readonly walruses: readonly unknown[];
  mayPassBy(first: number): void;
}

interface Contents {
  readonly items: readonly NodeItem[];
  readonly comma: boolean;
  readonly comprehension: boolean;
  readonly star: boolean;
}

/** An expression, or `*expression`. */
export function readStarred(reader: OperandReader): NodeItem & { readonly start: number } {
  const spread = reader.peek() === STAR;
  const start = reader.at;
  if (spread) reader.at += reader.text.charCodeAt(reader.at + 1) === STAR ? 2 : 1;
  return { key: undefined, argument: undefined, spread, node: reader.expression(), start };
}

/** The arguments of a call, after its opening parenthesis. */
export function readArguments(reader: OperandReader): readonly NodeItem[] {
  return readContents(reader, PAREN_CLOSE).items;
}

/** A tuple, a generator or an expression in parentheses, of which the first is at `start`. */
export function readGroup(reader: OperandReader, start: number): Node {
  reader.at++;
  const { items, comma, comprehension } = readContents(reader, PAREN_CLOSE);
  const [item] = items;
  if (comprehension) return plainNode("expression", start, reader.at);
  if (items.length === 1 && item && !comma && !item.spread)
    return { ...item.node, outerStart: start, outerEnd: reader.at };
  if (item?.spread && !comma) reader.fail("expression-malformed", start);
  return plainNode("tuple", start, reader.at, items);
}

/** A list, or what is in braces; the opening bracket is at `start`, and `closing` is the code of the other. */
export function readDisplay(reader: OperandReader, start: number, kind: "list" | "dict", closing: number): Node {
  reader.at++;
  const { items, comprehension, star } = readContents(reader, closing);
  if (comprehension) return plainNode("expression", start, reader.at);
  if (kind === "dict") {
    // `{*a}` is a set as well, and `{**a}` is none.
    const members = items.filter(({ key, spread }) => !key && !spread).length + (star ? 1 : 0);
    if (members > 0 && items.some(({ key }) => key)) reader.fail("expression-malformed", start);
    if (members > 0) return plainNode("expression", start, reader.at);
  }
  return plainNode(kind, start, reader.at, items);
}

/** Reads up to the closing bracket, and steps over it. */
function readContents(reader: OperandReader, closing: number): Contents {
  const open = reader.at - 1;
  const items: NodeItem[] = [];
  const contents = { items, comma: false, comprehension: false, star: false };
  while (reader.peek() !== closing) {
    if (reader.done) {
      reader.fail("expression-malformed", open);
      return contents;
    }
    if (closing !== PAREN_CLOSE && reader.peek() === STAR && reader.text.charCodeAt(reader.at + 1) !== STAR)
      contents.star = true;
    const first = reader.walruses.length;
    items.push(readItem(reader, closing));
    while (reader.word() === "async" || reader.word() === "for") {
      contents.comprehension = true;
      readClause(reader);
      reader.mayPassBy(first);
    }
    if (reader.take(",")) contents.comma = true;
    else if (reader.peek() !== closing) reader.fail("expression-malformed");
  }
  reader.at++;
  // A generator that is a call's only argument takes the call's parentheses as its own.
  if (contents.comprehension && items[0]) items[0] = { ...items[0], node: plainNode("expression", open, reader.at) };
  return contents;
}

/** `for targets in expression`; the conditions after it read as operators. */
function readClause(reader: OperandReader): void {
  reader.takeWord("async");
  reader.takeWord("for");
  reader.targets();
  if (reader.takeWord("in")) reader.expression(true);
  else reader.fail("expression-malformed");
}

function readItem(reader: OperandReader, closing: number): NodeItem {
  if (closing === PAREN_CLOSE && isWordStart(reader.peek())) {
    const start = reader.at;
    const name = reader.name();
    if (name && reader.peek() === EQUALS && reader.text.charCodeAt(reader.at + 1) !== EQUALS) {
      reader.at++;
      return { key: undefined, argument: name.name, spread: false, node: reader.expression() };
    }
    reader.at = start;
  }
  const item = readStarred(reader);
  if (closing !== BRACE_CLOSE || item.spread || !reader.take(":")) return item;
  return { key: item.node, argument: undefined, spread: false, node: reader.expression() };
}
