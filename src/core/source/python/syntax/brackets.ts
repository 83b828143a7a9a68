import { isWordStart } from "./chars";
import { Cursor } from "./cursor";
import { type Node, type NodeItem, plainNode } from "./nodes";

const [PAREN_CLOSE, STAR, EQUALS, BRACE_CLOSE] = [41, 42, 61, 125];
interface Contents {
  readonly items: readonly NodeItem[];
  readonly comma: boolean;
  readonly comprehension: boolean;
  readonly star: boolean;
}

/** Reads what stands in brackets, by what an expression is to the class that extends it. */
export abstract class BracketReader extends Cursor {
  abstract expression(inClause?: boolean): Node;
  abstract targets(): Node[];

  /** An expression, or `*expression`. */
  starred(): NodeItem & { readonly start: number } {
    const spread = this.peek() === STAR;
    const start = this.at;
    if (spread) this.at += this.text.charCodeAt(this.at + 1) === STAR ? 2 : 1;
    return { key: undefined, argument: undefined, spread, node: this.expression(), start };
  }

  /** The arguments of a call, after its opening parenthesis. */
  protected arguments(): readonly NodeItem[] {
    return this.#contents(PAREN_CLOSE).items;
  }

  protected group(start: number): Node {
    this.at++;
    const found = this.#contents(PAREN_CLOSE);
    const [item] = found.items;
    if (found.comprehension) return plainNode("expression", start, this.at);
    if (found.items.length === 1 && item && !found.comma && !item.spread)
      return { ...item.node, outerStart: start, outerEnd: this.at };
    if (item?.spread && !found.comma) this.fail("expression-malformed", start);
    return plainNode("tuple", start, this.at, found.items);
  }

  protected display(start: number, kind: "list" | "dict", closing: number): Node {
    this.at++;
    const found = this.#contents(closing);
    if (found.comprehension) return plainNode("expression", start, this.at);
    if (kind === "dict") {
      // `{*a}` is a set as well, and `{**a}` is none.
      const members = found.items.filter(({ key, spread }) => !key && !spread).length + (found.star ? 1 : 0);
      if (members > 0 && found.items.some(({ key }) => key)) this.fail("expression-malformed", start);
      if (members > 0) return plainNode("expression", start, this.at);
    }
    return plainNode(kind, start, this.at, found.items);
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
    if (found.comprehension && items[0]) items[0] = { ...items[0], node: plainNode("expression", open, this.at) };
    return found;
  }

  /** `for targets in expression`; the conditions after it read as operators. */
  #clause(): void {
    this.takeWord("async");
    this.takeWord("for");
    this.targets();
    if (this.takeWord("in")) this.expression(true);
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
