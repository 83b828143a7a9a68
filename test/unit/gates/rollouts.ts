// Bots to try the policy on, and the course of a rollout under it: by the functions that a gate decides with.
import { decideAtLook, FEWEST_TO_FIRE } from "../../../src/core/gates/policy";
import { atLeastSuccesses } from "../../../src/core/gates/statistics/counts";
import { ENOUGH_EVIDENCE } from "../../../src/core/gates/statistics/evidence";
import { shareEvidence } from "../../../src/core/gates/statistics/share-evidence";

/** Phase 3 of the bundled plan: win rate > 80 % after 20, 40 and 60 trades; rolled back below 75 %; 83.1 % promised. */
export const [threshold, floor, promise, planned, looks] = [0.8, 0.75, 0.831, 20, 3];

export type Chance = () => number;
/** Begins a rollout; what it gives says whether the next trade is won, given those before. */
export type Bot = (chance: Chance) => (before: readonly boolean[]) => boolean;

export interface Course {
  /** Whether the evidence against a bot at the floor was ever enough by then. */
  readonly shown?: true;
  /** The look that passed it, and the trade after which the trigger fired; whichever came first. */
  readonly passed?: number;
  readonly fired?: number;
}

export function steady(rate: number): Bot {
  return (chance) => () => chance() < rate;
}

/** Changes between two rates every so many trades; the rollout begins anywhere in that. */
export function flapping(high: number, low: number, every: number): Bot {
  return (chance) => {
    const start = Math.floor(chance() * 2 * every);
    return (before) => chance() < (Math.floor((start + before.length) / every) % 2 === 0 ? high : low);
  };
}

/** Wins follow wins: the correlation of one with the next is `r`. */
export function clustered(rate: number, r: number): Bot {
  return (chance) => (before) => {
    const last = before.at(-1);
    return last !== undefined && chance() < r ? last : chance() < rate;
  };
}

export function outcomesOf(bot: Bot, chance: Chance, count = planned * looks): boolean[] {
  const outcomes: boolean[] = [];
  const next = bot(chance);
  while (outcomes.length < count) outcomes.push(next(outcomes));
  return outcomes;
}

/** A table of what `of` says for so many wins among so many trades: each is worked out once. */
function table<Value>(of: (won: number, trades: number) => Value): (won: number, trades: number) => Value {
  const known = new Map<number, Value>();
  return (won, trades) => {
    const key = trades * 100_000 + won;
    const value = known.has(key) ? (known.get(key) as Value) : of(won, trades);
    known.set(key, value);
    return value;
  };
}

/** What a plan asks of a win rate, and after how many trades each of its looks comes. */
export interface Design {
  readonly threshold: number;
  readonly floor: number;
  readonly promise: number;
  readonly planned: number;
}

const phase3: Design = { threshold, floor, promise, planned };

/** The policy with evidence that counts `designEffect` trades for one. */
export function policyWith(designEffect = 1, design = phase3): (outcomes: readonly boolean[]) => Course {
  const { threshold, floor, promise, planned } = design;
  const tally = (won: number, trades: number) => ({ successes: won / designEffect, trials: trades / designEffect });
  const good = table((won, trades) => shareEvidence(floor, tally(won, trades), planned, "above") >= ENOUGH_EVIDENCE);
  const bad = table((won, trades) => shareEvidence(promise, tally(won, trades), planned, "below") >= ENOUGH_EVIDENCE);
  const tail = table((won, trades) => atLeastSuccesses(won / designEffect, trades / designEffect, floor));
  return (outcomes) => {
    let [won, shown] = [0, false];
    for (const [index, outcome] of outcomes.entries()) {
      const trades = index + 1;
      won += outcome ? 1 : 0;
      shown ||= good(won, trades);
      if (trades >= FEWEST_TO_FIRE && won / trades < floor && bad(won, trades)) return { fired: trades };
      if (trades % planned > 0) continue;
      const decision = decideAtLook({
        enoughTrades: true,
        meets: won / trades > threshold,
        shown: () => shown,
        tail: () => tail(won, trades),
      });
      if (decision === "shown") return { passed: trades / planned, shown: true };
      if (decision === "met") return { passed: trades / planned };
    }
    return {};
  };
}

/** What most tools do: the number as it stands after each trade, from the third on. */
export function naive(outcomes: readonly boolean[]): { readonly passes: boolean; readonly rollsBack: boolean } {
  let [won, passes, rollsBack] = [0, false, false];
  for (const [index, outcome] of outcomes.entries()) {
    won += outcome ? 1 : 0;
    const share = won / (index + 1);
    if (index < 2) continue;
    passes ||= share > threshold;
    rollsBack ||= share < floor;
  }
  return { passes, rollsBack };
}

/** How many trades come in an hour: independently, or in clusters with `dispersion` times the variance of that. */
export function arrivals(perHour: number, dispersion: number): (chance: Chance) => number {
  if (dispersion === 1) return (chance) => poisson(perHour, chance);
  const p = 1 - 1 / dispersion;
  const clusters = (-Math.log1p(-p) * perHour * (1 - p)) / p;
  return (chance) => {
    let total = 0;
    for (let left = poisson(clusters, chance); left > 0; left--) total += logSeries(p, chance);
    return total;
  };
}

function poisson(mean: number, chance: Chance): number {
  let [count, product] = [0, chance()];
  for (const limit = Math.exp(-mean); product > limit; product *= chance()) count++;
  return count;
}

/** Kemp's method. */
function logSeries(p: number, chance: Chance): number {
  const v = chance();
  if (v >= p) return 1;
  const q = -Math.expm1(Math.log1p(-p) * chance());
  return v > q ? 1 : v > q * q ? 2 : Math.floor(1 + Math.log(v) / Math.log(q));
}

/** A standard normal value (Box and Muller). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/**
 * A trade's result in percent of the price, as the backtest of the bundled plan has them: 83.1 % of them wins, most of them
 * small and a few near the take-profit; half of the losses before the stop, half somewhat beyond it.
 */
export function backtested(chance: Chance): number {
  const spread = Math.sqrt(Math.log1p(1.39 ** 2));
  if (chance() < promise) return Math.min(0.474 * Math.exp(spread * normal(chance) - spread ** 2 / 2), 3.56);
  return chance() < 0.5 ? -0.52 * chance() : -0.52 + 0.12 * Math.log(1 - chance());
}
