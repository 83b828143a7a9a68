// When a window's planned looks come, and how many trades each of them has.

import type { MonitoringWindow } from "../../plan/plan";
import { HOURS_PER_WEEK } from "../metrics/sample";
import { plannedLooks } from "../policy";
import { type Arrivals, atLeastTrades, hoursUntil } from "../statistics/counts";
import type { EnoughTrades, Look, LookHours } from "./outlook";

/** Trades that come independently, and in the clusters that are reckoned with until a bot's own record tells. */
const DISPERSIONS = [1, 2] as const;

/** More trades or candles than this would take a noticeable time to sum over. */
export const MOST_TRIALS = 20_000;

/** The looks of a window: its end, and one for each extension. `perWeek` is the trades a week that are expected. */
export function looksOf(window: MonitoringWindow, perWeek: number | undefined): Look[] {
  return Array.from({ length: plannedLooks(window) }, (_, index): Look => {
    const limits = limitsAt(window, index + 1);
    const trades = tradesAt(limits, perWeek);
    const hours = hoursAt(limits, perWeek);
    return { look: index + 1, ...(trades !== undefined && { trades }), ...(hours && { hours }) };
  });
}

/** The chance that the window's hours bring its trades, where it has both. */
export function enoughTrades({ hours, trades }: MonitoringWindow, perWeek: number | undefined): EnoughTrades[] {
  if (hours === undefined || trades === undefined || perWeek === undefined || trades > MOST_TRIALS) return [];
  return DISPERSIONS.map((dispersion) => ({
    dispersion,
    chance: atLeastTrades(trades, hours, arrivals(perWeek, dispersion)),
  }));
}

function arrivals(perWeek: number, dispersion: number): Arrivals {
  return { perHour: perWeek / HOURS_PER_WEEK, dispersion };
}

interface Limits {
  readonly hours: number | undefined;
  readonly trades: number | undefined;
  /** Whether the first limit reached is enough. */
  readonly either: boolean;
}

function limitsAt({ hours, trades, until }: MonitoringWindow, look: number): Limits {
  return { hours: hours && hours * look, trades: trades && trades * look, either: until === "either" };
}

/** The trades at a look that comes when it is expected. */
function tradesAt({ hours, trades, either }: Limits, perWeek: number | undefined): number | undefined {
  const within =
    hours !== undefined && perWeek !== undefined ? Math.floor((hours * perWeek) / HOURS_PER_WEEK) : undefined;
  if (within === undefined || trades === undefined) return trades === undefined ? within : either ? undefined : trades;
  return either ? Math.min(trades, within) : Math.max(trades, within);
}

function hoursAt(limits: Limits, perWeek: number | undefined): LookHours[] | undefined {
  const { hours, trades } = limits;
  if (trades === undefined) return hours === undefined ? undefined : [{ dispersion: 1, mean: hours, within90: hours }];
  if (perWeek === undefined || trades > MOST_TRIALS) return undefined;
  return DISPERSIONS.map((dispersion) => timing(limits, trades, arrivals(perWeek, dispersion)));
}

function timing({ hours = 0, either }: Limits, trades: number, coming: Arrivals): LookHours {
  const missing = (at: number) => 1 - atLeastTrades(trades, at, coming);
  const within90 = hoursUntil(trades, 0.9, coming);
  const { dispersion } = coming;
  if (either) return { dispersion, mean: integral(missing, 0, hours), within90: Math.min(hours, within90) };
  const end = Math.max(hours, hoursUntil(trades, 1 - 1e-9, coming));
  return { dispersion, mean: hours + integral(missing, hours, end), within90: Math.max(hours, within90) };
}

/** Simpson's rule: what is integrated here is smooth. */
function integral(of: (x: number) => number, from: number, to: number): number {
  const parts = 200;
  const width = (to - from) / parts;
  let sum = of(from) + of(to);
  for (let index = 1; index < parts; index++) sum += of(from + index * width) * (index % 2 === 0 ? 2 : 4);
  return (sum * width) / 3;
}
