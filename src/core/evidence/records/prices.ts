// Keeps the prices that a file tells: the first of each minute, in two numbers each.
import { newestAt, type PriceSeries } from "../prices";
import type { Instant } from "../trade";

const minute = 60_000;
/** Two years of minutes. Past that, the older half is forgotten. */
const mostPrices = 1 << 20;

/**
 * Bounded. That the first price of a minute stands, whatever comes after it, makes the mark of a moment the same whenever
 * one asks for it.
 */
export class Prices implements PriceSeries {
  #instants = new Float64Array(16);
  #prices = new Float64Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  instant(index: number): Instant {
    return index < this.#length ? (this.#instants[index] ?? Number.NaN) : Number.NaN;
  }

  price(index: number): number {
    return this.#prices[index] ?? Number.NaN;
  }

  add(at: Instant, price: number): void {
    const minuteStart = Math.floor(at / minute) * minute;
    const index = newestAt(this, at) + 1;
    // The one before it is not later: where it is of the same minute, it came first.
    if (this.instant(index - 1) >= minuteStart) return;
    if (this.instant(index) < minuteStart + minute) {
      this.#instants[index] = at;
      this.#prices[index] = price;
    } else this.#insert(index, at, price);
  }

  /** What all of `series` have. It shares the memory of one that is the only one. */
  static union(series: readonly PriceSeries[]): PriceSeries {
    const [first, ...others] = series;
    if (first && others.length === 0) return first;
    const union = new Prices();
    for (const each of series)
      for (let index = 0; index < each.length; index++) union.add(each.instant(index), each.price(index));
    return union;
  }

  #insert(index: number, at: Instant, price: number): void {
    if (this.#length === mostPrices) {
      this.#keepFrom(mostPrices / 2);
      this.add(at, price);
      return;
    }
    if (this.#length === this.#instants.length) this.#grow();
    for (const [list, value] of [
      [this.#instants, at],
      [this.#prices, price],
    ] as const) {
      list.copyWithin(index + 1, index, this.#length);
      list[index] = value;
    }
    this.#length += 1;
  }

  #keepFrom(index: number): void {
    this.#instants = this.#instants.slice(index);
    this.#prices = this.#prices.slice(index);
    this.#length -= index;
  }

  #grow(): void {
    const [instants, prices] = [this.#instants, this.#prices];
    this.#instants = new Float64Array(2 * instants.length);
    this.#prices = new Float64Array(2 * prices.length);
    this.#instants.set(instants);
    this.#prices.set(prices);
  }
}
