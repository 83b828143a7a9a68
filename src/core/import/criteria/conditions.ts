// Reads what a clause asks of its metric.
import { metrics } from "../../gates/metrics/metrics";
import type { Comparison, MeasuredCriterion } from "../../plan/plan";
import type { CriterionConvention } from "../types";
import { inUnitOf, type NamedMetric } from "./metric-words";

/** Where a sentence is: a criterion that must hold, or a trigger; in which phase, and what rises in it. */
export interface CriterionContext {
  readonly rollback: boolean;
  readonly phase: number;
  /** The factor by which the phase's only rising parameter rises; undefined where none or several do. */
  readonly rise?: number;
  /** The number in the plan of a phase as the text numbers it. */
  readonly phaseNumber: (written: string) => number | undefined;
}

/** What a clause asks of its metric. */
export type Condition = Pick<MeasuredCriterion, "compare" | "threshold"> &
  Partial<Pick<MeasuredCriterion, "against" | "unit" | "confidence" | "worst">> & {
    readonly convention?: CriterionConvention;
    /** The words that were read. */
    readonly matched: string;
  };

/** A sentence without its parentheses, the text in them, and the conditions on how many trades count. */
export interface Sentence {
  readonly whole: string;
  readonly head: string;
  readonly remarks: readonly string[];
  readonly minimumTrades?: number;
}

/** A clause with its metric: `rest` is its text without the words that name the metric. */
export interface Clause {
  readonly rest: string;
  readonly text: string;
  readonly named: NamedMetric;
  readonly sentence: Sentence;
  readonly context: CriterionContext;
}

export function readCondition(clause: Clause): Condition | undefined {
  const { metric } = clause.named;
  if (metric === "errors") return readErrors(clause);
  if (metric === "trades") return readAppearance(clause);
  return (
    readCloser(clause) ??
    readRange(clause) ??
    readComparison(clause) ??
    readTarget(clause) ??
    readNegative(clause) ??
    readTrend(clause)
  );
}

const AMOUNT = String.raw`[~≈]?\s?([-+]?\$?)\s?(\d[\d,]{0,12}(?:\.\d{1,12})?)\s?(%|USDT?\b|달러|hours?\b|시간|h\b|건|회)?`;

function readCloser({ rest, named: { metric }, context }: Clause): Condition | undefined {
  const match = /\bcloser to ([\d.]{1,12})(%?) than (?:to )?([\d.]{1,12})(%?)/iu.exec(rest);
  if (!match) return undefined;
  const [matched, near = "", nearPercent, far = "", farPercent] = match;
  if (nearPercent !== farPercent || near === far) return undefined;
  // Decimal digits, so that the middle of 6.12 and 10.1 is 8.11.
  const middle = String(Number(((Number(near) + Number(far)) / 2).toPrecision(12)));
  const threshold = inUnitOf(metric, middle, nearPercent === "%");
  const worst = inUnitOf(metric, far, farPercent === "%");
  if (threshold === undefined || worst === undefined) return undefined;
  const compare = Number(near) < Number(far) ? "<" : ">";
  // A trigger has no bot that should not pass: it fires at its threshold.
  return { compare, threshold, ...(!context.rollback && { worst }), convention: "midpoint", matched };
}

function readRange({ rest, named: { metric } }: Clause): Condition | undefined {
  const match =
    /(?:\bbetween )?(?<![-+\d.])(\d[\d.]{0,12})(%?)\s?(?:[-–~]|\band\b|\bto\b)\s?(\d[\d.]{0,12})(%?)(?:\s?(?:사이|범위))?/iu.exec(
      rest,
    );
  if (!match) return undefined;
  const [matched, low = "", lowPercent, high = "", highPercent] = match;
  const percent = highPercent === "%";
  if (lowPercent === "%" && !percent) return undefined;
  const ends = [inUnitOf(metric, low, percent), inUnitOf(metric, high, percent)];
  const [from, to] = ends;
  if (from === undefined || to === undefined || from > to) return undefined;
  return { compare: "between", threshold: [from, to], matched };
}

const COMPARISONS: readonly (readonly [Comparison, string])[] = [
  [">=", String.raw`>=|≥|\bat least\b|\bno less than\b|\bminimum(?: of)?\b`],
  ["<=", String.raw`<=|≤|\bat most\b|\bno more than\b|\bmaximum(?: of)?\b`],
  [
    ">",
    String.raw`>|\b(?:stays? |remains? |rises? )?above\b|\b(?:greater|higher|more|larger) than\b|\bexceed(?:s|ing)?\b|\bover\b`,
  ],
  ["<", String.raw`<|\b(?:stays? |remains? |drops? |falls? )?below\b|\b(?:less|lower|smaller|fewer) than\b|\bunder\b`],
];
const KOREAN: readonly (readonly [Comparison, string])[] = [
  [">=", "이상"],
  ["<=", "이하"],
  [">", "초과"],
  ["<", "미만"],
];

function readComparison(clause: Clause): Condition | undefined {
  for (const [compare, sign] of COMPARISONS) {
    const match = new RegExp(`(?:${sign})\\s{0,2}${AMOUNT}`, "iu").exec(clause.rest);
    if (match) return limited(compare, match, clause);
  }
  for (const [compare, word] of KOREAN) {
    const match = new RegExp(`${AMOUNT}\\s{0,2}${word}`, "u").exec(clause.rest);
    if (match) return limited(compare, match, clause);
  }
  return undefined;
}

/** "Weekly targets met (+17.55%)": at least so much. */
function readTarget({ rest, named: { metric }, sentence }: Clause): Condition | undefined {
  const match = /\+?(?<![\d.-])(\d[\d.]{0,12})(%?)/u.exec(rest);
  if (!match?.[1] || !/\b(?:met|reached|achieved)\b|달성/iu.test(sentence.head)) return undefined;
  const threshold = inUnitOf(metric, match[1], match[2] === "%");
  return threshold === undefined ? undefined : { compare: ">=", threshold, matched: match[0] };
}

function limited(
  compare: Comparison,
  [matched, sign = "", digits = "", unit = ""]: RegExpExecArray,
  { text, named }: Clause,
): Condition | undefined {
  const written = digits.replaceAll(",", "");
  const metricUnit = metrics[named.metric].unit;
  if (metricUnit === "account currency") return inMoney(compare, sign, written, unit, text, matched);
  if (sign.includes("$") || /USD|달러/iu.test(unit)) return undefined;
  if (/건|회/u.test(unit) && metricUnit !== "trades/week") return undefined;
  if (/h|시간/iu.test(unit) !== (metricUnit === "hours")) return undefined;
  const value = inUnitOf(named.metric, `${sign}${written}`, unit === "%");
  if (value === undefined) return undefined;
  // A drawdown or a loss is a positive number in a plan: a minus sign in the text would reverse the comparison.
  const negative = metrics[named.metric].values !== "any" && value < 0;
  return negative ? undefined : { compare, threshold: value, matched };
}

const OPPOSITE: Readonly<Record<string, Comparison>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** A loss of more than 200 is a net profit of less than -200. */
function inMoney(
  compare: Comparison,
  sign: string,
  digits: string,
  unit: string,
  clause: string,
  matched: string,
): Condition | undefined {
  if (!sign.includes("$") && !/USD|달러/iu.test(unit)) return undefined;
  const amount = Number(digits);
  const loss = /\bloss(?:es)?\b|손실/iu.test(clause);
  const negative = sign.includes("-");
  if (loss && negative) return undefined;
  if (loss) return { compare: OPPOSITE[compare] ?? compare, threshold: -amount, matched };
  return { compare, threshold: negative ? -amount : amount, matched };
}

function readErrors({ rest, context: { rollback } }: Clause): Condition | undefined {
  const none = /^[^\p{L}\p{N}]*(?:no|zero|without)\b|없음|없이|0건/iu.exec(rest);
  if (none) return { compare: "<=", threshold: 0, matched: none[0] };
  return rollback && !/\d/.test(rest) ? { compare: ">", threshold: 0, matched: "" } : undefined;
}

function readAppearance({ rest }: Clause): Condition | undefined {
  const match = /\b(?:appear|occur|happen)s?\b|발생/iu.exec(rest);
  return match ? { compare: ">=", threshold: 1, matched: match[0] } : undefined;
}

const TRENDS: readonly (readonly [Comparison, RegExp])[] = [
  [
    ">=",
    /\bstable or (?:improving|better|higher)\b|\b(?:does not|doesn't) (?:drop|fall|decrease|deteriorate)\b|유지\s?또는\s?(?:개선|상승)/iu,
  ],
  [">", /\b(?:increas|improv|ris|grow)(?:e|es|ed|ing|s)\b|\b(?:higher|better)(?: than)?\b|증가|상승|개선/iu],
  [
    "<",
    /\b(?:decreas|deteriorat|declin)(?:e|es|ing)\b|\b(?:drop|fall)(?:s|ing)?(?: below)?\b|\b(?:lower|worse)(?: than)?\b|\bbelow\b|감소|하락|악화/iu,
  ],
];

function readNegative({ rest }: Clause): Condition | undefined {
  const [matched] = /\bsignificantly negative\b/iu.exec(rest) ?? [];
  return matched === undefined
    ? undefined
    : { compare: "<", threshold: 0, confidence: 0.95, convention: "significant", matched };
}

/** Against another phase: a sentence without one means the phase before. */
function readTrend({ rest, sentence: { whole }, context }: Clause): Condition | undefined {
  const [compare, matched] = TRENDS.map(([sign, pattern]) => [sign, pattern.exec(rest)?.[0]] as const).find(
    ([, match]) => match !== undefined,
  ) ?? [undefined, undefined];
  if (compare === undefined || matched === undefined || /\d/.test(rest.replace(PHASE, ""))) return undefined;
  const named = PHASE.exec(whole);
  const before = /\b(?:vs\.?|versus|than|to) (?:the )?(?:baseline|before)\b|(?:기준선|이전)\s?대비/iu.test(whole);
  const previous = before ? 0 : context.phase - 1;
  const against = named ? context.phaseNumber(named[1] ?? named[2] ?? "") : previous;
  const factor = /\bproportional(?:ly)?\b|비례/iu.test(rest) ? context.rise : 1;
  if (against === undefined || against >= context.phase || factor === undefined) return undefined;
  const common = { unit: "ratio", against, matched };
  if (factor !== 1) return { ...common, compare: ">=", threshold: factor, convention: "proportional" };
  return { ...common, compare, threshold: 1, ...(!named && !before && { convention: "previous-phase" as const }) };
}

const PHASE = /\b(?:phase|stage|step) (\d{1,3})\b|(\d{1,3})\s?단계/iu;
