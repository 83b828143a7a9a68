import type { Chunk } from "./chunks";
import type { Frame } from "./frames";
import { LineScanner } from "./lines";
import { type Binding, StatementReader } from "./statements";
import { type Token, tokensOf } from "./tokens";

/** One place where a name stands in a chunk; offsets as in the chunk's `bindings`. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** The block that the line stands in. */
  readonly frame: Frame;
  /** Which of the chunk's logical lines. */
  readonly line: number;
  readonly role: Role;
  /** For an attribute: the dotted text before it, "" where that is no plain name. */
  readonly owner: string | undefined;
  /** What the line binds there, for the roles that bind. */
  readonly binding: Binding | undefined;
}

/**
 * `set` is `setattr(Config, "X", …)`, `declared` is `global X`; `parameter` and `own` are names that belong to a
 * function, lambda or comprehension.
 */
export type Role = "read" | "log" | "bound" | "set" | "declared" | "parameter" | "own" | "keyword";

/** What the parentheses around a place belong to. */
const LOG_METHODS = new Set(["debug", "info", "warning", "warn", "error", "critical", "exception", "log", "success"]);
/** What a message may do to a value before it is printed. */
const FORMATTERS = new Set(
  "str repr round int float format len abs min max sum sorted list tuple dict bool type".split(" "),
);
const REFLECTION = new Set(["getattr", "hasattr", "setattr", "delattr"]);
/** The most names of an owner that are told, from its end: no class is nested as deep. */
const LONGEST_OWNER = 32;

/** A bracket that is open, and whether what stands in it goes into a message and nothing else. */
interface Open {
  readonly at: number;
  readonly logged: boolean;
  /** Where its first comma stands. */
  comma: number | undefined;
}

function noteComma(bracket: Open | undefined, at: number): void {
  if (bracket) bracket.comma ??= at;
}

/** The places of one name in a logical line. */
export class LineHits {
  readonly #chunk: Chunk;
  readonly #line: number;
  readonly #name: string;
  readonly #tokens: readonly Token[];
  readonly #bindings: ReadonlyMap<number, Binding>;
  readonly #shift: number;

  constructor(chunk: Chunk, line: number, name: string) {
    this.#chunk = chunk;
    this.#line = line;
    this.#name = name;
    this.#shift = chunk.origin;
    const start = (chunk.starts[line] as number) - chunk.origin;
    const lines = new LineScanner(chunk.text);
    lines.read(start);
    this.#tokens = tokensOf(chunk.text, start, lines.end);
    const bindings: Binding[] = [];
    new StatementReader(chunk.text, start, lines.end, bindings).read(chunk.frames[line] as Frame);
    this.#bindings = new Map(bindings.map((binding) => [binding.start, binding]));
  }

  find(): Hit[] {
    const hits: Hit[] = [];
    const parameters = this.#parameters();
    const own = this.#ownNames();
    const open: Open[] = [];
    this.#tokens.forEach((token, at) => {
      if (token.type === "symbol" && "([{".includes(token.text))
        open.push({ at, logged: this.#isLogged(at, open), comma: undefined });
      else if (token.type === "symbol" && ")]}".includes(token.text)) open.pop();
      else if (token.type === "symbol" && token.text === ",") noteComma(open.at(-1), at);
      else if (token.type === "word" && token.text === this.#name)
        hits.push(this.#hit(token, at, parameters.has(at) ? "parameter" : own ? "own" : this.#role(at, open)));
      else if (token.type === "string" && this.#isReflection(at, open))
        hits.push(this.#hit(token, at, this.#callee(open) === "setattr" ? "set" : "read"));
    });
    return hits;
  }

  #hit(token: Token, at: number, role: Role): Hit {
    const binding = this.#bindings.get(token.start);
    const owner = token.type === "string" ? this.#tokens[at - 2]?.text : this.#owner(at);
    return {
      start: token.start + this.#shift,
      end: token.end + this.#shift,
      frame: this.#chunk.frames[this.#line] as Frame,
      line: this.#line,
      role: role === "own" && owner !== undefined ? "read" : role,
      owner,
      binding: binding && { ...binding, start: binding.start + this.#shift, end: binding.end + this.#shift },
    };
  }

  #role(at: number, open: readonly Open[]): Role {
    const first = this.#tokens[0]?.text;
    if (first === "global" || first === "nonlocal") return "declared";
    const token = this.#tokens[at] as Token;
    if (this.#bindings.has(token.start)) return "bound";
    if (open.length > 0 && this.#isKeyword(at)) return "keyword";
    return open.at(-1)?.logged ? "log" : "read";
  }

  #isKeyword(at: number): boolean {
    const before = this.#tokens[at - 1]?.text;
    return (
      (before === "(" || before === ",") && this.#tokens[at + 1]?.text === "=" && this.#tokens[at + 2]?.text !== "="
    );
  }

  /** The dotted name before the attribute at `at`; undefined where it is none. */
  #owner(at: number): string | undefined {
    if (this.#tokens[at - 1]?.text !== ".") return undefined;
    const names: string[] = [];
    for (let from = at - 2; names.length < LONGEST_OWNER; from -= 2) {
      const token = this.#tokens[from];
      if (token?.type !== "word") return "";
      names.push(token.text);
      if (this.#tokens[from - 1]?.text !== ".") break;
    }
    return names.reverse().join(".");
  }

  /** Whether the bracket at `at`, or those around it, end in a message and nothing between does more than format. */
  #isLogged(at: number, around: readonly Open[]): boolean {
    const outer = around.at(-1)?.logged ?? false;
    const callee = this.#tokens[at - 1];
    if (this.#tokens[at]?.text !== "(" || callee?.type !== "word") return outer;
    const method = this.#tokens[at - 2]?.text === ".";
    const owner = method ? (this.#tokens[at - 3]?.text ?? "") : "";
    if (method ? LOG_METHODS.has(callee.text) && /log|console/i.test(owner) : callee.text === "print") return true;
    return (method ? callee.text === "format" : FORMATTERS.has(callee.text)) && outer;
  }

  /** What stands before the innermost bracket. */
  #callee(open: readonly Open[]): string {
    const bracket = open.at(-1);
    return bracket ? (this.#tokens[bracket.at - 1]?.text ?? "") : "";
  }

  /** Whether the string at `at` is the name that `getattr(thing, "NAME")` asks for. */
  #isReflection(at: number, open: readonly Open[]): boolean {
    if (!REFLECTION.has(this.#callee(open)) || open.at(-1)?.comma !== at - 1) return false;
    return (this.#tokens[at] as Token).text.slice(1, -1) === this.#name;
  }

  /** The tokens that name parameters of the function that the line defines. */
  #parameters(): Set<number> {
    const found = new Set<number>();
    const start = this.#tokens[0]?.text === "async" ? 1 : 0;
    if (this.#tokens[start]?.text !== "def") return found;
    let depth = 0;
    for (let at = start + 2; at < this.#tokens.length; at++) {
      const { text, type } = this.#tokens[at] as Token;
      const before = this.#tokens[at - 1]?.text ?? "";
      if (type === "word" && depth === 1 && "(,*".includes(before)) found.add(at);
      if (type !== "symbol") continue;
      if ("([{".includes(text)) depth++;
      else if (")]}".includes(text) && --depth === 0) break;
    }
    return found;
  }

  /** Whether a comprehension or lambda in the line has the name for its own. */
  #ownNames(): boolean {
    let stop: string | undefined;
    return this.#tokens.some(({ text, type }, at) => {
      if (stop === text) stop = undefined;
      else if (type === "word" && text === "for" && at > 0 && this.#tokens[at - 1]?.text !== "async") stop = "in";
      else if (type === "word" && text === "lambda") stop = ":";
      else return stop !== undefined && type === "word" && text === this.#name && this.#tokens[at - 1]?.text !== "=";
      return false;
    });
  }
}
