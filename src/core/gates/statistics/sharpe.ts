// The Sharpe ratio of single results: its error, and what it is over a longer time.
import { deviationOf, kurtosisOf, type Moments, skewnessOf } from "./moments";
import type { Estimate } from "./student";

/** The mean over the standard deviation, with the error of Mertens (2002), which knows skewed results. Undefined without spread. */
export function sharpeOf(moments: Moments): Estimate | undefined {
  const deviation = deviationOf(moments);
  if (deviation === undefined) return undefined;
  const value = moments.mean / deviation;
  const variance = 1 - skewnessOf(moments) * value + ((kurtosisOf(moments) - 1) / 4) * value * value;
  return { value, error: Math.sqrt(variance / (moments.n - 1)), freedom: moments.n - 1 };
}

/**
 * What a Sharpe ratio of single results is multiplied by to be that of `count` results: √count where they are independent,
 * less where neighbours have the correlation r (0 to below 1) and others r^distance (Lo 2002, equation 20).
 */
export function sharpeScale(count: number, correlation: number): number {
  const lasting = (2 * correlation) / (1 - correlation);
  const ended = (1 - correlation ** count) / (count * (1 - correlation));
  return Math.sqrt(count / Math.max(1 + lasting * (1 - ended), 1));
}
