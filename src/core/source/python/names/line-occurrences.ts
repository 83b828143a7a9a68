// Finds the occurrences of names in one logical line, and what each of them does.
import { addTo } from "../../../group-by";
import { oncePer } from "../once-per";
import type { Binding } from "../syntax/bindings";
import type { Frame, FrameId } from "../syntax/frames";
import { LineScanner } from "../syntax/lines";
import { readStrings } from "../syntax/literals";
import { StatementReader } from "../syntax/statements";
import { type Token, tokensOf } from "../syntax/tokens";
import type { Chunk } from "../tree/chunks";

/** One place where a name is in a chunk; offsets are those of the chunk's `bindings`. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  /** The block of the line. */
  readonly frame: Frame;
  /** The position of the line in the chunk's logical lines. */
  readonly line: number;
  readonly role: Role;
  /** Of a parameter: the block of a function on that one line. */
  readonly opens: FrameId | undefined;
  /** Of an attribute: the dotted name before it, "" where that is no plain name. */
  readonly owner: string | undefined;
  /** Of a default of a command line's option: the name of that option. */
  readonly option: string | undefined;
  /** The binding, for the roles that bind. */
  readonly binding: Binding | undefined;
}

/**
 * `set` is `setattr(Config, "X", …)`, `global` and `nonlocal` are declarations; `parameter` and `own` are names that
 * belong to a function, lambda or comprehension.
 */
export type Role = "read" | "log" | "bound" | "set" | "global" | "nonlocal" | "parameter" | "own" | "keyword";

const LOG_METHODS = new Set(["debug", "info", "warning", "warn", "error", "critical", "exception", "log", "success"]);
/** The last name of what has them; `math.log` and a catalog's `log` are something else. */
const LOGGERS = /(?:^|_)(?:log|logs|logging|console|warnings)$|logger$/i;
/** Functions that only format a value on its way into a message. */
const FORMATTERS = new Set(
  "str repr round int float format len abs min max sum sorted list tuple dict bool type".split(" "),
);
const SETTERS = new Set(["setattr", "__setattr__", "delattr", "__delattr__"]);
const REFLECTION = new Set(["getattr", "hasattr", ...SETTERS]);
/** How many names of an owner count, from its end: no class is nested as deeply. */
const LONGEST_OWNER = 32;

/** An open bracket. */
interface Bracket {
  /** Which token it is. */
  readonly at: number;
  /** Whether what is in it goes into a message and nothing else. */
  readonly logged: boolean;
  /** Of a call that defines an option of the command line: its name. */
  readonly option: string | undefined;
  /** Which token is its first comma. */
  comma: number | undefined;
  /** The name of the keyword argument that is read. */
  argument: string | undefined;
}

function noteComma(bracket: Bracket | undefined, at: number): void {
  if (!bracket) return;
  bracket.comma ??= at;
  bracket.argument = undefined;
}

/** A token that spells a name, and the innermost bracket around it. */
interface NameToken {
  /** Which token it is. */
  readonly at: number;
  readonly open: Bracket | undefined;
}

/** Lines of at least so many code units are kept: they may hold any number of names, and are asked about each. */
const LONG = 200;
/** Those lines, and those with a block of their own, which is then one and the same for all names. */
const keptLines = oncePer((_chunk: Chunk) => new Map<number, LineOccurrences>());

/** Reads the logical line at the position `line` of the chunk. */
export function readLine(chunk: Chunk, line: number): LineOccurrences {
  const start = chunk.starts[line] as number;
  const end = chunk.starts[line + 1] ?? chunk.origin + chunk.text.length;
  const lines = keptLines(chunk);
  const occurrences = lines.get(line) ?? new LineOccurrences(chunk, line);
  if (end - start >= LONG || occurrences.hasBlock) lines.set(line, occurrences);
  return occurrences;
}

/** The occurrences of all names in one logical line. */
class LineOccurrences {
  readonly #chunk: Chunk;
  readonly #line: number;
  readonly #tokens: readonly Token[];
  readonly #bindings: ReadonlyMap<number, Binding>;
  readonly #nameTokens: ReadonlyMap<string, readonly NameToken[]>;
  readonly #parameters: ReadonlySet<number>;
  readonly #own: ReadonlySet<string>;
  readonly #shift: number;
  readonly #inline: StatementReader["inline"];
  readonly #declares: boolean;
  readonly #asserted: boolean;
  /** From which token on an exception is raised; -1 where none is. */
  readonly #raised: number;

  constructor(chunk: Chunk, line: number) {
    this.#chunk = chunk;
    this.#line = line;
    this.#shift = chunk.origin;
    const start = (chunk.starts[line] as number) - chunk.origin;
    const lines = new LineScanner(chunk.text);
    lines.read(start);
    this.#tokens = tokensOf(chunk.text, start, lines.end);
    const bindings: Binding[] = [];
    const reader = new StatementReader(chunk.text, start, lines.end, chunk.frames[line] as Frame, bindings, true);
    reader.read();
    this.#inline = reader.inline;
    this.#declares = this.#tokens.some(({ text }) => text === "global" || text === "nonlocal");
    this.#bindings = new Map(bindings.map((binding) => [binding.start, binding]));
    this.#nameTokens = this.#findNameTokens();
    const isSeveral = this.#tokens.some(({ text }) => text === ";");
    this.#asserted = this.#tokens[0]?.text === "assert" && !isSeveral;
    this.#raised = isSeveral ? -1 : this.#tokens.findIndex(({ type, text }) => type === "word" && text === "raise");
    this.#parameters = this.#findParameters();
    this.#own = this.#findOwn();
  }

  /** Whether statements follow a colon on the line. */
  get hasBlock(): boolean {
    return this.#inline !== undefined;
  }

  of(name: string): Occurrence[] {
    const own = this.#own.has(name);
    return (this.#nameTokens.get(name) ?? []).map(({ at, open }) => {
      const token = this.#tokens[at] as Token;
      if (token.type === "string")
        return this.#occurrence(token, at, open, SETTERS.has(this.#callee(open)) ? "set" : "read");
      return this.#occurrence(
        token,
        at,
        open,
        this.#parameters.has(at) ? "parameter" : own ? "own" : this.#role(at, open),
      );
    });
  }

  #findNameTokens(): Map<string, NameToken[]> {
    const nameTokens = new Map<string, NameToken[]>();
    const brackets: Bracket[] = [];
    this.#tokens.forEach(({ type, text }, at) => {
      const open = brackets.at(-1);
      if (type === "word") addTo(nameTokens, text, { at, open });
      else if (type === "string" && this.#isReflection(at, open))
        addTo(nameTokens, String(readStrings(text).value), { at, open });
      else if (type !== "symbol") return;
      else if ("([{".includes(text))
        brackets.push({
          at,
          logged: this.#isLogged(at, open),
          option: this.#optionOf(at),
          comma: undefined,
          argument: undefined,
        });
      else if (")]}".includes(text)) brackets.pop();
      else if (text === ",") noteComma(open, at);
      else if (text === "=" && open) open.argument = this.#tokens[at - 1]?.text;
    });
    return nameTokens;
  }

  #occurrence(token: Token, at: number, open: Bracket | undefined, role: Role): Occurrence {
    const binding = this.#bindings.get(token.start);
    const owner = token.type === "string" ? this.#tokens[at - 2]?.text : this.#owner(at);
    return {
      start: token.start + this.#shift,
      end: token.end + this.#shift,
      frame: this.#frameAt(token.start),
      line: this.#line,
      role: role === "own" && owner !== undefined ? "read" : role,
      opens: role === "parameter" ? this.#inline?.frame.id : undefined,
      owner,
      option: open?.option,
      binding: binding && { ...binding, start: binding.start + this.#shift, end: binding.end + this.#shift },
    };
  }

  #frameAt(offset: number): Frame {
    const inline = this.#inline;
    return inline && offset >= inline.start ? inline.frame : (this.#chunk.frames[this.#line] as Frame);
  }

  #role(at: number, open: Bracket | undefined): Role {
    const declaration = this.#declares ? this.#declarationAt(at) : undefined;
    if (declaration) return declaration;
    const token = this.#tokens[at] as Token;
    if (this.#bindings.has(token.start)) return "bound";
    if (open && this.#isKeyword(at)) return "keyword";
    return open?.logged || this.#asserted || this.#isInRaisedText(at) ? "log" : "read";
  }

  /** Whether the token is a field of a text that an exception is raised with. */
  #isInRaisedText(at: number): boolean {
    if (this.#raised === -1 || at < this.#raised) return false;
    const { start, end } = this.#tokens[at] as Token;
    return this.#tokens.some((token) => token.type === "string" && token.start < start && end < token.end);
  }

  /** Whether the name at `at` is declared there: only names and commas are between it and the word that declares. */
  #declarationAt(at: number): "global" | "nonlocal" | undefined {
    let from = at - 1;
    while (this.#tokens[from]?.text === "," && this.#tokens[from - 1]?.type === "word") from -= 2;
    const word = this.#tokens[from]?.text;
    return word === "global" || word === "nonlocal" ? word : undefined;
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

  /** Whether what is in the bracket at `at` only goes into a message: all calls up to the one that logs only format. */
  #isLogged(at: number, around: Bracket | undefined): boolean {
    const outer = (around?.logged ?? false) || (around?.option !== undefined && around.argument === "help");
    const callee = this.#tokens[at - 1];
    if (this.#tokens[at]?.text !== "(" || callee?.type !== "word") return outer;
    const method = this.#tokens[at - 2]?.text === ".";
    const owner = method ? (this.#tokens[at - 3]?.text ?? "") : "";
    if (method ? LOG_METHODS.has(callee.text) && LOGGERS.test(owner) : callee.text === "print") return true;
    return (method ? callee.text === "format" : FORMATTERS.has(callee.text)) && outer;
  }

  /** The name under which the program reads the option that `add_argument` defines by the bracket at `at`. */
  #optionOf(at: number): string | undefined {
    const callee = this.#tokens[at - 1]?.text;
    const first = this.#tokens[at + 1];
    if (callee !== "add_argument" || first?.type !== "string") return undefined;
    return String(readStrings(first.text).value).replace(/^-+/, "").replaceAll("-", "_");
  }

  /** The word before the bracket. */
  #callee(open: Bracket | undefined): string {
    return open ? (this.#tokens[open.at - 1]?.text ?? "") : "";
  }

  /** Whether the string at `at` is what `getattr(thing, "NAME")` asks for. */
  #isReflection(at: number, open: Bracket | undefined): boolean {
    return open?.comma === at - 1 && REFLECTION.has(this.#callee(open));
  }

  /** The tokens that name the parameters of the function that the line defines. */
  #findParameters(): Set<number> {
    const parameters = new Set<number>();
    const start = this.#tokens[0]?.text === "async" ? 1 : 0;
    if (this.#tokens[start]?.text !== "def") return parameters;
    let depth = 0;
    for (let at = start + 2; at < this.#tokens.length; at++) {
      const { text, type } = this.#tokens[at] as Token;
      const before = this.#tokens[at - 1]?.text ?? "";
      if (type === "word" && depth === 1 && "(,*".includes(before)) parameters.add(at);
      if (type !== "symbol") continue;
      if ("([{".includes(text)) depth++;
      else if (")]}".includes(text) && --depth === 0) break;
    }
    return parameters;
  }

  /** The names that comprehensions and lambdas in the line bind for themselves. */
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
