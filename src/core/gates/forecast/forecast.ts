// Works out what a phase's window can decide before the phase starts, from the plan's own figures alone.

import { keepLatest } from "../../keep-latest";
import type { MeasuredCriterion, Phase, Plan } from "../../plan/plan";
import { isMeasured, promiseOf, shareOfTrades, wantsMore } from "../condition";
import { metrics } from "../metrics/metrics";
import { atLeastSuccesses } from "../statistics/counts";
import { ENOUGH } from "../statistics/evidence";
import { enoughTrades, looksOf } from "./looks";
import { forecastNotes } from "./notes";
import type { CriterionForecast, Fact, FalseAlarm, Forecast, TriggerForecast, Unknown } from "./outlook";
import { isRateComparison, rateChances, rateFires } from "./rate-comparison";
import { isShare, type PhaseContext, shareChances, shareFires } from "./share-forecast";

/** What the window of `phase` can decide. */
export function forecast(plan: Plan, phase: Phase): Forecast {
  return forecastOf({ plan, phase });
}

/** An apply is planned twice, and forecast once. */
const forecastOf = keepLatest(2, forecastAnew, ({ plan, phase }) => [plan, phase]);

function forecastAnew({ plan, phase }: { readonly plan: Plan; readonly phase: Phase }): Forecast {
  const tradesPerWeek = positive(promiseOf(plan, phase, "tradesPerWeek")?.value);
  const looks = looksOf(phase.window, tradesPerWeek);
  const enough = enoughTrades(phase.window, tradesPerWeek);
  const context: PhaseContext = { plan, phase, looks };
  const criteria = phase.criteria.map(
    (criterion): CriterionForecast => ({
      criterion,
      outlook: isMeasured(criterion) ? criterionOutlook(context, criterion) : { is: "judgement" },
    }),
  );
  const triggers = phase.rollback.map(
    (criterion): TriggerForecast => ({
      criterion,
      outlook: isMeasured(criterion) ? triggerOutlook(context, criterion) : { is: "judgement" },
    }),
  );
  const falseAlarm = falseAlarmOf(phase);
  return {
    phase: phase.id,
    ...(tradesPerWeek !== undefined && { tradesPerWeek }),
    looks,
    enough,
    criteria,
    triggers,
    ...(falseAlarm && { falseAlarm }),
    findings: forecastNotes(context, enough, criteria),
  };
}

/** Each trigger keeps to its own level: they may well fire on different bots, so that their chances add up. */
function falseAlarmOf({ rollback }: Phase): FalseAlarm | undefined {
  const byChance = rollback.filter(
    (trigger): trigger is MeasuredCriterion =>
      isMeasured(trigger) && !isFact(trigger) && !metrics[trigger.metric].isUnrecorded,
  );
  if (byChance.length === 0) return undefined;
  const sum = byChance.reduce((total, { confidence = 1 - ENOUGH }) => total + 1 - confidence, 0);
  return { triggers: byChance.length, atMost: Math.min(sum, 1) };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function criterionOutlook(context: PhaseContext, criterion: MeasuredCriterion): CriterionForecast["outlook"] {
  if (isFact(criterion)) return factOutlook(context, criterion);
  if (isShare(criterion)) return shareChances(context, criterion);
  return isRateComparison(criterion) ? rateChances(context, criterion) : unforeseen(context, criterion);
}

function triggerOutlook(context: PhaseContext, trigger: MeasuredCriterion): TriggerForecast["outlook"] {
  if (isFact(trigger)) return factOutlook(context, trigger);
  if (isShare(trigger)) return shareFires(context, trigger);
  return isRateComparison(trigger) ? rateFires(context, trigger) : unforeseen(context, trigger);
}

function isFact({ metric }: MeasuredCriterion): boolean {
  return metrics[metric].kind === "fact";
}

function unforeseen({ plan, phase }: PhaseContext, { metric, trades, against }: MeasuredCriterion): Unknown {
  if (metrics[metric].isUnrecorded) return { is: "unknown", why: "not-recorded" };
  if (against !== undefined) return { is: "unknown", why: "no-comparison" };
  return { is: "unknown", why: promiseOf(plan, phase, metric, trades) ? "no-spread" : "no-promise" };
}

/** A fact needs no chances; those of a lower limit on the number of trades follow from what is expected. */
function factOutlook({ plan, phase, looks }: PhaseContext, criterion: MeasuredCriterion): Fact {
  const { metric, trades, threshold, compare, against } = criterion;
  const share = shareOfTrades(plan, phase, trades);
  const [first, last] = [looks[0]?.trades, looks.at(-1)?.trades];
  if (metric !== "trades" || !wantsMore(criterion) || against !== undefined || typeof threshold !== "number") {
    return { is: "fact" };
  }
  if (share === undefined || first === undefined || last === undefined) return { is: "fact" };
  const needed = compare === ">" ? Math.floor(threshold) + 1 : Math.ceil(threshold);
  const chance = (count: number) => atLeastSuccesses(needed, count, share);
  return { is: "fact", chance: { byFirst: chance(first), byLast: chance(last) } };
}
