// Reads the expressions of one logical line: the kind and range of each operand and of its parts, not what they mean.
import { readArguments, readDisplay, readGroup, readStarred } from "./brackets";
import {
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  CLASSES,
  CLOSE,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  isDigit,
  isWordStart,
  MINUS,
  PAREN_OPEN,
  PLUS,
  QUOTE,
  SEMICOLON,
  SLASH,
  STAR,
  TILDE,
  wordEnd,
} from "./chars";
import { Cursor, RESERVED } from "./cursor";
import { type NameToken, type Node, plainNode } from "./nodes";
import { numberEnd } from "./numbers";
import { readPrefix } from "./strings";

const OPERATOR = /\*\*|\/\/|<<|>>|<=|>=|==|!=|[-+*/%@&|^<>]/y;
const COMPARISONS = new Set(["<=", ">=", "==", "!=", "<", ">"]);
const MEMBERSHIP = new Set(["in", "not in", "is"]);
const INFIX = new Set(["and", "or", "in", "is", "if", "else"]);
const PREFIX = new Set(["not", "await"]);
/** The reserved words that an operand may start with. */
const OPERANDS = new Set(["await", "lambda", "not", "yield"]);
/** How deeply operands may be nested: far more than a person writes. */
const DEEPEST = 200;

/** `name := value` */
export interface Walrus {
  readonly name: NameToken;
  /** Undefined where the program may pass it by: after `and`, in a comprehension. */
  value: Node | undefined;
}

/** Reads expressions from where it is in the line; see `Cursor` for how it fails. */
export class ExpressionReader extends Cursor {
  /** What `:=` binds, in the order of the text. */
  readonly walruses: Walrus[] = [];
  #depth = 0;

  /** One or more expressions between commas: with a comma, a tuple. */
  list(): Node {
    const first = readStarred(this);
    if (this.peek() !== COMMA) {
      if (first.spread) this.fail("expression-malformed", first.start);
      return first.node;
    }
    const items = [first];
    let end = this.at;
    while (this.take(",")) {
      end = this.at;
      if (!this.#startsOperand()) break;
      const item = readStarred(this);
      items.push(item);
      end = item.node.outerEnd;
    }
    return plainNode("tuple", first.start, end, items);
  }

  /** Goes back to `position`, as if nothing had been read after it. */
  restart(position: number): void {
    this.at = position;
    this.problem = undefined;
    this.walruses.length = 0;
  }

  /** A single target, such as the one after `as`. */
  target(): Node {
    return this.#operand();
  }

  /** The targets of `for`, `as` and `del`: operands between commas, without operators, for `in` is not one there. */
  targets(): Node[] {
    const targets: Node[] = [];
    do {
      this.take("*");
      targets.push(this.#operand());
    } while (this.take(",") && this.#startsOperand());
    return targets;
  }

  /** One expression; in a comprehension's clause, with the conditions after it. */
  expression(inClause = false): Node {
    const first = this.walruses.length;
    let compares = false;
    let node = this.#operand();
    // How many `if`s wait for their `else`.
    let open = 0;
    // From which walrus on the program may pass them by.
    let skipped = Number.POSITIVE_INFINITY;
    for (let operator = this.#operator(node); operator !== ""; operator = this.#operator(node)) {
      if (operator === "if") open++;
      else if (operator === "else" && --open < 0) this.fail("expression-malformed");
      const isComparison = COMPARISONS.has(operator) || MEMBERSHIP.has(operator);
      if (operator === "if") skipped = first;
      else if (operator === "and" || operator === "or" || (isComparison && compares))
        skipped = Math.min(skipped, this.walruses.length);
      compares ||= isComparison;
      const right = operator === ":=" ? this.#walrus(node) : this.#operand();
      node = plainNode("expression", node.outerStart, right.outerEnd);
    }
    if (open > 0 && !inClause) this.fail("expression-malformed", node.outerStart);
    this.mayPassBy(skipped);
    return node;
  }

  /** Takes note that the program may not come to the walruses from that index on. */
  mayPassBy(first: number): void {
    for (let at = first; at < this.walruses.length; at++) (this.walruses[at] as Walrus).value = undefined;
  }

  /** The value after `:=`. */
  #walrus({ start, end }: Node): Node {
    const walrus: Walrus = { name: this.named(this.text.slice(start, end), start), value: undefined };
    if (++this.#depth > DEEPEST) this.fail("expression-malformed");
    const value = this.expression();
    this.#depth--;
    if (value.end > value.start) walrus.value = value;
    this.walruses.push(walrus);
    return value;
  }

  /** Steps over a binary operator, or a word of a conditional expression, and returns it; "" where none is next. */
  #operator(left: Node): string {
    const code = this.peek();
    if (isWordStart(code)) return this.#wordOperator();
    if (CLASSES[code] === QUOTE || isDigit(code)) return this.#refuse();
    if (code === COLON && this.text.charCodeAt(this.at + 1) === EQUALS) {
      if (left.kind !== "name") return "";
      this.at += 2;
      return ":=";
    }
    OPERATOR.lastIndex = this.at;
    if (!OPERATOR.test(this.text) || OPERATOR.lastIndex > this.end) return "";
    const operator = this.text.slice(this.at, OPERATOR.lastIndex);
    if (!COMPARISONS.has(operator) && this.text.charCodeAt(OPERATOR.lastIndex) === EQUALS) return "";
    this.at = OPERATOR.lastIndex;
    return operator;
  }

  #wordOperator(): string {
    const word = this.word();
    if (word === "for" || word === "async" || word === "as" || word === "from") return "";
    if (word === "not") {
      this.at += 3;
      return this.takeWord("in") ? "not in" : this.#refuse();
    }
    if (!INFIX.has(word)) return this.#refuse();
    this.at += word.length;
    if (word === "is") this.takeWord("not");
    return word;
  }

  #refuse(): "" {
    this.fail("expression-malformed");
    return "";
  }

  /** An operand with its signs before it and its calls, subscripts and attributes after it. */
  #operand(): Node {
    if (++this.#depth > DEEPEST) this.fail("expression-malformed");
    const node = this.#signed();
    this.#depth--;
    return node;
  }

  #signed(): Node {
    const code = this.peek();
    const start = this.at;
    if (code === MINUS || code === PLUS || code === TILDE) {
      this.at++;
      const node = this.#operand();
      const negative = code === MINUS && node.kind === "number";
      return plainNode(negative ? "negative" : "expression", start, node.outerEnd);
    }
    if (isWordStart(code)) {
      const word = this.word();
      if (PREFIX.has(word)) {
        this.at += word.length;
        // `not` binds weaker than a comparison, but the caller's loop reads what follows all the same.
        return plainNode("expression", start, this.#operand().outerEnd);
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
    const first = this.walruses.length;
    const { outerEnd } = this.expression();
    this.mayPassBy(first);
    return plainNode("expression", start, outerEnd);
  }

  #yield(start: number): Node {
    this.at += "yield".length;
    const end = this.at;
    if (!this.takeWord("from") && !this.#startsOperand()) return plainNode("expression", start, end);
    return plainNode("expression", start, this.list().outerEnd);
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
        node = plainNode("expression", node.outerStart, name.end);
      } else if (code === PAREN_OPEN) {
        this.at++;
        const items = readArguments(this);
        node = plainNode("call", node.outerStart, this.at, items);
      } else if (code === BRACKET_OPEN) {
        this.at++;
        this.#subscript();
        node = plainNode("expression", node.outerStart, this.at);
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
      else readStarred(this);
    }
  }

  #atom(code: number): Node {
    const start = this.at;
    if (isDigit(code) || (code === DOT && isDigit(this.text.charCodeAt(start + 1)))) return this.#number(start);
    if (CLASSES[code] === QUOTE) return this.#strings(start);
    if (isWordStart(code)) return this.#wordAtom(start);
    switch (code) {
      case PAREN_OPEN:
        return readGroup(this, start);
      case BRACKET_OPEN:
        return readDisplay(this, start, "list", BRACKET_CLOSE);
      case BRACE_OPEN:
        return readDisplay(this, start, "dict", BRACE_CLOSE);
    }
    if (this.text.startsWith("...", start)) {
      this.at += 3;
      return plainNode("expression", start, this.at);
    }
    this.fail(Number.isNaN(code) ? "value-missing" : "expression-malformed", start);
    return plainNode("expression", start, start);
  }

  #number(start: number): Node {
    const end = numberEnd(this.text, start);
    if (end === undefined) this.fail("number-malformed", start, wordEnd(this.text, start + 1));
    else this.at = end;
    return plainNode("number", start, this.at);
  }

  #strings(start: number): Node {
    const { end, fields } = this.strings();
    return plainNode(fields ? "expression" : "string", start, end);
  }

  #wordAtom(start: number): Node {
    const word = this.word();
    const end = start + word.length;
    if (CLASSES[this.text.charCodeAt(end)] === QUOTE && readPrefix(this.text, start, end)) return this.#strings(start);
    if (RESERVED.has(word)) {
      this.fail("expression-malformed", start, end);
      return plainNode("expression", start, end);
    }
    this.at = end;
    if (word === "True" || word === "False") return plainNode("bool", start, end);
    if (word === "None") return plainNode("none", start, end);
    this.named(word, start);
    return plainNode("name", start, end);
  }
}
