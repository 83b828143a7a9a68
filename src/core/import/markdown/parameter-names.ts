// Finds the names that a text uses for parameters.
import { metricIn, sideIn } from "../criteria/metric-words";
import { foldedName } from "../names";
import { VALUE } from "../value-text";
import type { Block } from "./blocks";

const UPPER = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;
/** One upper-case word at a line's start, or one in code marks, with an old and a new value behind it. */
const GIVEN = new RegExp(
  `(?:^[*_\\s]{0,5}([A-Z][A-Z0-9_]{1,60})|\`([A-Za-z]\\w{0,98})\`)[*_]{0,3}\\s{0,3}[:=]?\\s{0,3}(?:(?:was|from|이전|현재|기존)\\s{0,2}:?\\s{0,3})?${VALUE}\\s{0,3}(?:→|->|=>|\\(was|\\(이전|에서)`,
  "u",
);
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]{0,99}/g;

/** A parameter's name in a text, and the text after it, up to the next name. */
export interface NamedText {
  readonly name: string;
  readonly before: string;
  readonly behind: string;
}

/** The names that a text uses for parameters: upper-case ones, and those that its code and tables give values to. */
export class ParameterNames {
  readonly #known = new Set<string>();
  readonly #bySpelling = new Map<string, string>();

  constructor(blocks: readonly Block[]) {
    for (const block of blocks) {
      for (const text of textsOf(block)) {
        const match = GIVEN.exec(text);
        const given = match?.[1] ?? match?.[2];
        if (given !== undefined && !sideIn(given) && !metricIn(given)) this.add(given);
      }
      if (block.kind === "line") for (const [name] of block.text.matchAll(UPPER)) this.add(name);
      if (block.kind === "line")
        for (const [, name = ""] of block.text.matchAll(/`([A-Za-z_]\w{0,98}_\w{1,99})`/g)) this.add(name);
    }
  }

  add(name: string): void {
    if (this.#known.has(name)) return;
    this.#known.add(name);
    const folded = foldedName(name);
    if (!this.#bySpelling.has(folded)) this.#bySpelling.set(folded, name);
  }

  /** The parameter that a wording means: "Stop Loss" for STOP_LOSS. */
  meantBy(wording: string): string | undefined {
    const folded = foldedName(wording);
    return folded === "" ? undefined : this.#bySpelling.get(folded);
  }

  /** The parameters that a line names, in its order. */
  in(text: string): NamedText[] {
    const found = [...text.matchAll(IDENTIFIER)].filter(([name]) => this.#known.has(name));
    return found.map(({ 0: name, index }, position) => ({
      name,
      before: text.slice(found[position - 1]?.index ?? 0, index),
      behind: text.slice(index + name.length, found[position + 1]?.index ?? text.length),
    }));
  }
}

/** The texts in which a name may stand beside its values. */
function textsOf(block: Block): readonly string[] {
  if (block.kind === "line") return [block.text];
  return block.kind === "table" ? block.rows.flatMap(({ cells }) => cells) : [];
}
