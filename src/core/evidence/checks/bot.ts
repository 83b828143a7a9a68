// Finds what happened to the bot beside its trades: restarts in a row, gaps, a balance that jumped.
import { type Finding, problem } from "../../problem";
import type { Evidence, Span } from "../evidence";
import type { Run } from "../processes/runs";
import type { Instant } from "../trade";

const minute = 60_000;

/** So many starts within an hour are no longer restarts that somebody wanted. */
const storm = 5;

export function restartFindings(runs: readonly Run[]): Finding[] {
  const starts = runs.flatMap(({ started, goesOn }) => (started === undefined || goesOn ? [] : [started]));
  starts.sort((a, b) => a - b);
  const worst = starts.reduce(
    (most, from, i) => {
      const count = countWithin(starts, i, 60 * minute);
      return count > most.count ? { from, count, to: starts[i + count - 1] as Instant } : most;
    },
    { from: 0, to: 0, count: 0 },
  );
  if (worst.count < storm) return [];
  return [problem("restarts-in-a-row", { starts: worst.count, from: worst.from, to: worst.to })];
}

/** How many of `ascending` are within `length` from the one at `first` on; of a storm of thousands, not all are counted. */
function countWithin(ascending: readonly Instant[], first: number, length: number): number {
  const limit = (ascending[first] as Instant) + length;
  let end = first;
  while (end < ascending.length && (ascending[end] as Instant) <= limit && end - first < 1000) end += 1;
  return end - first;
}

export function gapFindings(observed: readonly Span[]): Finding[] {
  const gaps = observed.slice(1).map(({ from }, i) => ({ from: (observed[i] as Span).to, to: from }));
  const [longest] = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from));
  return longest ? [problem("evidence-gaps", { gaps: gaps.length, ...longest })] : [];
}

/** A change of the balance that is larger than this, in which no trade had a part, is a deposit or a reset. */
const jump = 0.01;

/** `busy`: when the bot had a position, in the order of the beginning. */
export function balanceFindings(balances: Evidence["balances"], busy: readonly Span[]): Finding[] {
  const jumps: { at: Instant; before: number; after: number }[] = [];
  let next = 0;
  let busyUntil = Number.NEGATIVE_INFINITY;
  for (const [i, { at, equity: after }] of balances.entries()) {
    const previous = balances[i - 1];
    while (next < busy.length && (busy[next] as Span).from <= at) {
      busyUntil = Math.max(busyUntil, (busy[next] as Span).to);
      next += 1;
    }
    // What a trade brought may be booked a minute after its exit.
    if (!previous || busyUntil >= previous.at - minute) continue;
    if (Math.abs(after - previous.equity) > jump * Math.abs(previous.equity)) {
      jumps.push({ at, before: previous.equity, after });
    }
  }
  const [largest] = jumps.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.at - b.at);
  return largest ? [problem("balance-reset", { jumps: jumps.length, ...largest })] : [];
}
