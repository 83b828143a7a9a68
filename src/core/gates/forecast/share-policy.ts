// The policy for shares: which counts pass at a look, which fire a trigger, and what it would take to tell.
import type { MeasuredCriterion } from "../../plan/plan";
import { meets } from "../condition";
import { decideAtLook, FEWEST_TO_FIRE, isSeldom, MOST_AT_FLOOR } from "../policy";
import { atLeastSuccesses } from "../statistics/counts";
import { ENOUGH_EVIDENCE } from "../statistics/evidence";
import { differenceEvidence, shareEvidence } from "../statistics/share-evidence";
import type { Watch } from "./share-walk";

/** A criterion or trigger over a share, turned so that a success is always what is good for the bot. */
export interface Share {
  readonly criterion: MeasuredCriterion;
  /** Whether what the metric counts is itself the success. */
  readonly upward: boolean;
  /** The trades or candles of one window. */
  readonly planned: number;
}

/** The chance of a success where the metric's own value is `value`. */
export function successChance({ upward }: Share, value: number): number {
  return upward ? value : 1 - value;
}

function metBy({ criterion, upward }: Share, successes: number, trials: number): boolean {
  return trials > 0 && meets(criterion, (upward ? successes : trials - successes) / trials);
}

/** What a look decides of a criterion whose floor is `floor`, the value of a bot that should not pass. */
export function lookDecision(share: Share, floor: number): Watch["decide"] {
  const { minimumTrades = 1, confidence } = share.criterion;
  const chance = successChance(share, floor);
  return (successes, trials, shown) => {
    const decision = decideAtLook({
      enoughTrades: trials >= minimumTrades,
      meets: metBy(share, successes, trials),
      ...(confidence !== undefined && { proved: () => isProved(share, successes, trials, confidence) }),
      shown: () => shown,
      tail: () => atLeastSuccesses(successes, trials, chance),
    });
    return decision === "met" || decision === "shown" ? "pass" : decision;
  };
}

/** Whether the interval at the level that the author asks for lies beyond the threshold as a whole. */
function isProved({ criterion, upward, planned }: Share, successes: number, trials: number, level: number): boolean {
  const { threshold } = criterion;
  if (typeof threshold !== "number") return false;
  const tally = { successes: upward ? successes : trials - successes, trials };
  return differenceEvidence(threshold, tally, planned, 1 - level) >= -Math.log(1 - level);
}

/** The fewest successes that are evidence enough against a bot at the floor, by the number of trials. */
export function fewestShown(share: Share, floor: number): Watch["fewestShown"] {
  const chance = successChance(share, floor);
  if (share.criterion.confidence !== undefined) return () => Number.POSITIVE_INFINITY;
  return boundary(
    (successes, trials) => shareEvidence(chance, { successes, trials }, share.planned, "above") >= ENOUGH_EVIDENCE,
  );
}

/** The most successes with which a trigger fires on a bot that should be as good as `promise`, by the number of trials. */
export function mostFiring(trigger: Share, promise: number): Watch["mostFiring"] {
  const failing = 1 - successChance(trigger, promise);
  const { confidence } = trigger.criterion;
  const isEvidence = (successes: number, trials: number): boolean =>
    confidence === undefined
      ? shareEvidence(failing, { successes: trials - successes, trials }, trigger.planned, "above") >= ENOUGH_EVIDENCE
      : isProved(trigger, successes, trials, confidence);
  const spared = boundary(
    (successes, trials) =>
      trials < FEWEST_TO_FIRE || !metBy(trigger, successes, trials) || !isEvidence(successes, trials),
  );
  return (trials) => spared(trials) - 1;
}

/** The smallest count for which `isReached` holds from there on, `trials` + 1 for none. It moves little from one trial to the next. */
function boundary(isReached: (successes: number, trials: number) => boolean): (trials: number) => number {
  const results = new Map<number, number>();
  return (trials) => {
    const earlier = results.get(trials);
    if (earlier !== undefined) return earlier;
    let count = Math.min(results.get(trials - 1) ?? 0, trials + 1);
    while (count <= trials && !isReached(count, trials)) count++;
    while (count > 0 && isReached(count - 1, trials)) count--;
    results.set(trials, count);
    return count;
  };
}

/** The fewest trials from which on a bot at the floor meets the threshold in at most 1 of 4 windows; undefined for none. */
export function trialsToTell(share: Share, floor: number): number | undefined {
  const chance = successChance(share, floor);
  const meeting = boundary((successes, trials) => metBy(share, successes, trials));
  return fewestTrials((trials) => isSeldom(atLeastSuccesses(meeting(trials), trials, chance), MOST_AT_FLOOR));
}

/** The fewest trials from which on a bot as promised passes at least every other time; undefined for none. */
export function trialsToPass(share: Share, floor: number, promise: number): number | undefined {
  const decide = lookDecision(share, floor);
  const passing = boundary((successes, trials) => decide(successes, trials, false) === "pass");
  const chance = successChance(share, promise);
  return fewestTrials((trials) => atLeastSuccesses(passing(trials), trials, chance) >= 0.5);
}

const MOST_TRIED = 5_000;
/** With every further trade the chances jump up and down: it must be so for a while. */
const LASTING = 10;

function fewestTrials(isEnough: (trials: number) => boolean): number | undefined {
  let lasting = 0;
  for (let trials = 1; trials <= MOST_TRIED; trials++) {
    lasting = isEnough(trials) ? lasting + 1 : 0;
    if (lasting === LASTING) return trials - LASTING + 1;
  }
  return undefined;
}
