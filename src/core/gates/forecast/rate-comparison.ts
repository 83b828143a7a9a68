// Forecasts a comparison of two phases by their trades a week: whether the one can be told from the other.

import type { MeasuredCriterion } from "../../plan/plan";
import { floorOf, promiseAmong, promiseOf, wantsMore } from "../condition";
import { metrics } from "../metrics/metrics";
import { LEVEL, MOST_AT_FLOOR, partAtLook } from "../policy";
import { betaInc } from "../statistics/beta";
import { atLeastSuccesses } from "../statistics/counts";
import { ENOUGH } from "../statistics/evidence";
import { ratioInterval } from "../statistics/intervals";
import { invert } from "../statistics/invert";
import { looksOf } from "./looks";
import type { Chances, Fires, Unknown } from "./outlook";
import type { PhaseContext } from "./share-forecast";

/** The trades of two windows, each of which its last trade ended; more trades a week are wanted of `wanted`. */
interface Pair {
  readonly wanted: number;
  readonly other: number;
}

interface Comparison {
  readonly pair: Pair;
  /** The expected ratio of this phase's trades a week to the earlier one's. */
  readonly promise: number;
  /** A ratio as that of the wanted rate to the other. */
  readonly turned: (ratio: number) => number;
  readonly own: number;
  readonly earlier: number;
}

/** Whether a criterion compares the trades a week of two phases. */
export function isRateComparison({ metric, against }: MeasuredCriterion): boolean {
  return metrics[metric].forecast === "rate" && against !== undefined;
}

/** The chances of a criterion that wants more (or fewer) trades a week than in an earlier phase, at the first look. */
export function rateChances(context: PhaseContext, criterion: MeasuredCriterion): Chances | Unknown {
  const comparison = comparisonOf(context, criterion, wantsMore(criterion));
  const floor = floorOf(context.phase, criterion);
  if ("is" in comparison) return comparison;
  if (!floor) return { is: "unknown", why: "selection" };
  const { pair, promise, turned, own, earlier } = comparison;
  const meeting = partAtRatio(pair, turned(Number(criterion.threshold)));
  const met = Math.min(
    meeting,
    invert((part) => tail(pair, part, turned(floor.value)), MOST_AT_FLOOR, 0, 1),
  );
  const at = (ratio: number) => {
    const [meets, pass] = [meeting, met].map((part) => chanceOfPart(pair, part, turned(ratio))) as [number, number];
    return { pass, weak: meets - pass, short: 1 - meets, few: 0, fired: 0 };
  };
  return {
    is: "chances",
    promise,
    floor: floor.value,
    floorBy: floor.by,
    measuredOn: own,
    counting: "trades",
    interval: ratioInterval(own - 1, earlier - 1, promise, LEVEL),
    asPromised: at(promise),
    atFloor: at(floor.value),
  };
}

/** How often a trigger that compares the trades a week fires on a bot as promised, at the first look. */
export function rateFires(context: PhaseContext, trigger: MeasuredCriterion): Fires | Unknown {
  const more = wantsMore(trigger);
  const comparison = comparisonOf(context, trigger, more);
  if ("is" in comparison) return comparison;
  const { pair, promise, turned } = comparison;
  const threshold = turned(Number(trigger.threshold));
  const level = partAtLook(ENOUGH, 1, context.looks.length);
  const firing = Math.min(
    partAtRatio(pair, threshold),
    invert((part) => tail(pair, part, threshold), level, 0, 1),
  );
  return { is: "fires", promise, byFirst: chanceOfPart(pair, firing, turned(promise)) };
}

function comparisonOf(
  { plan, phase, looks }: PhaseContext,
  { against, metric, trades }: MeasuredCriterion,
  more: boolean | undefined,
): Comparison | Unknown {
  const before = plan.phases.find(({ id }) => id === against);
  // What is expected in the end is no word on how the earlier phase does.
  const rateBefore = promiseAmong(before?.expected, metric, trades)?.value;
  const rate = promiseOf(plan, phase, metric, trades)?.value;
  const own = looks[0]?.trades;
  const earlier = before && looksOf(before.window, rateBefore)[0]?.trades;
  if (more === undefined || trades) return { is: "unknown", why: "selection" };
  if (rate === undefined) return { is: "unknown", why: "no-promise" };
  if (!rateBefore || !rate || own === undefined || earlier === undefined) {
    return { is: "unknown", why: "no-comparison" };
  }
  if (own < 2 || earlier < 2) return { is: "unknown", why: "too-few" };
  return {
    pair: more ? { wanted: own, other: earlier } : { wanted: earlier, other: own },
    promise: rate / rateBefore,
    turned: (ratio) => (more ? ratio : 1 / ratio),
    own,
    earlier,
  };
}

/**
 * The part that the wanted window has of the time of both, where the measured ratio is `ratio`. A window that its n-th
 * trade ends overstates its rate: n − 1 trades count.
 */
function partAtRatio({ wanted, other }: Pair, ratio: number): number {
  const counts = (wanted - 1) / (other - 1);
  return counts / (counts + ratio);
}

/** The chance that the wanted window takes at most `part` of the time of both, where the true ratio is `ratio`. */
function chanceOfPart({ wanted, other }: Pair, part: number, ratio: number): number {
  return betaInc((ratio * part) / (1 - part + ratio * part), wanted, other);
}

/** The exact chance of so many wanted trades among those of both, or more, where the true ratio is `ratio`. */
function tail({ wanted, other }: Pair, part: number, ratio: number): number {
  const chance = (ratio * part) / (1 - part + ratio * part);
  return atLeastSuccesses(wanted - 1, wanted + other - 2, chance);
}
