// Forecasts a criterion or a trigger over a share: of trades won, of trades of a kind, or of candles with a signal.
import { candleMinutesOf, type MeasuredCriterion, type Phase, type Plan } from "../../plan/plan";
import { floorOf, pairedTrigger, promiseOf, shareOfTrades, wantsMore } from "../condition";
import { metrics } from "../metrics/metrics";
import { HOURS_PER_WEEK } from "../metrics/sample";
import { LEVEL } from "../policy";
import { shareInterval } from "../statistics/intervals";
import { MOST_TRIALS } from "./looks";
import type { Chances, Fires, Look, Outcomes, Unknown, UnknownReason } from "./outlook";
import { fewestShown, lookDecision, mostFiring, type Share, successChance } from "./share-policy";
import { type Standing, walk } from "./share-walk";

/** What a share is measured on: the trials of each look, and the chance that one of them counts. */
export interface Trials {
  readonly counting: "trades" | "candles";
  readonly atLooks: readonly number[];
  readonly counted: number;
}

/** A phase, its plan and its planned looks: what each forecast of a condition needs. */
export interface PhaseContext {
  readonly plan: Plan;
  readonly phase: Phase;
  readonly looks: readonly Look[];
}

/** Whether a criterion is over a share that a window of trades or candles can be summed over. */
export function isShare({ metric }: MeasuredCriterion): boolean {
  const { forecast } = metrics[metric];
  return forecast === "selected-trades" || forecast === "all-trades" || forecast === "candles";
}

/** The chances of a success criterion, for a bot as promised and for one at the floor. */
export function shareChances(context: PhaseContext, criterion: MeasuredCriterion): Chances | Unknown {
  const basis = judgedShare(context, criterion, wantsMore(criterion));
  if ("is" in basis) return basis;
  const floor = floorOf(context.phase, criterion);
  if (!floor) return unknown("selection");
  const { share, trials, promise } = basis;
  const { counting, counted } = trials;
  const trigger = pairedTrigger(context.phase, criterion);
  const chancesAt = (value: number) =>
    outcomes(
      walk(stepsOf(trials), {
        counted,
        success: successChance(share, value),
        mostFiring: trigger ? mostFiring({ ...share, criterion: trigger }, promise) : () => -1,
        fewestShown: fewestShown(share, floor.value),
        decide: lookDecision(share, floor.value),
      }),
    );
  const measuredOn = share.planned * counted;
  return {
    is: "chances",
    promise,
    floor: floor.value,
    floorBy: floor.by,
    measuredOn,
    counting,
    interval: shareInterval(promise * measuredOn, measuredOn, LEVEL),
    asPromised: chancesAt(promise),
    atFloor: chancesAt(floor.value),
  };
}

/** How often a trigger fires on a bot as promised. */
export function shareFires(context: PhaseContext, trigger: MeasuredCriterion): Fires | Unknown {
  const more = wantsMore(trigger);
  const basis = judgedShare(context, trigger, more === undefined ? undefined : !more);
  if ("is" in basis) return basis;
  const { share, trials, promise } = basis;
  const standings = walk(stepsOf(trials), {
    counted: trials.counted,
    success: successChance(share, promise),
    mostFiring: mostFiring(share, promise),
    fewestShown: () => Number.POSITIVE_INFINITY,
    decide: () => "short",
  });
  return { is: "fires", promise, byFirst: standings[0]?.fired ?? 0, byLast: standings.at(-1)?.fired ?? 0 };
}

/** A share with what it is measured on, or why nothing can be told of it. */
export function judgedShare(
  context: PhaseContext,
  criterion: MeasuredCriterion,
  upward: boolean | undefined,
): { readonly share: Share; readonly trials: Trials; readonly promise: number } | Unknown {
  if (criterion.against !== undefined) return unknown("no-comparison");
  if (upward === undefined) return unknown("selection");
  const promise = promiseOf(context.plan, context.phase, criterion.metric, criterion.trades)?.value;
  if (promise === undefined) return unknown("no-promise");
  if (promise < 0 || promise > 1) return unknown("no-share");
  const trials = trialsOf(context, criterion);
  if ("is" in trials) return trials;
  const { atLooks } = trials;
  if ((atLooks.at(-1) ?? 0) > MOST_TRIALS) return unknown("too-many");
  return { share: { criterion, upward, planned: Math.max(atLooks[0] ?? 0, 1) }, trials, promise };
}

function trialsOf(context: PhaseContext, { metric, trades }: MeasuredCriterion): Trials | Unknown {
  const { plan, phase, looks } = context;
  const atLooks = looks.map((look) => look.trades);
  if (!atLooks.every((count) => count !== undefined)) return unknown("no-rate");
  const { forecast } = metrics[metric];
  if (forecast === "candles") return candlesOf(context, atLooks);
  if (forecast === "all-trades") {
    return trades?.first === undefined ? { counting: "trades", atLooks, counted: 1 } : unknown("selection");
  }
  const counted = shareOfTrades(plan, phase, trades);
  return counted === undefined ? unknown("selection") : { counting: "trades", atLooks, counted };
}

/** The candles in which the bot holds no position, until as many trades are closed. */
function candlesOf({ plan, phase }: PhaseContext, trades: readonly number[]): Trials | Unknown {
  const perWeek = promiseOf(plan, phase, "tradesPerWeek")?.value;
  const holding = promiseOf(plan, phase, "averageHoldingHours")?.value;
  if (perWeek === undefined || holding === undefined || perWeek <= 0) return unknown("no-rate");
  const candlesPerWeek = flatCandles(plan, perWeek, holding);
  const candles = (count: number) => Math.round((count / perWeek) * candlesPerWeek);
  return { counting: "candles", atLooks: trades.map(candles), counted: 1 };
}

/** The candles of a week in which a bot with so many trades, each as long, holds no position. */
function flatCandles({ evidence }: Plan, perWeek: number, holdingHours: number): number {
  const hours = Math.max(HOURS_PER_WEEK - perWeek * holdingHours, 0);
  return (hours * 60) / candleMinutesOf(evidence);
}

/** The share of candles without a position that open one, where each signal in them does. */
export function signalsWhileFlat(plan: Plan, perWeek: number, holdingHours: number): number | undefined {
  const candles = flatCandles(plan, perWeek, holdingHours);
  return candles > 0 ? perWeek / candles : undefined;
}

function stepsOf({ atLooks }: Trials): number[] {
  return atLooks.map((count, index) => count - (atLooks[index - 1] ?? 0));
}

function outcomes(standings: readonly Standing[]): Outcomes {
  const [first = { pass: 0, weak: 0, short: 0, few: 0, fired: 0 }] = standings;
  return { ...first, passByLast: standings.at(-1)?.pass ?? 0 };
}

function unknown(why: UnknownReason): Unknown {
  return { is: "unknown", why };
}
