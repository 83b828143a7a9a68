// The policy: which errors a gate may make how often, and what a look decides of a criterion. Forecast and verdict share it.
import type { MonitoringWindow } from "../plan/plan";

/** A bot at the floor may do as well in at most 1 of 4 windows for a criterion to be met. */
export const MOST_AT_FLOOR = 0.25;
/** Fewer trades than this fire no trigger over a tendency. */
export const FEWEST_TO_FIRE = 5;
/** The level of intervals where the plan asks for none. */
export const LEVEL = 0.9;
/** How often a window is extended where the plan does not say. */
const EXTENSIONS = 2;
/** For so much of a window the bot must be known to have run for anything to be decided. */
export const COVERED = 0.9;
/** The newest record of a running bot may be so old, in minutes, where the plan does not say. */
export const STALE_MINUTES = 60;
/** The looks that a window has by its plan, without those that a person adds. */
export function plannedLooks({ extensions = EXTENSIONS }: MonitoringWindow): number {
  return 1 + extensions;
}

/**
 * The part of a chance of error that one look may take, from 1: all looks together take no more than the whole of it, however
 * often a person adds one. Planned looks take equal parts and leave one; each further look takes half of what is left.
 */
export function partAtLook(error: number, look: number, planned: number): number {
  const part = error / (planned + 1);
  return look <= planned ? part : part / 2 ** (look - planned);
}

/** Equal chances may differ by a rounding error. */
const ROUNDING = 1e-9;

/** How a criterion stands at a look. What takes a while to compute is asked for only where it decides. */
export interface AtLook {
  readonly enoughTrades: boolean;
  /** Whether the value meets the threshold as it is written. */
  readonly meets: boolean;
  /** Whether the whole interval lies beyond the threshold, where the author asks for that. */
  readonly proved?: () => boolean;
  /** Whether the evidence against a bot at the floor was ever enough. */
  readonly shown: () => boolean;
  /** The chance that a bot at the floor does as well; undefined where it is not known. */
  readonly tail: () => number | undefined;
}

/**
 * `few`: too few trades that count. `short`: misses the threshold. `weak`: meets it, but a bot at the floor does so too
 * often. `met` and `shown`: meets it, and such a bot seldom would at this look, or ever.
 */
export type LookDecision = "few" | "short" | "weak" | "met" | "shown";

/** What a look decides of a criterion over a tendency. */
export function decideAtLook({ enoughTrades, meets, proved, shown, tail }: AtLook): LookDecision {
  if (!enoughTrades) return "few";
  if (!meets) return "short";
  if (proved) return proved() ? "shown" : "weak";
  if (shown()) return "shown";
  return isSeldom(tail(), MOST_AT_FLOOR) ? "met" : "weak";
}

/** Whether a chance is at most so much; one that is not known is not. */
export function isSeldom(chance: number | undefined, most: number): boolean {
  return chance !== undefined && chance <= most + ROUNDING;
}
