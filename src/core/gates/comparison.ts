// Compares the trades a week of two windows. Forecast and verdict share it.
import { atLeastSuccesses } from "./statistics/counts";

/** A count and the time that it took, in whatever unit both windows have. */
export interface CountInTime {
  readonly count: number;
  readonly time: number;
}

/**
 * The exact chance of so many events among those of both windows, or more, where the true ratio of the rates is `ratio`: given
 * their sum, they are binomial. Undefined where there is nothing to compare.
 */
export function ratioTail(one: CountInTime, other: CountInTime, ratio: number): number | undefined {
  const total = one.count + other.count;
  const weighted = ratio * one.time;
  if (one.count < 0 || other.count < 0 || total < 1 || !(weighted > 0) || !(other.time > 0)) return undefined;
  return atLeastSuccesses(one.count, total, weighted / (weighted + other.time));
}
