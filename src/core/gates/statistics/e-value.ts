// Evidence that may be looked at after every trade: how much better other chances explain them than the one asked about.
import { betaInc, lnBeta } from "./beta";

/** Twenty to one: by luck, at most 1 of 20 rollouts ever gets there, however often one looks. */
const ENOUGH = 0.05;
export const ENOUGH_EVIDENCE = -Math.log(ENOUGH);

export interface Tally {
  readonly successes: number;
  readonly trials: number;
}

/**
 * ln of the evidence that successes are likelier than `chance`: a beta mixture over all larger chances, relative to
 * `chance` itself (Howard, Ramdas, McAuliffe, Sekhon 2021). It tells most where there are about `planned` trials.
 */
export function evidenceAbove(chance: number, { successes, trials }: Tally, planned: number): number {
  if (chance <= 0) return successes > 0 ? Number.POSITIVE_INFINITY : 0;
  if (chance >= 1) return Number.NEGATIVE_INFINITY;
  const { a, b } = mixture(chance, planned, 2 * ENOUGH);
  const failures = trials - successes;
  const larger = (failing: number, succeeding: number) =>
    lnBeta(failing, succeeding) + Math.log(betaInc(1 - chance, failing, succeeding));
  return larger(a + failures, b + successes) - larger(a, b) - lnLikelihood(chance, successes, failures);
}

/** ln of the evidence that successes are likelier or less likely than `chance`; ln(1/alpha) is proof at level 1 − alpha. */
export function evidenceAgainst(chance: number, { successes, trials }: Tally, planned: number, alpha: number): number {
  const { a, b } = mixture(chance, planned, alpha);
  const failures = trials - successes;
  return lnBeta(a + failures, b + successes) - lnBeta(a, b) - lnLikelihood(chance, successes, failures);
}

function mixture(chance: number, planned: number, alpha: number): { readonly a: number; readonly b: number } {
  const variance = chance * (1 - chance);
  const spread = -2 * Math.log(alpha);
  const weight = Math.max((variance * planned) / (spread + Math.log1p(spread)) - variance, 1e-3 * variance);
  return { a: weight / chance, b: weight / (1 - chance) };
}

function lnLikelihood(chance: number, successes: number, failures: number): number {
  return successes * Math.log(chance) + failures * Math.log1p(-chance);
}
