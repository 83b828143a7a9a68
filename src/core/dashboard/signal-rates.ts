// How often the bot's model gave a signal, over time.
import type { Candle } from "../evidence/evidence";

/** One value for each slot of time in which a candle was evaluated: columns of one length. */
export interface SignalRates {
  /** The middle of the slot. */
  readonly at: Float64Array;
  /** The share of its candles that have a signal. */
  readonly rate: Float64Array;
  readonly candles: Uint32Array;
  /** The length of a slot, in hours. */
  readonly slotHours: number;
}

const hour = 3_600_000;

/** Slots that people think in, in hours. */
const slots = [1, 4, 24, 168];

/** More are not told apart on a screen. */
const mostSlots = 240;

export function signalRates(candles: readonly Candle[]): SignalRates {
  const span = (candles.at(-1)?.at ?? 0) - (candles[0]?.at ?? 0);
  const slotHours = slots.find((each) => span / (each * hour) <= mostSlots) ?? 168;
  const length = slotHours * hour;
  const counts = new Map<number, { n: number; signals: number }>();
  for (const { at, signal } of candles) {
    const slot = Math.floor(at / length);
    const count = counts.get(slot) ?? { n: 0, signals: 0 };
    counts.set(slot, { n: count.n + 1, signals: count.signals + (signal ? 1 : 0) });
  }
  const rows = [...counts];
  return {
    at: Float64Array.from(rows, ([slot]) => (slot + 0.5) * length),
    rate: Float64Array.from(rows, ([, { n, signals }]) => signals / n),
    candles: Uint32Array.from(rows, ([, { n }]) => n),
    slotHours,
  };
}
