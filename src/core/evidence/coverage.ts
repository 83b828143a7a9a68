// The times in which the bot is known to have run.
import type { Span } from "./evidence";
import { type Stretch, shortestGap } from "./records/heard-times";
import type { BitRun } from "./records/sparse-bits";

const minute = 60_000;

/**
 * The spans in which records follow each other closely: no longer apart than the shortest gap, or than three times what is
 * usual for the bot. `stretches` are those of each file, in any order. `minutes` are those with a record, counted from the
 * epoch, ascending: they tell what is usual, since bursts within one do not make a bot that speaks once an hour look silent
 * in between.
 */
export function observedSpans(stretches: readonly Stretch[], minutes: readonly BitRun[]): Span[] {
  const longest = Math.max(shortestGap, 3 * medianGap(minutes) * minute);
  const spans: { from: number; to: number }[] = [];
  for (const { first, last } of [...stretches].sort((a, b) => a.first - b.first)) {
    const span = spans.at(-1);
    if (span && first - span.to <= longest) span.to = Math.max(span.to, last);
    else spans.push({ from: first, to: last });
  }
  return spans.filter(({ from, to }) => to > from);
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
