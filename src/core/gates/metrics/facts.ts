// Metrics that are facts: what happened, compared as it is. What the account felt counts, also where a person traded.
import type { Trade } from "../../evidence/trade";
import { sum } from "../statistics/moments";
import type { Condition, MetricDeclarations, Statistic } from "./family";
import { positionSize, resultOf, returnOnPosition, valuesOf } from "./results";
import { hoursOf, hoursWithin, type Sample, select, startEquityOf } from "./sample";

export const facts = {
  trades: {
    unit: "trades",
    values: "positive",
    kind: "fact",
    hasBasis: false,
    counts: "trades",
    isCount: true,
    measure: trades,
  },
  netProfit: {
    unit: "account currency",
    values: "any",
    kind: "fact",
    hasBasis: true,
    counts: "trades",
    measure: netProfit,
  },
  largestLoss: {
    unit: "fraction",
    values: "positive",
    kind: "fact",
    hasBasis: true,
    counts: "trades",
    measure: largestLoss,
  },
  maxDrawdown: {
    unit: "fraction",
    values: "share",
    kind: "fact",
    hasBasis: true,
    counts: "trades",
    measure: maxDrawdown,
  },
  capitalUtilization: {
    unit: "fraction",
    values: "share",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    measure: capitalUtilization,
  },
  errors: {
    unit: "events",
    values: "positive",
    kind: "fact",
    hasBasis: false,
    counts: "errors",
    isCount: true,
    measure: errors,
  },
} satisfies MetricDeclarations;

function trades({ trades: selection }: Condition, sample: Sample): Statistic {
  const n = select(sample.trades, selection).length;
  return { value: n, n };
}

/** Errors of one cause are one, however often they come. */
function errors(_: Condition, sample: Sample): Statistic {
  return { value: new Set(sample.errors.map(({ cause }) => cause)).size, n: sample.errors.length };
}

function netProfit({ trades: selection, basis = "net" }: Condition, sample: Sample): Statistic {
  const { values, lacking } = valuesOf(select(sample.account, selection), (trade) => resultOf(trade, basis));
  return { value: sum(values), n: values.length, lacking };
}

/** On the position's value, as a positive number; 0 where no trade lost. */
function largestLoss({ trades: selection, basis = "net" }: Condition, sample: Sample): Statistic {
  const { values, lacking } = valuesOf(select(sample.account, selection), (trade) => returnOnPosition(trade, basis));
  const n = values.length;
  const largest = values.reduce((most, value) => Math.max(most, -value), 0);
  return { value: n === 0 ? undefined : largest, n, lacking };
}

/** The largest fall of the equity from a peak, trade by trade in the order of their exits; the start is the first peak. */
function maxDrawdown({ trades: selection, basis = "net" }: Condition, sample: Sample): Statistic {
  const start = startEquityOf(sample);
  const { values, lacking } = valuesOf(select(sample.account, selection), (trade) => resultOf(trade, basis));
  const n = values.length;
  if (n === 0) return { value: undefined, n, lacking };
  if (start === undefined) return { value: undefined, n, lacking, needs: "equity" };
  let [equity, peak, deepest] = [start, start, 0];
  for (const result of values) {
    equity += result;
    peak = Math.max(peak, equity);
    deepest = Math.max(deepest, 1 - equity / peak);
  }
  return { value: deepest, n, lacking };
}

/** The share of the equity in positions, averaged over the time in which the bot ran; open ones count until its end. */
function capitalUtilization({ trades: selection }: Condition, sample: Sample): Statistic {
  const hours = hoursOf(sample);
  const held = select([...sample.trades, ...sample.open], selection);
  const sizeHours = (trade: Trade) => {
    const size = positionSize(trade);
    return size && size * hoursWithin(sample.observed, trade.opened, trade.closed ?? Number.POSITIVE_INFINITY);
  };
  const { values, lacking } = valuesOf(held, sizeHours, "no-size");
  return { value: hours > 0 ? sum(values) / hours : undefined, n: values.length, lacking };
}
