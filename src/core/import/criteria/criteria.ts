// Reads a sentence as a criterion with a measure, or leaves it to a person.
import type { Criterion, MeasuredCriterion, TradeSelection } from "../../plan/plan";
import type { CriterionConvention } from "../types";
import { type Condition, type CriterionContext, readCondition, type Sentence } from "./conditions";
import { bothSides, metricIn, type NamedMetric, sideIn, unitInText } from "./metric-words";

export interface ReadCriterion {
  /** Without its id. */
  readonly criterion: Omit<MeasuredCriterion, "id"> | Omit<Criterion & { manual: true }, "id">;
  readonly convention?: CriterionConvention;
}

/**
 * Reads a criterion as data, or leaves it to a person. It is read only when each of its words is accounted for: a
 * sentence understood by half could pass a gate that should not.
 */
export function readCriterion(text: string, context: CriterionContext): ReadCriterion {
  return measured(text, context) ?? { criterion: { text, manual: true } };
}

function measured(text: string, context: CriterionContext): ReadCriterion | undefined {
  const sentence = parts(text);
  const { head, remarks } = sentence;
  const inHead = readClause(head, sentence, context);
  if (inHead) return remarks.every(isHarmless) ? complete(text, inHead) : undefined;
  const [remark, ...others] = remarks;
  if (remark === undefined || /\d/.test(head) || !onlyFillers(head, metricIn(head)) || !others.every(isHarmless)) {
    return undefined;
  }
  const clause = readClause(metricIn(remark) ? remark : `${metricWords(head)} ${remark}`, sentence, context);
  return clause && complete(text, clause);
}

const MINIMUM_TRADES =
  /\(?\b(?:after|over|with|across|minimum(?: of)?|min\.?|at least)(?: at least)? (\d{1,6})\+? (?:closed )?trades\)?|\(?(?:최소\s?)?(\d{1,6})\s?(?:거래|건)\s?이상(?:에서|\s?기준|\s?후)\)?/iu;

function parts(text: string): Sentence {
  const minimum = MINIMUM_TRADES.exec(text);
  const whole = minimum ? text.replace(minimum[0], " ") : text;
  const remarks = [...whole.matchAll(/\(([^()]{1,200})\)/gu)].map(([, inner = ""]) => inner);
  const head = whole
    .replace(/\([^()]{1,200}\)/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const count = Number(minimum?.[1] ?? minimum?.[2] ?? 0);
  return { whole, head, remarks, ...(count > 0 && { minimumTrades: count }) };
}

/** Whether a remark only tells of the past or of the aim, and does not narrow what the sentence asks for. */
function isHarmless(remark: string): boolean {
  if (/^(?:longs?|shorts?|롱|숏)(?: trades?)?(?: only|만)?$/iu.test(remark)) return true;
  if (/\d/.test(remark)) {
    return /^(?:vs|versus|was|were|compared|previous|current|baseline|target|from)\b|\btarget:|^(?:이전|현재|기존|목표)|대비$/iu.test(
      remark,
    );
  }
  return !/\b(?:only|excluding|except|without|per|daily|each|consecutive|if|when|unless)\b|제외|마다|연속|일\s?때/iu.test(
    remark,
  );
}

function metricWords(head: string): string {
  const named = metricIn(head);
  return named ? head.slice(named.start, named.end) : "";
}

interface MeasuredClause {
  readonly named: NamedMetric;
  readonly trades: TradeSelection;
  readonly condition: Condition;
  readonly minimumTrades?: number;
}

function complete(text: string, { named, trades, condition, minimumTrades }: MeasuredClause): ReadCriterion {
  const { compare, threshold, unit = unitInText(named.metric), against, confidence, worst, convention } = condition;
  const criterion = {
    text,
    metric: named.metric,
    ...(Object.keys(trades).length > 0 && { trades }),
    compare,
    threshold,
    unit,
    ...(against !== undefined && { against }),
    ...(minimumTrades !== undefined && { minimumTrades }),
    ...(confidence !== undefined && { confidence }),
    ...(worst !== undefined && { worst }),
  };
  return { criterion, ...(convention && { convention }) };
}

const FIRST_TRADES =
  /\b(?:in|over|of) (?:the )?first (\d{1,4}) trades\b|(?:첫|처음|최초)\s?(\d{1,4})\s?(?:건|회|번)?\s?(?:의\s?)?거래(?:에서)?/iu;

function readClause(clause: string, sentence: Sentence, context: CriterionContext): MeasuredClause | undefined {
  const first = FIRST_TRADES.exec(clause);
  const counted = first ? clause.replace(first[0], " ") : clause;
  const named = metricIn(counted);
  if (!named || bothSides(sentence.whole)) return undefined;
  const rest = `${counted.slice(0, named.start)} ${counted.slice(named.end)}`;
  const condition = readCondition({ rest, text: counted, named, sentence, context });
  if (named.anyPeriod && condition?.against === undefined) return undefined;
  if (!condition || !onlyFillers(rest.replace(condition.matched, " "), undefined)) return undefined;
  const side = sideIn(sentence.head) ?? sideIn(sentence.whole);
  const count = first?.[1] ?? first?.[2];
  const trades = { ...named.trades, ...(side && { side }), ...(count !== undefined && { first: Number(count) }) };
  const { minimumTrades } = sentence;
  return { named, trades, condition, ...(minimumTrades !== undefined && { minimumTrades }) };
}

/** Words that change nothing of what a criterion asks for. */
const FILLERS = new Set(
  "a an the of is are be to at in on and should must will has have trades rate rates overall immediate immediately bot baseline remain remains stay stays manageable met reached target targets level levels size value long short longs shorts side lose loses consistently proportionally proportional vs than phase total now 이어야 한다 함 시 의 가 이 은 는 거래 롱 숏 포지션 발생 달성 대비 비해 목표 없이 단계 비례 비례하여 비례해".split(
    " ",
  ),
);

function onlyFillers(text: string, named: NamedMetric | undefined): boolean {
  const rest = named ? text.slice(0, named.start) + text.slice(named.end) : text;
  const words = rest.toLowerCase().match(/[\p{L}\p{N}$%<>≥≤=+]+/gu) ?? [];
  return words.every((word, index) => FILLERS.has(word) || (/^\d+$/.test(word) && words[index - 1] === "phase"));
}
