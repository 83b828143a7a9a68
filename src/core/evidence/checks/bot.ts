// Finds what happened to the bot beside its trades: restarts in a row, gaps, a balance that jumped.
import { type Finding, problem } from "../../problem";
import type { BalanceReset, Evidence, Span } from "../evidence";
import type { Run } from "../processes/runs";
import type { Instant } from "../trade";
import type { Made } from "../trades/build";

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

/** Where the balance jumped without a trade. `busy`: when the bot had a position, in the order of the beginning. */
export function balanceResets(balances: Evidence["balances"], busy: readonly Span[]): BalanceReset[] {
  const resets: BalanceReset[] = [];
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
      resets.push({ at, before: previous.equity, after });
    }
  }
  return resets;
}

export function resetFindings(resets: readonly BalanceReset[]): Finding[] {
  const [largest] = resets.toSorted(
    (a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.at - b.at,
  );
  return largest ? [problem("balance-reset", { jumps: resets.length, ...largest })] : [];
}

/** What the fees are off by, and what is booked as funding, may come to so much of the balance, and of the trades' results. */
const [offOfBalance, offOfResults, offUnits] = [0.001, 0.01, 1];

/** Where the balance moved by other than the trades in between came to. `busy` as above. */
export function balanceDifferences(
  balances: Evidence["balances"],
  made: readonly Made[],
  busy: readonly Span[],
): Finding[] {
  const trades = made.filter(({ isRepeated }) => !isRepeated).map(({ trade }) => trade);
  const flat = flatMoments(balances, busy);
  let next = 0;
  const off = flat.flatMap(({ at: to, equity }, i) => {
    const before = flat[i - 1];
    const nets: (number | undefined)[] = [];
    for (let trade = trades[next]; trade && trade.opened < to; trade = trades[++next]) nets.push(trade.net);
    if (!before || nets.length === 0 || !nets.every((net) => net !== undefined)) return [];
    const [net, size] = [sumOf(nets), sumOf(nets.map(Math.abs))];
    const moved = equity - before.equity;
    const limit = Math.max(offUnits, offOfResults * size, offOfBalance * Math.abs(before.equity));
    const isTold = Number.isFinite(moved) && Number.isFinite(net);
    return isTold && Math.abs(moved - net) > limit ? [{ from: before.at, to, moved, net }] : [];
  });
  const [largest] = off.sort((a, b) => Math.abs(b.moved - b.net) - Math.abs(a.moved - a.net) || a.from - b.from);
  return largest ? [problem("balance-differs", { spans: off.length, ...largest })] : [];
}

/** The balances while no position was open, nor one had just been closed. */
function flatMoments(balances: Evidence["balances"], busy: readonly Span[]): Evidence["balances"] {
  let next = 0;
  let busyUntil = Number.NEGATIVE_INFINITY;
  return balances.filter(({ at }) => {
    for (let span = busy[next]; span && span.from <= at; span = busy[++next]) busyUntil = Math.max(busyUntil, span.to);
    return busyUntil < at - minute;
  });
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
