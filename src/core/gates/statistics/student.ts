// Student's t: how far an estimate may be from the true value, where its error is estimated too.
import { betaInc } from "./beta";
import type { Direction } from "./evidence";
import type { Interval } from "./intervals";
import { invert } from "./invert";

/** A value with its standard error, and the degrees of freedom that the error rests on. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
  readonly freedom: number;
}

/** The chance of a t of at least so much. */
export function tTail(t: number, freedom: number): number {
  if (t < 0) return 1 - tTail(-t, freedom);
  const square = t * t;
  const all = freedom + square;
  // In the middle the complement is the exact one.
  if (square < 1) return (1 - betaInc(square / all, 0.5, freedom / 2)) / 2;
  return betaInc(freedom / all, freedom / 2, 0.5) / 2;
}

/** The t below which it lies with `probability`. */
export function tQuantile(probability: number, freedom: number): number {
  const tail = Math.min(probability, 1 - probability);
  let high = 1;
  while (tTail(high, freedom) > tail) high *= 2;
  const distance = invert((t) => -tTail(t, freedom), -tail, 0, high);
  return probability < 0.5 ? -distance : distance;
}

export function estimateInterval({ value, error, freedom }: Estimate, level: number): Interval {
  const half = tQuantile((1 + level) / 2, freedom) * error;
  return [value - half, value + half];
}

/** The chance of an estimate at least as far `direction` as this one, where the true value is `value`. */
export function estimateTail(estimate: Estimate, value: number, direction: Direction): number {
  const t = (estimate.value - value) / estimate.error;
  return tTail(direction === "above" ? t : -t, estimate.freedom);
}

/** `own` less `multiple` times `earlier`, with the degrees of freedom of Welch (1947) and Satterthwaite (1946). */
export function differenceOf(own: Estimate, earlier: Estimate, multiple: number): Estimate {
  const [one, other] = [own.error ** 2, (multiple * earlier.error) ** 2];
  return {
    value: own.value - multiple * earlier.value,
    error: Math.sqrt(one + other),
    freedom: (one + other) ** 2 / (one ** 2 / own.freedom + other ** 2 / earlier.freedom),
  };
}
