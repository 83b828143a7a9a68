// From where to where the axes of a chart go, wherever it is drawn.
import type { Band, Chart } from "./view";

type Range = [from: number, to: number];

/** In ms. One point too has a time around it. */
export function timeRange({ at }: Chart, bands: readonly Band[]): Range {
  const from = Math.min(at[0] ?? 0, bands[0]?.from ?? Number.POSITIVE_INFINITY);
  const to = Math.max(at.at(-1) ?? 0, bands.at(-1)?.to ?? 0);
  const edge = Math.max((to - from) * 0.02, 60_000);
  return [from - edge, to + edge];
}

/** Shares and hours begin at zero; money does where zero is near. */
export function valueRange({ series, kinds, unit }: Chart): Range {
  if (kinds) return [-0.7, kinds.length - 0.3];
  let [low, high] = unit === "money" ? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] : [0, 0];
  for (const { values } of series) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  // Where zero is near, an area that stands on it is not cut off.
  if (Math.max(low, -high) < high - low) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  const edge = (high - low || Math.abs(high) || 1) * 0.08;
  return [low < 0 || unit === "money" ? low - edge : low, high > 0 || unit === "money" ? high + 2 * edge : high + edge];
}
