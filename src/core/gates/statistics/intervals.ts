// How far a measured value may be from the true one.
import { betaQuantile } from "./beta";
import { gammaQuantile, normalQuantile } from "./gamma";

export type Interval = readonly [low: number, high: number];

/** Wilson's interval for the share of `successes` in `trials`, which need not be whole numbers. */
export function shareInterval(successes: number, trials: number, level: number): Interval {
  const z = normalQuantile((1 + level) / 2);
  const share = successes / trials;
  const middle = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half =
    (z / (1 + (z * z) / trials)) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  // Rounding takes the ends past those of a share by a hair.
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Clopper and Pearson's interval for a share of whole counts: at least as wide as its level says. */
function exactShareInterval(successes: number, trials: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return [
    successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  ];
}

/** The interval for the ratio of two rates whose counts are `count` and `other`, where it is measured as `ratio`. */
export function ratioInterval(count: number, other: number, ratio: number, level: number): Interval {
  const odds = (share: number) => (share / (1 - share)) * (other / count) * ratio;
  const [low, high] = exactShareInterval(count, count + other, level);
  return [odds(low), odds(high)];
}

/** Garwood's interval for the mean of a count, which need not be whole: one of clusters is divided by its dispersion. */
export function countInterval(count: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return [count <= 0 ? 0 : gammaQuantile(tail, count), gammaQuantile(1 - tail, count + 1)];
}
