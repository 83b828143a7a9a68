// Finds where a plan's own figures can't all be true.

import type { Expectation, Phase, Plan } from "../../plan/plan";
import type { Metric } from "../../plan/schema-names";
import type { FigureContradiction } from "../../problem";
import { isMeasured, promiseOf, wantsMore } from "../condition";
import { metrics } from "../metrics/metrics";
import { signalsWhileFlat } from "./share-forecast";

/** Figures that are rounded, or of different data, may differ by so much. */
const TOLERANCE = 1.5;

export function contradictionsOf(plan: Plan, phase: Phase): FigureContradiction[] {
  return [...bases(plan, phase), ...averageWin(plan, phase), ...signalRate(plan, phase)];
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
