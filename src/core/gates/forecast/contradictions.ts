// Finds where a plan's own figures can't all be true.

import { candleMinutesOf, type Expectation, type Parameter, type Phase, type Plan, phaseOf } from "../../plan/plan";
import type { Metric } from "../../plan/schema-names";
import type { FigureContradiction } from "../../problem";
import { isMeasured, promiseAmong, promiseOf, wantsMore } from "../condition";
import { metrics } from "../metrics/metrics";
import { signalsWhileFlat } from "./share-forecast";

/** Figures that are rounded, or of different data, may differ by so much. */
const TOLERANCE = 1.5;

export function contradictionsOf(plan: Plan, phase: Phase): FigureContradiction[] {
  return [...bases(plan, phase), ...averageWin(plan, phase), ...signalRate(plan, phase), ...holding(plan, phase)];
}

/** Conditions that are judged after costs where the promise is before them, or the other way round; each promise once. */
function bases(plan: Plan, phase: Phase): FigureContradiction[] {
  const measured = [...phase.criteria, ...phase.rollback].filter(isMeasured);
  const reported = new Set<Expectation>();
  return measured.flatMap(({ text, metric, trades, against, basis = "net" }): FigureContradiction[] => {
    if (!metrics[metric].hasBasis || against !== undefined) return [];
    const promised = promiseOf(plan, phase, metric, trades);
    if (!promised || promised.basis === basis || reported.has(promised.expectation)) return [];
    reported.add(promised.expectation);
    return [
      { kind: "basis", criterion: text, expected: promised.expectation.text, promised: promised.basis, judged: basis },
    ];
  });
}

/** What a week earns if average win and average loss are as asked for, and the rest as expected. */
function averageWin(plan: Plan, phase: Phase): FigureContradiction[] {
  const limit = (metric: Metric, more: boolean) =>
    phase.criteria
      .filter(isMeasured)
      .find(
        (criterion) =>
          criterion.metric === metric &&
          !criterion.trades &&
          wantsMore(criterion) === more &&
          criterion.against === undefined,
      );
  const [win, loss] = [limit("averageWin", true), limit("averageLoss", false)];
  const expected = (metric: Metric) => promiseOf(plan, phase, metric)?.value;
  const [winRate, perWeek, position] = [
    expected("winRate"),
    expected("tradesPerWeek"),
    expected("averagePositionSize"),
  ];
  const expectedReturn = expected("returnPerWeek");
  if (!win || !loss || winRate === undefined || perWeek === undefined || position === undefined) return [];
  if (expectedReturn === undefined || expectedReturn <= 0) return [];
  const perTrade = winRate * Number(win.threshold) - (1 - winRate) * Number(loss.threshold);
  const impliedReturn = perTrade * position * perWeek;
  if (impliedReturn <= expectedReturn * TOLERANCE) return [];
  return [
    { kind: "average-win", criterion: win.text, averageWin: Number(win.threshold), impliedReturn, expectedReturn },
  ];
}

/** Positions that are to be held for longer than a parameter lets any be held: said where the one or the other is set. */
function holding(plan: Plan, phase: Phase): FigureContradiction[] {
  const expected = promiseOf(plan, phase, "averageHoldingHours")?.value;
  const isOwn = promiseAmong(phase.expected, "averageHoldingHours") !== undefined;
  return Object.entries(plan.parameters).flatMap(([parameter, declared]): FigureContradiction[] => {
    const longest = longestHolding(plan, phase, parameter, declared);
    const isConcerned = isOwn || phase.parameters.includes(parameter);
    if (!isConcerned || expected === undefined || longest === undefined || expected <= longest) return [];
    return [{ kind: "holding", expected, parameter, longest }];
  });
}

/** The hours for which a parameter that is the longest holding time, by its name and unit, lets a position be held in the phase. */
function longestHolding(
  plan: Plan,
  phase: Phase,
  name: string,
  { unit, baseline, target }: Parameter,
): number | undefined {
  const setter = phaseOf(plan, name);
  const value = setter && plan.phases.indexOf(setter) <= plan.phases.indexOf(phase) ? target : baseline;
  const [, count, word] = /^(?:(\d+)-minute )?(candles?|minutes?|hours?)$/i.exec(unit) ?? [];
  if (!/max_?hold/i.test(name) || typeof value !== "number" || word === undefined) return undefined;
  if (/^h/i.test(word)) return value;
  return (value * (/^m/i.test(word) ? 1 : Number(count ?? candleMinutesOf(plan.evidence)))) / 60;
}

/** A bot without a position enters on every signal: the trades of a week tell how many signals there are. */
function signalRate(plan: Plan, phase: Phase): FigureContradiction[] {
  const [expected, perWeek, holding] = (["signalRate", "tradesPerWeek", "averageHoldingHours"] as const).map(
    (metric) => promiseOf(plan, phase, metric)?.value,
  );
  if (!phase.criteria.some((criterion) => isMeasured(criterion) && criterion.metric === "signalRate")) return [];
  if (expected === undefined || perWeek === undefined || holding === undefined) return [];
  const implied = signalsWhileFlat(plan, perWeek, holding);
  if (implied === undefined || (expected <= implied * TOLERANCE && expected >= implied / TOLERANCE)) return [];
  return [{ kind: "signal-rate", expected, implied }];
}
