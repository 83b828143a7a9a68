import type { ParameterState } from "./assess";
import type { Json } from "./json";
import type { AllowedValues } from "./plan/allowed";
import { scopeOf } from "./plan/plan";
import { type Place, type Problem, problem } from "./problem";
import { isDead, type Source } from "./source";
import { positionAt, type Range } from "./text";

interface Known {
  readonly values: AllowedValues;
  readonly sources: ReadonlyMap<string, Source>;
  readonly parameters: readonly ParameterState[];
  readonly inEffect: readonly number[] | undefined;
}

/** What the text, the plan and the ledger disagree on, in the order of the plan. */
export function findings(known: Known): Problem[] {
  return [
    ...staleFindings(known),
    ...known.parameters.flatMap((state) => [
      ...bindingFindings(known, state),
      ...valueFindings(known, state),
      ...deadFindings(known, state),
    ]),
    ...ruleFindings(known),
  ];
}

/** While the text is broken, what is shown is of the text before: said once, where it broke. */
function staleFindings({ values: { plan }, sources }: Known): Problem[] {
  return [...sources].flatMap(([key, source]) => {
    const [broken] = source.problems;
    const path = plan.files[key]?.path;
    if (!source.stale || !broken || path === undefined) return [];
    const data = { path, line: positionAt(source.text, broken.range.start).line, detail: broken.code };
    return [problem("source-stale", data, { severity: "warning", place: { path, range: broken.range } })];
  });
}

function bindingFindings({ values: { plan }, sources }: Known, state: ParameterState): Problem[] {
  const { name, parameter, location, place } = state;
  const source = sources.get(parameter.file);
  if (!source) return [];
  const { symbol } = parameter;
  const lineOf = (range: Range) => positionAt(source.text, range.start).line;
  const at = (range: Range) => ({ path: place.path, range });
  const warned = (place: Place) => ({ severity: "warning", place }) as const;
  switch (location.status) {
    case "found":
      return location.others.map(({ reason, range }) => {
        const line = lineOf(range);
        return reason === "shadowed"
          ? problem(
              "shadowed",
              { parameter: name, symbol, line, winner: lineOf(location.value.range) },
              warned(at(range)),
            )
          : problem("overruled", { parameter: name, symbol, line, reason }, warned(at(range)));
      });
    case "derived":
      return [problem("derived", { parameter: name, symbol, expression: location.value.text }, { place })];
    case "ambiguous":
      return location.others.map(({ reason, range }) =>
        problem("ambiguous", { parameter: name, symbol, line: lineOf(range), reason }, { place: at(range) }),
      );
    case "broken": {
      const { code, range } = location.problem;
      return [
        problem(
          "source-broken",
          { parameter: name, path: place.path, line: lineOf(range), detail: code },
          { place: at(range) },
        ),
      ];
    }
    case "invalid":
      return [problem("symbol-invalid", { parameter: name, symbol }, { place })];
    case "missing":
      return [
        problem("unbound", { parameter: name, symbol, scope: scopeOf(plan, parameter), path: place.path }, { place }),
      ];
  }
}

/** At most one finding a value: the first thing that is wrong with it is the one to mend. */
function valueFindings({ values, inEffect }: Known, state: ParameterState): Problem[] {
  const { name, parameter, phase, current, place, status } = state;
  if (!current) return [];
  const value = current.text;
  if (current.value === undefined || jsonType(current.value) !== jsonType(parameter.baseline)) {
    const expected = jsonType(parameter.baseline);
    return [problem("wrong-type", { parameter: name, value, type: current.type ?? current.kind, expected }, { place })];
  }
  if (!values.inRange(name, current.value)) {
    return [problem("out-of-range", { parameter: name, value, allowed: JSON.stringify(parameter.allowed) }, { place })];
  }
  const [baseline, target] = [JSON.stringify(parameter.baseline), JSON.stringify(parameter.target)];
  if (status === "other") {
    return [problem("value-in-no-phase", { parameter: name, value, baseline, target }, { place })];
  }
  if (!inEffect || !phase || values.allows(inEffect.includes(phase.id) ? phase.id : 0, name, current.value)) return [];
  return status === "target"
    ? [
        problem(
          "ahead-of-phase",
          { parameter: name, value, phase: phase.id, expected: baseline },
          { severity: "warning", place },
        ),
      ]
    : [
        problem(
          "behind-phase",
          { parameter: name, value, phase: phase.id, expected: target },
          { severity: "warning", place },
        ),
      ];
}

function jsonType(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A value that nothing reads: the phase would go live and change nothing. */
function deadFindings({ sources }: Known, { name, parameter, phase, location, place }: ParameterState): Problem[] {
  const source = sources.get(parameter.file);
  if (!source || !phase || location.status !== "found") return [];
  const { scope, name: symbol } = location.assignment;
  if (!isDead(source, scope, symbol)) return [];
  return [problem("dead", { parameter: name, symbol, phase: phase.id }, { severity: "warning", place })];
}

/** A rule is checked once every value is known; where one is not, that is the finding to mend first. */
function ruleFindings({ values, parameters }: Known): Problem[] {
  const known = parameters.flatMap(({ name, current }) =>
    current?.value === undefined ? [] : [[name, current.value] as const],
  );
  if (known.length < parameters.length) return [];
  return values.brokenRules(Object.fromEntries(known)).map(({ id, schema, why }) => {
    const text = JSON.stringify(schema);
    const mentioned = parameters.find(({ name }) => text.includes(JSON.stringify(name)));
    return problem("rule-broken", { rule: id, why }, { place: mentioned?.place });
  });
}
