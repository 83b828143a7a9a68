// Finds when a fact about money first lay beyond a limit: at an exit, or with the open position at a price that the bot told.
import { newestAt, pricesOf } from "../evidence/prices";
import type { Instant, Trade } from "../evidence/trade";
import type { MeasuredCriterion } from "../plan/plan";
import { meets, wantsMore } from "./condition";
import type { MeasuredCondition } from "./measured-condition";
import { type Course, courseStart, courses } from "./metrics/facts";
import { isFresh, type Marking, markedTo, reportedMark, tradedSymbols } from "./metrics/open-position";
import { type Sample, select } from "./metrics/sample";

/** Whether a condition is about a fact that comes about on the way: what a sum was, it stays to have been. */
export function comesAbout({ criterion }: Pick<MeasuredCondition, "criterion">): boolean {
  const { metric, trades } = criterion;
  return trades?.first === undefined && (metric === "netProfit" || isOfLoss(criterion));
}

/** Whether a condition limits a loss, which an open position may bring about too. */
function isOfLoss(criterion: MeasuredCriterion): boolean {
  return wantsMore(criterion) === courseOf(criterion.metric)?.isWorseAbove;
}

function courseOf(metric: string): Course | undefined {
  return Object.hasOwn(courses, metric) ? courses[metric as keyof typeof courses] : undefined;
}

/**
 * The first moment up to `until` at which the value lay beyond the threshold; it may have come back since. What it was at a
 * price between stays so, since it would have been said then.
 */
export function firstBeyond(
  { criterion, sample, threshold }: MeasuredCondition,
  until: Instant,
  marking: Marking,
): Instant | undefined {
  const course = courseOf(criterion.metric);
  let state = courseStart(criterion.metric as keyof typeof courses, sample);
  if (!course || !state || threshold === undefined) return undefined;
  const { basis = "net", compare } = criterion;
  const isBeyond = (value: number) => meets({ compare, threshold }, value);
  const account = select(sample.account, criterion.trades);
  const traded = tradedSymbols(sample);
  const held = new HeldTrades(isOfLoss(criterion) ? heldTrades(sample, criterion.trades) : []);
  let next = 0;
  for (const at of momentsOf(account, held.trades, until, marking, traded)) {
    for (let trade = account[next]; trade && (trade.closed ?? until) <= at; trade = account[++next]) {
      state = course.add(state, trade, basis);
      if (isBeyond(state.value)) return trade.closed;
    }
    const marked = held.at(at).flatMap((trade) => {
      const mark = reportedMark(trade, at, marking.prices, traded);
      return mark && isFresh(mark, at, marking) ? [markedTo(mark.price, trade, at, marking.settings)] : [];
    });
    if (marked.length === 0) continue;
    if (isBeyond(marked.reduce((sum, trade) => course.add(sum, trade, basis), state).value)) return at;
  }
  return undefined;
}

/** The bot's own trades while each is open. */
function heldTrades({ trades, open }: Sample, selection: MeasuredCriterion["trades"]): readonly Trade[] {
  // Why a position will be closed nobody knows while it is open.
  if (selection?.exit !== undefined) return [];
  return select([...trades, ...open], selection).map(({ costs: _, ...trade }) => trade);
}

/** Tells which trades are open at one moment after the other. */
class HeldTrades {
  readonly trades: readonly Trade[];
  #next = 0;
  #open: Trade[] = [];

  constructor(trades: readonly Trade[]) {
    this.trades = [...trades].sort((a, b) => a.opened - b.opened);
  }

  /** Those that were opened before `moment` and are not closed by then. Moments must ascend. */
  at(moment: Instant): readonly Trade[] {
    for (let trade = this.trades[this.#next]; trade && trade.opened < moment; trade = this.trades[++this.#next])
      this.#open.push(trade);
    if (this.#open.length > 0)
      this.#open = this.#open.filter(({ closed = Number.POSITIVE_INFINITY }) => closed > moment);
    return this.#open;
  }
}

/** The exits, and the moments of prices while a position is held, ascending. */
function momentsOf(
  account: readonly Trade[],
  held: readonly Trade[],
  until: Instant,
  { prices }: Marking,
  traded: ReadonlySet<string>,
): Instant[] {
  const moments = new Set(account.flatMap(({ closed }) => closed ?? []));
  for (const { symbol, opened, closed = until } of held) {
    for (const series of pricesOf(prices, symbol, traded)) {
      const last = newestAt(series, Math.min(closed, until));
      for (let index = newestAt(series, opened) + 1; index <= last; index++) moments.add(series.instant(index));
    }
  }
  return [...moments].sort((a, b) => a - b);
}
