// Python as a language of source files.
import type { Range, TextEdit } from "../../text";
import type { Language, Source } from "../language";
import type { Assignment, Bound, Location, Meaning, SourceProblem, Use } from "../types";
import { assignmentsOf } from "./assignments";
import { declaredEncoding } from "./encoding";
import { boundsIn } from "./flow/bounds";
import { meaningOf } from "./flow/meaning";
import { readsOf } from "./flow/reads";
import { headingLine } from "./heading-line";
import { locate } from "./locate";
import { derivedFrom } from "./names/derived";
import { usesOf } from "./names/uses";
import { type ParsedText, parseText } from "./parsed-text";
import { formatSteps, parseSymbol } from "./symbols";
import { writeLiteral, writePlain } from "./write";

class PythonSource implements Source {
  readonly #parsed: ParsedText;
  #assignments: readonly Assignment[] | undefined;
  #bounds: readonly Bound[] | undefined;

  constructor(parsed: ParsedText) {
    this.#parsed = parsed;
  }

  get language(): Language {
    return python;
  }

  get text(): string {
    return this.#parsed.text;
  }

  get problems(): readonly SourceProblem[] {
    return this.#parsed.problems;
  }

  get stale(): boolean {
    return this.#parsed.stale;
  }

  get assignments(): readonly Assignment[] {
    this.#assignments ??= assignmentsOf(this.#parsed);
    return this.#assignments;
  }

  edited(edits: readonly TextEdit[]): Source {
    const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
    return new PythonSource(this.#parsed.edited(sorted));
  }

  locate(scope: string, symbol: string): Location {
    return locate(this.#parsed, scope, symbol);
  }

  bounds(): readonly Bound[] {
    this.#bounds ??= boundsIn(this.#parsed);
    return this.#bounds;
  }

  readsOf(scope: string, symbol: string): readonly Range[] {
    const path = parseSymbol(symbol);
    return path ? readsOf(this.#parsed, scope, path) : [];
  }

  usesOf(scope: string, name: string): Use[] {
    return usesOf(this.#parsed, scope, name);
  }

  meaningOf(scope: string, symbol: string, path: string, neighbours: ReadonlyMap<string, Source>): Meaning {
    const others = [...neighbours].flatMap(([other, source]) =>
      source instanceof PythonSource ? [[other, source.#parsed] as const] : [],
    );
    return meaningOf(this.#parsed, scope, symbol, path, new Map(others));
  }

  derivedFrom(scope: string, name: string): Assignment[] {
    return derivedFrom(this.#parsed, scope, name);
  }
}

export const python: Language = {
  name: "Python",
  extensions: ["py", "pyw"],
  fenceNames: ["", "python", "py", "python3"],
  commentMark: "#",
  declaredEncoding,
  startsAs: (text) => /^#!.*python/i.test(text),
  foreignLine: headingLine,
  read: (text) => new PythonSource(parseText(text)),
  readValue: (text) => python.read(`_ = ${text}\n`),
  parseSymbol,
  formatSteps,
  write: writeLiteral,
  writePlain,
  mayHoldComment: (literal) => literal.includes("\n") && literal.includes("#"),
};
