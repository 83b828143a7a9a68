// Finds where the code holds one value against another: max(), min(), clip() and comparisons.
import type { Range } from "../../text";
import type { Bound } from "../types";
import { type Token, tokensOf } from "./syntax/tokens";

/** Functions that keep a value on one side of the others, and on which one. */
const EXTREMES: Readonly<Record<string, Bound["how"]>> = { max: "max", maximum: "max", min: "min", minimum: "min" };
const CLIPS = new Set(["clip", "clamp"]);
/** The modules whose functions are called with the value first; of anything else, `x.clip(low, high)`, the owner is the value. */
const MODULES = new Set(["np", "numpy", "jnp", "torch", "tf", "math", "pd"]);
const LOW = new Set(["a_min", "min", "lower", "low", "lo"]);
const HIGH = new Set(["a_max", "max", "upper", "high", "hi"]);
/** What ends an operand of a comparison, beside brackets and another comparison. */
const ENDS = new Set("and or not if elif while assert return yield else in is lambda , : = ; ! < >".split(" "));
/** `0.55`, `-0.05`, `self.config.MIN_THRESHOLD` */
const SIMPLE = /^-?\s*(?:\d[\w.]*|\.\d\w*)$|^[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Every place where `limit`, a number or a name, bounds `value` or is compared with it, in the order of the text. */
export function boundsIn(text: string): Bound[] {
  return new BoundReader(text).read();
}

class BoundReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** For each token that is a bracket, the index of its counterpart. */
  readonly #partners = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text, 0, text.length);
    const open: number[] = [];
    this.#tokens.forEach(({ type, text: symbol }, index) => {
      if (type !== "symbol") return;
      if ("([{".includes(symbol)) open.push(index);
      else if (")]}".includes(symbol)) {
        const partner = open.pop();
        if (partner === undefined) return;
        this.#partners.set(partner, index);
        this.#partners.set(index, partner);
      }
    });
  }

  read(): Bound[] {
    return this.#tokens.flatMap(({ type, text }, index) => {
      if (type === "word") return this.#call(text, index);
      return text === "<" || text === ">" ? this.#comparison(text, index) : [];
    });
  }

  #call(name: string, index: number): Bound[] {
    const close = this.#partners.get(index + 1);
    if (this.#is(index + 1) !== "(" || close === undefined) return [];
    const args = this.#arguments(index + 2, close);
    const how = Object.hasOwn(EXTREMES, name) ? EXTREMES[name] : undefined;
    if (how) {
      const values = args.filter(({ keyword }) => keyword === undefined).map(({ range }) => range);
      return values.flatMap((limit) =>
        values.flatMap((value) => (value === limit ? [] : this.#bound(how, value, limit))),
      );
    }
    return CLIPS.has(name) ? this.#clip(index, args) : [];
  }

  #clip(index: number, args: readonly Argument[]): Bound[] {
    const owner = this.#is(index - 1) === "." ? this.#operand(index - 1, -1) : undefined;
    const isMethod = owner && !MODULES.has(this.#text.slice(owner.start, owner.end));
    const values = args.filter(({ keyword }) => keyword === undefined).map(({ range }) => range);
    const value = isMethod ? owner : values.shift();
    if (!value) return [];
    const named = (names: ReadonlySet<string>) => args.find(({ keyword = "" }) => names.has(keyword))?.range;
    const [low, high] = [values[0] ?? named(LOW), values[1] ?? named(HIGH)];
    return [...(low ? this.#bound("max", value, low) : []), ...(high ? this.#bound("min", value, high) : [])];
  }

  #arguments(from: number, to: number): Argument[] {
    const found: Argument[] = [];
    let start = from;
    for (let at = from; at <= to; at++) {
      if (at < to && this.#is(at) !== ",") {
        at = Math.max(at, "([{".includes(this.#is(at)) ? (this.#partners.get(at) ?? at) : at);
        continue;
      }
      const isKeyword =
        this.#tokens[start]?.type === "word" && this.#is(start + 1) === "=" && this.#is(start + 2) !== "=";
      const first = isKeyword ? start + 2 : start;
      if (first < at) {
        const keyword = isKeyword ? this.#is(start) : undefined;
        found.push({ range: this.#range(first, at - 1), ...(keyword !== undefined && { keyword }) });
      }
      start = at + 1;
    }
    return found;
  }

  #comparison(symbol: "<" | ">", index: number): Bound[] {
    // Not ->, << or >>.
    if ([this.#is(index - 1), this.#is(index + 1)].some((other) => "<>".includes(other) && other !== "")) return [];
    if (this.#is(index - 1) === "-") return [];
    const after = this.#is(index + 1) === "=" ? index + 1 : index;
    const [left, right] = [this.#operand(index, -1), this.#operand(after, 1)];
    if (!left || !right) return [];
    const turned = symbol === "<" ? ">" : "<";
    return [...this.#bound(symbol, left, right), ...this.#bound(turned, right, left)];
  }

  /** The operand beside the token at `index`, to the left (-1) or right (1); undefined where there is none. */
  #operand(index: number, step: 1 | -1): Range | undefined {
    const opening = step === 1 ? "([{" : ")]}";
    const closing = step === 1 ? ")]}" : "([{";
    let at = index + step;
    for (; this.#tokens[at]; at += step) {
      const token = this.#is(at);
      if (ENDS.has(token) || (token !== "" && closing.includes(token)) || this.#isLineBreak(at, step)) break;
      if (token !== "" && opening.includes(token)) at = this.#partners.get(at) ?? at;
    }
    const [first, last] = step === 1 ? [index + 1, at - 1] : [at + 1, index - 1];
    return first <= last ? this.#range(first, last) : undefined;
  }

  /** Whether the token at `index` stands in another line than the one before it, seen in the direction of `step`. */
  #isLineBreak(index: number, step: 1 | -1): boolean {
    const [left, right] = [this.#tokens[Math.min(index, index - step)], this.#tokens[Math.max(index, index - step)]];
    return !!left && !!right && /[\r\n]/.test(this.#text.slice(left.end, right.start));
  }

  #bound(how: Bound["how"], value: Range, limit: Range): Bound[] {
    const text = this.#text.slice(limit.start, limit.end);
    return SIMPLE.test(text) ? [{ how, value, limit }] : [];
  }

  #is(index: number): string {
    return this.#tokens[index]?.text ?? "";
  }

  #range(first: number, last: number): Range {
    return { start: this.#tokens[first]?.start ?? 0, end: this.#tokens[last]?.end ?? 0 };
  }
}

interface Argument {
  readonly range: Range;
  readonly keyword?: string;
}
