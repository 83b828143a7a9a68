import type { Frame } from "../syntax/frames";
import { LineScanner } from "../syntax/lines";
import { readStrings } from "../syntax/literals";
import { type Binding, StatementReader } from "../syntax/statements";
import { type Token, tokensOf } from "../syntax/tokens";
import type { Chunk } from "../tree/chunks";

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
const SETTERS = new Set(["setattr", "__setattr__"]);
const REFLECTION = new Set(["getattr", "hasattr", "delattr", ...SETTERS]);
/** The most names of an owner that are told, from its end: no class is nested as deep. */
const LONGEST_OWNER = 32;

/** A bracket, and whether what stands in it goes into a message and nothing else. */
interface Open {
  readonly at: number;
  readonly logged: boolean;
  /** Where its first comma stands. */
  comma: number | undefined;
}

function noteComma(bracket: Open | undefined, at: number): void {
  if (bracket) bracket.comma ??= at;
}

/** A token that spells a name, and the innermost bracket that it stands in. */
interface Place {
  readonly at: number;
  readonly open: Open | undefined;
}

/** Lines of so many code units are kept: such a one may hold any number of names, each of which is asked for. */
const LONG = 200;
const longLines = new WeakMap<Chunk, Map<number, LineHits>>();

/** The names in the chunk's logical line of that number. */
export function readLine(chunk: Chunk, line: number): LineHits {
  const start = chunk.starts[line] as number;
  const end = chunk.starts[line + 1] ?? chunk.origin + chunk.text.length;
  if (end - start < LONG) return new LineHits(chunk, line);
  const known = longLines.get(chunk) ?? new Map<number, LineHits>();
  longLines.set(chunk, known);
  const read = known.get(line) ?? new LineHits(chunk, line);
  known.set(line, read);
  return read;
}

/** The places of all names in a logical line. */
class LineHits {
  readonly #chunk: Chunk;
  readonly #line: number;
  readonly #tokens: readonly Token[];
  readonly #bindings: ReadonlyMap<number, Binding>;
  readonly #places: ReadonlyMap<string, readonly Place[]>;
  readonly #parameters: ReadonlySet<number>;
  readonly #own: ReadonlySet<string>;
  readonly #shift: number;

  constructor(chunk: Chunk, line: number) {
    this.#chunk = chunk;
    this.#line = line;
    this.#shift = chunk.origin;
    const start = (chunk.starts[line] as number) - chunk.origin;
    const lines = new LineScanner(chunk.text);
    lines.read(start);
    this.#tokens = tokensOf(chunk.text, start, lines.end);
    const bindings: Binding[] = [];
    new StatementReader(chunk.text, start, lines.end, bindings).read(chunk.frames[line] as Frame);
    this.#bindings = new Map(bindings.map((binding) => [binding.start, binding]));
    this.#places = this.#findPlaces();
    this.#parameters = this.#findParameters();
    this.#own = this.#findOwn();
  }

  of(name: string): Hit[] {
    const own = this.#own.has(name);
    return (this.#places.get(name) ?? []).map(({ at, open }) => {
      const token = this.#tokens[at] as Token;
      if (token.type === "string") return this.#hit(token, at, SETTERS.has(this.#callee(open)) ? "set" : "read");
      return this.#hit(token, at, this.#parameters.has(at) ? "parameter" : own ? "own" : this.#role(at, open));
    });
  }

  #findPlaces(): Map<string, Place[]> {
    const places = new Map<string, Place[]>();
    const add = (name: string, place: Place) => {
      const others = places.get(name);
      if (others) others.push(place);
      else places.set(name, [place]);
    };
    const brackets: Open[] = [];
    this.#tokens.forEach(({ type, text }, at) => {
      const open = brackets.at(-1);
      if (type === "word") add(text, { at, open });
      else if (type === "string" && this.#isReflection(at, open)) add(String(readStrings(text).value), { at, open });
      else if (type !== "symbol") return;
      else if ("([{".includes(text)) brackets.push({ at, logged: this.#isLogged(at, open), comma: undefined });
      else if (")]}".includes(text)) brackets.pop();
      else if (text === ",") noteComma(open, at);
    });
    return places;
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

  #role(at: number, open: Open | undefined): Role {
    const first = this.#tokens[0]?.text;
    if (first === "global" || first === "nonlocal") return "declared";
    const token = this.#tokens[at] as Token;
    if (this.#bindings.has(token.start)) return "bound";
    if (open && this.#isKeyword(at)) return "keyword";
    return open?.logged ? "log" : "read";
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
  #isLogged(at: number, around: Open | undefined): boolean {
    const outer = around?.logged ?? false;
    const callee = this.#tokens[at - 1];
    if (this.#tokens[at]?.text !== "(" || callee?.type !== "word") return outer;
    const method = this.#tokens[at - 2]?.text === ".";
    const owner = method ? (this.#tokens[at - 3]?.text ?? "") : "";
    if (method ? LOG_METHODS.has(callee.text) && /log|console/i.test(owner) : callee.text === "print") return true;
    return (method ? callee.text === "format" : FORMATTERS.has(callee.text)) && outer;
  }

  /** What stands before the bracket. */
  #callee(open: Open | undefined): string {
    return open ? (this.#tokens[open.at - 1]?.text ?? "") : "";
  }

  /** Whether the string at `at` is what `getattr(thing, "NAME")` asks for. */
  #isReflection(at: number, open: Open | undefined): boolean {
    return open?.comma === at - 1 && REFLECTION.has(this.#callee(open));
  }

  /** The tokens that name parameters of the function that the line defines. */
  #findParameters(): Set<number> {
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

  /** The names that comprehensions and lambdas in the line have for their own. */
  #findOwn(): Set<string> {
    const own = new Set<string>();
    let stop: string | undefined;
    this.#tokens.forEach(({ text, type }, at) => {
      if (stop === text) stop = undefined;
      else if (type === "word" && text === "for" && at > 0 && this.#tokens[at - 1]?.text !== "async") stop = "in";
      else if (type === "word" && text === "lambda") stop = ":";
      else if (stop !== undefined && type === "word" && this.#tokens[at - 1]?.text !== "=") own.add(text);
    });
    return own;
  }
}
