import type { SourceProblem } from "../../types";
import { capturedNames, importedNames } from "./bound-names";
import { identifier } from "./chars";
import { Reader } from "./expressions";
import { type Frame, type FrameId, type FrameKind, openFrame } from "./frames";
import type { NameToken, Node } from "./nodes";
import { opaque, partsOf, placeOf } from "./targets";

/** How a statement gives a name its value, or takes it away. */
export type How = "assigned" | "augmented" | "deleted" | "defined" | "bound" | "element";

/** A name, or an attribute of one, that a statement binds. */
export interface Binding extends NameToken {
  readonly how: How;
  readonly frame: Frame;
  /** What the value stands for; undefined where the source shows none for this name alone. */
  readonly node: Node | undefined;
  readonly annotated: boolean;
  /** For `Config.X = …`: what stands before the last dot. */
  readonly owner: string | undefined;
  /** For `X["key"] = …`: what stands after the name. */
  readonly element: string | undefined;
  /** For a class: the block that holds its body; renamed with it. */
  opens: FrameId | undefined;
}

const [PAREN_CLOSE, COLON, SEMICOLON] = [41, 58, 59];

/** The words that open a block other than a class or a function. */
const COMPOUND = new Set(["if", "elif", "else", "for", "while", "try", "except", "finally", "with"]);
/** Statements without a name that could matter here. */
const SIMPLE = new Set(["pass", "break", "continue", "return", "raise", "assert", "global", "nonlocal"]);
const AUGMENTED = /(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])=/y;

const NOTHING: Partial<Binding> = {};

/** Reads the statements of one logical line outside of functions. */
export class StatementReader {
  /** The block that the line opens on the lines after it. */
  opened: Frame | undefined;
  /** Whether the line stands in a function; else what a function on the same line binds is none of its block's. */
  #inFunction = false;
  readonly #reader: Reader;
  readonly #text: string;
  readonly #end: number;
  readonly #bindings: Binding[];

  constructor(text: string, start: number, end: number, bindings: Binding[]) {
    this.#reader = new Reader(text, start, end);
    this.#text = text;
    this.#end = end;
    this.#bindings = bindings;
  }

  get problem(): SourceProblem | undefined {
    return this.#reader.problem;
  }

  /** Reads all of the line, whose statements stand in `frame`. */
  read(frame: Frame): void {
    const reader = this.#reader;
    this.#inFunction = frame.scope === undefined;
    const suite = frame.match ? this.#case(frame) : this.#header(frame);
    if (suite) {
      if (reader.problem) return;
      if (!reader.take(":")) {
        reader.fail("statement-malformed");
        return;
      }
      this.#walruses(frame);
      if (reader.done) this.opened = suite;
      else this.#simple(suite);
    } else this.#simple(frame);
  }

  /** The simple statements up to the line's end. */
  #simple(frame: Frame): void {
    const reader = this.#reader;
    do {
      if (reader.done) break;
      this.#statement(frame);
      this.#walruses(frame);
    } while (reader.take(";"));
    if (!reader.done) reader.fail("statement-malformed");
  }

  #walruses(frame: Frame): void {
    for (const name of this.#reader.walruses.splice(0)) this.#bind("bound", name, frame);
  }

  #bind(how: How, { name, start, end }: NameToken, frame: Frame, more: Partial<Binding> = NOTHING): void {
    if (frame.scope === undefined && !this.#inFunction) return;
    const { node, annotated = false, owner, element, opens } = more;
    this.#bindings.push({ name, start, end, how, frame, node, annotated, owner, element, opens });
  }

  /** The header of a compound statement up to its colon; undefined, with nothing read, where the line starts none. */
  #header(frame: Frame): Frame | undefined {
    const reader = this.#reader;
    const start = reader.at;
    let word = reader.word();
    if (word === "async") {
      reader.takeWord(word);
      word = reader.word();
    }
    if (COMPOUND.has(word)) {
      reader.takeWord(word);
      this.#compound(word, frame);
      return openFrame(frame, "block", "");
    }
    if (word === "def" || word === "class") return this.#definition(word, frame);
    if (word === "match" && this.#opensMatch()) {
      reader.takeWord("match");
      reader.list();
      return openFrame(frame, "block", "", true);
    }
    reader.at = start;
    return undefined;
  }

  #compound(word: string, frame: Frame): void {
    const reader = this.#reader;
    if (word === "for") {
      this.#targets(reader.targets(), "bound", frame);
      if (reader.takeWord("in")) reader.list();
      else reader.fail("statement-malformed");
    } else if (word === "with") this.#with(frame);
    else if (word === "except") {
      reader.take("*");
      if (reader.peek() === COLON) return;
      reader.list();
      if (reader.takeWord("as")) this.#targets(reader.targets(), "bound", frame);
    } else if (word === "if" || word === "elif" || word === "while") reader.expression();
  }

  /** Context managers with their targets, also between parentheses, which only then may hold `as`. */
  #with(frame: Frame): void {
    const reader = this.#reader;
    const start = reader.at;
    this.#managers(frame);
    if (!reader.problem && reader.peek() === COLON) return;
    reader.restart(start);
    if (!reader.take("(")) {
      reader.fail("statement-malformed");
      return;
    }
    this.#managers(frame);
    if (!reader.take(")")) reader.fail("statement-malformed");
  }

  #managers(frame: Frame): void {
    const reader = this.#reader;
    do {
      if (reader.peek() === PAREN_CLOSE) return;
      reader.expression();
      if (reader.takeWord("as")) this.#targets([reader.target()], "bound", frame);
    } while (reader.take(","));
  }

  #definition(word: "def" | "class", frame: Frame): Frame {
    const reader = this.#reader;
    reader.takeWord(word);
    const name = reader.name();
    const kind: FrameKind = word === "def" ? "function" : "class";
    const suite = openFrame(frame, kind, name?.name ?? "");
    if (!name) reader.fail("statement-malformed");
    else this.#bind("defined", name, frame, { opens: kind === "class" ? suite.id : undefined });
    // Parameters have annotations and stars that no expression has: the line's brackets are known to be sound.
    if (reader.problem || this.#text.charCodeAt(this.#end - 1) !== COLON) reader.skipTo(COLON);
    else reader.at = this.#end - 1;
    return suite;
  }

  /** Whether `match` starts a statement of its own, rather than being a name. */
  #opensMatch(): boolean {
    if (this.#text.charCodeAt(this.#end - 1) !== COLON) return false;
    return !/^match\s*[:=.]/.test(this.#text.slice(this.#reader.at, this.#end));
  }

  /** `case pattern:`, in which bare names are bound. */
  #case(frame: Frame): Frame {
    const reader = this.#reader;
    if (!reader.takeWord("case")) reader.fail("statement-malformed");
    for (const name of capturedNames(reader, COLON)) this.#bind("bound", name, frame);
    return openFrame(frame, "block", "");
  }

  #statement(frame: Frame): void {
    const reader = this.#reader;
    // A decorator is an expression whose value no name keeps.
    if (reader.take("@")) {
      reader.expression();
      return;
    }
    const word = reader.word();
    if (SIMPLE.has(word)) {
      reader.skipTo(SEMICOLON);
      return;
    }
    if (word === "import" || word === "from") {
      this.#import(word, frame);
      return;
    }
    if (word === "del") {
      reader.takeWord("del");
      this.#targets(reader.targets(), "deleted", frame);
      return;
    }
    if (
      word === "type" &&
      /^type\s+[\p{XID_Start}_]\p{XID_Continue}*\s*[=[]/u.test(this.#text.slice(reader.at, this.#end))
    ) {
      reader.takeWord("type");
      const name = reader.name();
      if (name) this.#bind("defined", name, frame);
      reader.skipTo(SEMICOLON);
      return;
    }
    this.#assignment(frame);
  }

  #import(word: "import" | "from", frame: Frame): void {
    const reader = this.#reader;
    reader.takeWord(word);
    for (const name of importedNames(reader, word === "from")) this.#bind("defined", name, frame);
  }

  /** `a = b = value`, `a: T = value`, `a += value`, or an expression alone. */
  #assignment(frame: Frame): void {
    const reader = this.#reader;
    const first = reader.list();
    if (reader.peek() === COLON) {
      this.#annotated(first, frame);
      return;
    }
    AUGMENTED.lastIndex = reader.at;
    if (AUGMENTED.test(this.#text)) {
      reader.at = AUGMENTED.lastIndex;
      reader.list();
      this.#targets([first], "augmented", frame);
      return;
    }
    const targets: Node[] = [];
    let value = first;
    while (reader.take("=")) {
      targets.push(value);
      value = reader.list();
    }
    if (!reader.problem) for (const target of targets) this.#assign(target, value, frame, false);
  }

  #annotated(target: Node, frame: Frame): void {
    const reader = this.#reader;
    reader.take(":");
    reader.expression();
    if (!reader.take("=")) return;
    const value = reader.list();
    if (!reader.problem) this.#assign(target, value, frame, true);
  }

  #assign(target: Node, value: Node, frame: Frame, annotated: boolean): void {
    const { items } = target;
    if ((target.kind === "tuple" || target.kind === "list") && items) {
      const parts = items.some((item) => item.spread) ? undefined : partsOf(value, items.length);
      const whole = opaque(value);
      items.forEach((item, at) => {
        this.#assign(item.node, parts?.[at]?.node ?? whole, frame, annotated);
      });
    } else this.#targets([target], "assigned", frame, value, annotated);
  }

  #targets(targets: readonly Node[], how: How, frame: Frame, node?: Node, annotated = false): void {
    for (const target of targets) {
      if (target.items && target.kind !== "call")
        this.#targets(
          target.items.map((item) => item.node),
          how,
          frame,
          node,
        );
      else this.#target(target, how, frame, node, annotated);
    }
  }

  #target(target: Node, how: How, frame: Frame, node: Node | undefined, annotated: boolean): void {
    const text = this.#text.slice(target.start, target.end);
    if (target.kind === "name") {
      const name = new Reader(text, 0, text.length).name();
      if (name) this.#bind(how, { name: name.name, start: target.start, end: target.end }, frame, { node, annotated });
      return;
    }
    if (target.kind !== "expression") {
      this.#reader.fail("statement-malformed", target.start, target.end);
      return;
    }
    const place = placeOf(text);
    if (place) {
      const { name, at, owner, element } = place;
      const start = target.start + at;
      const token = { name: identifier(name), start, end: start + name.length };
      this.#bind(element === undefined ? how : "element", token, frame, { node, annotated, owner, element });
    } else if (!text.endsWith("]")) this.#reader.fail("statement-malformed", target.start, target.end);
  }
}
