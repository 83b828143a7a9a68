// How much results or arrivals that come in clusters tell, in relation to independent ones.
import { deviationOf, momentsOf } from "./moments";

/** Fewer results than this say too little of their correlation. */
const ENOUGH_RESULTS = 30;

/** The correlation of each value with the next one; undefined where all are the same. */
export function lagOneCorrelation(values: readonly number[]): number | undefined {
  const moments = momentsOf(values);
  if (deviationOf(moments) === undefined) return undefined;
  let products = 0;
  for (let index = 1; index < values.length; index++) {
    products += ((values[index - 1] ?? 0) - moments.mean) * ((values[index] ?? 0) - moments.mean);
  }
  return products / moments.m2;
}

/** The correlation of values in a row where it is too large for chance, else 0. */
export function clustering(values: readonly number[]): number {
  const n = values.length;
  const correlation = n < ENOUGH_RESULTS ? 0 : (lagOneCorrelation(values) ?? 0);
  return correlation > 2 / Math.sqrt(n) ? correlation : 0;
}

/** How many values in a row tell as much as one that is independent of the others: (1 + r) / (1 − r), 1 without clusters. */
export function designEffectOf(values: readonly number[]): number {
  const correlation = clustering(values);
  return (1 + correlation) / (1 - correlation);
}

const ENOUGH_DAYS = 14;
/** What is reckoned with until a bot's own record tells. */
const UNKNOWN_DISPERSION = 2;

/** The variance of daily counts in relation to their mean, at least 1: 1 where events come independently of each other. */
export function dispersionOf(daily: readonly number[]): number {
  const { mean, m2 } = momentsOf(daily);
  if (daily.length < ENOUGH_DAYS || mean === 0) return UNKNOWN_DISPERSION;
  return Math.max(m2 / (daily.length - 1) / mean, 1);
}
