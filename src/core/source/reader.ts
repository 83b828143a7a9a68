import {
  BACKSLASH,
  CLASSES,
  CLOSE,
  COMMENT,
  FORM_FEED,
  isDigit,
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
import { numberEnd } from "./numbers";
import { readPrefix, stringEnd } from "./strings";
import type { SourceProblem, SourceProblemCode, ValueKind } from "./types";

/** An expression as it was read: where it stands and what can be addressed in it. */
export interface Node {
  readonly kind: ValueKind;
  /** Without redundant parentheses. */
  readonly start: number;
  readonly end: number;
  /** With them. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** Items of a tuple, list or dict; arguments of a call. */
  readonly items: readonly NodeItem[] | undefined;
}

export interface NodeItem {
  /** A dict's key; undefined elsewhere and where `**` spreads. */
  readonly key: Node | undefined;
  /** The name of a keyword argument. */
  readonly argument: string | undefined;
  /** Whether `*` or `**` stands before it, so that it is none or several. */
  readonly spread: boolean;
  readonly node: Node;
}

/** A name as it stands in the text; `name` is what Python compares. */
export interface NameToken {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const [PAREN, PAREN_CLOSE, BRACKET, BRACKET_CLOSE, BRACE, BRACE_CLOSE] = [40, 41, 91, 93, 123, 125];
const [STAR, PLUS, COMMA, MINUS, DOT, SLASH, COLON, SEMICOLON, EQUALS, TILDE] = [
  42, 43, 44, 45, 46, 47, 58, 59, 61, 126,
];

const OPERATOR = /\*\*|\/\/|<<|>>|<=|>=|==|!=|[-+*/%@&|^<>]/y;
const COMPARISONS = new Set(["<=", ">=", "==", "!=", "<", ">"]);
const INFIX = new Set(["and", "or", "in", "is", "if", "else"]);
const PREFIX = new Set(["not", "await"]);
const LITERALS = new Set(["True", "False", "None"]);
/** The words that are never an operand. */
const RESERVED = new Set(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
/** Those of them that one may start with. */
const OPERANDS = new Set(["await", "lambda", "not", "yield"]);
const NAME = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;

/** Reads the expressions of one logical line; at the first thing that is not Python it stops and says what. */
export class Reader {
  problem: SourceProblem | undefined;
  /** The names that `:=` binds. */
  readonly walruses: NameToken[] = [];
  at: number;
  readonly text: string;
  readonly #end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.at = start;
    this.#end = end;
  }

  /** The next character that means something, NaN after the last. */
  peek(): number {
    while (this.at < this.#end) {
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

  /** Steps over `character` where it is next. */
  take(character: string): boolean {
    if (this.peek() !== character.charCodeAt(0)) return false;
    this.at++;
    return true;
  }

  /** The word that is next, without stepping over it; "" where there is none. */
  word(): string {
    return isWordStart(this.peek()) ? this.text.slice(this.at, wordEnd(this.text, this.at)) : "";
  }

  /** Steps over `word` where it is next. */
  takeWord(word: string): boolean {
    if (this.word() !== word) return false;
    this.at += word.length;
    return true;
  }

  /** Steps over a name. */
  name(): NameToken | undefined {
    const word = this.word();
    const start = this.at;
    if (word === "" || RESERVED.has(word)) return undefined;
    this.at += word.length;
    return this.#named(word, start);
  }

  #named(word: string, start: number): NameToken {
    const end = start + word.length;
    for (let at = 0; at < word.length; at++) {
      if (word.charCodeAt(at) < 128) continue;
      if (!NAME.test(word)) this.fail("character-unexpected", start, end);
      return { name: word.normalize("NFKC"), start, end };
    }
    return { name: word, start, end };
  }

  fail(code: SourceProblemCode, start = this.at, end = Math.max(start, this.#end)): void {
    this.problem ??= { code, range: { start, end } };
    this.at = this.#end;
  }

  /** One or more expressions between commas: with a comma, a tuple. */
  list(): Node {
    const first = this.starred();
    if (this.peek() !== COMMA) return first.node;
    const items = [first];
    let end = this.at;
    while (this.take(",")) {
      end = this.at;
      if (!this.#startsOperand()) break;
      const item = this.starred();
      items.push(item);
      end = item.node.outerEnd;
    }
    return plain("tuple", first.start, end, items);
  }

  /** Goes back to `position`, as if nothing had been read after it. */
  restart(position: number): void {
    this.at = position;
    this.problem = undefined;
    this.walruses.length = 0;
  }

  /** Goes to the next `stop` that stands in no bracket and no string, or to the end. */
  skipTo(stop: number): void {
    let depth = 0;
    for (let code = this.peek(); !Number.isNaN(code); code = this.peek()) {
      if (depth === 0 && code === stop) return;
      if (isWordStart(code)) this.#skipWord();
      else if (CLASSES[code] === QUOTE) this.#strings(this.at);
      else {
        if (CLASSES[code] === OPEN) depth++;
        else if (CLASSES[code] === CLOSE) depth--;
        this.at++;
      }
    }
  }

  #skipWord(): void {
    const end = wordEnd(this.text, this.at);
    if (CLASSES[this.text.charCodeAt(end)] === QUOTE) this.#strings(this.at);
    else this.at = end;
  }

  /** The names that a pattern binds, up to `stop`: those that are neither called, dotted nor keywords of a class pattern. */
  captures(stop: number): NameToken[] {
    const names: NameToken[] = [];
    let depth = 0;
    let dotted = false;
    for (let code = this.peek(); !Number.isNaN(code) && !(depth === 0 && code === stop); code = this.peek()) {
      if (isWordStart(code)) {
        if (this.takeWord("if")) {
          this.expression();
          break;
        }
        const name = this.#pattern();
        if (name && !dotted) names.push(name);
      } else if (CLASSES[code] === QUOTE) this.#strings(this.at);
      else if (isDigit(code)) this.#number(this.at);
      else {
        if (CLASSES[code] === OPEN) depth++;
        else if (CLASSES[code] === CLOSE) depth--;
        this.at++;
      }
      dotted = code === DOT;
    }
    return names;
  }

  /** Steps over a word of a pattern; the name that it binds, if it does. */
  #pattern(): NameToken | undefined {
    const word = this.word();
    if (CLASSES[this.text.charCodeAt(this.at + word.length)] === QUOTE || LITERALS.has(word)) {
      this.#wordAtom(this.at);
      return undefined;
    }
    if (this.takeWord("as")) return this.name();
    const name = this.name();
    if (!name) this.fail("expression-malformed");
    const next = this.peek();
    const bound = name && name.name !== "_" && next !== DOT && next !== PAREN && next !== EQUALS;
    return bound ? name : undefined;
  }

  /** The names that an import binds, after its first word. */
  imports(from: boolean): NameToken[] {
    const names: NameToken[] = [];
    if (from)
      while (!this.done && !this.takeWord("import")) this.at = Math.max(wordEnd(this.text, this.at), this.at + 1);
    const grouped = from && this.take("(");
    do {
      if (this.take("*") || this.peek() === PAREN_CLOSE) break;
      const name = this.name();
      if (!name) {
        this.fail("statement-malformed");
        break;
      }
      while (this.take(".")) this.name();
      names.push(this.takeWord("as") ? (this.name() ?? name) : name);
    } while (this.take(","));
    if (grouped && !this.take(")")) this.fail("statement-malformed");
    return names;
  }

  /** A single target, such as stands after `as`. */
  target(): Node {
    return this.#operand();
  }

  /** What `for`, `as` and `del` name: operands between commas, with no operator, for `in` is none there. */
  targets(): Node[] {
    const targets: Node[] = [];
    do {
      this.take("*");
      targets.push(this.#operand());
    } while (this.take(",") && this.#startsOperand());
    return targets;
  }

  /** An expression, or `*expression`. */
  starred(): NodeItem & { readonly start: number } {
    this.peek();
    const start = this.at;
    const spread = this.peek() === STAR;
    if (spread) this.at += this.text.charCodeAt(this.at + 1) === STAR ? 2 : 1;
    return { key: undefined, argument: undefined, spread, node: this.expression(), start };
  }

  expression(): Node {
    let node = this.#operand();
    for (;;) {
      const operator = this.#operator(node);
      if (!operator) break;
      const right = this.#operand();
      node = plain("expression", node.outerStart, right.outerEnd);
    }
    return node;
  }

  /** Steps over a binary operator, the parts of a conditional expression included. */
  #operator(left: Node): boolean {
    const code = this.peek();
    if (isWordStart(code)) return this.#wordOperator();
    if (CLASSES[code] === QUOTE || isDigit(code)) {
      this.fail("expression-malformed");
      return false;
    }
    if (code === COLON && this.text.charCodeAt(this.at + 1) === EQUALS) {
      if (left.kind !== "name") return false;
      this.walruses.push(this.#named(this.text.slice(left.start, left.end), left.start));
      this.at += 2;
      return true;
    }
    OPERATOR.lastIndex = this.at;
    if (!OPERATOR.test(this.text) || OPERATOR.lastIndex > this.#end) return false;
    const operator = this.text.slice(this.at, OPERATOR.lastIndex);
    if (!COMPARISONS.has(operator) && this.text.charCodeAt(OPERATOR.lastIndex) === EQUALS) return false;
    this.at = OPERATOR.lastIndex;
    return true;
  }

  #wordOperator(): boolean {
    const word = this.word();
    if (word === "for" || word === "async" || word === "as" || word === "from") return false;
    if (word === "not") {
      this.at += 3;
      return this.takeWord("in") || this.#refuse();
    }
    if (!INFIX.has(word)) return this.#refuse();
    this.at += word.length;
    if (word === "is") this.takeWord("not");
    return true;
  }

  #refuse(): false {
    this.fail("expression-malformed");
    return false;
  }

  /** An operand with its signs before it and its calls, subscripts and attributes after it. */
  #operand(): Node {
    const code = this.peek();
    const start = this.at;
    if (code === MINUS || code === PLUS || code === TILDE) {
      this.at++;
      const node = this.#operand();
      const negative = code === MINUS && node.kind === "number";
      return plain(negative ? "negative" : "expression", start, node.outerEnd);
    }
    if (isWordStart(code)) {
      const word = this.word();
      if (PREFIX.has(word)) {
        this.at += word.length;
        // `not` binds weaker than comparison does: what follows is read by the caller's loop alike.
        return plain("expression", start, this.#operand().outerEnd);
      }
      if (word === "lambda") return this.#lambda(start);
      if (word === "yield") return this.#yield(start);
    }
    return this.#trailers(this.#atom(code));
  }

  #lambda(start: number): Node {
    this.at += "lambda".length;
    while (!this.done && this.peek() !== COLON) {
      const code = this.peek();
      if (code === STAR || code === SLASH || code === COMMA || code === EQUALS) this.at++;
      else this.expression();
    }
    if (!this.take(":")) this.fail("expression-malformed", start);
    return plain("expression", start, this.expression().outerEnd);
  }

  #yield(start: number): Node {
    this.at += "yield".length;
    const end = this.at;
    if (!this.takeWord("from") && !this.#startsOperand()) return plain("expression", start, end);
    return plain("expression", start, this.list().outerEnd);
  }

  /** Whether an expression may start here, rather than what comes after one. */
  #startsOperand(): boolean {
    const code = this.peek();
    if (isWordStart(code)) {
      const word = this.word();
      return !RESERVED.has(word) || OPERANDS.has(word);
    }
    return !(Number.isNaN(code) || code === EQUALS || code === COLON || code === SEMICOLON || CLASSES[code] === CLOSE);
  }

  #trailers(first: Node): Node {
    let node = first;
    for (;;) {
      const code = this.peek();
      if (code === DOT) {
        this.at++;
        const name = this.name();
        if (!name) {
          this.fail("expression-malformed", this.at - 1);
          return node;
        }
        node = plain("expression", node.outerStart, name.end);
      } else if (code === PAREN) {
        this.at++;
        const items = this.#items(PAREN_CLOSE);
        node = plain("call", node.outerStart, this.at, items);
      } else if (code === BRACKET) {
        this.at++;
        this.#subscript();
        node = plain("expression", node.outerStart, this.at);
      } else return node;
    }
  }

  #subscript(): void {
    const start = this.at;
    if (this.peek() === BRACKET_CLOSE) {
      this.fail("expression-malformed", start - 1);
      return;
    }
    while (!this.take("]")) {
      if (this.done) {
        this.fail("expression-malformed", start - 1);
        return;
      }
      const code = this.peek();
      if (code === COLON || code === COMMA) this.at++;
      else this.starred();
    }
  }

  #atom(code: number): Node {
    const start = this.at;
    if (isDigit(code) || (code === DOT && isDigit(this.text.charCodeAt(start + 1)))) return this.#number(start);
    if (CLASSES[code] === QUOTE) return this.#strings(start);
    if (isWordStart(code)) return this.#wordAtom(start);
    switch (code) {
      case PAREN:
        return this.#group(start);
      case BRACKET:
        return this.#display(start, "list", BRACKET_CLOSE);
      case BRACE:
        return this.#display(start, "dict", BRACE_CLOSE);
    }
    if (this.text.startsWith("...", start)) {
      this.at += 3;
      return plain("expression", start, this.at);
    }
    this.fail(Number.isNaN(code) ? "value-missing" : "expression-malformed", start, Math.max(start, this.#end));
    return plain("expression", start, start);
  }

  #number(start: number): Node {
    const end = numberEnd(this.text, start);
    if (end === undefined) this.fail("number-malformed", start, wordEnd(this.text, start + 1));
    else this.at = end;
    return plain("number", start, this.at);
  }

  #wordAtom(start: number): Node {
    const word = this.word();
    const end = start + word.length;
    if (CLASSES[this.text.charCodeAt(end)] === QUOTE && readPrefix(this.text, start, end)) return this.#strings(start);
    if (RESERVED.has(word)) {
      this.fail("expression-malformed", start, end);
      return plain("expression", start, end);
    }
    this.at = end;
    if (word === "True" || word === "False") return plain("bool", start, end);
    if (word === "None") return plain("none", start, end);
    this.#named(word, start);
    return plain("name", start, end);
  }

  /** A string with those that it is joined to by standing beside them. */
  #strings(start: number): Node {
    let fields = false;
    let end = start;
    for (;;) {
      const code = this.peek();
      const quote = isWordStart(code) ? wordEnd(this.text, this.at) : this.at;
      if (CLASSES[this.text.charCodeAt(quote)] !== QUOTE || quote >= this.#end) break;
      const prefix = readPrefix(this.text, this.at, quote);
      if (!prefix) {
        this.fail("expression-malformed");
        break;
      }
      fields ||= prefix.fields;
      end = stringEnd(this.text, quote, prefix.fields, prefix.raw);
      if (end === -1 || end > this.#end) {
        this.fail("string-unterminated", quote);
        end = this.at;
        break;
      }
      this.at = end;
    }
    return plain(fields ? "expression" : "string", start, end);
  }

  #group(start: number): Node {
    this.at++;
    const found = this.#contents(PAREN_CLOSE);
    const [item] = found.items;
    if (found.comprehension) return plain("expression", start, this.at);
    if (found.items.length === 1 && item && !found.comma && !item.spread)
      return { ...item.node, outerStart: start, outerEnd: this.at };
    return plain("tuple", start, this.at, found.items);
  }

  #display(start: number, kind: "list" | "dict", closing: number): Node {
    this.at++;
    const found = this.#contents(closing);
    const set = kind === "dict" && found.items.some(({ key, spread }) => !key && !spread);
    // `{*a}` is a set as well, and `{**a}` is none.
    const isSet = set || (kind === "dict" && found.star);
    if (found.comprehension || isSet) return plain("expression", start, this.at);
    return plain(kind, start, this.at, found.items);
  }

  #items(closing: number): readonly NodeItem[] {
    return this.#contents(closing).items;
  }

  /** What stands between brackets, up to and with the closing one. */
  #contents(closing: number): Contents {
    const open = this.at - 1;
    const items: NodeItem[] = [];
    const found = { items, comma: false, comprehension: false, star: false };
    while (this.peek() !== closing) {
      if (this.done) {
        this.fail("expression-malformed", open);
        return found;
      }
      if (closing !== PAREN_CLOSE && this.peek() === STAR && this.text.charCodeAt(this.at + 1) !== STAR)
        found.star = true;
      items.push(this.#item(closing));
      while (this.word() === "async" || this.word() === "for") {
        found.comprehension = true;
        this.#clause();
      }
      if (this.take(",")) found.comma = true;
      else if (this.peek() !== closing) this.fail("expression-malformed");
    }
    this.at++;
    // A generator that is a call's one argument takes the call's parentheses for its own.
    if (found.comprehension && items[0]) items[0] = { ...items[0], node: plain("expression", open, this.at) };
    return found;
  }

  /** `for targets in expression`; the conditions after it read as operators. */
  #clause(): void {
    this.takeWord("async");
    this.takeWord("for");
    this.targets();
    if (this.takeWord("in")) this.expression();
    else this.fail("expression-malformed");
  }

  #item(closing: number): NodeItem {
    if (closing === PAREN_CLOSE && isWordStart(this.peek())) {
      const start = this.at;
      const name = this.name();
      if (name && this.peek() === EQUALS && this.text.charCodeAt(this.at + 1) !== EQUALS) {
        this.at++;
        return { key: undefined, argument: name.name, spread: false, node: this.expression() };
      }
      this.at = start;
    }
    const item = this.starred();
    if (closing !== BRACE_CLOSE || item.spread || !this.take(":")) return item;
    return { key: item.node, argument: undefined, spread: false, node: this.expression() };
  }
}

interface Contents {
  readonly items: readonly NodeItem[];
  readonly comma: boolean;
  readonly comprehension: boolean;
  readonly star: boolean;
}

function plain(kind: ValueKind, start: number, end: number, items?: readonly NodeItem[]): Node {
  return { kind, start, end, outerStart: start, outerEnd: end, items };
}
