// Finds the constants that a parameter may be bound to.
import { isEqual, type Json } from "../json";
import { isSecretName, type Source } from "../source";
import { locateParameter } from "./locate-parameter";
import { type Parameter, type Plan, scopeOf } from "./plan";

/** What a number counts, as far as names tell it. */
export type CountedUnit =
  | "milliseconds"
  | "seconds"
  | "minutes"
  | "hours"
  | "days"
  | "weeks"
  | "candles"
  | "percent"
  | "basis-points"
  | "fraction"
  | "dollars";

/** A constant of the file that a parameter may be meant by. */
export interface BindingCandidate {
  readonly scope: string;
  readonly symbol: string;
  /** Its value, as the source has it. */
  readonly text: string;
  /** Whether the value is the parameter's baseline or target. */
  readonly sameValue: boolean;
  /** The units that the names speak of, where they are not the same: never bind across them unasked. */
  readonly units: { readonly plan: CountedUnit; readonly code: CountedUnit } | undefined;
  /** From 0 to 1.5: how alike the names are, and half a point for the value. */
  readonly score: number;
}

/** At most so many are worth a person's look. */
const most = 5;

/** The constants that `name` may be bound to, best first. What is bound already, computed or secret is left out. */
export function candidatesFor(plan: Plan, name: string, source: Source): BindingCandidate[] {
  const parameter = plan.parameters[name];
  if (!parameter) return [];
  const taken = new Set(
    Object.values(plan.parameters)
      .filter((other) => other !== parameter && other.file === parameter.file)
      .filter((other) => locateParameter(plan, source, other).status === "found")
      .map((other) => `${scopeOf(plan, other)}\0${other.symbol}`),
  );
  return source.assignments
    .filter(({ value, shadowed }) => !value.derived && value.value !== undefined && !shadowed)
    .filter((each) => !isSecretName(each.name) && !taken.has(`${each.scope}\0${each.name}`))
    .map(({ scope, name: symbol, value }) => candidate(parameter, name, scope, symbol, value.text, value.value))
    .filter(({ score, sameValue }) => score >= (sameValue ? 0.75 : 0.5))
    .sort((a, b) => b.score - a.score || Number(a.units !== undefined) - Number(b.units !== undefined))
    .slice(0, most);
}

function candidate(
  parameter: Parameter,
  name: string,
  scope: string,
  symbol: string,
  text: string,
  value: Json | undefined,
): BindingCandidate {
  const same = (other: Json): boolean => value !== undefined && isEqual(value, other);
  const sameValue = same(parameter.baseline) || same(parameter.target);
  const units = unitsApart(parameter, name, symbol, value);
  return { scope, symbol, text, sameValue, units, score: likeness(name, symbol) + (sameValue ? 0.5 : 0) };
}

/** Sørensen–Dice coefficient over the words of two names; a word counts as its longer form too: HOLD, HOLDING. */
function likeness(a: string, b: string): number {
  const [ofA, ofB] = [wordsOf(a), wordsOf(b)];
  const shared = ofA.filter((word) => ofB.some((other) => alike(word, other))).length;
  return (2 * shared) / (ofA.length + ofB.length);
}

function alike(a: string, b: string): boolean {
  return a === b || (Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a)));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** The words of a name or a unit that say what a number counts. */
const unitWords: Readonly<Record<string, CountedUnit>> = {
  ms: "milliseconds",
  millisecond: "milliseconds",
  sec: "seconds",
  second: "seconds",
  min: "minutes",
  minute: "minutes",
  hour: "hours",
  hr: "hours",
  day: "days",
  week: "weeks",
  candle: "candles",
  bar: "candles",
  pct: "percent",
  percent: "percent",
  percentage: "percent",
  bps: "basis-points",
  fraction: "fraction",
  probability: "fraction",
  ratio: "fraction",
  usd: "dollars",
  usdt: "dollars",
};

function unitOf(text: string): CountedUnit | undefined {
  // A name that begins with MIN speaks of a limit, not of minutes.
  const found = wordsOf(text.replace(/^min_/i, "")).flatMap(
    (word) => unitWords[word] ?? unitWords[word.replace(/s$/, "")] ?? [],
  );
  // "5-minute candles" counts candles: the last word decides.
  return found.at(-1);
}

function unitsApart(
  parameter: Parameter,
  name: string,
  symbol: string,
  value: Json | undefined,
): BindingCandidate["units"] {
  const [plan, code] = [unitOf(name) ?? unitOf(parameter.unit), unitOf(symbol)];
  if (!plan || !code || plan === code) return undefined;
  const shares = new Set<CountedUnit>(["percent", "fraction"]);
  // Many a bot writes fractions under names in PCT: only a number of another size says otherwise.
  if (shares.has(plan) && shares.has(code) && isOfSize(value, parameter.baseline)) return undefined;
  return { plan, code };
}

function isOfSize(value: Json | undefined, other: Json): boolean {
  if (typeof value !== "number" || typeof other !== "number" || other === 0) return true;
  const ratio = Math.abs(value / other);
  return ratio > 0.1 && ratio < 10;
}
