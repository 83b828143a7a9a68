// How far a mean lies from a value, in standard deviations, where a few large results decide what it is.
import type { Direction } from "./evidence";
import { deviationOf, type Moments, skewnessOf } from "./moments";
import { tTail } from "./student";

/**
 * The distance of the sample's mean from `mean`, in standard deviations; undefined without spread. While the large results
 * of a skewed sample have not come yet, its mean and its spread are both too small, and it seems to lie far off: that is taken
 * back (Johnson 1978, with the squared term no further than its peak). On the other side nothing is added.
 */
export function skewedDistance(mean: number, moments: Moments): number | undefined {
  const deviation = deviationOf(moments);
  if (deviation === undefined) return undefined;
  const distance = (moments.mean - mean) / deviation;
  const skewness = Math.abs(skewnessOf(moments));
  if (distance * skewnessOf(moments) >= 0) return distance;
  const size = Math.min(Math.abs(distance), 1.5 / skewness);
  const corrected = size - (skewness / 3) * size * size - skewness / (6 * moments.n);
  return Math.sign(distance) * Math.max(corrected, 0);
}

/** The chance of a mean at least as far `direction`, where the true one is `mean`; undefined without spread. */
export function skewedTail(mean: number, moments: Moments, direction: Direction): number | undefined {
  const distance = skewedDistance(mean, moments);
  const t = distance && (direction === "above" ? distance : -distance) * Math.sqrt(moments.n);
  return t === undefined ? undefined : tTail(t, moments.n - 1);
}
