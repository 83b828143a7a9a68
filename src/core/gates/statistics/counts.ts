// Chances of counts: successes among trades, and trades within hours.
import { betaInc } from "./beta";
import { gammaP } from "./gamma";
import { invert } from "./invert";

/** The chance of at least `successes` in `trials`, each with the same `chance`. */
export function atLeastSuccesses(successes: number, trials: number, chance: number): number {
  if (successes <= 0) return 1;
  return successes > trials ? 0 : betaInc(chance, successes, trials - successes + 1);
}

/**
 * Trades that come at a mean rate. With a dispersion of 1 they come independently (Poisson); with a larger one in
 * clusters, so that the variance of their number is that many times its mean (negative binomial).
 */
export interface Arrivals {
  readonly perHour: number;
  readonly dispersion: number;
}

/** The chance of at least `trades` (1 or more) within `hours`. */
export function atLeastTrades(trades: number, hours: number, { perHour, dispersion }: Arrivals): number {
  const mean = perHour * hours;
  if (mean <= 0) return 0;
  if (dispersion <= 1) return gammaP(trades, mean);
  return betaInc(1 - 1 / dispersion, trades, mean / (dispersion - 1));
}

/** The hours within which there are at least `trades` with `chance`. */
export function hoursUntil(trades: number, chance: number, arrivals: Arrivals): number {
  let high = (trades + 1) / arrivals.perHour;
  while (atLeastTrades(trades, high, arrivals) < chance) high *= 2;
  return invert((hours) => atLeastTrades(trades, hours, arrivals), chance, 0, high);
}
