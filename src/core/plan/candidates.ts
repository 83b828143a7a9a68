// Finds the constants that a parameter may be bound to, and what speaks against each.
import { type Json, type JsonType, jsonType } from "../json";
import type { CountedUnit } from "../problem";
import { isSecretName, type Source, type SourceValue } from "../source";
import { positionAt } from "../text";
import { locateParameter } from "./locate-parameter";
import { contradict, lackedBy, meaningOf, type NameMeaning, pathName, scopePoles, unitOf } from "./name-meaning";
import { type Parameter, type Plan, scopeOf } from "./plan";

/** Why a constant is not bound unasked. */
export type Doubt =
  /** The units that plan and code speak of are not the same, or the code's is not known to be the plan's. */
  | { readonly why: "units"; readonly plan: CountedUnit | undefined; readonly code: CountedUnit }
  /** Words that only one of the two names has. */
  | { readonly why: "words"; readonly onlyPlan: readonly string[]; readonly onlyCode: readonly string[] }
  /** The same words in another form or order. */
  | { readonly why: "form" }
  /** Other constants are called the same: so many. */
  | { readonly why: "several"; readonly others: number }
  /** Another parameter of the plan is called the same. */
  | { readonly why: "shared"; readonly parameter: string }
  /** The program computes it, or it has no one value before a run. */
  | { readonly why: "computed" }
  /** The values are about a hundred apart, and one is below 1, as a percentage and a fraction are. */
  | { readonly why: "size" }
  | { readonly why: "type"; readonly plan: JsonType; readonly code: JsonType };

/** A constant of the file that a parameter may be meant by. */
export interface BindingCandidate {
  readonly scope: string;
  readonly symbol: string;
  /** Its value, as the source has it. */
  readonly text: string;
  /** The line that it stands in, from 1. */
  readonly line: number;
  /** None where it is called the same, is the only one, and nothing else speaks against it. */
  readonly doubts: readonly Doubt[];
}

/** A constant, or a named part of one, with what its name means. */
interface Constant {
  readonly scope: string;
  readonly symbol: string;
  readonly value: SourceValue;
  readonly meaning: NameMeaning;
  /** With the words of its class that say which of several it is. */
  readonly inScope: NameMeaning;
}

/** At most so many are worth a person's look. */
const most = 5;

/**
 * The constants that `name` may be meant by, best first. A name that says the opposite of another is never one, however
 * equal the values; what is bound already or secret is left out.
 */
export function candidatesFor(plan: Plan, name: string, source: Source): BindingCandidate[] {
  const parameter = plan.parameters[name];
  if (!parameter) return [];
  const taken = new Set(
    Object.values(plan.parameters)
      .filter((other) => other !== parameter && other.file === parameter.file)
      .filter((other) => locateParameter(plan, source, other).status === "found")
      .map((other) => placeOf(scopeOf(plan, other), other.symbol)),
  );
  return new Constants(plan, parameter.file, source)
    .candidates(name)
    .filter((each) => !taken.has(placeOf(each.scope, each.symbol)));
}

function placeOf(scope: string, symbol: string): string {
  return `${scope}\0${symbol}`;
}

/** The constants of one of the plan's files, for the parameters that may be meant by them. */
export class Constants {
  readonly #plan: Plan;
  readonly #file: string;
  readonly #source: Source;
  readonly #all: readonly Constant[];

  constructor(plan: Plan, file: string, source: Source) {
    this.#plan = plan;
    this.#file = file;
    this.#source = source;
    this.#all = constantsOf(source);
  }

  /** Those that `name` may be meant by, best first. */
  candidates(name: string): BindingCandidate[] {
    const parameter = this.#plan.parameters[name];
    if (!parameter) return [];
    const meaning = meaningOf(nameInCode(name, parameter, this.#source));
    const own = this.#plan.files[this.#file]?.scope;
    const close = this.#all.filter((each) => isClose(meaning, each.scope === own ? each.meaning : each.inScope));
    const same = close.filter((each) => [each.meaning.key, each.inScope.key].includes(meaning.key));
    return close
      .filter(({ value }) => value.value !== undefined && !value.derived)
      .map((constant) => ({
        constant,
        doubts: [
          ...doubts(name, parameter, meaning, constant, constant.scope === own),
          ...(same.includes(constant) ? this.#doubtsOfSame(name, meaning, constant, same.length - 1) : []),
        ],
      }))
      .sort((a, b) => rank(meaning, a) - rank(meaning, b))
      .slice(0, most)
      .map(({ constant: { scope, symbol, value }, doubts }) => ({
        scope,
        symbol,
        text: value.text,
        line: positionAt(this.#source.text, value.range.start).line,
        doubts,
      }));
  }

  #doubtsOfSame(name: string, { key }: NameMeaning, { scope, symbol }: Constant, others: number): Doubt[] {
    const sharing = Object.entries(this.#plan.parameters).find(
      ([other, parameter]) =>
        other !== name &&
        parameter.file === this.#file &&
        meaningOf(nameInCode(other, parameter, this.#source)).key === key,
    );
    return [
      ...(others > 0 ? [{ why: "several" as const, others }] : []),
      ...(sharing ? [{ why: "shared" as const, parameter: sharing[0] }] : []),
      ...(this.#source.locate(scope, symbol).status === "found" ? [] : [{ why: "computed" as const }]),
    ];
  }
}

/** The name by which the plan knows a parameter in the code: that of its symbol, where that is one. */
function nameInCode(name: string, { symbol }: Parameter, { language }: Source): string {
  const path = language.parseSymbol(symbol);
  if (!path) return name;
  const keys = path.steps.map(({ key }) => String(key)).filter((key) => key !== "default");
  return keys.length > 0 ? pathName([path.name, ...keys]) : path.name;
}

function constantsOf(source: Source): Constant[] {
  const places = new Set<string>();
  return source.assignments
    .filter(({ shadowed, name }) => !shadowed && !isSecretName(name))
    .flatMap(({ scope, name, value }) => {
      const said = scopePoles(scope).join("_");
      return partsOf(source, name, [name], value).map(({ symbol, names, value: part }) => {
        const own = names.length > 1 ? pathName(names) : name;
        return { scope, symbol, value: part, meaning: meaningOf(own), inScope: meaningOf(`${said}_${own}`) };
      });
    })
    .filter(({ scope, symbol }) => !places.has(placeOf(scope, symbol)) && places.add(placeOf(scope, symbol)));
}

interface Part {
  readonly symbol: string;
  readonly names: readonly string[];
  readonly value: SourceValue;
}

/** A value and the parts of it that have names of their own: members of a dict, arguments of a call. */
function partsOf(source: Source, symbol: string, names: readonly string[], value: SourceValue): Part[] {
  const parts = value.elements.flatMap(({ step, value: part }): Part[] => {
    if (!step || typeof step.key !== "string" || isSecretName(step.key)) return [];
    // IntParameter(10, 40, default=30): the argument is the value that the name has.
    const isDefault = step.type === "argument" && step.key === "default";
    const path = `${symbol}${source.language.formatSteps([step])}`;
    return partsOf(source, path, isDefault ? names : [...names, step.key], part);
  });
  const hasDefault = value.elements.some(({ step }) => step?.type === "argument" && step.key === "default");
  return hasDefault ? parts : [{ symbol, names, value }, ...parts];
}

/** Whether one name has every word of the other and says nothing else: what is further apart is not worth a question. */
function isClose(plan: NameMeaning, code: NameMeaning): boolean {
  if (contradict(plan, code)) return false;
  const [onlyPlan, onlyCode] = [lackedBy(code, plan).length, lackedBy(plan, code).length];
  return (onlyPlan === 0 || onlyCode === 0) && 2 * (onlyPlan + onlyCode) <= plan.words.length + code.words.length;
}

function doubts(name: string, parameter: Parameter, meaning: NameMeaning, constant: Constant, isOwn: boolean): Doubt[] {
  const { value } = constant.value;
  const code = isOwn ? constant.meaning : constant.inScope;
  const said = [meaningOf(name).unit, unitOf(parameter.unit)].filter((unit) => unit !== undefined);
  const [onlyPlan, onlyCode] = [lackedBy(code, meaning), lackedBy(meaning, code)];
  const hasOtherWords = onlyPlan.length + onlyCode.length > 0;
  const isOtherType = value !== undefined && jsonType(value) !== jsonType(parameter.baseline);
  return [
    ...(hasOtherWords ? [{ why: "words" as const, onlyPlan, onlyCode }] : []),
    ...(!hasOtherWords && constant.meaning.key !== meaning.key ? [{ why: "form" as const }] : []),
    ...unitDoubt(said, constant.meaning.unit, value, parameter.baseline),
    ...(isHundredApart(value, parameter.baseline) ? [{ why: "size" as const }] : []),
    ...(isOtherType ? [{ why: "type" as const, plan: jsonType(parameter.baseline), code: jsonType(value) }] : []),
  ];
}

type UnitDoubt = Extract<Doubt, { readonly why: "units" }>;

/** Whether the code's name speaks of another unit than those that the plan says, or of one that the plan does not say. */
function unitDoubt(
  said: readonly CountedUnit[],
  code: CountedUnit | undefined,
  value: Json | undefined,
  baseline: Json,
): UnitDoubt[] {
  if (!code) return [];
  // Many a bot writes fractions under names in PCT: only a number of another size says otherwise.
  const isSameShare = (unit: CountedUnit | undefined) =>
    isShare(code) && (unit === undefined || isShare(unit)) && isOfSize(value, baseline);
  const apart = said.find((unit) => unit !== code && !isSameShare(unit));
  if (apart) return [{ why: "units", plan: apart, code }];
  return said.length > 0 || isSameShare(undefined) ? [] : [{ why: "units", plan: undefined, code }];
}

function isShare(unit: CountedUnit): boolean {
  return unit === "percent" || unit === "fraction";
}

/** Percent and fraction are a hundred apart: a third to three times as much is neither of the two by mistake. */
function isOfSize(value: Json | undefined, other: Json): boolean {
  if (typeof value !== "number" || typeof other !== "number") return false;
  const ratio = value / other;
  return value === other || (ratio > 1 / 3 && ratio < 3);
}

function isHundredApart(a: Json | undefined, b: Json): boolean {
  if (typeof a !== "number" || typeof b !== "number") return false;
  const [smaller = 0, larger = 0] = [Math.abs(a), Math.abs(b)].sort((one, other) => one - other);
  return smaller < 1 && larger > 60 * smaller && larger < 170 * smaller;
}

/** Lower is better: first what nothing speaks against, then by words that one has and the other lacks. */
function rank(plan: NameMeaning, { constant, doubts }: { constant: Constant; doubts: readonly Doubt[] }): number {
  const apart = lackedBy(constant.inScope, plan).length + lackedBy(plan, constant.inScope).length;
  return apart * 100 + doubts.length * 10 + (constant.meaning.key === plan.key ? 0 : 1);
}

/** The doubt about the unit of what a parameter is bound to, whose value is `value`. */
export function boundUnitDoubt(
  name: string,
  parameter: Parameter,
  source: Source,
  value: Json | undefined,
): UnitDoubt[] {
  // The unit that the plan gives is a person's word; its name may only be what a document called it.
  const plan = unitOf(parameter.unit) ?? meaningOf(name).unit;
  const code = meaningOf(nameInCode(name, parameter, source)).unit;
  return plan ? unitDoubt([plan], code, value, parameter.baseline) : [];
}
