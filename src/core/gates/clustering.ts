// How much a bot's trades come in clusters, by its own record: trades that follow each other tell less than independent ones.
import type { Evidence } from "../evidence/evidence";
import type { Instant } from "../evidence/trade";
import { HOUR } from "./metrics/sample";
import { COVERED } from "./policy";
import { designEffectOf, dispersionOf } from "./statistics/clusters";
import { firstIndex } from "./statistics/invert";

const DAY = 24 * HOUR;
/** Older ones tell little of how the bot trades now. */
const MOST_DAYS = 1000;
const MOST_RESULTS = 2000;

/** The dispersion of the trades a day before `from`, over the days in which the bot ran nearly all the time. */
export function dispersionBefore({ observed, trades }: Evidence, from: Instant): number {
  const seen = new Map<number, number>();
  for (const span of observed) {
    for (
      let day = Math.floor(Math.max(span.from, from - MOST_DAYS * DAY) / DAY);
      day * DAY < Math.min(span.to, from);
      day++
    ) {
      const time = Math.min(span.to, from, (day + 1) * DAY) - Math.max(span.from, day * DAY);
      seen.set(day, (seen.get(day) ?? 0) + time);
    }
  }
  const counts = new Map([...seen].filter(([, time]) => time >= COVERED * DAY).map(([day]) => [day, 0]));
  for (const { opened, leftOut } of trades) {
    const day = Math.floor(opened / DAY);
    const count = counts.get(day);
    if (leftOut === undefined && opened < from && count !== undefined) counts.set(day, count + 1);
  }
  return dispersionOf([...counts.values()]);
}

/** Whether a trade was won, and when that was known. */
export interface Result {
  readonly closed: Instant;
  readonly won: boolean;
}

/** The results of the bot's own trades since `from` and of as many before as tell anything, in the order of their exits. */
export function resultsSince({ trades }: Evidence, from: Instant): Result[] {
  const since = firstIndex(trades.length, (index) => (trades[index]?.opened ?? from) >= from);
  const results: Result[] = [];
  for (const { closed, net, leftOut } of trades.slice(Math.max(since - MOST_RESULTS, 0))) {
    const isOwn = leftOut === undefined || leftOut === "open";
    if (isOwn && closed !== undefined && net !== undefined && Number.isFinite(net))
      results.push({ closed, won: net > 0 });
  }
  return results.sort((a, b) => a.closed - b.closed);
}

/** How many trades tell as much as an independent one, from whether wins followed wins up to `moment`. */
export function designEffectUntil(results: readonly Result[], moment: Instant): number {
  const known = firstIndex(results.length, (index) => (results[index]?.closed ?? Number.POSITIVE_INFINITY) > moment);
  const newest = results.slice(Math.max(known - MOST_RESULTS, 0), known);
  return designEffectOf(newest.map(({ won }) => (won ? 1 : 0)));
}
