// Finds where the program limits a value to a bound that the file shows.
import type { Limit } from "../../types";
import { locate } from "../locate";
import { itemsIn } from "../names/headers";
import { linesWith, type TokenLine } from "../names/token-lines";
import type { ParsedText } from "../parsed-text";
import { numberValue } from "../syntax/numbers";
import { shiftOf } from "../tree/tree";

const AT_LEAST = new Set(["max", "maximum", "fmax"]);
const AT_MOST = new Set(["min", "minimum", "fmin"]);
const BETWEEN = new Set(["clip", "clamp"]);
/** How often one line is asked about: nobody limits a value more often on one. */
const MOST_MENTIONS = 100;
type Bounds = Omit<Limit, "range">;

/** The limits that calls and comparisons set to the value itself, not to what is computed from it. */
export function limitsOf(parsed: ParsedText, scope: string, name: string): Limit[] {
  const limits = new Limits(parsed, scope, name);
  return parsed.tree.chunks.flatMap((chunk, index) =>
    chunk.text.includes(name)
      ? linesWith(chunk, name).flatMap((line) => limits.on(line, line.chunk.origin + shiftOf(parsed.tree, index)))
      : [],
  );
}

class Limits {
  readonly #parsed: ParsedText;
  readonly #scope: string;
  readonly #name: string;

  constructor(parsed: ParsedText, scope: string, name: string) {
    this.#parsed = parsed;
    this.#scope = scope;
    this.#name = name;
  }

  on(line: TokenLine, shift: number): Limit[] {
    return line
      .placesOf(this.#name)
      .slice(0, MOST_MENTIONS)
      .flatMap((at) => {
        const { start = 0, end = 0 } = line.tokens[at] ?? {};
        const bounds = this.#inCalls(line, at) ?? this.#compared(line, at);
        return bounds ? [{ range: this.#parsed.place({ start: start + shift, end: end + shift }), ...bounds }] : [];
      });
  }

  /** `max(X, 0.5)`, also around `min(X, 0.9)`. */
  #inCalls(line: TokenLine, at: number): Bounds | undefined {
    let bounds: Bounds | undefined;
    let start = at;
    while (line.text(start - 1) === ".") start -= 2;
    let end = at + 1;
    for (let open = line.around[start] ?? -1; open > 0 && line.text(open) === "("; open = line.around[start] ?? -1) {
      const callee = line.text(open - 1);
      if (!(AT_LEAST.has(callee) || AT_MOST.has(callee) || BETWEEN.has(callee))) break;
      const items = itemsIn(line, open);
      const index = items.findIndex(([from, to]) => from === start && to === end);
      if (index === -1) break;
      const values = items.map(([from, to], item) => (item === index ? undefined : this.#number(line, from, to)));
      bounds = { ...bounds, ...boundsOf(callee, index, values) };
      start = open - 1;
      while (line.text(start - 1) === ".") start -= 2;
      end = (line.partner.get(open) ?? open) + 1;
    }
    return bounds && Object.keys(bounds).length > 0 ? bounds : undefined;
  }

  /** `if X < MIN: … MIN`, `X if X > MIN else MIN`: the bound takes the place of the value. */
  #compared(line: TokenLine, at: number): Bounds | undefined {
    const operator = line.text(at + 1);
    if (operator !== "<" && operator !== ">") return undefined;
    const from = at + (line.text(at + 2) === "=" ? 3 : 2);
    let to = from + 1;
    while (line.text(to) === ".") to += 2;
    const bound = this.#number(line, from, to);
    if (bound === undefined) return undefined;
    const boundText = textOf(line, from, to);
    const ofWord = line.tokens.slice(0, at).findLastIndex(({ text }) => text === "if");
    if (ofWord === -1) return undefined;
    const isStatement = ofWord === line.statementOf(ofWord).start;
    const taken = isStatement
      ? this.#next(line, to) === boundText
        ? "if"
        : undefined
      : ternary(line, ofWord, to, boundText);
    if (taken === undefined) return undefined;
    const below = (operator === "<") === (taken === "if");
    return below ? { lowest: bound } : { highest: bound };
  }

  /** The last value on the rest of the line after a colon, else on the next line. */
  #next(line: TokenLine, to: number): string {
    if (line.text(to) !== ":") return "";
    const rest = to + 1 < line.tokens.length ? line : undefined;
    const { chunk } = line;
    const from = chunk.starts[line.line + 1];
    const until = chunk.starts[line.line + 2];
    const text = rest
      ? textOf(line, to + 1, line.tokens.length)
      : from === undefined
        ? ""
        : chunk.text.slice(from - chunk.origin, until === undefined ? undefined : until - chunk.origin);
    return /(?:return|=)\s*([\w.]+)\s*(?:#.*)?$/.exec(text.trim())?.[1] ?? "";
  }

  /** The number that `[start, end)` is, or that the constant named there has. */
  #number(line: TokenLine, start: number, end: number): number | undefined {
    const negative = line.text(start) === "-" ? 1 : 0;
    const token = line.tokens[start + negative];
    if (!token || (end - start === 1 + negative && token.type === "number"))
      return token && sign(numberValue(token.text), negative);
    if (token.type !== "word" || negative > 0) return undefined;
    const name = line.text(end - 1);
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return undefined;
    const scopes = end - start > 1 ? [textOf(line, start, end - 2), this.#scope] : ["", this.#scope];
    for (const scope of scopes) {
      const location = locate(this.#parsed, scope, name);
      if (location.status === "found" && typeof location.value.value === "number") return location.value.value;
    }
    return undefined;
  }
}

function sign(value: number | undefined, negative: number): number | undefined {
  return value === undefined || negative === 0 ? value : -value;
}

function textOf(line: TokenLine, start: number, end: number): string {
  return line.tokens
    .slice(start, end)
    .map(({ text, type }, at, all) => (type === "word" && all[at - 1]?.type === "word" ? ` ${text}` : text))
    .join("");
}

function boundsOf(callee: string, index: number, values: readonly (number | undefined)[]): Bounds {
  const known = values.filter((value) => value !== undefined);
  if (AT_LEAST.has(callee)) return known.length > 0 ? { lowest: Math.max(...known) } : {};
  if (AT_MOST.has(callee)) return known.length > 0 ? { highest: Math.min(...known) } : {};
  if (index !== 0) return {};
  const [, lowest, highest] = values;
  return { ...(lowest !== undefined && { lowest }), ...(highest !== undefined && { highest }) };
}

/** Of `A if X < MIN else B`: which branch is the bound. */
function ternary(line: TokenLine, ofWord: number, to: number, bound: string): "if" | "else" | undefined {
  if (line.text(to) !== "else") return undefined;
  const width = bound.split(".").length * 2 - 1;
  if (textOf(line, ofWord - width, ofWord) === bound) return "if";
  return textOf(line, to + 1, to + 1 + width) === bound ? "else" : undefined;
}
