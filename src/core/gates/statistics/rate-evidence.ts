// Evidence on a rate: how much better other rates explain the events so far than the one asked about.
import { type Direction, ENOUGH, mixtureWeight } from "./evidence";
import { gammaP, gammaQ, lnGamma } from "./gamma";
import type { Interval } from "./intervals";
import { invert } from "./invert";

/** Events in a time. Both are divided by the dispersion where events come in clusters. */
export interface Course {
  readonly count: number;
  readonly time: number;
}

/** However short the planned time, the mixture over all rates is no wider. */
const WIDEST = 0.05;

/**
 * ln of the evidence that the true rate lies above `rate` or below it: a gamma mixture over all such rates, relative to
 * `rate` itself (Howard, Ramdas, McAuliffe, Sekhon 2021, Proposition 9). It tells most after about the `planned` time.
 */
export function rateEvidence(rate: number, { count, time }: Course, planned: number, direction: Direction): number {
  const shape = shapeAround(rate, planned, 2 * ENOUGH);
  return (
    lnRatio(shape, count, rate * time) + lnPart(shape, count, rate * time, direction) - lnPart(shape, 0, 0, direction)
  );
}

/** The largest evidence so far: events come at `times`, ascending, and `until` is now. `rate` is above 0. */
export function largestRateEvidence(
  rate: number,
  {
    times,
    until,
    dispersion,
  }: { readonly times: readonly number[]; readonly until: number; readonly dispersion: number },
  planned: number,
  direction: Direction,
): number {
  const pace = planned / dispersion;
  const shape = shapeAround(rate, pace, 2 * ENOUGH);
  const part = lnPart(shape, 0, 0, direction);
  // Evidence of a higher rate jumps up with an event and falls until the next; that of a lower one rises until then.
  const peaks = direction === "above" ? times : [...times, until];
  const earlier = direction === "above" ? 1 : 0;
  let largest = 0;
  for (const [index, time] of peaks.entries()) {
    const course = { count: (index + earlier) / dispersion, time: time / dispersion };
    // The part is at most 1, and takes longer to work out.
    if (lnRatio(shape, course.count, rate * course.time) - part <= largest) continue;
    largest = Math.max(largest, rateEvidence(rate, course, pace, direction));
  }
  return largest;
}

/** All rates that the evidence does not speak against at `level`, however often one looks. */
export function rateSequence({ count, time }: Course, planned: number, level: number): Interval {
  const alpha = 1 - level;
  const enough = -Math.log(alpha);
  const against = (rate: number) => lnRatio(shapeAround(rate, planned, alpha), count, rate * time);
  const measured = count / time;
  let high = measured + 1 / time;
  while (against(high) < enough) high *= 2;
  return [
    count > 0 ? invert((rate) => -against(rate), -enough, 0, measured) : 0,
    invert(against, enough, measured, high),
  ];
}

/** The shape of the gamma distribution over all rates, whose mean is `rate`. */
function shapeAround(rate: number, planned: number, alpha: number): number {
  return Math.max(mixtureWeight(rate * planned, alpha), WIDEST);
}

/** ln of the ratio of the mixture's likelihood to that of the rate itself, which expects `mean` events. */
function lnRatio(shape: number, count: number, mean: number): number {
  return (
    lnGamma(shape + count) - lnGamma(shape) + shape * Math.log(shape) - (shape + count) * Math.log(shape + mean) + mean
  );
}

/** ln of the part of the mixture that lies beyond the rate, after the events. */
function lnPart(shape: number, count: number, mean: number, direction: Direction): number {
  const part = direction === "above" ? gammaQ : gammaP;
  return Math.log(part(shape + count, shape + mean));
}
