// Decides a parameter's baseline and target from all the places that give them, or asks.
import { canonical, type Json } from "../../json";
import type { ParameterFacts, StatedValue, Statement } from "../markdown/facts";
import { type Choice, note } from "../types";
import { fractionOf, readLiteral } from "../value-text";
import type { Draft } from "./draft";

/** A value that a text gives, in the code's own unit, with all the places that give it. */
interface DistinctValue {
  readonly value: Json;
  readonly stated: readonly StatedValue[];
}

type Member = Statement["member"];

/** What was decided of a parameter's values; a member that waits for an answer is absent. */
export interface DecidedValues {
  readonly baseline?: Json;
  readonly target?: Json;
  /** Whether the code holds as a fraction what people call a percentage. */
  readonly fraction: boolean;
}

/** Decides a parameter's values, or asks: what a text gives twice and differently is never chosen for the person. */
export function decideValues(parameter: ParameterFacts, statements: readonly Statement[], draft: Draft): DecidedValues {
  const numbers = new Set(
    statements.flatMap(({ choices }) => choices.flatMap(({ literal }) => (literal.percent ? [] : [literal.value]))),
  );
  const percents = [
    ...parameter.percents,
    ...statements.flatMap(({ choices }) => choices.flatMap(({ literal }) => (literal.percent ? [literal.text] : []))),
  ];
  const fraction = percents.some((percent) => numbers.has(fractionOf(percent)));
  const percentage = !fraction && percents.some((percent) => numbers.has(Number(percent)));
  const scale = fraction ? fractionOf : percentage ? Number : undefined;
  const decided = (["baseline", "target"] as const).map((member) => {
    const own = statements.filter((statement) => statement.member === member);
    const value = decideMember(parameter.name, member, own, scale, draft);
    return value === undefined ? [] : [[member, value] as const];
  });
  return { ...Object.fromEntries(decided.flat()), fraction };
}

function decideMember(
  name: string,
  member: Member,
  statements: readonly Statement[],
  scale: ((percent: string) => number) | undefined,
  draft: Draft,
): Json | undefined {
  const at = `/parameters/${name}/${member}`;
  const stated = statements.flatMap(({ choices }) => choices);
  const answer = draft.answer(`${member}:${name}`);
  if (answer !== undefined) return answerValue(answer);
  const plain = stated.filter(({ literal }) => !literal.percent);
  const percents = stated.filter(({ literal }) => literal.percent);
  const [percent] = percents;
  if (percent && !scale) {
    if (plain.length === 0 || member === "baseline") return askScale(name, member, percents, at, draft);
  }
  const inUnit = ({ literal }: StatedValue): Json => (literal.percent && scale ? scale(literal.text) : literal.value);
  if (plain.length === 0 && percent && scale) {
    const value = scale(percent.literal.text);
    draft.note(
      note("percent-read", {
        at,
        parameter: name,
        line: percent.place.line,
        percent: `${percent.literal.text}%`,
        value,
      }),
    );
  }
  const distinctValues = distinct(stated, inUnit);
  const [only] = distinctValues;
  if (distinctValues.length <= 1) return only?.value ?? missing(name, member, at, draft);
  const offered = statements.some(
    ({ choices }) => choices.length > 1 || choices.some(({ label }) => label !== undefined),
  );
  if (!offered) {
    draft.contradictions.push({
      about: { code: "value", parameter: name, member },
      at,
      places: distinctValues.flatMap(({ value, stated: places }) =>
        places.slice(0, 1).map(({ place: { line, text } }) => ({ line, text, value })),
      ),
    });
  }
  draft.ask("which-value", `${member}:${name}`, at, { parameter: name, member }, distinctValues.map(choice));
  return undefined;
}

function distinct(stated: readonly StatedValue[], inUnit: (value: StatedValue) => Json): DistinctValue[] {
  const found = new Map<string, { value: Json; stated: StatedValue[] }>();
  for (const statedValue of stated) {
    const value = inUnit(statedValue);
    const key = canonical(value);
    const distinctValue = found.get(key) ?? { value, stated: [] };
    distinctValue.stated.push(statedValue);
    found.set(key, distinctValue);
  }
  return [...found.values()];
}

function choice({ value, stated }: DistinctValue): Choice {
  const label = stated.find(({ label: word }) => word !== undefined)?.label ?? stated[0]?.literal.text ?? "";
  return { id: JSON.stringify(value), label, places: stated.map(({ place: { line, text } }) => ({ line, text })) };
}

function askScale(name: string, member: Member, percents: readonly StatedValue[], at: string, draft: Draft): undefined {
  const choices = percents.flatMap((percent) => [
    ...[fractionOf(percent.literal.text), percent.literal.value].map((value) => ({
      ...choice({ value, stated: [percent] }),
      label: JSON.stringify(value),
    })),
  ]);
  const unique = choices.filter(({ id }, index) => choices.findIndex((first) => first.id === id) === index);
  const percent = `${percents[0]?.literal.text ?? ""}%`;
  draft.ask("percent-or-fraction", `${member}:${name}`, at, { parameter: name, member, percent }, unique);
  return undefined;
}

function missing(name: string, member: Member, at: string, draft: Draft): undefined {
  if (member === "baseline") draft.ask("value-missing", `${member}:${name}`, at, { parameter: name, member }, []);
  return undefined;
}

/** An answer as a value: JSON, a literal as a plan writes it, or a word. */
export function answerValue(answer: string): Json {
  try {
    return JSON.parse(answer) as Json;
  } catch {
    return readLiteral(answer)?.value ?? answer;
  }
}
