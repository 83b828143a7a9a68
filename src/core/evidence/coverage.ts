// The times in which the bot is known to have run.
import type { Span } from "./evidence";
import type { BitRun } from "./records/sparse-bits";

const minute = 60_000;
/** In minutes. The bot is down where it leaves no record for longer than this, and than three times what is usual for it. */
const shortestGap = 15;

/**
 * The spans in which records follow each other closely. `minutes` are those with a record, counted from the epoch,
 * ascending: bursts within one do not make a bot that speaks once an hour look silent in between.
 */
export function observedSpans(minutes: readonly BitRun[]): Span[] {
  const longest = Math.max(shortestGap, 3 * medianGap(minutes));
  const spans: { first: number; last: number }[] = [];
  for (const { first, last } of minutes) {
    const span = spans.at(-1);
    if (span && first - span.last <= longest) span.last = last;
    else spans.push({ first, last });
  }
  return spans
    .filter(({ first, last }) => last > first)
    .map(({ first, last }) => ({ from: first * minute, to: last * minute }));
}

/** The median distance from one minute to the next, in minutes; 0 where there are not two. */
function medianGap(minutes: readonly BitRun[]): number {
  const counts = new Map<number, number>();
  const count = (gap: number, times: number) => counts.set(gap, (counts.get(gap) ?? 0) + times);
  for (const [i, { first, last }] of minutes.entries()) {
    count(1, last - first);
    const before = minutes[i - 1];
    if (before) count(first - before.last, 1);
  }
  const gaps = [...counts].sort(([a], [b]) => a - b);
  const all = gaps.reduce((sum, [, times]) => sum + times, 0);
  return all === 0 ? 0 : (atRank(gaps, (all - 1) >> 1) + atRank(gaps, all >> 1)) / 2;
}

/** The value with the index `rank` in the ascending list that has each of `values` so many times. */
function atRank(values: readonly (readonly [value: number, times: number])[], rank: number): number {
  let below = 0;
  for (const [value, times] of values) {
    below += times;
    if (below > rank) return value;
  }
  return 0;
}
