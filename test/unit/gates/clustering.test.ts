// Holds what a bot's own record tells of its clusters against sums by hand, and that a gate reckons with it.
import assert from "node:assert/strict";
import type { Trade } from "../../../src/core/evidence/trade";
import { designEffectUntil, dispersionBefore, resultsSince } from "../../../src/core/gates/clustering";
import { criterion, evidence, HOUR, judge, phaseWith, started, trade, verdictOf } from "../../support/gates";

const DAY = 24 * HOUR;
/** The first midnight after the start: days are those of UTC. */
const midnight = Math.ceil(started / DAY) * DAY;

/** So many trades on each day from `midnight` on, a quarter of an hour apart. */
function daily(counts: readonly number[], parts: Partial<Trade> = {}): Trade[] {
  return counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, index) =>
      trade(midnight + day * DAY + index * 15 * 60_000, 1, { closed: midnight + day * DAY + HOUR, ...parts }),
    ),
  );
}

const observedDays = (days: number) => [{ from: midnight, to: midnight + days * DAY }];
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}`);

describe("the dispersion of trades a day", () => {
  const counts = Array.from({ length: 16 }, (_, day) => (day % 2 === 0 ? 0 : 4));
  const found = evidence(0, { observed: observedDays(16), trades: daily(counts) });

  it("is the variance over the mean: 16 squares of 2 over 15, over 2", () => {
    near(dispersionBefore(found, midnight + 16 * DAY), (16 * 4) / 15 / 2);
  });

  it("is 1 where trades come more evenly than by chance, and 2 until 14 days tell", () => {
    const even = evidence(0, { observed: observedDays(16), trades: daily(counts.map(() => 3)) });
    assert.equal(dispersionBefore(even, midnight + 16 * DAY), 1);
    assert.equal(dispersionBefore(even, midnight + 14 * DAY), 1);
    assert.equal(dispersionBefore(even, midnight + 13 * DAY), 2);
    assert.equal(dispersionBefore(even, midnight + 14 * DAY - 3 * HOUR), 2);
  });

  it("looks at nothing from the window's beginning on, and at no trade that does not count", () => {
    const burst = daily([...counts.map(() => 0), 99]);
    const manual = daily([50], { leftOut: "manual" });
    const noisy = evidence(0, { observed: observedDays(17), trades: [...daily(counts), ...burst, ...manual] });
    near(dispersionBefore(noisy, midnight + 16 * DAY), (16 * 4) / 15 / 2);
  });

  it("leaves out days of which less than 9 tenths are known, and no others", () => {
    const gap = (hours: number) => [
      { from: midnight, to: midnight + 3 * DAY },
      { from: midnight + 3 * DAY + hours * HOUR, to: midnight + 16 * DAY },
    ];
    const of = (hours: number) => dispersionBefore({ ...found, observed: gap(hours) }, midnight + 16 * DAY);
    near(of(2.4), (16 * 4) / 15 / 2);
    // Without the fourth day: 8 of 0 and 7 of 4.
    const mean = 28 / 15;
    near(of(2.5), (8 * mean ** 2 + 7 * (4 - mean) ** 2) / 14 / mean);
  });

  it("looks back at most 1,000 days", () => {
    const long = evidence(0, { observed: observedDays(1020), trades: daily([90, ...Array(1019).fill(2)]) });
    assert.ok(dispersionBefore(long, midnight + 1000 * DAY) > 3);
    assert.equal(dispersionBefore(long, midnight + 1001 * DAY), 1);
  });
});

/** 40 results, four of a kind in a row: the correlation of one with the next by hand is 7 tenths less an end. */
const runs = Array.from({ length: 40 }, (_, index) => (Math.floor(index / 4) % 2 === 0 ? 1 : -1));
/** Of 39 neighbours 30 are alike and 9 are not, each product a quarter; over 40 squares of a half. */
const effect = (1 + 21 / 40) / (1 - 21 / 40);

describe("the design effect of results", () => {
  const found = evidence(0, { trades: runs.map((net, index) => trade(started + index * HOUR, net)) });
  const results = resultsSince(found, started);

  it("is (1 + r) / (1 − r) of what is known by then, and 1 before 30 results are", () => {
    near(designEffectUntil(results, started + 40 * HOUR), effect);
    assert.equal(designEffectUntil(results, started + 30 * HOUR - 1), 1);
    assert.ok(designEffectUntil(results, started + 30 * HOUR) > 2);
  });

  it("counts earlier trades too, no person's, and those without a result not", () => {
    const odd = [
      trade(started, 1, { leftOut: "manual" }),
      trade(started, Number.NaN),
      trade(started, 1, { leftOut: "no-price" }),
    ];
    const noisy = { ...found, trades: [...odd, ...found.trades] };
    assert.deepEqual(resultsSince(noisy, started + 20 * HOUR), results);
  });

  it("takes the results in the order of their exits", () => {
    const late = trade(started - HOUR, -1, { closed: started + 100 * HOUR });
    const sorted = resultsSince({ ...found, trades: [late, ...found.trades] }, started);
    assert.deepEqual(sorted.at(-1), { closed: started + 100 * HOUR, won: false });
  });
});

describe("a gate", () => {
  it("reckons with the design effect of its trades: an interval of 40 in runs is that of 12.5", () => {
    const won = criterion({ metric: "winRate", compare: ">", threshold: 0.4, unit: "fraction" });
    const found = evidence(80, { trades: runs.map((net, index) => trade(started + index * 2 * HOUR, net)) });
    const { reading } = verdictOf(judge(phaseWith({ window: { trades: 40 }, criteria: [won] }), found), "winRate");
    near(reading?.designEffect ?? 0, effect);
    // Wilson's interval around a half: ± z / 2 / √(n + z²).
    const [n, z] = [40 / effect, 1.6448536269514722];
    assert.ok(Math.abs((reading?.interval?.[1] ?? 0) - 0.5 - z / 2 / Math.sqrt(n + z * z)) < 1e-9);
  });

  it("reckons with a dispersion of 2 until the bot's record tells: 20 trades say as much as 10", () => {
    const often = criterion({ metric: "tradesPerWeek", compare: ">", threshold: 1 });
    const found = evidence(84, { trades: Array.from({ length: 20 }, (_, index) => trade(started + index * HOUR, 1)) });
    const { reading } = verdictOf(judge(phaseWith({ window: { hours: 84 }, criteria: [often] }), found), often.id);
    // Garwood's 90 % interval of 10 is 5.4254 to 16.9622; 84 hours are half a week.
    for (const [end, expected] of [5.4254, 16.9622].entries())
      assert.ok(Math.abs((reading?.interval?.[end] ?? 0) - expected * 2 * 2) < 0.001, `${reading?.interval}`);
  });

  it("reckons with the dispersion of the days before, once there are 14", () => {
    const often = criterion({ metric: "tradesPerWeek", compare: ">", threshold: 1 });
    const counts = Array.from({ length: 20 }, (_, day) => (day % 2 === 0 ? 0 : 6));
    const before = midnight - 21 * DAY;
    const earlier = daily(counts, { checkpoint: "phasegate/bot/0000-x" }).map((each) => ({
      ...each,
      opened: each.opened - 21 * DAY,
      closed: (each.closed ?? 0) - 21 * DAY,
    }));
    const own = Array.from({ length: 20 }, (_, index) => trade(started + index * HOUR, 1));
    const found = evidence(84, {
      trades: [...earlier, ...own],
      observed: [
        { from: before, to: before + 20 * DAY },
        { from: started, to: started + 84 * HOUR },
      ],
    });
    const { reading } = verdictOf(judge(phaseWith({ window: { hours: 84 }, criteria: [often] }), found), often.id);
    // 20 squares of 3 over 19, over 3: 3.158; Garwood's interval of 20 / 3.158 = 6.333 is 2.834 to 12.280 (chi-square).
    for (const [end, expected] of [2.8342, 12.28001].entries())
      assert.ok(Math.abs((reading?.interval?.[end] ?? 0) - (expected * 60 * 2) / 19) < 0.001, `${reading?.interval}`);
  });
});
