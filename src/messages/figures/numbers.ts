// Writes numbers as a trader reads them: percentages, money, counts, ranges and instants.
import * as l10n from "@vscode/l10n";
import type { Instant } from "../../core/evidence/trade";
import type { Interval } from "../../core/gates/statistics/intervals";

/** How a number is written: a fraction as a percentage, money to the cent, the rest with the name of its unit, if it has one. */
export type Unit =
  | { readonly kind: "percent" }
  /** `currency`: absent where nobody named it. */
  | { readonly kind: "money"; readonly currency?: string }
  | { readonly kind: "plain"; readonly name?: string };

/** So many significant digits tell one measured value from another. */
const measured = 3;

/** So many write a number as a person did, without the noise of a binary fraction. */
export const asWritten = 12;

/** A figure in the unit of its metric, to three significant digits at most. */
export function figure(value: number): string {
  return rounded(value, measured);
}

/** A fraction as a percentage, to four significant digits at most. */
export function percent(fraction: number): string {
  return l10n.t("{0} %", rounded(fraction * 100, 4));
}

/** "97 %": a share of a time, of which decimals say nothing; what is nearly none or nearly all is not rounded to it. */
export function wholePercent(fraction: number): string {
  if (fraction > 0 && fraction < 0.01) return l10n.t("under 1 %");
  return l10n.t("{0} %", Math.floor(fraction * 100 + 1e-9));
}

/** A price, with as many digits as tell one tick from another. */
export function price(value: number): string {
  return rounded(value, 7);
}

export function countOf(count: number, counting: "trades" | "candles"): string {
  const shown = figure(Number(count.toFixed(count < 10 ? 1 : 0)));
  if (counting === "candles") return shown === "1" ? l10n.t("1 candle") : l10n.t("{0} candles", shown);
  return shown === "1" ? l10n.t("1 trade") : l10n.t("{0} trades", shown);
}

/** "6 hours", "30 minutes": a time in the unit in which it is one at least; of less than a minute, that alone. */
export function hoursOf(hours: number): string {
  if (hours > 0 && hours < 1) return minutesOf(hours * 60);
  const shown = figure(hours);
  return shown === "1" ? l10n.t("1 hour") : l10n.t("{0} hours", shown);
}

/** "2.5 of 6 hours": what has passed of a time, rounded down: what has not passed is not said to have. */
export function partOfHours(passed: number, whole: number): string {
  if (whole > 0 && whole < 1) {
    const shown = figure(whole * 60);
    return shown === "1"
      ? l10n.t("{0} of 1 minute", tenths(passed * 60))
      : l10n.t("{0} of {1} minutes", tenths(passed * 60), shown);
  }
  const shown = figure(whole);
  return shown === "1" ? l10n.t("{0} of 1 hour", tenths(passed)) : l10n.t("{0} of {1} hours", tenths(passed), shown);
}

/** "1 of 3 trades" */
export function partOfTrades(part: number, whole: number): string {
  return whole === 1
    ? l10n.t("{0} of 1 trade", figure(part))
    : l10n.t("{0} of {1} trades", figure(part), figure(whole));
}

function tenths(value: number): string {
  return figure(Math.floor(value * 10) / 10);
}

function minutesOf(minutes: number): string {
  if (minutes < 1) return l10n.t("less than a minute");
  const shown = figure(minutes);
  return shown === "1" ? l10n.t("1 minute") : l10n.t("{0} minutes", shown);
}

/** So many days after it, a moment is told by its date, ms. */
const longAgo = 7 * 24 * 3_600_000;

/** "5 min ago", "3 h ago", "2 days ago": how long before `now` a moment was, rounded down; undefined where its date says more. */
export function timeAgo(at: Instant, now: Instant): string | undefined {
  const minutes = Math.floor((now - at) / 60_000);
  if (!(now >= at) || now - at >= longAgo) return undefined;
  if (minutes < 1) return l10n.t("just now");
  if (minutes < 60) return l10n.t("{0} min ago", minutes);
  if (minutes < 24 * 60) return l10n.t("{0} h ago", Math.floor(minutes / 60));
  const days = Math.floor(minutes / (24 * 60));
  return days === 1 ? l10n.t("1 day ago") : l10n.t("{0} days ago", days);
}

/** "85 %", "−387.20 USD", "1.06 hours". */
export function quantity(value: number, unit: Unit, digits = measured): string {
  return withUnit(numberIn(value, unit, digits), unit);
}

/** The value with as many digits as tell it from what it is compared with. */
export function quantityBeside(value: number, others: readonly number[], unit: Unit): string {
  const looksLikeAnother = (digits: number): boolean =>
    others.some((other) => other !== value && numberIn(other, unit, digits) === numberIn(value, unit, digits));
  let digits = measured;
  while (digits < asWritten && looksLikeAnother(digits)) digits++;
  return quantity(value, unit, digits);
}

/** "69–94 %": ends to a hundredth of what is between them; an end that is not bounded is left out. */
export function quantityRange([low, high]: Interval, unit: Unit): string {
  if (!Number.isFinite(low) && !Number.isFinite(high)) return l10n.t("without bounds");
  if (!Number.isFinite(low)) return l10n.t("at most {0}", quantity(high, unit));
  if (!Number.isFinite(high)) return l10n.t("at least {0}", quantity(low, unit));
  const [from, to] = [numberToStep(low, high - low, unit), numberToStep(high, high - low, unit)];
  if (from === to) return withUnit(from, unit);
  return withUnit(low < 0 ? l10n.t("{0} to {1}", from, to) : `${from}–${to}`, unit);
}

/** Both ends as they were written: "75–80 %". */
export function writtenRange([low, high]: readonly [number, number], unit: Unit): string {
  const [from, to] = [numberIn(low, unit, asWritten), numberIn(high, unit, asWritten)];
  return withUnit(low < 0 ? l10n.t("{0} to {1}", from, to) : `${from}–${to}`, unit);
}

/** "2025-10-15 05:03 UTC" */
export function moment(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function numberToStep(value: number, width: number, unit: Unit): string {
  if (width <= 0) return numberIn(value, unit, measured);
  const step = 10 ** (Math.floor(Math.log10(width)) - 1);
  const whole = Math.round(value / step);
  return numberIn(whole * step, unit, Math.max(1, String(Math.abs(whole)).length));
}

function numberIn(value: number, unit: Unit, digits: number): string {
  switch (unit.kind) {
    case "percent":
      return rounded(value * 100, digits);
    case "money":
      return toTheCent(value, digits);
    case "plain":
      return rounded(value, digits);
  }
}

function withUnit(number: string, unit: Unit): string {
  switch (unit.kind) {
    case "percent":
      return l10n.t("{0} %", number);
    case "money":
      return unit.currency === undefined ? number : `${number} ${unit.currency}`;
    case "plain":
      return unit.name === undefined ? number : `${number} ${unit.name}`;
  }
}

/** Digits before the point are never rounded away. */
function rounded(value: number, digits: number): string {
  const whole = Math.abs(value) >= 1 ? Math.floor(Math.log10(Math.abs(value))) + 1 : 0;
  return written(value, { maximumSignificantDigits: Math.min(21, Math.max(digits, whole)) });
}

/** At least to the cent; a small amount of a currency such as BTC to as many digits as any other number. */
function toTheCent(value: number, digits: number): string {
  const size = Math.abs(value);
  const places = size === 0 ? 2 : digits - 1 - Math.floor(Math.log10(size));
  return written(value, { minimumFractionDigits: 2, maximumFractionDigits: Math.min(12, Math.max(2, places)) });
}

/** From here on nobody counts the digits. */
const tooLong = 1e15;
const scientific: Intl.NumberFormatOptions = { notation: "scientific", maximumSignificantDigits: measured };

function written(value: number, options: Intl.NumberFormatOptions): string {
  const text = formatFor(Math.abs(value) >= tooLong ? scientific : options).format(value);
  return (/[1-9]/.test(text) ? text : text.replace("-", "")).replace("-", "−");
}

/** Made once for each way of writing: making one takes far longer than using it. */
function formatFor(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat("en-US", options);
  formats.set(key, format);
  return format;
}

const formats = new Map<string, Intl.NumberFormat>();
