// Lists the values of a source with their places, and hides what looks like a secret.
import type { Json, JsonObject } from "../json";
import { lineAt, lineStarts, type Range } from "../text";
import type { Source } from "./language";
import { holdsCredentials, isSecretName } from "./secrets";
import type { SourceElement, SourceValue, Step } from "./types";

/**
 * The rows of `phasegate inspect`: one for each assignment, with an empty `path`, and one for each part of it that a
 * path leads to. Lines count from 1, columns from 0 in code points. The values of secret names are left out.
 */
export function inspect(source: Source, file: string): JsonObject[] {
  const places = new CodePointPlaces(source.text);
  const counts = new Map<string, number>();
  const secrets = new SecretPlaces(source);
  // What an element assigns has a row of its own: `L = [D := 4]`.
  const assigned = new Set(source.assignments.map(({ nameRange }) => nameRange.start));
  return source.assignments.flatMap((assignment) => {
    const name = `${assignment.scope}:${assignment.name}`;
    const uses = counts.get(name) ?? source.usesOf(assignment.scope, assignment.name).length;
    counts.set(name, uses);
    const shown = rows(assignment.value, [], false, secrets).filter(
      ({ steps, value }) => steps.length === 0 || value.kind !== "expression" || !assigned.has(value.range.start),
    );
    return shown.map(({ steps, value, secret }) => ({
      file,
      scope: assignment.scope,
      name: assignment.name,
      path: source.language.formatSteps(steps),
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

/** Where values stand that must not be shown: those whose names look like a secret's. */
export function secretRanges(source: Source): Range[] {
  return allRows(source).flatMap(({ secret, value }) => (secret ? value.range : []));
}

/** The lines, from 1, of strings that look like secrets themselves, rather than like the names of secrets. */
export function keyLines(source: Source): number[] {
  const starts = lineStarts(source.text);
  const all = allRows(source);
  const names = new Set(all.flatMap(({ value }) => (value.kind === "call" ? namesAskedFor(value) : [])));
  const keys = all.filter(
    ({ secret, value }) => secret && value.kind === "string" && value.value !== "" && !names.has(value),
  );
  return [...new Set(keys.map(({ value }) => lineAt(starts, value.range.start) + 1))].sort((a, b) => a - b);
}

interface Row {
  readonly steps: readonly Step[];
  readonly value: SourceValue;
  readonly secret: boolean;
}

function allRows(source: Source): Row[] {
  const secrets = new SecretPlaces(source);
  return source.assignments.flatMap(({ value }) => rows(value, [], false, secrets));
}

function rows(value: SourceValue, steps: readonly Step[], secret: boolean, places: SecretPlaces): Row[] {
  const asksForSecret = value.kind === "call" && namesAskedFor(value).length > 0;
  const parts = value.elements.flatMap((part) => {
    // A secret in the path itself would still be shown if only the value was hidden.
    if (!part.step || holdsCredentials(String(part.step.key))) return [];
    return rows(part.value, [...steps, part.step], secret || asksForSecret || isSecretPart(part), places);
  });
  const isSecret = secret || asksForSecret || places.touch(value.range) || holdsSecret(value);
  return [{ steps, value, secret: isSecret }, ...parts];
}

/** The ranges of the values of secret names: another name may be given the same value, a part of it, or more. */
class SecretPlaces {
  /** Sorted, without overlap. */
  readonly #ranges: Range[] = [];
  readonly #starts: readonly number[];

  constructor({ assignments }: Source) {
    const ranges = assignments.flatMap(({ name, value }) => (isSecretName(name) ? value.range : []));
    for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
      const last = this.#ranges.at(-1);
      if (last && start < last.end) this.#ranges.splice(-1, 1, { start: last.start, end: Math.max(end, last.end) });
      else this.#ranges.push({ start, end });
    }
    this.#starts = this.#ranges.map(({ start }) => start);
  }

  /** Whether `range` overlaps a secret value. */
  touch({ start, end }: Range): boolean {
    const last = this.#ranges[lineAt(this.#starts, end - 1)];
    return last !== undefined && last.start < end && start < last.end;
  }
}

/** The arguments by which a call names a secret: `getenv("API_KEY")`. */
function namesAskedFor({ elements }: SourceValue): SourceValue[] {
  return elements.map(({ value }) => value).filter((value) => namesSecret(value.value));
}

/** A name that functions and tables use for what is no secret. */
const COMMON_KEY = /^keys?$/;

/** Results of `holdsSecret`: a value is asked about again for each value that it is a part of. */
const secretHolders = new WeakMap<SourceValue, boolean>();

/**
 * Whether a part of the value is under a secret name, so that the whole must not be shown either. `searched` says that
 * the text of the value around it names no secret.
 */
function holdsSecret(value: SourceValue, searched = false): boolean {
  const holds = secretHolders.get(value) ?? findSecret(value, searched);
  secretHolders.set(value, holds);
  return holds;
}

function findSecret(value: SourceValue, searched: boolean): boolean {
  const computed = !searched && (value.kind === "call" || value.kind === "expression");
  if (!searched && holdsCredentials(value.text)) return true;
  // The text may have escapes in place of the characters of an address.
  if (typeof value.value === "string" && holdsCredentials(value.value)) return true;
  if (computed && (value.text.match(/\w+/g) ?? []).some((word) => !COMMON_KEY.test(word) && isSecretName(word)))
    return true;
  return value.elements.some((part) => isSecretPart(part) || holdsSecret(part.value, searched || computed));
}

/** `"apiKey": "…"` and `token="…"`; but not a `key=` without a string, as `sorted` takes it. */
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

/** Lines and columns, counted in code points as CPython does. */
class CodePointPlaces {
  readonly #lines: readonly number[];
  /** The ends of the characters of two code units, after a first 0. */
  readonly #pairs: number[] = [0];
  readonly #mark: number;

  constructor(text: string) {
    this.#lines = lineStarts(text);
    this.#mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    for (const { index } of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.#pairs.push(index + 2);
  }

  of({ range }: SourceValue): { line: number; column: number; endLine: number; endColumn: number } {
    const start = this.#place(range.start);
    const end = this.#place(range.end);
    return { line: start.line + 1, column: start.column, endLine: end.line + 1, endColumn: end.column };
  }

  #place(offset: number): { line: number; column: number } {
    const line = lineAt(this.#lines, offset);
    // A byte order mark is not a character of the first line.
    const start = line === 0 ? this.#mark : (this.#lines[line] ?? 0);
    const pairs = lineAt(this.#pairs, offset) - lineAt(this.#pairs, start);
    return { line, column: offset - start - pairs };
  }
}
