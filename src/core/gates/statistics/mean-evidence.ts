// Evidence on a mean whose spread is not known: a mixture of t statistics over all distances.
import { type Direction, ENOUGH, mixtureWeight } from "./evidence";
import type { Interval } from "./intervals";
import { deviationOf, type Moments, noMoments, withValue } from "./moments";
import { skewedDistance } from "./skewed-mean";

/**
 * ln of the evidence of a mean that lies so many standard deviations off (Lai 1976; Wang and Ramdas 2023): exact of normal
 * values, and nearly of others once there are some.
 */
function evidenceOf(distance: number, n: number, shrink: number): number {
  const square = (n / (n - 1)) * distance * distance;
  return Math.log(shrink) / 2 + (n / 2) * (Math.log1p(square) - Math.log1p(shrink * square));
}

/** The largest evidence after any of the values that the true mean lies on that side of `mean`, by their skewed distance. */
export function largestMeanEvidence(
  mean: number,
  values: readonly number[],
  planned: number,
  direction: Direction,
): number {
  let [largest, moments] = [0, noMoments];
  for (const value of values) {
    moments = withValue(moments, value);
    if (direction === "above" ? moments.mean <= mean : moments.mean >= mean) continue;
    const distance = skewedDistance(mean, moments) ?? 0;
    if (distance !== 0) {
      largest = Math.max(largest, evidenceOf(distance, moments.n, shrinkAt(moments.n, planned, 2 * ENOUGH)));
    }
  }
  return largest;
}

/** All means that the evidence does not speak against at `level`, however often one looks; undefined where it excludes none. */
export function meanSequence(moments: Moments, planned: number, level: number): Interval | undefined {
  if (deviationOf(moments) === undefined) return undefined;
  const { n, mean, m2 } = moments;
  const alpha = 1 - level;
  const shrink = shrinkAt(n, planned, alpha);
  const quotient = (alpha * Math.sqrt(shrink)) ** (-2 / n);
  if (quotient * shrink >= 1) return undefined;
  const half = Math.sqrt((m2 * (quotient - 1)) / ((1 - quotient * shrink) * n));
  return [mean - half, mean + half];
}

/** How much of a distance the mixture takes for chance, after `n` values: from 1 at the start towards 0. */
function shrinkAt(n: number, planned: number, alpha: number): number {
  const weight = mixtureWeight(planned, alpha);
  return weight / (n + weight);
}
