// Makes windows of trades by chance, in every size and character that a bot may leave behind.
import type { Candle } from "../../src/core/evidence/evidence";
import type { ExitReason, Trade } from "../../src/core/evidence/trade";
import type { Sample } from "../../src/core/gates/metrics/sample";
import { randomFrom } from "./random";

export const HOUR = 3_600_000;
const START = Date.UTC(2025, 9, 15);

/** What the trades of a window are like. */
export const characters = ["usual", "winners", "losers", "even", "alike", "tiny", "huge", "mixed", "bare"] as const;
export type Character = (typeof characters)[number];

const exits: readonly ExitReason[] = ["model", "stop-loss", "take-profit", "max-hold", "manual"];

type Random = () => number;

/** A window with `n` trades that count. */
export function sampleOf(character: Character, n: number, seed: number): Sample {
  const random = randomFrom(seed);
  const trades: Trade[] = [];
  let time = START;
  for (let index = 0; index < n; index++) {
    const opened = time + Math.floor(random() * 3 * HOUR);
    time = opened + Math.floor(random() * 2 * HOUR);
    trades.push(tradeOf(character, opened, time, index, random));
  }
  const account = trades.flatMap((trade) => {
    const manual = { ...trade, leftOut: "manual", reason: "manual" } as const;
    return random() < 0.1 ? [trade, manual] : [trade];
  });
  const middle = START + Math.floor((time - START) * random());
  const end = time + Math.floor(random() * HOUR);
  return {
    trades,
    account,
    open: random() < 0.5 ? [openTrade(tradeOf(character, time, time, n, random))] : [],
    leftOut: { manual: account.length - trades.length },
    observed: [
      { from: START, to: middle },
      { from: middle + Math.floor(random() * HOUR), to: end + 2 * HOUR },
    ],
    candles: candlesOf(n * 5, random),
    errors: trades.slice(0, 3).map((_, index) => ({ at: START, cause: `cause ${index % 2}`, text: "error" })),
    endedByTrade: random() < 0.5,
    ...(character !== "bare" && { startEquity: 100_000 * scaleOf(character, random) }),
    dispersion: random() < 0.5 ? 1 : 2,
    designEffect: random() < 0.5 ? 1 : 1.5,
    level: 0.9,
    planned: { trades: 20, hours: 48, candles: 200 },
  };
}

function scaleOf(character: Character, random: Random): number {
  if (character === "tiny") return 1e-8;
  if (character === "huge") return 1e8;
  return character === "mixed" ? 10 ** (16 * random() - 8) : 1;
}

/** What a trade returns on its position, before costs. */
function returnOf(character: Character, random: Random): number {
  const size = 0.001 + 0.01 * random();
  if (character === "winners") return size + 0.002;
  if (character === "losers") return -size;
  if (character === "even") return 0;
  if (character === "alike") return 0.005;
  return random() < 0.6 ? size : -size;
}

function tradeOf(character: Character, opened: number, closed: number, index: number, random: Random): Trade {
  const entry = character === "alike" ? 128 : 100 * (1 + random());
  const quantity = character === "alike" ? 4 : (1 + random()) * scaleOf(character, random) * 500;
  const gross = quantity * entry * returnOf(character, random);
  const costs = character === "even" || character === "alike" ? 0 : quantity * entry * 0.0012;
  const { 0: reason = "other" } = exits.slice(Math.floor(random() * exits.length));
  return {
    side: random() < 0.7 ? "long" : "short",
    opened,
    closed: character === "alike" ? opened + HOUR : closed,
    quantity,
    entry,
    ...(character !== "bare" && { equity: character === "alike" ? 65_536 : 1e5 * scaleOf(character, random) }),
    ...(random() < 0.5 && { leverage: 4 }),
    ...(random() < 0.3 && { positionShare: 0.6 + 0.2 * random() }),
    gross,
    ...((character !== "bare" || index % 4 !== 0) && { net: gross - costs, costs, netBy: "prices" as const }),
    reported: [],
    reason,
    origin: { file: 0, offset: index },
  };
}

function openTrade({ closed, net, gross, reason, ...trade }: Trade): Trade {
  return trade;
}

/** Signals that last for a few candles. */
function candlesOf(count: number, random: Random): Candle[] {
  let signal = false;
  return Array.from({ length: count }, (_, index) => {
    signal = random() < (signal ? 0.6 : 0.2);
    return { at: START + index * 300_000, signal };
  });
}
