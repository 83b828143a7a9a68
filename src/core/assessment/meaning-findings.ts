// Finds where the running bot may use another value than the literal, or none.
import { type Finding, problem } from "../problem";
import type { Meaning, Overruling, Source } from "../source";
import type { Range } from "../text";
import { positionAt } from "../text";
import { replacementsOf } from "./replacements";
import type { Inputs, ParameterState, Unsearched } from "./state";

type Facts = Pick<Inputs, "plan" | "sources" | "neighbours" | "valueFiles" | "unsearched"> & {
  readonly parameters: readonly ParameterState[];
};

/** A parameter that is bound to a literal, and what becomes of it. */
interface Bound {
  readonly state: ParameterState;
  readonly symbol: string;
  readonly meaning: Meaning;
}

/**
 * What the code says of each value's use. A place that may set anything which its owner holds is told once for all
 * parameters.
 */
export function meaningFindings(facts: Facts): Finding[] {
  const { sources } = facts;
  const all = facts.parameters.flatMap((state): Bound[] => {
    const { location, parameter, place } = state;
    const source = sources.get(parameter.file);
    if (!source || location.status !== "found") return [];
    const { scope, name: symbol } = location.assignment;
    const meaning = source.meaningOf(scope, parameter.symbol, place.path, around(facts, place.path));
    return [{ state, symbol, meaning }];
  });
  return [...all.flatMap((bound) => ofOne(facts, bound)), ...ofSeveral(all), ...searchFindings(facts, all)];
}

/** Files that nobody looked into may use a value, or set it: said once, where any value is bound. */
function searchFindings({ unsearched }: Facts, all: readonly Bound[]): Finding[] {
  const [first] = all;
  if (!first || isWhole(unsearched)) return [];
  const { path } = first.state.place;
  return [
    problem("search-incomplete", { most: unsearched.most ?? null, paths: unsearched.paths }, { place: { path } }),
  ];
}

function isWhole({ most, paths }: Unsearched): boolean {
  return most === undefined && paths.length === 0;
}

/** The files that have to do with the one at `path`, those that the plan governs as they are now. */
function around({ plan, sources, neighbours }: Facts, path: string): ReadonlyMap<string, Source> {
  const governed = [...sources].flatMap(([key, source]) => {
    const other = plan.files[key]?.path;
    return other === undefined || other === path ? [] : [[other, source] as const];
  });
  return new Map([...[...neighbours].filter(([other]) => other !== path), ...governed]);
}

/** A JSON file that is called as the class is and lies beside it, as freqtrade writes it: what it names counts first. */
function inValueFiles({ valueFiles }: Facts, { state, symbol }: Bound): Finding[] {
  const { location, place, parameter } = state;
  const scope = "assignment" in location ? location.assignment.scope : "";
  const key = /\["([^"]*)"\]$/.exec(parameter.symbol)?.[1];
  return [...valueFiles].flatMap(([path, text]) => {
    const isBeside = scope !== "" && path === place.path.replace(/[^/]*$/, `${scope}.json`);
    const at = [symbol, key]
      .map((name) => (name === undefined ? -1 : text.indexOf(`${JSON.stringify(name)}:`)))
      .find((found) => found >= 0);
    if (!isBeside || at === undefined) return [];
    const { line } = positionAt(text, at);
    return [
      problem("overruled", { parameter: state.name, symbol, line, reason: "fallback", path, from: path }, { place }),
    ];
  });
}

function ofOne(facts: Facts, bound: Bound): Finding[] {
  const { sources } = facts;
  const { state, symbol, meaning } = bound;
  const { name, parameter, phase, place } = state;
  const source = sources.get(parameter.file);
  const { overrulings, isDead, sharedWith } = meaning;
  return [
    // What was not searched may use it.
    ...(isDead && phase && source && isWhole(facts.unsearched)
      ? [
          problem(
            "dead",
            { parameter: name, symbol, phase: phase.id, literals: replacementsOf(symbol, source) },
            { place },
          ),
        ]
      : []),
    ...sharedWith.map((other) => problem("literal-shared", { parameter: name, other }, { place, severity: "warning" })),
    ...overrulings.flatMap((each) => (each.named ? [overruled(state, each)] : [])),
    ...inValueFiles(facts, bound),
  ];
}

function overruled(
  { name, parameter, place }: ParameterState,
  { reason, line, path, range, from }: Overruling,
): Finding {
  const data = {
    parameter: name,
    // An argument of a call has no name of its own.
    symbol: parameter.symbol.replace(/\(.*/, ""),
    line,
    reason,
    ...(path !== undefined && { path }),
    ...(from !== undefined && { from }),
  };
  // A person who starts the program with an option means it.
  const severity = reason === "default" ? ("info" as const) : ("warning" as const);
  return problem("overruled", data, { place: placeOf(place, path, range), severity });
}

/** A place in a file that no plan governs is told at the value. */
function placeOf(place: ParameterState["place"], path: string | undefined, range: Range): ParameterState["place"] {
  return path === undefined ? { path: place.path, range } : place;
}

/** The places that name no parameter, each once, with all parameters that they may set; what is handed away, once a file. */
function ofSeveral(all: readonly Bound[]): Finding[] {
  const places = new Map<string, { bounds: Bound[]; each: Overruling }>();
  for (const bound of all) {
    for (const each of bound.meaning.overrulings) {
      if (each.named) continue;
      const { path } = bound.state.place;
      const key = each.reason === "handed" ? `${path} ${each.reason}` : `${path} ${each.path ?? ""} ${each.line}`;
      const place = places.get(key) ?? { bounds: [], each };
      if (!place.bounds.includes(bound)) place.bounds.push(bound);
      places.set(key, place);
    }
  }
  return [...places.values()].flatMap(({ bounds, each }) => {
    const [first] = bounds;
    if (!first) return [];
    const { reason, line, path, range } = each;
    const data = {
      parameters: bounds.map(({ state }) => state.name),
      line,
      reason,
      ...(path !== undefined && { path }),
    };
    // Code that no file shows seldom changes what it is given.
    const severity = reason === "handed" ? ("info" as const) : ("warning" as const);
    return [problem("may-be-overruled", data, { place: placeOf(first.state.place, path, range), severity })];
  });
}
