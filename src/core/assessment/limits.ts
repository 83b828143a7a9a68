// Finds the limits in the code that cut a parameter's value or would cut its target, so that the bot runs with another one.
import { expectedValue } from "../plan/allowed";
import { lackedBy, limitOf, meaningOf } from "../plan/name-meaning";
import { type Plan, scopeOf } from "../plan/plan";
import { type Finding, problem } from "../problem";
import { type Assignment, plainLiteral, type Source } from "../source";
import { positionAt, type Range } from "../text";
import type { ParameterState } from "./state";

/** What bounds a parameter: a number, or a constant that has one. */
interface Limit {
  readonly side: "least" | "most";
  /** As the code has it: its name, or the number itself. */
  readonly name: string;
  /** As the code has it now. */
  readonly value: number;
  /** Once the parameter's phase is in effect. */
  readonly later: number;
  /** Where its value stands. */
  readonly start: number;
  /** Where the code applies it; undefined where only its name says that it is a limit. */
  readonly applied: Applied | undefined;
}

interface Applied {
  readonly at: number;
  /** Where the value itself stands that the limit replaces; undefined where it only decides, or bounds what is computed. */
  readonly replaced: Range | undefined;
}

/** The limits that the value or the target of `state` lies beyond. */
export function limitFindings(plan: Plan, source: Source, state: ParameterState): Finding[] {
  if (state.location.status !== "found" || source.stale) return [];
  const { assignment } = state.location;
  const applied = appliedLimits(plan, source, state, assignment);
  return [
    ...applied.flatMap((limit) => clipped(source, state, limit)),
    ...targetLimited(plan, source, state, assignment, applied),
  ];
}

/** A value that a limit keeps from counting. */
function clipped(source: Source, { name, current, place }: ParameterState, limit: Limit): Finding[] {
  const { side, value, applied } = limit;
  if (!current || !applied?.replaced || !isBeyond(current.value, side, value)) return [];
  const data = {
    parameter: name,
    value: current.text,
    limit: plainLiteral(value, place.path),
    bound: side === "least" ? ("lowest" as const) : ("highest" as const),
    line: positionAt(source.text, applied.replaced.start).line,
  };
  return [problem("clipped", data, { place: { path: place.path, range: applied.replaced } })];
}

/** The limits that the target lies beyond, each once. */
function targetLimited(
  plan: Plan,
  source: Source,
  state: ParameterState,
  assignment: Assignment,
  applied: readonly Limit[],
): Finding[] {
  const { name, parameter, phase, place } = state;
  const { target } = parameter;
  if (!phase || typeof target !== "number") return [];
  const lineOf = (offset: number) => positionAt(source.text, offset).line;
  const named = namedLimits(plan, source, state, assignment).filter(
    ({ side, later }) => !isBeyond(parameter.baseline, side, later),
  );
  const limits = [...applied, ...named].filter(({ side, later }) => isBeyond(target, side, later));
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
        value: plainLiteral(limit.later, place.path),
        limitLine: lineOf(limit.start),
        ...(limit.applied && { appliedLine: lineOf(limit.applied.at) }),
      },
      { place },
    ),
  );
}

function isBeyond(value: unknown, side: Limit["side"], limit: number): boolean {
  return typeof value === "number" && (side === "least" ? value < limit : value > limit);
}

/** Those that max(), min(), clip() or a comparison with a limit by name applies to the value. */
function appliedLimits(plan: Plan, source: Source, state: ParameterState, { scope, name }: Assignment): Limit[] {
  const reads = source.readsOf(scope, state.parameter.symbol);
  const keyOf = ({ start, end }: Range) => `${start} ${end}`;
  // The value itself, also as a call gives it that bounds it: a call stands before those in it.
  const itself = new Set(reads.map(keyOf));
  const limits = source
    .bounds()
    .toReversed()
    .flatMap(({ how, value, limit, whole }): Limit[] => {
      const read = reads.find(({ start, end }) => value.start <= start && end <= value.end);
      if (!read) return [];
      const isItself = itself.has(keyOf(value));
      if (isItself && whole) itself.add(keyOf(whole));
      const constant = constantAt(plan, source, state, limit, read) ?? numberAt(source, limit);
      if (!constant) return [];
      const named = limitOf(constant.name)?.side;
      // Compared with what is called no limit, a value decides something, and is not replaced.
      const side = how === "max" ? "least" : how === "min" ? "most" : named;
      // Of a value and its limit, it is the value that is cut.
      if (!side || (limitOf(name)?.side === side && named !== side && numberOf(constant.name) === undefined)) return [];
      const replaced = isItself && (how === "max" || how === "min") ? read : undefined;
      return [{ side, ...constant, applied: { at: limit.start, replaced } }];
    });
  return limits.toReversed();
}

function numberAt(source: Source, { start, end }: Range) {
  const name = source.text.slice(start, end);
  const value = numberOf(name);
  return value === undefined ? undefined : { name, value, later: value, start };
}

function numberOf(text: string): number | undefined {
  const value = Number(text.replace(/(?<=\d)_(?=\d)/g, ""));
  return text !== "" && Number.isFinite(value) ? value : undefined;
}

/** Constants beside it whose names say that they are a limit of what its name is about: MIN_THRESHOLD of SHORT_THRESHOLD. */
function namedLimits(plan: Plan, source: Source, state: ParameterState, { scope, name }: Assignment): Limit[] {
  const own = meaningOf(name);
  return source.assignments.flatMap((other): Limit[] => {
    const limit = other.scope === scope && other.name !== name && !other.shadowed ? limitOf(other.name) : undefined;
    if (!limit || limit.words.length === 0) return [];
    const meaning = { ...meaningOf(other.name), words: limit.words };
    if (lackedBy(own, meaning).length > 0 || (own.unit && meaning.unit && own.unit !== meaning.unit)) return [];
    const constant = constantOf(plan, source, state, scope, other.name);
    return constant ? [{ side: limit.side, ...constant, applied: undefined }] : [];
  });
}

/** The constant that the name at `limit` means, held against the value at `read`; undefined where it may be several. */
function constantAt(plan: Plan, source: Source, state: ParameterState, limit: Range, read: Range) {
  const [owner, name] = ownerAndName(source.text.slice(limit.start, limit.end));
  const scopes = new Set(source.assignments.flatMap((each) => (each.name === name ? each.scope : [])));
  const meant = [...scopes].filter((scope) => source.usesOf(scope, name).some(({ range }) => range.end === limit.end));
  const [only, ...others] = meant;
  const own = state.location.status === "found" ? state.location.assignment.scope : "";
  // What two names have in front of them is one object, whatever it is.
  const isBeside = owner === ownerAndName(source.text.slice(read.start, read.end))[0] && meant.includes(own);
  const scope = others.length === 0 ? only : isBeside ? own : undefined;
  return scope === undefined ? undefined : constantOf(plan, source, state, scope, name);
}

function ownerAndName(text: string): [owner: string, name: string] {
  const names = text.split("[")[0]?.split(".") ?? [];
  const name = names.pop()?.trim() ?? "";
  return [names.join("."), name];
}

/** The number that the constant has, now and once the parameter's phase is in effect. */
function constantOf(plan: Plan, source: Source, { phase }: ParameterState, scope: string, name: string) {
  const location = source.locate(scope, name);
  if (location.status !== "found" || typeof location.value.value !== "number") return undefined;
  const { value, range } = location.value;
  const governed = Object.entries(plan.parameters).find(
    ([, parameter]) => parameter.symbol === name && scopeOf(plan, parameter) === scope,
  );
  const later = governed && phase ? expectedValue(plan, governed[0], phase.id) : value;
  return typeof later === "number" ? { name, value, later, start: range.start } : undefined;
}
