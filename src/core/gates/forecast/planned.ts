// What the first look of a window is planned to be measured on.
import { candleMinutesOf, type Phase, type Plan } from "../../plan/plan";
import { promiseOf } from "../condition";
import type { Planned } from "../metrics/sample";
import { looksOf } from "./looks";

/** Where neither the window nor the promised trades a week tell: evidence is then a little slower, and as sound. */
const UNKNOWN_TRADES = 20;
const UNKNOWN_HOURS = 168;

export function plannedOf(plan: Plan, phase: Phase): Planned {
  const perWeek = promiseOf(plan, phase, "tradesPerWeek")?.value;
  const [first] = looksOf(phase.window, perWeek !== undefined && perWeek > 0 ? perWeek : undefined);
  const hours = phase.window.hours ?? first?.hours?.[0]?.mean ?? UNKNOWN_HOURS;
  const candles = (hours * 60) / candleMinutesOf(plan.evidence);
  return { trades: Math.max(first?.trades ?? UNKNOWN_TRADES, 1), hours, candles };
}
