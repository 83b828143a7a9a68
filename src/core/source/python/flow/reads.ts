// Finds the expressions that are a governed value itself: its name with owner and path, and names that are given it as it is.
import type { Range } from "../../../text";
import type { SymbolPath } from "../../types";
import { linesWith, type TokenLine } from "../names/token-lines";
import { enclosingClass, functionOf, usesOf } from "../names/uses";
import type { ParsedText } from "../parsed-text";
import { bindingsNamed, namespaceOf } from "../tree/scopes";
import { shiftOf } from "../tree/tree";
import { isTarget } from "./targets";
import { keyMeans } from "./trail";

/** `self.config.STOP`, `CONFIG["stop"]`, `stop` after `stop = STOP`: each whole expression, in the order of the text. */
export function readsOf(parsed: ParsedText, scope: string, path: SymbolPath): Range[] {
  const search = new ReadSearch(parsed);
  search.named(scope, path);
  return search.run().sort((a, b) => a.start - b.start);
}

/** How many are followed: a bot that gives its value to more names is told of the limits of these. */
const MOST_READS = 2000;

/** A name on a line. */
interface Mention {
  readonly chunk: number;
  readonly line: TokenLine;
  /** Which token. */
  readonly at: number;
}

class ReadSearch {
  readonly #parsed: ParsedText;
  /** The value's mentions, and the token after each. */
  readonly #found: [mention: Mention, end: number][] = [];
  readonly #known = new Set<string>();

  constructor(parsed: ParsedText) {
    this.#parsed = parsed;
  }

  run(): Range[] {
    const ranges: Range[] = [];
    // It grows while it is iterated.
    for (const [mention, end] of this.#found) {
      const start = mention.line.dottedStart(mention.at);
      ranges.push(this.#range(mention, start, end));
      if (ranges.length === MOST_READS) break;
      this.#follow(mention, start, end);
    }
    return ranges;
  }

  /** Adds the reads of what `scope` holds under the path. */
  named(scope: string, { name, steps }: SymbolPath): void {
    if (this.#isKnown(`${scope}:${name}`)) return;
    const uses = new Set(usesOf(this.#parsed, scope, name).map(({ range }) => range.start));
    for (const mention of this.#mentions(name)) {
      const end = uses.has(this.#range(mention, mention.at, mention.at + 1).start) ? endOf(mention, steps) : undefined;
      if (end !== undefined) this.#found.push([mention, end]);
    }
  }

  #isKnown(key: string): boolean {
    const isKnown = this.#known.has(key);
    this.#known.add(key);
    return isKnown;
  }

  *#mentions(name: string, from = 0): Generator<Mention> {
    const { chunks } = this.#parsed.tree;
    for (let chunk = from; chunk < chunks.length; chunk++) {
      const each = chunks[chunk];
      if (!each?.text.includes(name)) continue;
      for (const line of linesWith(each, name)) for (const at of line.placesOf(name)) yield { chunk, line, at };
    }
  }

  #range({ chunk, line }: Mention, start: number, end: number): Range {
    const shift = line.chunk.origin + shiftOf(this.#parsed.tree, chunk);
    const [first, last] = [line.tokens[start], line.tokens[end - 1]];
    return this.#parsed.place({ start: (first?.start ?? 0) + shift, end: (last?.end ?? 0) + shift });
  }

  /** What the value at `[start, end)` is assigned to is the value too. */
  #follow(mention: Mention, start: number, end: number): void {
    const { line } = mention;
    const statement = line.statementOf(start);
    if (end !== statement.end || line.text(start - 1) !== "=") return;
    const isAttribute = line.text(statement.start) === "self" && line.text(statement.start + 1) === ".";
    const target = statement.start + (isAttribute ? 2 : 0);
    if (!line.isWord(target) || (target + 1 !== start - 1 && line.text(target + 1) !== ":")) return;
    const name = line.text(target);
    if (isAttribute) this.#attribute(name, line);
    else if (line.frame.scope === undefined) this.#variable(name, mention);
    else if (this.#isBoundOnce(name, line)) this.named(line.frame.scope, { name, steps: [] });
  }

  #isBoundOnce(name: string, { frame }: TokenLine): boolean {
    const space = namespaceOf(frame);
    const bindings = bindingsNamed(this.#parsed.tree, name).filter(
      ({ binding }) => namespaceOf(binding.frame) === space,
    );
    return bindings.length === 1;
  }

  /** A variable of a function is the value until it is assigned again. */
  #variable(name: string, { chunk, line }: Mention): void {
    const body = functionOf(line.frame);
    let last: TokenLine | undefined;
    for (const mention of this.#mentions(name, chunk)) {
      const isBefore = mention.chunk === chunk && mention.line.line <= line.line;
      if (isBefore || functionOf(mention.line.frame) !== body || mention.line.text(mention.at - 1) === ".") continue;
      if (last && mention.line !== last) return;
      if (isTarget(mention.line, mention.at, mention.at + 1)) last = mention.line;
      else if (mention.line.text(mention.at + 1) !== "=") this.#found.push([mention, mention.at + 1]);
    }
  }

  /** An attribute that one line of the file assigns is the value in all of its class. */
  #attribute(name: string, { frame }: TokenLine): void {
    const inside = enclosingClass(frame);
    if (inside === undefined || this.#isKnown(`self.${name}`)) return;
    const mentions = [...this.#mentions(name)].filter(({ line, at }) => line.text(at - 1) === ".");
    const isSet = ({ line, at }: Mention) => isTarget(line, line.dottedStart(at), at + 1);
    if (mentions.filter(isSet).length !== 1) return;
    for (const mention of mentions) {
      const { line, at } = mention;
      const isOwn = line.text(at - 2) === "self" && line.text(at - 3) !== "." && enclosingClass(line.frame) === inside;
      if (isOwn && !isSet(mention)) this.#found.push([mention, at + 1]);
    }
  }
}

/** The token after the path that begins behind the name; undefined where another path does. */
function endOf({ line, at }: Mention, steps: SymbolPath["steps"]): number | undefined {
  let end = at + 1;
  for (const { type, key } of steps) {
    const close = line.text(end) === "[" ? line.partner.get(end) : undefined;
    if (type !== "item" || close === undefined) return undefined;
    if (keyMeans(line, end + 1, close, [{ type, key }]) !== "yes") return undefined;
    end = close + 1;
  }
  return end;
}
