// What an open position could still change: a loss that is held open is no win.
import type { Instant, Trade } from "../evidence/trade";
import type { EvidenceSettings } from "../plan/plan";
import type { Sample } from "./metrics/sample";

/** The sample as if the open positions were closed at the last known price; undefined where there is none to close. */
export function closedNow(sample: Sample, moment: Instant, settings: EvidenceSettings | undefined): Sample | undefined {
  if (sample.open.length === 0) return undefined;
  const price = lastPrice([...sample.account, ...sample.open]);
  const marked = sample.open.map((trade) => markedTo(price, trade, moment, settings?.feeRate ?? 0));
  return {
    ...sample,
    trades: [...sample.trades, ...marked],
    account: [...sample.account, ...marked],
    open: [],
    endedByTrade: false,
  };
}

/** Whether no price is known since a position was opened: what it is worth by now nobody can tell. */
export function isUnpriced({ account, open }: Sample): boolean {
  const priced = Math.max(...[...account, ...open].flatMap(({ opened, closed = opened }) => [opened, closed]));
  return open.some(({ opened }) => opened >= priced);
}

/** The price of the newest entry or exit. */
function lastPrice(trades: readonly Trade[]): number {
  let [newest, price] = [Number.NEGATIVE_INFINITY, Number.NaN];
  for (const { opened, entry, closed, exit } of trades) {
    const prices = [
      [opened, entry],
      [closed, exit],
    ] as const;
    for (const [at, known] of prices) {
      if (at === undefined || known === undefined || at < newest) continue;
      [newest, price] = [at, known];
    }
  }
  return price;
}

function markedTo(price: number, trade: Trade, moment: Instant, feeRate: number): Trade {
  const { side, entry, quantity } = trade;
  const gross = (side === "long" ? price - entry : entry - price) * quantity;
  const costs = trade.costs ?? feeRate * quantity * (entry + price);
  return { ...trade, closed: moment, exit: price, gross, costs, net: gross - costs, netBy: "prices" };
}

/** More than so many times the longest time that the bot has held a position for is too long. */
const OVERDUE = 1.5;

/** Whether a position has been open for far longer than the bot ever let one run until its time was up. */
export function isOverdue(sample: Sample, trades: readonly Trade[], moment: Instant): boolean {
  const longest = Math.max(
    ...trades.flatMap(({ reason, opened, closed }) =>
      reason === "max-hold" && closed !== undefined && closed <= moment ? [closed - opened] : [],
    ),
  );
  return longest > 0 && sample.open.some(({ opened }) => moment - opened > OVERDUE * longest);
}
