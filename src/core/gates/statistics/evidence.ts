// Evidence that may be looked at after every trade: what its kinds have in common.

/** Which side of a value the true one is said to lie on. */
export type Direction = "above" | "below";

/** Twenty to one: by luck, at most 1 of 20 rollouts ever gets there, however often one looks. */
export const ENOUGH = 0.05;
export const ENOUGH_EVIDENCE = -Math.log(ENOUGH);

/**
 * How tightly a mixture lies around the value that is asked about, so that evidence at level 1 − `alpha` grows fastest
 * where the variance of the sum so far is `variance` (Howard, Ramdas, McAuliffe, Sekhon 2021, Proposition 3).
 */
export function mixtureWeight(variance: number, alpha: number): number {
  const spread = -2 * Math.log(alpha);
  return variance / (spread + Math.log1p(spread));
}
