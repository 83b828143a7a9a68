// Reads numbers as a trader does: signs, cents, percentages, and no digit that hides a difference.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  asWritten,
  countOf,
  figure,
  hoursOf,
  moment,
  partOfHours,
  partOfTrades,
  price,
  quantity,
  quantityBeside,
  quantityRange,
  timeAgo,
  type Unit,
  wholePercent,
  writtenRange,
} from "../../../../src/messages/figures/numbers";

const percent: Unit = { kind: "percent" };
const dollars: Unit = { kind: "money", currency: "USD" };
const bitcoin: Unit = { kind: "money", currency: "BTC" };
const hours: Unit = { kind: "plain", name: "hours" };
const bare: Unit = { kind: "plain" };

describe("numbers", () => {
  it("have signs, cents and groups", () => {
    assert.deepEqual(
      [-387.2, 0, -0.001, 1_234_567.891, 12].map((value) => quantity(value, dollars)),
      ["−387.20 USD", "0.00 USD", "−0.001 USD", "1,234,567.89 USD", "12.00 USD"],
    );
    assert.equal(quantity(0.00123456, bitcoin), "0.00123 BTC");
    assert.equal(quantity(-5, { kind: "money" }), "−5.00");
    assert.deepEqual(
      [0.85, 5 / 6, -0.0312, 0].map((value) => quantity(value, percent)),
      ["85 %", "83.3 %", "−3.12 %", "0 %"],
    );
    assert.equal(quantity(1.06, hours), "1.06 hours");
    assert.deepEqual([-1234.5, 1e-9, 1e14].map(figure), ["−1,235", "0.000000001", "100,000,000,000,000"]);
  });

  it("of an absurd size are short", () => {
    assert.deepEqual([quantity(-1e308, dollars), figure(1e15), price(1.23456e20)], ["−1E308 USD", "1E15", "1.23E20"]);
    assert.equal(quantity(9.99e14, { kind: "money" }), "999,000,000,000,000.00");
  });

  it("are written as they were, without the noise of binary fractions", () => {
    assert.equal(quantity(0.1755, percent, asWritten), "17.55 %");
    assert.equal(quantity(0.1 + 0.2, percent, asWritten), "30 %");
    assert.equal(quantity(-200, dollars, asWritten), "−200.00 USD");
    assert.equal(writtenRange([0.75, 0.8], percent), "75–80 %");
    assert.equal(writtenRange([-0.02, 0.02], percent), "−2 to 2 %");
  });

  it("never look like what they miss by little", () => {
    assert.equal(quantityBeside(0.80004, [0.8], percent), "80.004 %");
    assert.equal(quantityBeside(0.79996, [0.8], percent), "79.996 %");
    assert.equal(quantityBeside(0.8, [0.8], percent), "80 %");
    assert.equal(quantityBeside(-200.001, [-200], dollars), "−200.001 USD");
  });

  it("have ranges whose ends are no more exact than they are apart", () => {
    assert.equal(quantityRange([0.6879, 0.9388], percent), "69–94 %");
    assert.equal(quantityRange([-0.0312, 0.12], percent), "−3 to 12 %");
    assert.equal(quantityRange([-440.5, -39.9], dollars), "−440.00 to −40.00 USD");
    assert.equal(quantityRange([2, 2], hours), "2 hours");
    assert.equal(quantityRange([-Infinity, 0.5], percent), "at most 50 %");
    assert.equal(quantityRange([0.5, Infinity], percent), "at least 50 %");
    assert.equal(quantityRange([-Infinity, Infinity], percent), "without bounds");
    assert.equal(quantityRange([0.999, 1.001], bare), "0.999–1.001");
  });

  it("says what has passed of a time in the unit of the whole, and rounds nothing up to it", () => {
    const passed: [number, number][] = [
      [2.55, 6],
      [0.999, 1],
      [5.999, 6],
      [0.25, 0.5],
      [0.01, 1 / 60],
    ];
    assert.deepEqual(
      passed.map(([part, whole]) => partOfHours(part, whole)),
      ["2.5 of 6 hours", "0.9 of 1 hour", "5.9 of 6 hours", "15 of 30 minutes", "0.6 of 1 minute"],
    );
    assert.deepEqual([partOfTrades(0, 1), partOfTrades(2, 3)], ["0 of 1 trade", "2 of 3 trades"]);
  });

  it("agree with their nouns", () => {
    assert.deepEqual(
      [0, 1, 2, 0.96, 1046, 100_123].map((count) => countOf(count, "trades")),
      ["0 trades", "1 trade", "2 trades", "1 trade", "1,046 trades", "100,123 trades"],
    );
    assert.deepEqual(
      [1, 124].map((count) => countOf(count, "candles")),
      ["1 candle", "124 candles"],
    );
    assert.deepEqual([1, 6, 1.06, 168, 0, 0.996, 0.5, 1 / 60, 0.00772].map(hoursOf), [
      "1 hour",
      "6 hours",
      "1.06 hours",
      "168 hours",
      "0 hours",
      "59.8 minutes",
      "30 minutes",
      "1 minute",
      "less than a minute",
    ]);
  });

  it("show the tick of a price", () => {
    assert.deepEqual([107.7806, 108.4273, 111_577.2, 0.00001234, 1.1].map(price), [
      "107.7806",
      "108.4273",
      "111,577.2",
      "0.00001234",
      "1.1",
    ]);
  });

  it("give a share of time in whole percents, and never round it to none or all", () => {
    assert.deepEqual([0, 0.000786, 0.0099, 0.01, 0.29, 0.876, 0.999, 1].map(wholePercent), [
      "0 %",
      "under 1 %",
      "under 1 %",
      "1 %",
      "29 %",
      "87 %",
      "99 %",
      "100 %",
    ]);
  });

  it("give instants in UTC", () => {
    assert.equal(moment(Date.UTC(2025, 9, 15, 5, 3, 59)), "2025-10-15 05:03 UTC");
  });
});

describe("how long ago a moment was", () => {
  const now = Date.UTC(2026, 10, 30, 12);
  const ago = (minutes: number) => timeAgo(now - minutes * 60_000, now);

  it("is rounded down, to the unit of which at least one has passed", () => {
    assert.deepEqual([0, 0.99, 1, 59.9].map(ago), ["just now", "just now", "1 min ago", "59 min ago"]);
    assert.deepEqual([60, 1439.9].map(ago), ["1 h ago", "23 h ago"]);
    assert.deepEqual([1440, 2879, 2880, 10_079].map(ago), ["1 day ago", "1 day ago", "2 days ago", "6 days ago"]);
  });

  it("is not told of a week, of a moment to come, and where the clock says nothing", () => {
    assert.deepEqual([10_080, -1, Number.NaN].map(ago), [undefined, undefined, undefined]);
  });
});
