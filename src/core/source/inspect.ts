import type { Json, JsonObject } from "../json";
import { isSecretName } from "./secrets";
import type { Source } from "./source";
import { formatSteps } from "./symbols";
import type { SourceElement, SourceValue, Step } from "./types";
import { usesOf } from "./uses";

/**
 * The rows of `phasegate inspect`: one for each assignment, with an empty `path`, and one for each part of it that a
 * path leads to. Lines count from 1, columns from 0 in code points. What a secret name holds is left out.
 */
export function inspect(source: Source, file: string): JsonObject[] {
  const places = new CodePointPlaces(source.text);
  const counts = new Map<string, number>();
  return source.assignments.flatMap((assignment) => {
    const name = `${assignment.scope}:${assignment.name}`;
    const uses = counts.get(name) ?? usesOf(source, assignment.scope, assignment.name).length;
    counts.set(name, uses);
    return rows(assignment.value, [], isSecretName(assignment.name)).map(({ steps, value, secret }) => ({
      file,
      scope: assignment.scope,
      name: assignment.name,
      path: formatSteps(steps),
      kind: value.kind,
      ...content(value, secret),
      ...places.of(value),
      derived: value.derived,
      shadowed: assignment.shadowed,
      conditional: assignment.conditional,
      annotated: assignment.annotated,
      uses,
    }));
  });
}

interface Row {
  readonly steps: readonly Step[];
  readonly value: SourceValue;
  readonly secret: boolean;
}

function rows(value: SourceValue, steps: readonly Step[], secret: boolean): Row[] {
  const asksForSecret = value.kind === "call" && value.elements.some((part) => namesSecret(part.value.value));
  const parts = value.elements.flatMap((part) => {
    if (!part.step) return [];
    return rows(part.value, [...steps, part.step], secret || asksForSecret || isSecretPart(part));
  });
  return [{ steps, value, secret: secret || asksForSecret || holdsSecret(value) }, ...parts];
}

/** What functions and tables have that hold no secret. */
const COMMON_KEY = /^keys?$/;

/** Whether a part of the value stands under a secret name, so that the whole must not be shown either. */
function holdsSecret(value: SourceValue): boolean {
  const computed = value.kind === "call" || value.kind === "expression";
  if (computed && (value.text.match(/\w+/g) ?? []).some((word) => !COMMON_KEY.test(word) && isSecretName(word)))
    return true;
  return value.elements.some((part) => isSecretPart(part) || holdsSecret(part.value));
}

/** `"apiKey": "…"` and `token="…"`; a `key=` that is given no text, as `sorted` takes it, is none. */
function isSecretPart({ step, value }: SourceElement): boolean {
  return namesSecret(step?.key) && (!COMMON_KEY.test(String(step?.key)) || /["']/.test(value.text));
}

function namesSecret(name: unknown): boolean {
  return typeof name === "string" && isSecretName(name);
}

function content(
  { value, text }: SourceValue,
  secret: boolean,
): { value: Json; text: Json; redacted?: true; repr?: string } {
  if (secret) return { value: null, text: null, redacted: true };
  return value === undefined ? { value: null, text, repr: text } : { value, text };
}

interface Place {
  /** From 0. */
  readonly line: number;
  readonly offset: number;
  readonly column: number;
}

/** Lines and columns as CPython counts characters. */
class CodePointPlaces {
  readonly #text: string;
  readonly #lines: number[] = [0];
  /** Where the last value started: the next one is most often further on in the same line. */
  #last: Place = { line: -1, offset: 0, column: 0 };

  constructor(text: string) {
    this.#text = text;
    for (const { index, 0: newline } of text.matchAll(/\r\n|\r|\n/g)) this.#lines.push(index + newline.length);
  }

  of({ range }: SourceValue): { line: number; column: number; endLine: number; endColumn: number } {
    const start = this.#place(range.start);
    this.#last = start;
    const end = this.#place(range.end);
    return { line: start.line + 1, column: start.column, endLine: end.line + 1, endColumn: end.column };
  }

  #place(offset: number): Place {
    const line = this.#lineAt(offset);
    let from = this.#last;
    if (line !== from.line || offset < from.offset) {
      // A byte order mark is no character of the first line.
      const start = line === 0 && this.#text.charCodeAt(0) === 0xfeff ? 1 : (this.#lines[line] ?? 0);
      from = { line, offset: start, column: 0 };
    }
    return { line, offset, column: from.column + [...this.#text.slice(from.offset, offset)].length };
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
