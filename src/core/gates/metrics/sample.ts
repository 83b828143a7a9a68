// What a window hands over to be measured, and which of its trades a condition counts.
import type { BalanceReset, BotError, Candle, Span } from "../../evidence/evidence";
import type { Instant, LeftOut, Trade } from "../../evidence/trade";
import type { TradeSelection } from "../../plan/plan";

/** A window, or its part up to the moment that is judged. */
export interface Sample {
  /** The closed trades that count, in the order of their exits. */
  readonly trades: readonly Trade[];
  /** All closed trades that the account felt: those that count, manual and synced ones, in the order of their exits. */
  readonly account: readonly Trade[];
  /** Trades of the window that are still open. */
  readonly open: readonly Trade[];
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  /** The parts of the window in which the bot is known to have run, ascending and apart. */
  readonly observed: readonly Span[];
  /** In the order of their time, as the errors. */
  readonly candles: readonly Candle[];
  readonly errors: readonly BotError[];
  /** Whether its last trade ended the window: its rate is then overstated by n / (n − 1). */
  readonly endedByTrade: boolean;
  /** The equity at the window's start. */
  readonly startEquity?: number;
  /** Deposits and withdrawals since, ascending. */
  readonly resets?: readonly BalanceReset[];
  /** The variance of the number of trades a day, in relation to its mean: 1 where trades come independently. */
  readonly dispersion: number;
  /** How many trades in clusters tell as much as one that is independent of the others: see `designEffectOf`. */
  readonly designEffect: number;
  /** Of the interval in a reading. */
  readonly level: number;
  /** What the first look is planned for: evidence grows fastest about there. */
  readonly planned: Planned;
}

export interface Planned {
  readonly trades: number;
  readonly hours: number;
  readonly candles: number;
}

export const HOUR = 3_600_000;

/** What rates are scaled to. */
export const HOURS_PER_WEEK = 168;

/** How long the bot is known to have run in the window, in hours. */
export function hoursOf({ observed }: Pick<Sample, "observed">): number {
  return hoursWithin(observed, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** The observed hours from the window's start to each of `instants`, which ascend. */
export function hoursUntilEach({ observed }: Pick<Sample, "observed">, instants: readonly Instant[]): number[] {
  let [index, before] = [0, 0];
  return instants.map((instant) => {
    for (let span = observed[index]; span && span.to <= instant; span = observed[++index])
      before += span.to - span.from;
    const span = observed[index];
    return (before + (span ? Math.max(instant - span.from, 0) : 0)) / HOUR;
  });
}

/** The hours of `spans` that lie between two instants. */
export function hoursWithin(spans: readonly Span[], from: Instant, to: Instant): number {
  let total = 0;
  for (const span of spans) total += Math.max(Math.min(span.to, to) - Math.max(span.from, from), 0);
  return total / HOUR;
}

/** The equity at the window's start, else at its first entry. */
export function startEquityOf({ startEquity, account }: Sample): number | undefined {
  const equity = startEquity ?? account[0]?.equity;
  return equity !== undefined && equity > 0 ? equity : undefined;
}

/**
 * How many times the equity that the window began with, its trades apart, the account had when a trade was closed: what a
 * trade brought is a share of what was there then.
 */
export function rebasing({ resets = [] }: Sample): (trade: Trade) => number {
  if (resets.length === 0) return () => 1;
  return ({ closed = Number.POSITIVE_INFINITY }) =>
    resets.reduce((factor, { at, before, after }) => {
      const change = after / before;
      return at <= closed && change > 0 && Number.isFinite(change) ? factor * change : factor;
    }, 1);
}

/** Those of `trades` that a condition counts; the first ones are those of the window, of whatever side and exit. */
export function select(trades: readonly Trade[], { side, exit, first }: TradeSelection = {}): readonly Trade[] {
  const among = first === undefined ? trades : trades.slice(0, first);
  if (side === undefined && exit === undefined) return among;
  return among.filter(
    (trade) => (side === undefined || trade.side === side) && (exit === undefined || trade.reason === exit),
  );
}
