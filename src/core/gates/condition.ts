// What a condition asks of its metric: the promise, the threshold and the floor, between which it has to tell.
import type { Basis, Criterion, Expectation, MeasuredCriterion, Phase, Plan, TradeSelection } from "../plan/plan";
import type { Metric } from "../plan/schema-names";
import { metrics } from "./metrics/metrics";

export interface Promised {
  readonly value: number;
  readonly basis: Basis;
  readonly expectation: Expectation;
}

/** What is expected of `metric` in `phase`: by the phase itself, else by the plan. */
export function promiseOf(plan: Plan, phase: Phase, metric: Metric, trades?: TradeSelection): Promised | undefined {
  return promiseAmong(phase.expected, metric, trades) ?? promiseAmong(plan.expected, metric, trades);
}

/** What is expected of `metric` by these expectations alone. */
export function promiseAmong(
  expectations: readonly Expectation[] = [],
  metric: Metric,
  trades?: TradeSelection,
): Promised | undefined {
  for (const expectation of expectations) {
    const { value, basis = "net" } = expectation;
    if (expectation.metric !== metric || value === undefined || !sameSelection(expectation.trades, trades)) continue;
    return { value, basis, expectation };
  }
  return undefined;
}

function sameSelection(a: TradeSelection = {}, b: TradeSelection = {}): boolean {
  return a.side === b.side && a.exit === b.exit && a.first === b.first;
}

/** The currency of a condition about money, where the plan names it. With `against` the plan's unit is that of a ratio. */
export function currencyOf({
  metric,
  unit,
  against,
}: Pick<MeasuredCriterion, "metric" | "unit" | "against">): string | undefined {
  const own = metrics[metric].unit;
  return own !== "account currency" || unit === own || against !== undefined ? undefined : unit;
}

/** Whether a larger value is the better one; undefined for a range. In a trigger it is the other way round. */
export function wantsMore({ compare }: MeasuredCriterion): boolean | undefined {
  if (compare === "between") return undefined;
  return compare === ">" || compare === ">=";
}

/** The rollback trigger that watches the other side of the same value. */
export function pairedTrigger(phase: Phase, criterion: MeasuredCriterion): MeasuredCriterion | undefined {
  const more = wantsMore(criterion);
  if (more === undefined) return undefined;
  return phase.rollback.find(
    (trigger): trigger is MeasuredCriterion =>
      isMeasured(trigger) &&
      trigger.metric === criterion.metric &&
      trigger.against === criterion.against &&
      sameSelection(trigger.trades, criterion.trades) &&
      wantsMore(trigger) === !more,
  );
}

export function isMeasured(criterion: Criterion): criterion is MeasuredCriterion {
  return criterion.manual !== true;
}

export interface Floor {
  readonly value: number;
  readonly by: "trigger" | "worst" | "threshold";
}

/** The value of a bot that should not pass; undefined for a range. */
export function floorOf(phase: Phase, criterion: MeasuredCriterion): Floor | undefined {
  const { threshold, worst } = criterion;
  if (typeof threshold !== "number") return undefined;
  const limit = pairedTrigger(phase, criterion)?.threshold;
  if (typeof limit === "number") return { value: limit, by: "trigger" };
  return worst === undefined ? { value: threshold, by: "threshold" } : { value: worst, by: "worst" };
}

/** Whether `value` stands to the threshold as the criterion asks. */
export function meets(
  { compare, threshold }: Pick<MeasuredCriterion, "compare" | "threshold">,
  value: number,
): boolean {
  if (typeof threshold !== "number") return value >= threshold[0] && value <= threshold[1];
  switch (compare) {
    case "<":
      return value < threshold;
    case "<=":
      return value <= threshold;
    case ">":
      return value > threshold;
    case ">=":
      return value >= threshold;
    case "between":
      return false;
  }
}

/** The share of all trades that a selection counts, as the plan expects it: 1 where it counts all. */
export function shareOfTrades(plan: Plan, phase: Phase, trades: TradeSelection = {}): number | undefined {
  const { side, exit, first } = trades;
  if (first !== undefined || (side && exit)) return undefined;
  if (!side && !exit) return 1;
  const [part, all] = [trades, undefined].map((selection) => promiseOf(plan, phase, "tradesPerWeek", selection)?.value);
  if (part !== undefined && all !== undefined) return Math.min(part / all, 1);
  const share = promiseOf(plan, phase, "tradeShare", trades)?.value;
  if (share !== undefined || !side) return share;
  const other = promiseOf(plan, phase, "tradeShare", { side: side === "long" ? "short" : "long" })?.value;
  return other === undefined ? undefined : 1 - other;
}
