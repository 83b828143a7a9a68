import { isDeepStrictEqual } from "node:util";
import type { Source, SourceValue } from "../../src/core/source";
import type { OracleAssignment, OracleValue } from "./oracle";

/** The first thing on which a source and CPython do not agree; undefined where they agree on all. */
export function disagreement(source: Source, expected: readonly OracleAssignment[]): string | undefined {
  const [problem] = source.problems;
  if (problem) return `${problem.code} at ${excerpt(source, problem.range.start)}`;
  const { assignments } = source;
  for (const [at, { scope, name, nameRange, annotated, conditional, value }] of expected.entries()) {
    const ours = assignments[at];
    if (!ours) return `${name} is missing`;
    const theirs = { scope, name, nameRange: { start: nameRange[0], end: nameRange[1] }, annotated, conditional };
    for (const [key, is] of Object.entries(theirs)) {
      const found = ours[key as keyof typeof theirs];
      if (!isDeepStrictEqual(found, is)) return `${name}: ${key} ${JSON.stringify(found)}, not ${JSON.stringify(is)}`;
    }
    const different = valueDisagreement(ours.value, value);
    if (different) return `${name}${different}`;
  }
  return assignments.length > expected.length ? `${assignments[expected.length]?.name} is no assignment` : undefined;
}

function excerpt({ text }: Source, offset: number): string {
  return JSON.stringify(text.slice(offset, offset + 60));
}

function valueDisagreement(ours: SourceValue, theirs: OracleValue): string | undefined {
  if (ours.kind !== theirs.kind) return `: kind ${ours.kind}, not ${theirs.kind}`;
  if (ours.range.start !== theirs.range[0] || ours.range.end !== theirs.range[1])
    return `: range ${ours.range.start}-${ours.range.end}, not ${theirs.range.join("-")}`;
  if (theirs.type !== undefined && ours.type !== theirs.type) return `: type ${ours.type}, not ${theirs.type}`;
  if (!sameContent(ours, theirs)) return `: value ${JSON.stringify(ours.value)}, not ${JSON.stringify(theirs.value)}`;
  const parts = theirs.elements ?? [];
  if (parts.length !== ours.elements.length) return `: ${ours.elements.length} elements, not ${parts.length}`;
  for (const [at, [step, value]] of parts.entries()) {
    const part = ours.elements[at];
    if (!isDeepStrictEqual(part?.step?.key ?? null, step) && !isNamedCharacter(ours.text))
      return `: step ${JSON.stringify(part?.step)}, not ${JSON.stringify(step)}`;
    const different = part && valueDisagreement(part.value, value);
    if (different) return `[${at}]${different}`;
  }
  return undefined;
}

function sameContent(ours: SourceValue, theirs: OracleValue): boolean {
  if ("value" in theirs) return isDeepStrictEqual(ours.value, theirs.value) || isUnread(ours);
  return ours.value === undefined;
}

/** `"\N{BULLET}"` is left unread on purpose: the names of characters are a table of megabytes. */
function isUnread(ours: SourceValue): boolean {
  return ours.value === undefined && isNamedCharacter(ours.text);
}

function isNamedCharacter(text: string): boolean {
  return /\\N\{/.test(text);
}
