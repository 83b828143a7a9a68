// Says what was measured: the value, what it rests on, its interval, and what it is compared with.
import * as l10n from "@vscode/l10n";
import { currencyOf } from "../../core/gates/condition";
import { metrics } from "../../core/gates/metrics/metrics";
import type { Reading, Verdict } from "../../core/gates/verdict";
import type { Comparison, MeasuredCriterion } from "../../core/plan/plan";
import {
  asWritten,
  countOf,
  percent,
  quantity,
  quantityBeside,
  quantityRange,
  type Unit,
  writtenRange,
} from "../figures/numbers";
import { metricWords } from "./metric-words";
import { selectedTrades, tradesNoun } from "./trade-words";

/** What is measured, and how: as much of a criterion as its reading needs. */
export type Measured = Pick<MeasuredCriterion, "metric" | "trades" | "unit" | "against">;

/** "17 of 20 trades won (85 %; 90 % interval 69–94 %)"; `others`: what the value must not look like unless it is. */
export function describeReading(measured: Measured, reading: Reading, others: readonly number[] = []): string {
  const { value, n } = reading;
  if (value === undefined) return l10n.t("{0}: no value", label(measured, reading));
  const shown = quantityBeside(value, others, unitOf(measured));
  const share = describeShare(measured, reading);
  if (share !== undefined) {
    return withDetails(share, [shown, ...intervalOf(measured, reading), ...clustersOf(measured, reading)]);
  }
  return withDetails(l10n.t("{0} {1}", label(measured, reading), shown), [
    ...(isCount(measured) || measured.trades?.first === n ? [] : [countedIn(measured, reading)]),
    ...intervalOf(measured, reading),
    ...(reading.compounded === undefined ? [] : [l10n.t("{0} compounded", percent(reading.compounded))]),
  ]);
}

/** "85 %", or nothing where the value is not defined. */
export function readingValue(measured: Measured, { value }: Reading, others: readonly number[] = []): string {
  return value === undefined ? "" : quantityBeside(value, others, unitOf(measured));
}

/** "> 80 %": what the value is compared with, as the plan has it or as it follows from an earlier phase. */
export function describeDemand(criterion: MeasuredCriterion, threshold: Verdict["threshold"]): string {
  const { compare, against } = criterion;
  const unit = unitOf(criterion);
  if (threshold === undefined) return "";
  if (typeof threshold !== "number") return writtenRange(threshold, unit);
  const digits = against === undefined ? asWritten : undefined;
  return `${comparisonSign(compare)} ${quantity(threshold, unit, digits)}`;
}

/** The numbers that a value is held against. */
export function thresholdNumbers(threshold: Verdict["threshold"]): readonly number[] {
  if (threshold === undefined) return [];
  return typeof threshold === "number" ? [threshold] : threshold;
}

/** How a metric's values are written; money in the currency that the plan names. */
export function unitOf(criterion: Pick<MeasuredCriterion, "metric" | "unit" | "against">): Unit {
  const currency = currencyOf(criterion);
  switch (metrics[criterion.metric].unit) {
    case "fraction":
      return { kind: "percent" };
    case "account currency":
      return { kind: "money", ...(currency !== undefined && { currency }) };
    case "hours":
      return { kind: "plain", name: l10n.t("h") };
    default:
      return { kind: "plain" };
  }
}

/** "Average win of SHORT trades" */
export function label({ metric, trades }: Omit<Measured, "unit">, reading: Partial<Reading> = {}): string {
  const name = metricWords[metric].noun(reading);
  const selected = metric === "tradeShare" ? undefined : selectedTrades(trades);
  if (metric === "trades" && selected !== undefined) return l10n.t("Number of {0}", selected);
  const subject = selected === undefined ? name : l10n.t("{0} of {1}", name, selected);
  return reading.basis === "gross" ? l10n.t("{0} before costs", subject) : subject;
}

/** "≤" for "<="; what is no comparison as it is. */
export function comparisonSign(compare: string): string {
  return signs.get(compare) ?? compare;
}

const signs: ReadonlyMap<string, string> = new Map<Comparison, string>([
  ["<=", "≤"],
  [">=", "≥"],
]);

/** "17 of 20 trades won", where the value is a share of whole things. */
function describeShare({ metric, trades }: Measured, { value = 0, n, basis }: Reading): string | undefined {
  const part = Math.round(value * n);
  if (n < 1 || !Number.isInteger(n) || Math.abs(value * n - part) > 1e-6) return undefined;
  switch (metric) {
    case "winRate": {
      const won = l10n.t("{0} of {1} {2} won", part, n, wonAmong(trades, n));
      return basis === "gross" ? l10n.t("{0} before costs", won) : won;
    }
    case "tradeShare":
      return l10n.t("{0} of {1}: {2}", part, countOf(n, "trades"), tradesNoun(trades ?? {}, part));
    case "signalRate":
      return part === 1
        ? l10n.t("1 of {0} has a signal", countOf(n, "candles"))
        : l10n.t("{0} of {1} have a signal", part, countOf(n, "candles"));
    default:
      return undefined;
  }
}

function wonAmong(trades: Measured["trades"] = {}, n: number): string {
  const noun = tradesNoun(trades, n);
  return trades.first === undefined ? noun : l10n.t("first {0}", noun);
}

/** "20 trades": what the value rests on; nothing where the value itself says it. */
export function countedIn(measured: Pick<Measured, "metric">, { n }: Reading): string {
  if (isCount(measured)) return "";
  return countedOf(measured, n);
}

function isCount({ metric }: Pick<Measured, "metric">): boolean {
  const { unit } = metrics[metric];
  return unit === "trades" || unit === "events";
}

function countedOf({ metric }: Pick<Measured, "metric">, n: number): string {
  return countOf(n, metrics[metric].counts === "candles" ? "candles" : "trades");
}

function intervalOf(measured: Measured, { interval, level }: Reading): string[] {
  return interval === undefined
    ? []
    : [l10n.t("{0} interval {1}", percent(level), quantityRange(interval, unitOf(measured)))];
}

/** What outcomes tell that come in runs, each more like the one before than chance would have it. */
function clustersOf(measured: Measured, { n, designEffect }: Reading): string[] {
  if (designEffect === undefined) return [];
  return [l10n.t("they come in runs and tell as much as {0}", countedOf(measured, n / designEffect))];
}

function withDetails(text: string, details: readonly string[]): string {
  return details.length === 0 ? text : `${text} (${details.join("; ")})`;
}
