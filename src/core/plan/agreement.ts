// Finds where the parts of a plan disagree.
import { isEqual, isObject, type Json, jsonType } from "../json";
import type { PlanDisagreement, PlanFault, PlanPath } from "../problem";
import { nearest } from "../problem/nearest";
import { isSecretName, languageOf } from "../source";
import { type AllowedValues, expectedValue } from "./allowed";
import { type Criterion, isStepTooLarge, type Phase, type Plan, unboundSymbol } from "./plan";

/**
 * What a JSON Schema can't say: whether the parts of a plan agree with one another. `own`: the parameters whose targets are
 * the document's own, and not those of the plan that it extends.
 */
export function disagreements(plan: Plan, allowed: AllowedValues, own: ReadonlySet<string>): PlanFault[] {
  // Before anything is compiled, and before a finding quotes a value.
  const refused = [...secretNames(plan), ...largeRules(plan), ...inexactNumbers(plan)];
  if (refused.length > 0) return refused;
  const broken = allowed.broken();
  const misnamed = ruleNames(plan, allowed);
  const mistyped = typesApart(plan);
  return [
    ...broken,
    ...unknownNames(plan),
    ...unsetParameters(plan, own),
    ...mistyped,
    ...misnamed,
    ...hiddenCharacters(plan),
    ...sharedPaths(plan),
    ...sharedSymbols(plan),
    ...phaseOrder(plan),
    ...repeatedIds(plan),
    ...laterPhases(plan),
    ...worstValues(plan),
    ...reversedEnds(plan),
    ...stepsTooLarge(plan),
    ...(broken.length > 0
      ? []
      : [...outOfRange(plan, allowed), ...(misnamed.length + mistyped.length > 0 ? [] : rulesBroken(plan, allowed))]),
  ];
}

/** The most objects and lists in the schemas of all rules together: compiling a thousand takes a fraction of a second. */
const MOST_IN_RULES = 1000;

/** The rule with which there are too many. */
function largeRules(plan: Plan): PlanFault[] {
  let total = 0;
  const index = (plan.rules ?? []).findIndex(({ schema }) => {
    total += countNested(schema);
    return total > MOST_IN_RULES;
  });
  const detail: PlanDisagreement = { fault: "rules-too-large", most: MOST_IN_RULES };
  return index < 0 ? [] : [{ at: ["rules", index, "schema"], detail }];
}

function countNested(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((count: number, member: Json) => count + countNested(member), 1);
}

/** A secret would appear in previews, commits and tags. */
function secretNames(plan: Plan): PlanFault[] {
  return Object.entries(plan.parameters).flatMap(([name, { file, symbol }]): PlanFault[] => {
    const path = languageOf(plan.files[file]?.path ?? "").parseSymbol(symbol);
    const keys = path ? [path.name, ...path.steps.map(({ key }) => String(key))] : (symbol.match(/\w+/g) ?? []);
    const secret = [name, ...keys].find(isSecretName);
    if (secret === undefined) return [];
    return [{ at: ["parameters", name, "symbol"], detail: { fault: "secret-name", name: secret } }];
  });
}

function unknownNames(plan: Plan): PlanFault[] {
  const files: PlanFault[] = Object.entries(plan.parameters)
    .filter(([, { file }]) => !Object.hasOwn(plan.files, file))
    .map(([name, { file }]) => ({
      at: ["parameters", name, "file"],
      detail: { fault: "unknown-file", file },
    }));
  return [...files, ...unknownParameters(plan)];
}

function unknownParameters(plan: Plan): PlanFault[] {
  return plan.phases.flatMap((phase, index) =>
    phase.parameters.flatMap((parameter, position): PlanFault[] => {
      if (Object.hasOwn(plan.parameters, parameter)) return [];
      const meant = nearest(parameter, namesWithoutPhase(plan));
      const detail = { fault: "unknown-parameter" as const, parameter, ...(meant !== undefined && { meant }) };
      return [{ at: ["phases", index, "parameters", position], detail }];
    }),
  );
}

function namesWithoutPhase({ parameters, phases }: Plan): string[] {
  const set = new Set(phases.flatMap((phase) => phase.parameters));
  return Object.keys(parameters).filter((name) => !set.has(name));
}

/** A target that no phase brings would be waited for in vain; a misspelt name is told where it stands. */
function unsetParameters(plan: Plan, own: ReadonlySet<string>): PlanFault[] {
  const misspelt = unknownParameters(plan).map(({ detail }) => ("meant" in detail ? detail.meant : undefined));
  return namesWithoutPhase(plan).flatMap((parameter): PlanFault[] => {
    const { baseline, target } = plan.parameters[parameter] ?? { baseline: null, target: null };
    if (!own.has(parameter) || isEqual(baseline, target) || misspelt.includes(parameter)) return [];
    return [{ at: ["parameters", parameter], detail: { fault: "parameter-unset", parameter } }];
  });
}

/** "0.603" is no number to the program; what is None before may be anything. */
function typesApart({ parameters }: Plan): PlanFault[] {
  return Object.entries(parameters).flatMap(([name, parameter]): PlanFault[] => {
    const [baseline, target] = [jsonType(parameter.baseline), jsonType(parameter.target)];
    if (baseline === target || baseline === "null" || target === "null") return [];
    return [{ at: ["parameters", name, "target"], detail: { fault: "types-differ", baseline, target } }];
  });
}

/** Of whole numbers from 2^53 on only some can be held: another one would be written. */
function inexactNumbers({ parameters }: Plan): PlanFault[] {
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    (["baseline", "target"] as const)
      .filter((key) => !isExact(parameter[key]))
      .map((key): PlanFault => ({ at: ["parameters", name, key], detail: { fault: "number-inexact" } })),
  );
}

function isExact(value: Json): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value) || !Number.isInteger(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isExact);
}

/** Keywords of JSON Schema whose own schemas are about the same object. */
const APPLICATORS = new Set(["allOf", "anyOf", "oneOf", "not", "if", "then", "else"]);

/** A rule about a name that is no parameter would hold whatever the values are. */
function ruleNames({ rules = [], parameters }: Plan, { ungovernedConstants }: AllowedValues): PlanFault[] {
  const known = new Set([...Object.keys(parameters), ...ungovernedConstants]);
  return rules.flatMap(({ schema }, index) =>
    namedIn(schema, ["rules", index, "schema"]).flatMap(({ name, at }): PlanFault[] => {
      if (known.has(name)) return [];
      const meant = nearest(name, Object.keys(parameters));
      return [{ at, detail: { fault: "rule-unknown-name", name, ...(meant !== undefined && { meant }) } }];
    }),
  );
}

/** The names of values that a rule's schema speaks of, each with its place. */
function namedIn(schema: Json, at: PlanPath): { readonly name: string; readonly at: PlanPath }[] {
  if (Array.isArray(schema)) return schema.flatMap((each, index) => namedIn(each, [...at, index]));
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (APPLICATORS.has(keyword)) return namedIn(value, [...at, keyword]);
    if (keyword === "properties" && isObject(value))
      return Object.keys(value).map((name) => ({ name, at: [...at, keyword, name] }));
    if (keyword === "required" && Array.isArray(value))
      return value.map((name, index) => ({ name: String(name), at: [...at, keyword, index] }));
    return [];
  });
}

/** Control characters but for line ends and tabs, and those that turn the direction of a text. */
const HIDDEN = /(?![\n\r\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/u;

/** What people read must be what is written. Values of the code, and schemas over them, are not text. */
function hiddenCharacters(plan: Plan): PlanFault[] {
  return textsIn(plan as unknown as Json, []).flatMap(({ text, at }): PlanFault[] => {
    const character = HIDDEN.exec(text)?.[0];
    return character === undefined ? [] : [{ at, detail: { fault: "hidden-character", character } }];
  });
}

const NO_TEXT = new Set(["baseline", "target", "allowed", "schema"]);

function textsIn(value: Json, at: PlanPath): { readonly text: string; readonly at: PlanPath }[] {
  if (typeof value === "string") return [{ text: value, at }];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...at, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => (NO_TEXT.has(key) ? [] : textsIn(member, [...at, key])));
}

/** A file is written, checked and committed as one: under two keys, each would undo the other. */
function sharedPaths({ files }: Plan): PlanFault[] {
  const owner = new Map<string, string>();
  return Object.entries(files).flatMap(([key, { path }]): PlanFault[] => {
    const other = owner.get(path);
    owner.set(path, other ?? key);
    return other === undefined ? [] : [{ at: ["files", key, "path"], detail: { fault: "path-taken", file: other } }];
  });
}

/** Two parameters that hold the same place in the code would overwrite one another. */
function sharedSymbols(plan: Plan): PlanFault[] {
  const owner = new Map<string, string>();
  return Object.entries(plan.parameters).flatMap(([name, { file, scope, symbol }]): PlanFault[] => {
    if (symbol === unboundSymbol) return [];
    const place = [plan.files[file]?.path, scope ?? plan.files[file]?.scope ?? "", symbol].join("\0");
    const other = owner.get(place);
    owner.set(place, other ?? name);
    return other ? [{ at: ["parameters", name, "symbol"], detail: { fault: "symbol-taken", parameter: other } }] : [];
  });
}

function phaseOrder(plan: Plan): PlanFault[] {
  const setBy = new Map<string, number>();
  return plan.phases.flatMap((phase, index): PlanFault[] => [
    ...misnumbered(phase, index),
    ...phase.parameters.flatMap((name, position): PlanFault[] => {
      const other = setBy.get(name);
      setBy.set(name, other ?? phase.id);
      return other === undefined
        ? []
        : [
            {
              at: ["phases", index, "parameters", position],
              detail: { fault: "parameter-taken", parameter: name, phase: other },
            },
          ];
    }),
  ]);
}

function misnumbered({ id }: Phase, index: number): PlanFault[] {
  if (id === index + 1) return [];
  return [{ at: ["phases", index, "id"], detail: { fault: "phase-order", expected: index + 1 } }];
}

function repeatedIds(plan: Plan): PlanFault[] {
  const repeats = (ids: readonly string[], at: (index: number) => PlanPath): PlanFault[] =>
    ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ at: at(index), detail: { fault: "id-taken", id } }] : []));
  return [
    ...repeats(
      (plan.rules ?? []).map(({ id }) => id),
      (index) => ["rules", index, "id"],
    ),
    ...plan.phases.flatMap(({ criteria, rollback }, phase) => [
      ...repeats(
        criteria.map(({ id }) => id),
        (index) => ["phases", phase, "criteria", index, "id"],
      ),
      ...repeats(
        rollback.map(({ id }) => id),
        (index) => ["phases", phase, "rollback", index, "id"],
      ),
    ]),
  ];
}

/** A gate can be held only against what came before it. */
function laterPhases(plan: Plan): PlanFault[] {
  return plan.phases.flatMap(({ id, requires, criteria, rollback }, phase) => {
    const detail: PlanDisagreement = { fault: "phase-not-earlier", phase: id };
    const measured = (list: "criteria" | "rollback", entries: readonly Criterion[]): PlanFault[] =>
      entries.flatMap((entry, index) =>
        !entry.manual && entry.against !== undefined && entry.against >= id
          ? [{ at: ["phases", phase, list, index, "against"], detail }]
          : [],
      );
    return [
      ...(requires?.passed !== undefined && requires.passed >= id
        ? [{ at: ["phases", phase, "requires", "passed"], detail }]
        : []),
      ...measured("criteria", criteria),
      ...measured("rollback", rollback),
    ];
  });
}

/** The value of a bot that should not pass can't be better than the threshold that it should miss. */
function worstValues(plan: Plan): PlanFault[] {
  return plan.phases.flatMap(({ criteria, rollback }, phase) => [
    ...criteria.flatMap((criterion, index): PlanFault[] => {
      if (criterion.manual || criterion.worst === undefined || typeof criterion.threshold !== "number") return [];
      const { compare, threshold, worst } = criterion;
      const side = compare === ">" || compare === ">=" ? "above" : "below";
      const isTooGood = side === "above" ? worst > threshold : worst < threshold;
      const detail: PlanDisagreement = { fault: "worst-too-good", threshold, side };
      return isTooGood ? [{ at: ["phases", phase, "criteria", index, "worst"], detail }] : [];
    }),
    ...rollback.flatMap((trigger, index): PlanFault[] =>
      trigger.manual || trigger.worst === undefined
        ? []
        : [{ at: ["phases", phase, "rollback", index, "worst"], detail: { fault: "worst-of-trigger" } }],
    ),
  ]);
}

/** No value lies between a lower end that is above the upper one: the condition could never be met. */
function reversedEnds(plan: Plan): PlanFault[] {
  return plan.phases.flatMap(({ criteria, rollback }, phase) =>
    Object.entries({ criteria, rollback }).flatMap(([list, conditions]) =>
      conditions.flatMap((condition, index): PlanFault[] => {
        if (condition.manual || typeof condition.threshold === "number") return [];
        const [lower, upper] = condition.threshold;
        const at = ["phases", phase, list, index, "threshold"];
        return lower > upper ? [{ at, detail: { fault: "ends-reversed", lower, upper } }] : [];
      }),
    ),
  );
}

/** A plan whose own phase is a larger step than it allows could never be applied. */
function stepsTooLarge(plan: Plan): PlanFault[] {
  return Object.entries(plan.parameters).flatMap(([name, { baseline, target, largestStep }]): PlanFault[] =>
    largestStep !== undefined && isStepTooLarge(baseline, target, largestStep)
      ? [
          {
            at: ["parameters", name, "largestStep"],
            detail: { fault: "step-too-large", baseline: `${baseline}`, target: `${target}` },
          },
        ]
      : [],
  );
}

/** A rule that the plan's own values break, before the rollout or after one of its phases. */
function rulesBroken(plan: Plan, allowed: AllowedValues): PlanFault[] {
  const { rules = [], phases, parameters } = plan;
  const names = Object.keys(parameters);
  return [0, ...phases.map(({ id }) => id)].flatMap((phase) => {
    const state = Object.fromEntries(names.map((name) => [name, expectedValue(plan, name, phase) ?? null]));
    return allowed.brokenRules(state).map(
      (rule): PlanFault => ({
        at: ["rules", rules.indexOf(rule), "schema"],
        detail: { fault: "rule-broken", phase },
      }),
    );
  });
}

function outOfRange(plan: Plan, allowed: AllowedValues): PlanFault[] {
  return Object.entries(plan.parameters).flatMap(([name, parameter]) =>
    (["baseline", "target"] as const)
      .filter((which) => !allowed.inRange(name, parameter[which]))
      .map(
        (which): PlanFault => ({
          at: ["parameters", name, which],
          detail: { fault: "out-of-range", value: shortened(JSON.stringify(parameter[which])) },
        }),
      ),
  );
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
