// Reads the statements of one logical line outside of functions: what they bind, and the block that they open.
import type { SourceProblem } from "../../types";
import { type Binding, BindingCollector } from "./bindings";
import { capturedNames, importedNames } from "./bound-names";
import { COLON, PAREN_CLOSE, SEMICOLON } from "./chars";
import { ExpressionReader } from "./expressions";
import { type Frame, type FrameKind, openFrame } from "./frames";
import type { Node } from "./nodes";

/** The words that open a block other than a class or a function. */
const COMPOUND = new Set(["if", "elif", "else", "for", "while", "try", "except", "finally", "with"]);
/** The statements that bind nothing. */
const SIMPLE = new Set(["pass", "break", "continue", "return", "raise", "assert", "global", "nonlocal"]);
/** Those of them that have expressions. */
const VALUES = new Set(["return", "raise", "assert"]);
const AUGMENTED = /(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])=/y;

/** Reads `[start, end)` of a text, one logical line, whose statements belong to a block. */
export class StatementReader {
  /** The block that the line opens on the lines after it. */
  opened: Frame | undefined;
  /** The block of the statements after the colon on the same line, and where they start. */
  inline: { readonly frame: Frame; readonly start: number } | undefined;
  readonly #reader: ExpressionReader;
  readonly #text: string;
  readonly #end: number;
  readonly #frame: Frame;
  readonly #names: BindingCollector;

  /** What the line binds is added to `bindings`: what a function on that line binds only where `inFunctions` asks for it. */
  constructor(text: string, start: number, end: number, frame: Frame, bindings: Binding[], inFunctions = false) {
    this.#reader = new ExpressionReader(text, start, end);
    this.#text = text;
    this.#end = end;
    this.#frame = frame;
    this.#names = new BindingCollector(this.#reader, inFunctions || frame.scope === undefined, bindings);
  }

  get problem(): SourceProblem | undefined {
    return this.#reader.problem;
  }

  /** Reads all of the line. */
  read(): void {
    const reader = this.#reader;
    const frame = this.#frame;
    const suite = frame.match ? this.#case(frame) : this.#header(frame);
    if (suite) {
      if (reader.problem) return;
      if (!reader.take(":")) {
        reader.fail("statement-malformed");
        return;
      }
      this.#walruses(frame);
      if (reader.done) this.opened = suite;
      else {
        this.inline = { frame: suite, start: reader.at };
        this.#simple(suite);
      }
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
    for (const { name, value } of this.#reader.walruses.splice(0)) {
      if (value) this.#names.bindValue(name, value, frame);
      else this.#names.bind(name, "bound", frame);
    }
  }

  /**
   * Reads the header of a compound statement up to its colon, and opens its block. Undefined, and nothing is read,
   * where none starts.
   */
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
      this.#names.bindTargets(reader.targets(), "bound", frame);
      if (reader.takeWord("in")) reader.list();
      else reader.fail("statement-malformed");
    } else if (word === "with") this.#with(frame);
    else if (word === "except") {
      reader.take("*");
      if (reader.peek() === COLON) return;
      reader.list();
      if (reader.takeWord("as")) this.#names.bindTargets(reader.targets(), "bound", frame);
    } else if (word === "if" || word === "elif" || word === "while") reader.expression();
    // The others' targets are bound after their values, or they may not be come to.
    if (word !== "if" && word !== "while") reader.mayPassBy(0);
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
      if (reader.takeWord("as")) this.#names.bindTargets([reader.target()], "bound", frame);
    } while (reader.take(","));
  }

  #definition(word: "def" | "class", frame: Frame): Frame {
    const reader = this.#reader;
    reader.takeWord(word);
    const name = reader.name();
    const kind: FrameKind = word === "def" ? "function" : "class";
    const suite = openFrame(frame, kind, name?.name ?? "");
    if (!name) reader.fail("statement-malformed");
    else this.#names.bind(name, "defined", frame, kind === "class" ? suite.id : undefined);
    // Parameters have annotations and stars that no expression has: the line's brackets are known to be sound.
    if (reader.problem || this.#text.charCodeAt(this.#end - 1) !== COLON) reader.skipTo(COLON);
    else reader.at = this.#end - 1;
    return suite;
  }

  /** Whether the word `match` starts a statement here, rather than being a name. */
  #opensMatch(): boolean {
    if (this.#text.charCodeAt(this.#end - 1) !== COLON) return false;
    return !/^match\s*[:=.]/.test(this.#text.slice(this.#reader.at, this.#end));
  }

  /** `case pattern:`, in which bare names are bound. */
  #case(frame: Frame): Frame {
    const reader = this.#reader;
    if (!reader.takeWord("case")) reader.fail("statement-malformed");
    for (const name of capturedNames(reader, COLON)) this.#names.bind(name, "bound", frame);
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
      this.#bindingNothing(word);
      return;
    }
    if (word === "import" || word === "from") {
      this.#import(word, frame);
      return;
    }
    if (word === "del") {
      reader.takeWord("del");
      this.#names.bindTargets(reader.targets(), "deleted", frame);
      return;
    }
    if (
      word === "type" &&
      /^type\s+[\p{XID_Start}_]\p{XID_Continue}*\s*[=[]/u.test(this.#text.slice(reader.at, this.#end))
    ) {
      reader.takeWord("type");
      const name = reader.name();
      if (name) this.#names.bind(name, "defined", frame);
      reader.skipTo(SEMICOLON);
      return;
    }
    this.#assignment(frame);
  }

  /** A statement that binds nothing but by `:=`, which is read where there is one. */
  #bindingNothing(word: string): void {
    const reader = this.#reader;
    const start = reader.at;
    reader.skipTo(SEMICOLON);
    if (!VALUES.has(word) || !this.#text.slice(start, reader.at).includes(":=")) return;
    reader.at = start;
    reader.takeWord(word);
    do reader.list();
    while (reader.take(",") || reader.takeWord("from"));
    reader.mayPassBy(0);
  }

  #import(word: "import" | "from", frame: Frame): void {
    const reader = this.#reader;
    reader.takeWord(word);
    for (const name of importedNames(reader, word === "from")) this.#names.bind(name, "defined", frame);
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
      this.#walruses(frame);
      this.#names.bindTargets([first], "augmented", frame);
      return;
    }
    const targets: Node[] = [];
    let value = first;
    while (reader.take("=")) {
      targets.push(value);
      value = reader.list();
    }
    this.#walruses(frame);
    if (!reader.problem) for (const target of targets) this.#names.assign(target, value, frame, false);
  }

  #annotated(target: Node, frame: Frame): void {
    const reader = this.#reader;
    reader.take(":");
    reader.expression();
    if (!reader.take("=")) return;
    const value = reader.list();
    this.#walruses(frame);
    if (!reader.problem) this.#names.assign(target, value, frame, true);
  }
}
