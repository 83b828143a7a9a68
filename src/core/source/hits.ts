import { isDigit, isWordStart } from "./chars";
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

/** `declared` is `global X`; `parameter` and `own` are names that belong to a function, lambda or comprehension. */
export type Role = "read" | "log" | "bound" | "declared" | "parameter" | "own" | "keyword";

type Cache = WeakMap<Chunk, Map<string, readonly Hit[]>>;
const hitCaches: Cache = new WeakMap();
const writeCaches: Cache = new WeakMap();

/** Every place in the chunk's code where `name` stands as a name, or as the text that `getattr` is given. */
export function hitsIn(chunk: Chunk, name: string): readonly Hit[] {
  return cached(hitCaches, chunk, name, () => findHits(chunk, name, () => true));
}

/** Those of the chunk's hits that bind; far cheaper than all of them where there is none. */
export function writesIn(chunk: Chunk, name: string): readonly Hit[] {
  return cached(writeCaches, chunk, name, () =>
    findHits(chunk, name, (line, at) => mayBind(chunk, line, at)).filter(({ binding }) => binding !== undefined),
  );
}

function cached(caches: Cache, chunk: Chunk, name: string, find: () => readonly Hit[]): readonly Hit[] {
  const known = caches.get(chunk) ?? new Map<string, readonly Hit[]>();
  caches.set(chunk, known);
  let hits = known.get(name);
  if (!hits) {
    hits = find();
    known.set(name, hits);
  }
  return hits;
}

/** Looks closely at the logical lines in which `name` stands and that are `wanted` for it. */
function findHits(chunk: Chunk, name: string, wanted: (line: number, at: number) => boolean): Hit[] {
  const hits: Hit[] = [];
  let line = -1;
  for (let at = chunk.text.indexOf(name); at !== -1; at = chunk.text.indexOf(name, at + name.length)) {
    if (isWord(chunk.text.charCodeAt(at - 1)) || isWord(chunk.text.charCodeAt(at + name.length))) continue;
    const found = lineAt(chunk, at + chunk.origin, line);
    if (found === line || !wanted(found, at)) continue;
    line = found;
    hits.push(...new LineHits(chunk, line, name).find());
  }
  return hits;
}

const BINDING_WORD = /(?:^|[^\w.])(?:as|case|class|def|del|for|import)\s/;

/** Whether a name at `at` can be bound there: before `=`, or after a word that binds. */
function mayBind(chunk: Chunk, line: number, at: number): boolean {
  const start = (chunk.starts[line] ?? chunk.origin) - chunk.origin;
  const end = (chunk.starts[line + 1] ?? chunk.origin + chunk.text.length) - chunk.origin;
  const equals = chunk.text.indexOf("=", at);
  return (equals !== -1 && equals < end) || BINDING_WORD.test(chunk.text.slice(start, at));
}

function isWord(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

/** The last logical line that starts at or before `offset`; lines come in order, so the search goes on from `from`. */
function lineAt(chunk: Chunk, offset: number, from: number): number {
  let low = Math.max(from, 0);
  let high = chunk.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunk.starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What the parentheses around a place belong to. */
const LOG_METHODS = new Set(["debug", "info", "warning", "warn", "error", "critical", "exception", "log", "success"]);
/** What a message may do to a value before it is printed. */
const FORMATTERS = new Set(
  "str repr round int float format len abs min max sum sorted list tuple dict bool type".split(" "),
);
const REFLECTION = new Set(["getattr", "hasattr", "setattr", "delattr"]);

class LineHits {
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
    const open: number[] = [];
    this.#tokens.forEach((token, at) => {
      if (token.type === "symbol" && "([{".includes(token.text)) open.push(at);
      else if (token.type === "symbol" && ")]}".includes(token.text)) open.pop();
      else if (token.type === "word" && token.text === this.#name)
        hits.push(this.#hit(token, at, parameters.has(at) ? "parameter" : own ? "own" : this.#role(at, open)));
      else if (token.type === "string" && this.#isReflection(at, open)) hits.push(this.#hit(token, at, "read"));
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

  #role(at: number, open: readonly number[]): Role {
    const first = this.#tokens[0]?.text;
    if (first === "global" || first === "nonlocal") return "declared";
    const token = this.#tokens[at] as Token;
    if (this.#bindings.has(token.start)) return "bound";
    if (open.length > 0 && this.#isKeyword(at)) return "keyword";
    return this.#isLogged(open) ? "log" : "read";
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
    for (let from = at - 2; ; from -= 2) {
      const token = this.#tokens[from];
      if (token?.type !== "word") return "";
      names.unshift(token.text);
      if (this.#tokens[from - 1]?.text !== ".") return names.join(".");
    }
  }

  /** Whether the brackets around a place end in a message and nothing between does more than format. */
  #isLogged(open: readonly number[]): boolean {
    for (const bracket of [...open].reverse()) {
      const callee = this.#tokens[bracket - 1];
      if (this.#tokens[bracket]?.text !== "(" || callee?.type !== "word") continue;
      const method = this.#tokens[bracket - 2]?.text === ".";
      const owner = method ? (this.#tokens[bracket - 3]?.text ?? "") : "";
      if (method ? LOG_METHODS.has(callee.text) && /log|console/i.test(owner) : callee.text === "print") return true;
      if (!(method ? callee.text === "format" : FORMATTERS.has(callee.text))) return false;
    }
    return false;
  }

  /** Whether the string at `at` is the name that `getattr(thing, "NAME")` asks for. */
  #isReflection(at: number, open: readonly number[]): boolean {
    const bracket = open.at(-1);
    if (bracket === undefined || !REFLECTION.has(this.#tokens[bracket - 1]?.text ?? "")) return false;
    return this.#tokens[at - 1]?.text === "," && (this.#tokens[at] as Token).text.slice(1, -1) === this.#name;
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
