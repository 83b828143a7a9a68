// Finds comments beside values that name the value as it was before a change.

import type { Json } from "../json";
import { type Problem, problem } from "../problem";
import { isSecretName } from "../source";
import type { Assessment, ParameterState } from "./state";

/** A number that stands alone, with its percent sign: no part of a date, a version, a name or a time. */
const figures = /(?<![\w.:/+-])([+-]?\d+(?:_\d+)*(?:\.\d+)?)(\s*%)?(?![\w:/-]|\.\d)/g;

/** How far two spellings of one number may lie apart, as a share of it: what a multiplication by 100 rounds. */
const rounding = 1e-9;

/**
 * The comments behind the values that `changed` would get new ones, where they name the old value, as a number or a percentage,
 * and not the new one. Whether such a comment becomes untrue is for a person to say: it may tell of the past.
 */
export function outdatedComments({ sources }: Assessment, changed: readonly ParameterState[]): Problem[] {
  return changed.flatMap(({ name, parameter, current }) => {
    const source = sources.get(parameter.file);
    if (!source || !current || isSecretName(name)) return [];
    const [rest = ""] = source.text.slice(current.range.end).split(/\r?\n|\r/, 1);
    const start = rest.indexOf(source.language.commentMark);
    // Anything but punctuation between them is another value, of which the comment may speak.
    if (start < 0 || /[^\s,;)\]}]/.test(rest.slice(0, start))) return [];
    const figure = figureNaming(rest.slice(start), current.value, parameter.target);
    return figure === undefined ? [] : [problem("comment-names-value", { parameter: name, figure })];
  });
}

function figureNaming(comment: string, before: Json | undefined, after: Json): string | undefined {
  if (typeof before !== "number" || typeof after !== "number") return undefined;
  const found = [...comment.matchAll(figures)].map(([text, digits = "", percent]) => {
    const number = Number(digits.replaceAll("_", ""));
    return { text, value: percent === undefined ? number : number / 100 };
  });
  if (found.some(({ value }) => isSame(value, after))) return undefined;
  return found.find(({ value }) => isSame(value, before))?.text;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= rounding * Math.abs(b);
}
