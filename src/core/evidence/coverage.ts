// The times in which the bot is known to have run.
import type { Span } from "./evidence";
import type { Instant } from "./trade";

const minute = 60_000;
/** The bot is down where it leaves no record for longer than this, and than three times what is usual for it. */
const shortestGap = 15 * minute;

/**
 * The spans in which records follow each other closely. `minutes` are those with a record, counted from the epoch,
 * ascending: bursts within one do not make a bot that speaks once an hour look silent in between.
 */
export function observedSpans(minutes: readonly number[]): Span[] {
  const times = minutes.map((index) => index * minute);
  const longest = Math.max(shortestGap, 3 * medianGap(times));
  const spans: { from: Instant; to: Instant }[] = [];
  for (const time of times) {
    const last = spans.at(-1);
    if (last && time - last.to <= longest) last.to = time;
    else spans.push({ from: time, to: time });
  }
  return spans.filter(({ from, to }) => to > from);
}

function medianGap(times: readonly Instant[]): number {
  const gaps = times.slice(1).map((time, i) => time - (times[i] as Instant));
  gaps.sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  if (gaps.length === 0) return 0;
  return gaps.length % 2 === 1
    ? (gaps[middle] as number)
    : ((gaps[middle - 1] as number) + (gaps[middle] as number)) / 2;
}
