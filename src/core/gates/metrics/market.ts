// What the market was like in two windows: before and after are compared across it.

import type { Instant } from "../../evidence/trade";
import type { MarketDifference } from "../verdict";
import { HOUR, hoursOf, type Sample } from "./sample";

const DAY = 24 * HOUR;
/** A window of a week has all of its days in it. */
const WEEK_HOURS = 168;
/** Alike is what is at most so many times the other. */
const ALIKE = 2;

/** How the market of two windows differs; undefined where it does not, as far as the records tell, or both are a week long. */
export function marketDifference(own: Sample, earlier: Sample): MarketDifference | undefined {
  if (Math.min(hoursOf(own), hoursOf(earlier)) >= WEEK_HOURS) return undefined;
  const weekend = [weekendShare(own), weekendShare(earlier)] as const;
  const volatility = [priceVolatility(own), priceVolatility(earlier)] as const;
  const found = {
    ...(areUnlike(weekend) && { weekend: weekend as readonly [number, number] }),
    ...(areUnlike(volatility) && { volatility: volatility as readonly [number, number] }),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

function areUnlike([own, earlier]: readonly [number | undefined, number | undefined]): boolean {
  return own !== undefined && earlier !== undefined && (own > ALIKE * earlier || earlier > ALIKE * own);
}

/** The share of the observed time that lies on a Saturday or Sunday, UTC. */
function weekendShare({ observed }: Sample): number | undefined {
  let [weekend, all] = [0, 0];
  for (const { from, to } of observed) {
    all += to - from;
    weekend += weekendUntil(to) - weekendUntil(from);
  }
  return all > 0 && Number.isFinite(all) ? weekend / all : undefined;
}

/** The time on weekends from the first Saturday after the epoch, a Thursday, to `instant`. */
function weekendUntil(instant: Instant): number {
  const since = instant - 2 * DAY;
  const weeks = Math.floor(since / (7 * DAY));
  return 2 * DAY * weeks + Math.min(since - weeks * 7 * DAY, 2 * DAY);
}

/** Fewer changes of the price tell too little of how it moves. */
const FEWEST_CHANGES = 10;
/** Older trades say no more of it. */
const MOST_TRADES = 2000;

/** The realised volatility of the price over a day, from the entries and exits of the trades. */
function priceVolatility({ account, open }: Sample): number | undefined {
  const prices = [...account.slice(-MOST_TRADES), ...open]
    .flatMap(({ opened, entry, closed, exit }) => [
      [opened, entry] as const,
      ...(closed !== undefined && exit !== undefined ? [[closed, exit] as const] : []),
    ])
    .filter(([at, price]) => Number.isFinite(at) && price > 0 && Number.isFinite(price))
    .sort(([a], [b]) => a - b);
  let [squares, time, changes] = [0, 0, 0];
  for (const [index, [at, price]] of prices.entries()) {
    const [before, last] = prices[index - 1] ?? [at, price];
    if (at <= before) continue;
    squares += Math.log(price / last) ** 2;
    time += at - before;
    changes++;
  }
  return changes < FEWEST_CHANGES ? undefined : Math.sqrt((squares / time) * DAY);
}
