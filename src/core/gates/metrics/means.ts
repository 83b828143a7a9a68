// Metrics that are means over trades.
import type { LeftOut, Trade } from "../../evidence/trade";
import { largestMeanEvidence, meanSequence } from "../statistics/mean-evidence";
import { deviationOf, momentsOf } from "../statistics/moments";
import { skewedTail } from "../statistics/skewed-mean";
import { answersOf } from "./estimates";
import type { Condition, MetricDeclarations, Statistic } from "./family";
import { holdingHours, positionSize, resultOf, returnOnPosition, valuesOf } from "./results";
import { type Sample, select } from "./sample";

export const means = {
  averageWin: {
    unit: "fraction",
    values: "positive",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    measure: averageWin,
  },
  averageLoss: {
    unit: "fraction",
    values: "positive",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    measure: averageLoss,
  },
  averageHoldingHours: {
    unit: "hours",
    values: "positive",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    measure: averageHoldingHours,
  },
  averagePositionSize: {
    unit: "fraction",
    values: "positive",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    measure: averagePositionSize,
  },
} satisfies MetricDeclarations;

/** The mean return of the trades with a profit, on the position's value. */
function averageWin({ trades, basis = "net" }: Condition, sample: Sample): Statistic {
  const wins = select(sample.trades, trades).filter((trade) => (resultOf(trade, basis) ?? 1) > 0);
  return mean(wins, (trade) => returnOnPosition(trade, basis), sample);
}

/** The mean loss of the trades with a loss, on the position's value, as a positive number. */
function averageLoss({ trades, basis = "net" }: Condition, sample: Sample): Statistic {
  const losses = select(sample.trades, trades).filter((trade) => (resultOf(trade, basis) ?? -1) < 0);
  const loss = (trade: Trade) => {
    const value = returnOnPosition(trade, basis);
    return value === undefined ? undefined : -value;
  };
  return mean(losses, loss, sample);
}

function averageHoldingHours({ trades }: Condition, sample: Sample): Statistic {
  return mean(select(sample.trades, trades), holdingHours, sample, "impossible-time");
}

function averagePositionSize({ trades }: Condition, sample: Sample): Statistic {
  return mean(select(sample.trades, trades), positionSize, sample, "no-size");
}

function mean(
  trades: readonly Trade[],
  of: (trade: Trade) => number | undefined,
  { planned }: Sample,
  lacks?: LeftOut,
): Statistic {
  const { values, lacking } = valuesOf(trades, of, lacks);
  const moments = momentsOf(values);
  const { n } = moments;
  const deviation = deviationOf(moments);
  const error = deviation === undefined ? 0 : deviation / Math.sqrt(n);
  return {
    value: n === 0 ? undefined : moments.mean,
    n,
    lacking,
    ...answersOf({ value: moments.mean, error, freedom: n - 1 }),
    tailAt: (value, direction) => skewedTail(value, moments, direction),
    largestEvidence: (value, direction) => largestMeanEvidence(value, values, planned.trades, direction),
    sequenceAt: (level) => meanSequence(moments, planned.trades, level),
  };
}
