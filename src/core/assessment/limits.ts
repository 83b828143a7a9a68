// Finds the limits in the code that would cut a parameter's target, so that the bot would run with another value.
import { expectedValue } from "../plan/allowed";
import { lackedBy, limitOf, meaningOf } from "../plan/name-meaning";
import { type Phase, type Plan, scopeOf } from "../plan/plan";
import { type Finding, problem } from "../problem";
import { type Assignment, plainLiteral, type Source } from "../source";
import { positionAt } from "../text";
import type { ParameterState } from "./state";

/** What bounds a parameter: a number, or a constant that has one. */
interface Limit {
  readonly side: "least" | "most";
  /** As the code has it: its name, or the number itself. */
  readonly name: string;
  readonly value: number;
  /** Where its value stands. */
  readonly start: number;
  /** Where the code applies it; undefined where only its name says that it is a limit. */
  readonly appliedAt: number | undefined;
}

/** The limits that the target of `state` lies beyond, each once. */
export function limitFindings(plan: Plan, source: Source, state: ParameterState): Finding[] {
  const { name, parameter, phase, location, place } = state;
  const { target } = parameter;
  if (!phase || location.status !== "found" || typeof target !== "number" || source.stale) return [];
  if (location.value !== location.assignment.value) return [];
  const { assignment } = location;
  const lineOf = (offset: number) => positionAt(source.text, offset).line;
  const limits = [
    ...appliedLimits(plan, source, phase, assignment),
    ...namedLimits(plan, source, phase, assignment).filter(
      ({ side, value }) => !isBeyond(parameter.baseline, side, value),
    ),
  ].filter(({ side, value }) => isBeyond(target, side, value));
  return [...new Map(limits.toReversed().map((limit) => [limit.name, limit])).values()].toReversed().map((limit) =>
    problem(
      "target-limited",
      {
        parameter: name,
        line: lineOf(assignment.nameRange.start),
        phase: phase.id,
        target: plainLiteral(target, place.path),
        side: limit.side,
        limit: limit.name,
        value: plainLiteral(limit.value, place.path),
        limitLine: lineOf(limit.start),
        ...(limit.appliedAt !== undefined && { appliedLine: lineOf(limit.appliedAt) }),
      },
      { place },
    ),
  );
}

function isBeyond(value: unknown, side: Limit["side"], limit: number): boolean {
  return typeof value === "number" && (side === "least" ? value < limit : value > limit);
}

/** Those that max(), min(), clip() or a comparison with a limit by name applies to the value. */
function appliedLimits(plan: Plan, source: Source, phase: Phase, { scope, name }: Assignment): Limit[] {
  const uses = source.usesOf(scope, name);
  return source.bounds().flatMap(({ how, value, limit }): Limit[] => {
    if (!uses.some(({ range }) => value.start <= range.start && range.end <= value.end)) return [];
    const text = source.text.slice(limit.start, limit.end);
    const constant = constantOf(plan, source, phase, scope, text) ?? numberOf(text, limit.start);
    if (!constant || constant.name === name) return [];
    // Compared with what is called no limit, a value decides something, and is not replaced.
    const side = how === "max" ? "least" : how === "min" ? "most" : limitOf(constant.name)?.side;
    // Of a value and its limit, it is the value that is cut.
    if (!side || limitOf(name)?.side === side) return [];
    return [{ side, ...constant, appliedAt: limit.start }];
  });
}

function numberOf(text: string, start: number) {
  const value = Number(text.replace(/(?<=\d)_(?=\d)/g, ""));
  return Number.isFinite(value) && text !== "" ? { name: text, value, start } : undefined;
}

/** Constants beside it whose names say that they are a limit of what its name is about: MIN_THRESHOLD of SHORT_THRESHOLD. */
function namedLimits(plan: Plan, source: Source, phase: Phase, { scope, name }: Assignment): Limit[] {
  const own = meaningOf(name);
  return source.assignments.flatMap((other): Limit[] => {
    const limit = other.scope === scope && other.name !== name && !other.shadowed ? limitOf(other.name) : undefined;
    if (!limit || limit.words.length === 0) return [];
    const meaning = { ...meaningOf(other.name), words: limit.words };
    if (lackedBy(own, meaning).length > 0 || (own.unit && meaning.unit && own.unit !== meaning.unit)) return [];
    const constant = constantOf(plan, source, phase, scope, other.name);
    return constant ? [{ side: limit.side, ...constant, appliedAt: undefined }] : [];
  });
}

/** The number that `text`, the name of a constant, has once `phase` is in effect: that of `scope`, or the only one. */
function constantOf(plan: Plan, source: Source, phase: Phase, scope: string, text: string) {
  const name = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(text)?.[0];
  if (name === undefined) return undefined;
  const found = source.assignments.filter((each) => each.name === name && !each.shadowed);
  const constant = found.find((each) => each.scope === scope) ?? (found.length === 1 ? found[0] : undefined);
  if (!constant) return undefined;
  const governed = Object.entries(plan.parameters).find(
    ([, parameter]) => parameter.symbol === name && scopeOf(plan, parameter) === constant.scope,
  );
  const value = governed ? expectedValue(plan, governed[0], phase.id) : constant.value.value;
  return typeof value === "number" ? { name, value, start: constant.value.range.start } : undefined;
}
