// Evidence on a share: how much better other chances explain the successes so far than the one asked about.
import { betaInc, lnBeta } from "./beta";
import { type Direction, ENOUGH, mixtureWeight } from "./evidence";
import type { Interval } from "./intervals";
import { invert } from "./invert";

/** Counts that need not be whole: those of trades in clusters are divided by their design effect. */
export interface Tally {
  readonly successes: number;
  readonly trials: number;
}

interface Mixture {
  /** Of the beta distribution over all chances. */
  readonly a: number;
  readonly b: number;
}

/**
 * ln of the evidence that successes are likelier than `chance` (`above`) or less likely (`below`): a beta mixture over all
 * such chances, relative to `chance` itself (Howard, Ramdas, McAuliffe, Sekhon 2021, Proposition 7). It tells most where
 * there are about `planned` trials.
 */
export function shareEvidence(chance: number, tally: Tally, planned: number, direction: Direction): number {
  if (direction === "below") return shareEvidence(1 - chance, failuresOf(tally), planned, "above");
  if (chance <= 0) return tally.successes > 0 ? Number.POSITIVE_INFINITY : 0;
  if (chance >= 1) return Number.NEGATIVE_INFINITY;
  const mixture = mixtureAround(chance, planned, 2 * ENOUGH);
  return lnRatio(chance, tally, mixture) + lnPartAbove(chance, tally, mixture);
}

/**
 * The largest evidence after any of the trials, which come in order; each counts as 1 / `designEffect` of a trial. `chance`
 * is above 0 and below 1.
 */
export function largestShareEvidence(
  chance: number,
  outcomes: readonly boolean[],
  planned: number,
  direction: Direction,
  designEffect = 1,
): number {
  const success = direction === "above";
  const toward = success ? chance : 1 - chance;
  const mixture = mixtureAround(toward, planned, 2 * ENOUGH);
  const part = Math.log(betaInc(1 - toward, mixture.a, mixture.b));
  let [largest, successes] = [0, 0];
  for (const [index, outcome] of outcomes.entries()) {
    // Evidence falls with every failure: only a success can bring more of it than before.
    if (outcome !== success) continue;
    successes++;
    const tally = { successes: successes / designEffect, trials: (index + 1) / designEffect };
    // The part is at most 1, and takes longer to work out.
    if (lnRatio(toward, tally, mixture) - part <= largest) continue;
    largest = Math.max(largest, shareEvidence(toward, tally, planned, "above"));
  }
  return largest;
}

/** ln of the evidence that successes are likelier or less likely than `chance`; ln(1 / alpha) is proof at level 1 − alpha. */
export function differenceEvidence(chance: number, tally: Tally, planned: number, alpha: number): number {
  return lnRatio(chance, tally, mixtureAround(chance, planned, alpha));
}

/** All chances that the evidence does not speak against at `level`, however often one looks. */
export function shareSequence(tally: Tally, planned: number, level: number): Interval {
  const alpha = 1 - level;
  const enough = -Math.log(alpha);
  const share = tally.successes / tally.trials;
  const against = (chance: number) => differenceEvidence(chance, tally, planned, alpha);
  return [
    tally.successes > 0 ? invert((chance) => -against(chance), -enough, 0, share) : 0,
    tally.successes < tally.trials ? invert(against, enough, share, 1) : 1,
  ];
}

function failuresOf({ successes, trials }: Tally): Tally {
  return { successes: trials - successes, trials };
}

function mixtureAround(chance: number, planned: number, alpha: number): Mixture {
  const variance = chance * (1 - chance);
  const weight = Math.max(mixtureWeight(variance * planned, alpha) - variance, 1e-3 * variance);
  return { a: weight / chance, b: weight / (1 - chance) };
}

/** ln of the ratio of the mixture's likelihood to that of `chance`. */
function lnRatio(chance: number, { successes, trials }: Tally, { a, b }: Mixture): number {
  const failures = trials - successes;
  const likelihood = successes * Math.log(chance) + failures * Math.log1p(-chance);
  return lnBeta(a + failures, b + successes) - lnBeta(a, b) - likelihood;
}

/** ln of the part of the mixture that lies above `chance`, after the trials and in relation to before. */
function lnPartAbove(chance: number, { successes, trials }: Tally, { a, b }: Mixture): number {
  const after = betaInc(1 - chance, a + trials - successes, b + successes);
  return Math.log(after) - Math.log(betaInc(1 - chance, a, b));
}
