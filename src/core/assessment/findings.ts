// Finds what is wrong with the values, the bindings and the plan: each finding as coded data, at its place.
import { type Json, type JsonObject, jsonType } from "../json";
import { keepLatest } from "../keep-latest";
import type { AllowedValues } from "../plan/allowed";
import { boundUnitDoubt } from "../plan/candidates";
import { placeInPlan } from "../plan/place";
import { isStepTooLarge, type Parameter, type Phase, type Plan, scopeOf, unboundSymbol } from "../plan/plan";
import { type Finding, isOffLedger, type Problem, problem } from "../problem";
import { nearest } from "../problem/nearest";
import { redactedText } from "../redact";
import { type Assignment, plainLiteral, type Source } from "../source";
import { movedRange, positionAt, type Range, type TextEdit } from "../text";
import { classNameRange } from "./class-name";
import { limitFindings } from "./limits";
import { meaningFindings } from "./meaning-findings";
import type { Assessment, Inputs, ParameterState } from "./state";

/** What the findings follow from. */
type Facts = Omit<Assessment, "phases" | "findings" | "slowFindings">;

/** What the text, the plan and the ledger disagree on, in the order of the plan. */
export function findQuickly(facts: Facts): Finding[] {
  const scopes = missingScopes(facts);
  return [
    ...planFindings(facts),
    ...staleFindings(facts),
    ...scopes.values(),
    ...facts.parameters.flatMap((state) => [
      ...(scopes.has(scopeKey(facts.plan, state.parameter)) ? [] : bindingFindings(facts, state)),
      ...valueFindings(facts, state),
      ...stepFindings(facts, state),
      ...sharedFindings(facts, state),
      ...unitFindings(facts, state),
      ...lineFindings(facts, state),
    ]),
    ...ruleFindings(facts),
    ...unboundRules(facts),
  ];
}

/** What the slow findings follow from: plan and sources, and nothing of the ledger. */
type SlowFacts = Pick<
  Facts,
  "plan" | "allowed" | "sources" | "neighbours" | "valueFiles" | "unsearched" | "parameters"
>;

/** Before and after a change, of a few rollouts. */
const KEPT_FINDINGS = 4;

/** What takes the whole of a file to tell: too slow for every keystroke. */
export const findSlowly = keepLatest(
  KEPT_FINDINGS,
  (facts: SlowFacts): Finding[] => [
    ...meaningFindings(facts),
    ...facts.parameters.flatMap((state) => [...cutFindings(facts, state), ...scopeFindings(facts, state)]),
    ...neighbourFindings(facts),
  ],
  // The parameters follow from these.
  ({ plan, allowed, sources, neighbours, valueFiles, unsearched }) => [
    plan,
    allowed,
    unsearched.most,
    ...unsearched.paths,
    ...[...sources, ...neighbours, ...valueFiles].flat(),
  ],
);

/** The findings that call for somebody to act: what every face counts. */
export function openFindings(findings: readonly Problem[]): Problem[] {
  return findings.filter(({ severity }) => severity !== "info");
}

/** The files that hold values other than the ledger's: whether they are committed, only git can tell. */
export function pathsOffLedger(findings: readonly Problem[]): string[] {
  return [...new Set(findings.flatMap(({ code, place }) => (isOffLedger(code) && place ? place.path : [])))];
}

export function unsealedFinding(path: string): Finding {
  return problem("unsealed", { path }, { place: { path } });
}

/** Findings of the file at `path` where they stand after `edits` that meet none of their places. */
export function movedFindings(findings: readonly Finding[], path: string, edits: readonly TextEdit[]): Finding[] {
  return findings.map((finding) => {
    const { place } = finding;
    if (place?.path !== path || !place.range) return finding;
    return { ...finding, place: { path, range: movedRange(place.range, edits) } };
  });
}

/** What is wrong with the plan itself, whatever the values: it is shown at the plan's beginning. */
function planFindings({ plan, planChanged }: Facts): Finding[] {
  const { revoked } = plan;
  return [
    ...(revoked ? [problem("plan-revoked", { plan: plan.id, reason: revoked.reason })] : []),
    ...(planChanged ? [planChanged] : []),
  ];
}

/** While the text is broken, what is shown is of the text before: said once, where it broke. */
function staleFindings({ plan, sources }: Facts): Finding[] {
  return [...sources].flatMap(([key, source]) => {
    const [broken] = source.problems;
    const path = plan.files[key]?.path;
    if (!source.stale || !broken || path === undefined) return [];
    const data = { path, line: positionAt(source.text, broken.range.start).line, detail: broken.code };
    return [problem("source-stale", data, { place: { path, range: broken.range } })];
  });
}

/** A class that a file does not have, once, and not at each of its parameters; by the file's key and the class. */
function missingScopes({ plan, sources, parameters, planPath, planText }: Facts): Map<string, Finding> {
  const missing = new Map<string, Finding>();
  for (const { name, parameter, place, location } of parameters) {
    const source = sources.get(parameter.file);
    const scope = scopeOf(plan, parameter);
    if (!source || location.status !== "missing" || hasScope(source, scope)) continue;
    const at = parameter.scope === undefined ? ["files", parameter.file, "scope"] : ["parameters", name, "scope"];
    const scopes = [...new Set(source.assignments.map((each) => each.scope))].filter((each) => each !== "");
    const meant = nearest(scope, scopes);
    const data = { path: place.path, scope, ...(meant !== undefined && { meant }) };
    const finding = problem("scope-missing", data, { place: placeInPlan(planPath, planText, at) });
    const key = scopeKey(plan, parameter);
    if (!missing.has(key)) missing.set(key, finding);
  }
  return missing;
}

function scopeKey(plan: Plan, parameter: Parameter): string {
  return `${parameter.file} ${scopeOf(plan, parameter)}`;
}

function hasScope(source: Source, scope: string): boolean {
  return (
    scope === "" ||
    classNameRange(source, scope) !== undefined ||
    source.assignments.some((each) => each.scope === scope)
  );
}

function bindingFindings({ plan, sources, planPath, planText }: Facts, state: ParameterState): Finding[] {
  const { name, parameter, location, place } = state;
  const source = sources.get(parameter.file);
  if (!source) return [];
  const { symbol } = parameter;
  const lineOf = (range: Range) => positionAt(source.text, range.start).line;
  const at = (range: Range) => ({ place: { path: place.path, range } });
  const data = { parameter: name, symbol, scope: scopeOf(plan, parameter), path: place.path };
  const inPlan = { place: placeInPlan(planPath, planText, ["parameters", name, "symbol"]) };
  const unbound = [problem("unbound", data, inPlan)];
  switch (location.status) {
    case "found":
      return location.others.map(({ reason, range }) => {
        if (reason !== "shadowed") {
          return problem("overruled", { parameter: name, symbol, line: lineOf(range), reason }, at(range));
        }
        const data = shadowing(source, location.assignment, range, location.value.range);
        return problem("shadowed", { parameter: name, symbol, ...data }, at(range));
      });
    case "derived":
      return [problem("derived", { parameter: name, symbol, from: location.dependsOn.join(", ") }, { place })];
    case "ambiguous":
      return location.others.map(({ reason, range }) =>
        problem("ambiguous", { parameter: name, symbol, line: lineOf(range), reason }, at(range)),
      );
    case "broken": {
      const { code, range } = location.problem;
      const broken = { parameter: name, path: place.path, line: lineOf(range), detail: code };
      return [problem("source-broken", broken, at(range))];
    }
    case "invalid":
      return symbol === unboundSymbol ? unbound : [problem("symbol-invalid", { parameter: name, symbol }, inPlan)];
    case "missing":
      return unbound;
  }
}

/** At most one finding for each value: the first thing that is wrong with it is the one to correct. */
function valueFindings({ allowed, ledger, inEffect }: Facts, state: ParameterState): Finding[] {
  const { name, parameter, phase, current, place, status } = state;
  if (!current) return [];
  const value = redactedText(current);
  const finding = (code: "value-in-no-phase" | "baseline-differs") => {
    const baseline = plainLiteral(parameter.baseline, place.path);
    const target = plainLiteral(parameter.target, place.path);
    return problem(code, { parameter: name, value, baseline, target }, { place });
  };
  if (current.value === undefined || jsonType(current.value) !== jsonType(parameter.baseline)) {
    const expected = jsonType(parameter.baseline);
    return [problem("wrong-type", { parameter: name, value, type: current.type ?? current.kind, expected }, { place })];
  }
  if (!allowed.inRange(name, current.value)) {
    return [
      problem(
        "out-of-range",
        { parameter: name, value, allowed: parameter.allowed ?? {}, path: place.path },
        { place },
      ),
    ];
  }
  // Before the first checkpoint nothing says that the code is wrong rather than the plan.
  if (status === "other") return [finding(ledger?.checkpoints.length === 0 ? "baseline-differs" : "value-in-no-phase")];
  if (current.type === "float" && parameter.allowed?.["type"] === "integer") {
    return [problem("type-changed", { parameter: name, value }, { place })];
  }
  return phaseFindings(allowed, inEffect, phase, state);
}

/** A value that is right in another phase than the one in effect. */
function phaseFindings(
  allowed: AllowedValues,
  inEffect: readonly number[] | undefined,
  phase: Phase | undefined,
  { name, parameter, current, place, status }: ParameterState,
): Finding[] {
  if (!inEffect || !phase || current?.value === undefined) return [];
  const isInEffect = inEffect.includes(phase.id);
  if (allowed.allows(isInEffect ? phase.id : 0, name, current.value)) return [];
  const expected = plainLiteral(isInEffect ? parameter.target : parameter.baseline, place.path);
  const data = { parameter: name, value: redactedText(current), phase: phase.id, expected };
  const code = status === "target" ? "ahead-of-phase" : "behind-phase";
  return [problem(code, data, { place })];
}

function stepFindings({ allowed }: Facts, state: ParameterState): Finding[] {
  const tooLarge = stepProblem(state);
  return tooLarge && allowed.inRange(state.name, state.current?.value ?? null) ? [tooLarge] : [];
}

/** What is wrong where a phase would move a value further than the plan allows in one step. */
export function stepProblem({
  name,
  parameter,
  phase,
  current,
  place,
}: ParameterState): Problem<"step-too-large"> | undefined {
  const { largestStep, target } = parameter;
  if (!phase || largestStep === undefined || current?.value === undefined) return undefined;
  if (!isStepTooLarge(current.value, target, largestStep)) return undefined;
  const data = {
    parameter: name,
    phase: phase.id,
    from: redactedText(current),
    to: plainLiteral(target, place.path),
    largest: plainLiteral(largestStep, place.path),
  };
  return problem("step-too-large", data, { place });
}

/** Two parameters in one literal, `A = B = 1` say, can't be governed apart. */
function sharedFindings({ parameters }: Facts, state: ParameterState): Finding[] {
  const other = inSameLiteral(parameters, state);
  const { name, place } = state;
  return other ? [problem("literal-shared", { parameter: name, other: other.name }, { place })] : [];
}

/** Another parameter that stands in the literal of `state`, or around it; undefined where none does. */
export function inSameLiteral(
  parameters: readonly ParameterState[],
  state: ParameterState,
): ParameterState | undefined {
  return parameters.find((parameter) => parameter !== state && overlap(parameter, state));
}

function overlap(a: ParameterState, b: ParameterState): boolean {
  if (!a.current || !b.current || a.parameter.file !== b.parameter.file) return false;
  return a.current.range.start < b.current.range.end && b.current.range.start < a.current.range.end;
}

/** A target that the code would replace by one of its limits. */
function cutFindings({ plan, sources }: SlowFacts, state: ParameterState): Finding[] {
  const source = sources.get(state.parameter.file);
  return source ? limitFindings(plan, source, state) : [];
}

/** A parameter whose plan counts one thing, and whose name in the code another. */
function unitFindings({ sources }: Facts, { name, parameter, current, place }: ParameterState): Finding[] {
  const source = sources.get(parameter.file);
  if (!source || !current) return [];
  const target = plainLiteral(parameter.target, place.path);
  return boundUnitDoubt(name, parameter, source, current.value).flatMap(({ plan, code }) =>
    plan ? [problem("unit-differs", { parameter: name, symbol: parameter.symbol, plan, code, target }, { place })] : [],
  );
}

/** Constants beside the governed ones that stand twice in the same scope: someone relies on the one without effect. */
function neighbourFindings({ plan, sources, parameters }: SlowFacts): Finding[] {
  const governed = new Set(
    parameters.flatMap(({ location }) => ("assignment" in location ? [location.assignment.nameRange.start] : [])),
  );
  return Object.entries(plan.files).flatMap(([key, { path, scope = "" }]) => {
    const source = sources.get(key);
    if (!source) return [];
    const assignments = source.assignments.filter((assignment) => assignment.scope === scope);
    const winners = new Map(
      assignments.filter(({ shadowed }) => !shadowed).map((assignment) => [assignment.name, assignment] as const),
    );
    return assignments.flatMap(({ name, shadowed, nameRange }) => {
      const winner = winners.get(name);
      if (!shadowed || !winner || governed.has(winner.nameRange.start)) return [];
      const data = { parameter: name, symbol: name, ...shadowing(source, winner, nameRange, winner.nameRange) };
      return [problem("shadowed", data, { place: { path, range: nameRange } })];
    });
  });
}

/** The lines of two assignments of one name, and of what uses the first one's value before the second one is made. */
function shadowing(
  source: Source,
  { scope, name }: Pick<Assignment, "scope" | "name">,
  earlier: Range,
  later: Range,
): { line: number; winner: number; used?: number } {
  const lineOf = ({ start }: Range) => positionAt(source.text, start).line;
  const use = source
    .usesOf(scope, name)
    .find(({ range, inFunction }) => !inFunction && range.start > earlier.end && range.end < later.start);
  return { line: lineOf(earlier), winner: lineOf(later), ...(use && { used: lineOf(use.range) }) };
}

/** Where the plan's own text names a line: `line 62`, `Lines: 162-165`, `62행`. */
const NAMED_LINES = /\blines?:?\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?|(\d{1,6})\s*(?:행|번째 줄)/iu;

/** The plan says where a value stands, and it stands elsewhere: the plan was written for another state of the file. */
function lineFindings({ sources }: Facts, { name, parameter, location, place }: ParameterState): Finding[] {
  const source = sources.get(parameter.file);
  const [named, from, to = from, korean] = NAMED_LINES.exec(`${parameter.source ?? ""} ${parameter.why}`) ?? [];
  if (!source || named === undefined || location.status !== "found") return [];
  const { line } = positionAt(source.text, location.assignment.nameRange.start);
  const [first, last] = [Number(from ?? korean), Number(to ?? korean)];
  if (first <= line && line <= last) return [];
  return [problem("line-differs", { parameter: name, named, line }, { place })];
}

/** The plan names no scope, so the module's constant is meant; a class has one that is called the same. */
function scopeFindings({ plan, sources }: SlowFacts, { name, parameter, location, place }: ParameterState): Finding[] {
  const source = sources.get(parameter.file);
  const scope = parameter.scope ?? plan.files[parameter.file]?.scope;
  if (!source || scope !== undefined || location.status !== "found") return [];
  const { assignment } = location;
  const other = source.assignments.find((each) => each.scope !== "" && each.name === assignment.name && !each.shadowed);
  if (!other) return [];
  const lineOf = ({ start }: Range) => positionAt(source.text, start).line;
  const data = {
    parameter: name,
    line: lineOf(assignment.nameRange),
    scope: other.scope,
    other: lineOf(other.nameRange),
  };
  return [problem("scope-unnamed", data, { place })];
}

/** A rule is checked once every value is known and of its type; where one is not, that is the finding to correct first. */
function ruleFindings(facts: Facts): Finding[] {
  const { allowed, parameters, ungovernedConstants } = facts;
  const values = parameters.flatMap(({ name, parameter, current }) =>
    current?.value === undefined || jsonType(current.value) !== jsonType(parameter.baseline)
      ? []
      : [[name, current.value] as const],
  );
  if (values.length < parameters.length) return [];
  return allowed.brokenRules({ ...ungovernedConstants, ...Object.fromEntries(values) }).map(({ id, schema, why }) => {
    const text = JSON.stringify(schema);
    const mentioned = parameters.find(({ name }) => text.includes(JSON.stringify(name)));
    return problem("rule-broken", { rule: id, why }, { place: mentioned?.place });
  });
}

/** A rule that holds a value against a constant that no file has. */
function unboundRules({ plan, allowed, sources, ungovernedConstants }: Facts): Finding[] {
  // A file that can't be read may have it.
  if (sources.size < Object.keys(plan.files).length) return [];
  return allowed.ungovernedConstants
    .filter((name) => !Object.hasOwn(ungovernedConstants, name))
    .map((name) => {
      const rule = plan.rules?.find(({ schema }) => JSON.stringify(schema).includes(`"1/${name}"`));
      return problem("rule-unbound", { rule: rule?.id ?? "", name });
    });
}

/** The values of the ungoverned constants that the plan's rules name, where its files have them. */
export function ungovernedValues({ plan, allowed: { ungovernedConstants }, sources }: Inputs): JsonObject {
  const values = Object.entries(plan.files).flatMap(([key, { scope = "" }]) => {
    const source = sources.get(key);
    return ungovernedConstants.flatMap((name): [string, Json][] => {
      const location = source?.locate(scope, name);
      return location?.status === "found" && location.value.value !== undefined ? [[name, location.value.value]] : [];
    });
  });
  return Object.fromEntries(values);
}
