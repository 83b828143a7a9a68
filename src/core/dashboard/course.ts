// How the account fared, trade by trade: the columns that the dashboard's charts and tables show.
import type { Evidence } from "../evidence/evidence";
import type { Instant, Trade } from "../evidence/trade";
import type { GateFacts } from "../gates/gate-of-phase";
import { wholeSample } from "../gates/measurements";
import { courseStart, courses } from "../gates/metrics/facts";
import { heldAt, markedTo } from "../gates/metrics/open-position";
import { holdingHours, resultOf } from "../gates/metrics/results";
import { type Sample, startEquityOf } from "../gates/metrics/sample";
import { bandsOf, type RunBand } from "./bands";
import { type SignalRates, signalRates } from "./signal-rates";

/** Closed trades of the account, a person's too, in the order of their exits: columns of one length. */
export interface TradeColumns {
  readonly opened: Float64Array;
  readonly closed: Float64Array;
  /** After costs; NaN where it is not known. */
  readonly net: Float64Array;
  /** NaN where it is not known. */
  readonly hours: Float64Array;
  /** 0 for LONG, 1 for SHORT. */
  readonly side: Uint8Array;
  /** Indexes into `reasons`. */
  readonly reason: Uint8Array;
  /** The account after each trade, as the drawdown's metric reckons: known results alone, deposits and withdrawals taken out. */
  readonly equity: Float64Array;
  /** How far that is below its highest: a fraction of that where the start is known, else money. */
  readonly drawdown: Float64Array;
}

/** What the open positions would make of the account. */
export interface OpenCourse {
  readonly n: number;
  /** Of how many no price is known that is not stale. */
  readonly unpriced: number;
  /** When the first of them was opened. */
  readonly opened: Instant;
  /** When the newest price was told, and the account with all of them at their prices; absent where one has none. */
  readonly marked?: { readonly at: Instant; readonly equity: number };
}

export interface Course {
  readonly trades: TradeColumns;
  readonly reasons: readonly string[];
  /** The account before the first trade; absent where no source tells it: then results are added up from 0. */
  readonly start?: number;
  /** How many trades have no known result: the account leaves them out. */
  readonly unknown: number;
  /** How many deposits and withdrawals are taken out. */
  readonly resets: number;
  readonly open?: OpenCourse;
  readonly signals: SignalRates;
  readonly bands: readonly RunBand[];
}

const unknownReason = "unknown";

/** The course of the account in all of the evidence, up to the moment that is judged. */
export function courseOf(facts: GateFacts): Course {
  const { evidence, at, plan, ledger } = facts;
  const sample = wholeSample(evidence, at);
  const start = startEquityOf(sample);
  const reasons = [...new Set(sample.account.map(({ reason = unknownReason }) => reason))].sort();
  const trades = columnsOf(sample, reasons);
  return {
    trades,
    reasons,
    ...(start !== undefined && { start }),
    unknown: trades.net.reduce((count, net) => count + (Number.isNaN(net) ? 1 : 0), 0),
    resets: start === undefined ? 0 : (sample.resets ?? []).length,
    ...openCourse(sample, facts, trades.equity.at(-1) ?? start ?? 0),
    signals: signalRates(evidence.candles),
    bands: bandsOf({
      processes: evidence.processes,
      plan,
      checkpoints: ledger.checkpoints,
      at,
      from: firstInstant(evidence),
    }),
  };
}

function firstInstant({ trades, candles }: Evidence): Instant | undefined {
  const first = Math.min(trades[0]?.opened ?? Number.POSITIVE_INFINITY, candles[0]?.at ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? first : undefined;
}

function columnsOf(sample: Sample, reasons: readonly string[]): TradeColumns {
  const { account } = sample;
  const column = (of: (trade: Trade) => number | undefined) =>
    Float64Array.from(account, (each) => of(each) ?? Number.NaN);
  return {
    opened: column(({ opened }) => opened),
    closed: column(({ closed }) => closed),
    net: column((trade) => resultOf(trade, "net")),
    hours: column(holdingHours),
    side: Uint8Array.from(account, ({ side }) => (side === "long" ? 0 : 1)),
    reason: Uint8Array.from(account, ({ reason = unknownReason }) => reasons.indexOf(reason)),
    ...equityOf(sample),
  };
}

function equityOf(sample: Sample): Pick<TradeColumns, "equity" | "drawdown"> {
  const { account } = sample;
  const [equity, drawdown] = [new Float64Array(account.length), new Float64Array(account.length)];
  const start = courseStart("maxDrawdown", sample);
  let state = start ?? { value: 0, equity: 0, peak: 0, base: () => 1 };
  account.forEach((trade, index) => {
    state = courses.maxDrawdown.add(state, trade, "net");
    equity[index] = state.equity;
    drawdown[index] = start ? 1 - state.equity / state.peak : state.peak - state.equity;
  });
  return { equity, drawdown };
}

function openCourse(sample: Sample, { evidence, at, plan }: GateFacts, equity: number): { readonly open?: OpenCourse } {
  const held = heldAt(sample, at, { prices: evidence.prices, settings: plan.evidence });
  if (held.length === 0) return {};
  const marked = held.flatMap(({ trade, mark }) =>
    mark ? [{ at: mark.at, net: markedTo(mark.price, trade, at, plan.evidence).net ?? 0 }] : [],
  );
  const unpriced = held.length - marked.length;
  const newest = Math.max(...marked.map((each) => each.at));
  const sum = marked.reduce((total, { net }) => total + net, equity);
  return {
    open: {
      n: held.length,
      unpriced,
      opened: Math.min(...held.map(({ trade }) => trade.opened)),
      ...(unpriced === 0 && { marked: { at: newest, equity: sum } }),
    },
  };
}
