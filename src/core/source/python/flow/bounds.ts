// Finds where the code holds one value against another: max(), min(), clip() and comparisons.
import type { Range } from "../../../text";
import type { Bound } from "../../types";
import { itemsIn, keywordAt } from "../names/headers";
import { type TokenLine, tokenLine } from "../names/token-lines";
import type { ParsedText } from "../parsed-text";
import { shiftOf } from "../tree/tree";

/** Functions that keep a value on one side of the others, and on which one. */
const EXTREMES: Readonly<Record<string, "max" | "min">> = {
  max: "max",
  maximum: "max",
  fmax: "max",
  min: "min",
  minimum: "min",
  fmin: "min",
};
const CLIPS = new Set(["clip", "clamp"]);
/** The modules whose functions are called with the value first, also where only one limit is given. */
const MODULES = new Set(["np", "numpy", "jnp", "torch", "tf", "math", "pd"]);
const LOW = new Set(["a_min", "min", "lower", "low", "lo"]);
const HIGH = new Set(["a_max", "max", "upper", "high", "hi"]);
/** What ends an operand of a comparison or of a conditional expression, beside brackets. */
const ENDS = new Set("and or not if elif else while assert return yield in is lambda , : = ; ! < >".split(" "));
/** `0.55`, `-0.05`, `self.config.MIN_THRESHOLD` */
const SIMPLE = /^-?\s*(?:\d[\w.]*|\.\d\w*)$|^[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*$/u;
const HOLDS_BOUND = new RegExp(`[<>]|\\b(?:${[...Object.keys(EXTREMES), ...CLIPS].join("|")})\\s*\\(`);

/** Which tokens of a line: `[start, end)`. */
type Span = readonly [start: number, end: number];

/** Every place where `limit`, a number or a name, bounds `value` or is compared with it, in the order of the text. */
export function boundsIn(parsed: ParsedText): Bound[] {
  const { tree } = parsed;
  return tree.chunks.flatMap((chunk, index) =>
    chunk.starts.flatMap((start, at) => {
      const end = (chunk.starts[at + 1] ?? Number.POSITIVE_INFINITY) - chunk.origin;
      if (!HOLDS_BOUND.test(chunk.text.slice(start - chunk.origin, end))) return [];
      const after = tree.chunks[index + 1];
      const next =
        at + 1 < chunk.starts.length
          ? tokenLine(chunk, at + 1)
          : after && after.starts.length > 0
            ? tokenLine(after, 0)
            : undefined;
      const shift = chunk.origin + shiftOf(tree, index);
      const place = (range: Range) => parsed.place({ start: range.start + shift, end: range.end + shift });
      return new BoundReader(tokenLine(chunk, at), next, place).read();
    }),
  );
}

class BoundReader {
  readonly #line: TokenLine;
  readonly #next: TokenLine | undefined;
  readonly #place: (range: Range) => Range;

  constructor(line: TokenLine, next: TokenLine | undefined, place: (range: Range) => Range) {
    this.#line = line;
    this.#next = next;
    this.#place = place;
  }

  read(): Bound[] {
    return this.#line.tokens.flatMap(({ type, text }, at) => {
      if (type === "word") return this.#call(text, at);
      return type === "symbol" && (text === "<" || text === ">") ? this.#comparison(text, at) : [];
    });
  }

  #call(name: string, at: number): Bound[] {
    const line = this.#line;
    const close = line.partner.get(at + 1);
    const how = Object.hasOwn(EXTREMES, name) ? EXTREMES[name] : undefined;
    if (line.text(at + 1) !== "(" || close === undefined || !(how || CLIPS.has(name))) return [];
    const owner = line.text(at - 1) === "." ? this.#operand(at - 1, -1) : undefined;
    const whole: Span = [owner?.[0] ?? at, close + 1];
    if (!how) return this.#clip(owner, at + 1, whole);
    const values = this.#values(at + 1);
    return values.flatMap((limit) =>
      values.flatMap((value) => (value === limit ? [] : this.#bound(how, value, limit, whole))),
    );
  }

  /** What `max(…)` chooses from, which may be in a list. */
  #values(open: number): Span[] {
    const line = this.#line;
    const values = itemsIn(line, open).filter(([start, end]) => keywordAt(line, start, end) === undefined);
    const [[first, end] = [0, 0], ...others] = values;
    const isDisplay =
      others.length === 0 && "[(".includes(line.text(first) || " ") && line.partner.get(first) === end - 1;
    return isDisplay ? itemsIn(line, first) : values;
  }

  /** `np.clip(value, low, high)`, `clamp(value, low, high)`, `value.clip(low, high)` */
  #clip(owner: Span | undefined, open: number, whole: Span): Bound[] {
    const line = this.#line;
    const items = itemsIn(line, open).map(([start, end]) => {
      const keyword = keywordAt(line, start, end);
      return { keyword, span: [keyword === undefined ? start : start + 2, end] as const };
    });
    const values = items.flatMap(({ keyword, span }) => (keyword === undefined ? [span] : []));
    const named = (names: ReadonlySet<string>) => items.find(({ keyword = "" }) => names.has(keyword))?.span;
    const [least, most] = [named(LOW), named(HIGH)];
    const limits = values.length + (least ? 1 : 0) + (most ? 1 : 0);
    const isMethod = owner && limits < 3 && !MODULES.has(this.#text(owner));
    const value = isMethod ? owner : values.shift();
    if (!value) return [];
    const [low, high] = [values[0] ?? least, values[1] ?? most];
    return [
      ...(low ? this.#bound("max", value, low, whole) : []),
      ...(high ? this.#bound("min", value, high, whole) : []),
    ];
  }

  #comparison(symbol: "<" | ">", at: number): Bound[] {
    const line = this.#line;
    // Not ->, << or >>.
    const isOther = ["<", ">"].some((other) => line.text(at - 1) === other || line.text(at + 1) === other);
    if (isOther || line.text(at - 1) === "-") return [];
    const after = line.text(at + 1) === "=" ? at + 1 : at;
    const [left, right] = [this.#operand(at, -1), this.#operand(after, 1)];
    if (!left || !right) return [];
    const turned = symbol === "<" ? ">" : "<";
    const [whenTrue, whenFalse] = this.#chosen([left[0], right[1]]);
    return (
      [
        [symbol, left, right],
        [turned, right, left],
      ] as const
    ).flatMap(([how, value, limit]) => {
      const text = this.#text(limit);
      // The limit takes the place of the value that lies beyond it, or of one that does not lie within.
      const isTaken = text === whenTrue ? how === "<" : text === whenFalse ? how === ">" : undefined;
      return this.#bound(isTaken === undefined ? how : isTaken ? "max" : "min", value, limit);
    });
  }

  /** What is used where the comparison holds, and where it does not: of a conditional expression, or of an `if`. */
  #chosen([start, end]: Span): [whenTrue: string | undefined, whenFalse: string | undefined] {
    const line = this.#line;
    if (!["if", "elif"].includes(line.text(start - 1))) return [undefined, undefined];
    if (line.text(end) === "else") {
      const [one, other] = [this.#operand(start - 1, -1), this.#operand(end, 1)];
      return [one && this.#text(one), other && this.#text(other)];
    }
    return line.text(end) === ":" ? [this.#given(end + 1), undefined] : [undefined, undefined];
  }

  /** What the block of an `if`, after its colon, returns or assigns at once. */
  #given(from: number): string | undefined {
    const line = this.#line;
    const isBelow = from >= line.tokens.length;
    const [body, start] = isBelow ? [this.#next, 0] : [line, from];
    if (!body || (isBelow && body.frame.parent?.id !== line.frame.id)) return undefined;
    const { end } = body.statementOf(start);
    const equals = body.tokens.findLastIndex(({ text }, at) => at >= start && at < end && text === "=");
    const at = body.text(start) === "return" ? start + 1 : equals + 1;
    return at > start ? textOf(body, [at, end]) : undefined;
  }

  /** The operand beside the token at `at`, to the left (-1) or right (1); undefined where there is none. */
  #operand(at: number, step: 1 | -1): Span | undefined {
    const line = this.#line;
    const opening = step === 1 ? "([{" : ")]}";
    const closing = step === 1 ? ")]}" : "([{";
    let end = at + step;
    for (; line.tokens[end]; end += step) {
      const token = line.text(end);
      if (ENDS.has(token) || closing.includes(token)) break;
      if (opening.includes(token)) end = line.partner.get(end) ?? end;
    }
    const span: Span = step === 1 ? [at + 1, end] : [end + 1, at];
    return span[0] < span[1] ? span : undefined;
  }

  #bound(how: Bound["how"], value: Span, limit: Span, whole?: Span): Bound[] {
    if (!SIMPLE.test(this.#text(limit))) return [];
    const range = (span: Span) => this.#place(rangeOf(this.#line, span));
    return [{ how, value: range(value), limit: range(limit), ...(whole && { whole: range(whole) }) }];
  }

  #text(span: Span): string {
    return textOf(this.#line, span);
  }
}

function rangeOf(line: TokenLine, [start, end]: Span): Range {
  return { start: line.tokens[start]?.start ?? 0, end: line.tokens[end - 1]?.end ?? 0 };
}

function textOf(line: TokenLine, span: Span): string {
  const { start, end } = rangeOf(line, span);
  return line.chunk.text.slice(start, end);
}
