// The evidence on a mean by its published formula, for what stops at it and for what is held beside it.
import { mixtureWeight } from "../../src/core/gates/statistics/evidence";
import type { Moments } from "../../src/core/gates/statistics/moments";

/**
 * ln of the evidence that the true mean is not `mean`: a mixture of t statistics over all distances (Lai 1976; Wang and
 * Ramdas 2023), which tells most after `planned` values. NaN without spread.
 */
export function meanEvidence(mean: number, moments: Moments, planned: number, alpha: number): number {
  const { n, m2 } = moments;
  const weight = mixtureWeight(planned, alpha);
  const shrink = weight / (n + weight);
  const square = (n * (moments.mean - mean) ** 2) / m2;
  return Math.log(shrink) / 2 + (n / 2) * (Math.log1p(square) - Math.log1p(shrink * square));
}
