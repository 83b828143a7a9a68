// Simulates other designs than the bundled plan's, with fixed seeds: how often a gate errs in them, as docs/GATES.md states it.
import assert from "node:assert/strict";
import type { Trade } from "../../../src/core/evidence/trade";
import { compare } from "../../../src/core/gates/metrics/comparison";
import { measure } from "../../../src/core/gates/metrics/measure";
import type { Sample } from "../../../src/core/gates/metrics/sample";
import { isSeldom, MOST_AT_FLOOR, partAtLook } from "../../../src/core/gates/policy";
import { designEffectOf } from "../../../src/core/gates/statistics/clusters";
import { type Direction, ENOUGH } from "../../../src/core/gates/statistics/evidence";
import type { Metric } from "../../../src/core/plan/schema-names";
import { criterion, evidence, HOUR, judge, phaseWith, started, trade } from "../../support/gates";
import { randomFrom } from "../../support/random";
import {
  type Bot,
  backtested,
  type Chance,
  type Course,
  clustered,
  type Design,
  normal,
  outcomesOf,
  policyWith,
  steady,
} from "./rollouts";

const lines: string[] = [""];

/** Prints a row, and holds each figure at or below its bound. */
function hold(scenario: string, ...figures: readonly (readonly [what: string, figure: number, most: number])[]): void {
  const cells = figures.map(([what, figure]) => `${what} ${figure.toFixed(3)}`);
  lines.push(`      ${scenario.padEnd(56)}${cells.join("  ")}`);
  for (const [what, figure, most] of figures) assert.ok(figure <= most, `${scenario}, ${what}: ${figure} > ${most}`);
}

/** The share of `rollouts` courses that `next` gives for which `holds`. */
function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length;
}

function many<Item>(count: number, next: () => Item): Item[] {
  return Array.from({ length: count }, next);
}

describe("a share in other designs", () => {
  const designs: readonly [name: string, design: Design, looks: number][] = [
    ["3 looks of 5 trades", { threshold: 0.8, floor: 0.6, promise: 0.85, planned: 5 }, 3],
    ["2 looks of 20", { threshold: 0.8, floor: 0.75, promise: 0.831, planned: 20 }, 2],
    ["3 looks of 20 and 2 extensions", { threshold: 0.8, floor: 0.75, promise: 0.831, planned: 20 }, 5],
    ["5 looks of 3, no floor but the threshold", { threshold: 0.5, floor: 0.5, promise: 0.7, planned: 3 }, 5],
  ];
  const mostPassing = (courses: readonly Course[], looks: number) =>
    Math.max(...many(looks, () => 0).map((_, index) => shareOf(courses, ({ passed }) => passed === index + 1)));

  for (const [name, design, looks] of designs)
    it(`fires on a good bot in 1 of 20, and passes a bad one in 1 of 4 at a look: ${name}`, () => {
      const chance = randomFrom(1);
      const decide = policyWith(1, design);
      const run = (rate: number) => many(6000, () => decide(outcomesOf(steady(rate), chance, design.planned * looks)));
      const [good, bad] = [run(design.promise), run(design.floor)];
      hold(
        name,
        ["promised fires", shareOf(good, ({ fired }) => fired !== undefined), 0.05],
        ["floor, most at a look", mostPassing(bad, looks), 0.25],
        ["floor by the last", shareOf(bad, ({ passed }) => passed !== undefined), 0.36],
        ["floor shown", shareOf(bad, ({ shown }) => shown === true), 0.05],
      );
    });

  for (const r of [0.2, 0.4])
    it(`does so of wins that follow wins, once 60 earlier trades tell of it (${r})`, () => {
      const chance = randomFrom(2);
      const [, design] = designs[1] as [string, Design, number];
      const policies = new Map<number, ReturnType<typeof policyWith>>();
      const run = (bot: Bot) =>
        many(1500, () => {
          const all = outcomesOf(bot, chance, 100);
          const effect = Math.ceil(designEffectOf(all.map(Number)) * 10) / 10;
          const decide = policies.get(effect) ?? policyWith(effect, design);
          policies.set(effect, decide);
          return decide(all.slice(60));
        });
      const [good, bad] = [run(clustered(design.promise, r)), run(clustered(design.floor, r))];
      hold(
        `2 looks of 20, wins follow wins (${r})`,
        ["promised fires", shareOf(good, ({ fired }) => fired !== undefined), 0.05],
        ["floor, most at a look", mostPassing(bad, 2), 0.27],
      );
    });
});

/** A window that its last trade ended, with these results on positions of 100 and an equity of 1000. */
function windowOf(results: readonly number[], planned: number, hours = results.length * 4): Sample {
  const all = results.map((net, index): Trade => trade(started + (index * hours * HOUR) / results.length, net));
  return {
    trades: all,
    account: all,
    open: [],
    leftOut: {},
    observed: [{ from: started, to: started + hours * HOUR }],
    candles: [],
    errors: [],
    endedByTrade: true,
    startEquity: 1000,
    dispersion: 1,
    designEffect: 1,
    level: 0.9,
    planned: { trades: planned, hours, candles: 1 },
  };
}

type Draw = (chance: Chance) => number;

/** Student's t with 3 degrees of freedom: its fourth moment has no bounds. */
function wild(chance: Chance): number {
  const squares = many(3, () => normal(chance) ** 2).reduce((sum, square) => sum + square);
  return 0.1 + (0.6 * normal(chance)) / Math.sqrt(squares);
}

const bots: readonly [name: string, draw: Draw][] = [
  ["as the backtest", backtested],
  ["tails without bounds", wild],
];

describe("a mean or a ratio of results that are skewed or have heavy tails", () => {
  /** Which side of the floor passes, and the most that pass there: with the backtest's results, and with heavier tails. */
  const rows: readonly [metric: Metric, direction: Direction, trades: number, most: readonly [number, number]][] = [
    ["averageWin", "above", 10, [0.25, 0.25]],
    ["averageLoss", "below", 10, [0.25, 0.4]],
    ["averageLoss", "below", 60, [0.29, 0.36]],
    ["returnPerWeek", "above", 20, [0.25, 0.28]],
    ["profitFactor", "above", 20, [0.3, 0.33]],
    ["sharpeRatio", "above", 10, [0.36, 0.36]],
    ["sharpeRatio", "above", 60, [0.33, 0.36]],
    ["volatility", "below", 30, [0.34, 0.45]],
    ["volatility", "below", 120, [0.25, 0.45]],
    ["volatility", "above", 30, [0.3, 0.25]],
  ];
  for (const [index, [name, draw]] of bots.entries())
    it(`passes a bot at the floor as often as is stated: ${name}`, () => {
      const large = windowOf(
        many(
          300_000,
          (
            (chance) => () =>
              draw(chance)
          )(randomFrom(99)),
        ),
        20,
      );
      for (const [metric, direction, count, most] of rows) {
        const floor = measure({ metric }, large).reading.value ?? Number.NaN;
        const chance = randomFrom(7);
        const tails = many(1000, () =>
          measure(
            { metric },
            windowOf(
              many(count, () => draw(chance)),
              count,
            ),
          ).tailAt(floor, direction),
        );
        const [passing, sure] = [MOST_AT_FLOOR, ENOUGH / 3].map((level) =>
          shareOf(tails, (tail) => isSeldom(tail, level)),
        );
        const what = `${metric} ${direction === "above" ? ">" : "<"}, ${count} trades, ${name}`;
        hold(what, ["at the floor", passing ?? 1, most[index] ?? 0], ["nominal 0.017", sure ?? 1, 0.12]);
      }
    });
});

describe("a trigger that compares two windows that are alike", () => {
  const designs = [
    { planned: 10, looks: 1, extensions: 2 },
    { planned: 20, looks: 3, extensions: 2 },
    { planned: 10, looks: 5, extensions: 0 },
  ];
  const rows: readonly [metric: Metric, direction: Direction][] = [
    ["tradesPerWeek", "below"],
    ["winRate", "below"],
    ["returnPerWeek", "below"],
    ["sharpeRatio", "below"],
    ["averageLoss", "above"],
    ["profitFactor", "below"],
  ];
  for (const [name, draw] of bots)
    it(`fires in about 1 of 20 over all looks, those that a person adds too: ${name}`, () => {
      for (const [metric, direction] of rows) {
        const fired = designs.map(({ planned, looks, extensions }) => {
          const chance = randomFrom(3);
          const next = () => ({ result: draw(chance), hours: -4 * Math.log(1 - chance()) });
          const measured = (course: readonly ReturnType<typeof next>[]) => {
            const hours = course.reduce((sum, each) => sum + each.hours, 0);
            return measure(
              { metric },
              windowOf(
                course.map(({ result }) => result),
                planned,
                hours,
              ),
            );
          };
          const fires = () => {
            const [earlier, own] = [many(planned, next), many(planned * (looks + extensions), next)];
            const before = measured(earlier);
            return many(looks + extensions, () => 0).some((_, index) => {
              const tail = compare(measured(own.slice(0, (index + 1) * planned)), before).tailAt(1, direction);
              return isSeldom(tail, partAtLook(ENOUGH, index + 1, looks));
            });
          };
          return shareOf(many(500, fires), (each) => each);
        });
        const names = ["10 trades, 1 look + 2", "20, 3 + 2", "10, 5"];
        hold(
          `${metric} against itself, ${name}`,
          ...fired.map((figure, index): [string, number, number] => [names[index] ?? "", figure, 0.08]),
        );
      }
    });
});

describe("the looks of a trigger", () => {
  it("take no more than the whole of its error together, however many a person adds", () => {
    for (const planned of [1, 2, 3, 5]) {
      const parts = many(40, () => 0).map((_, index) => partAtLook(0.05, index + 1, planned));
      assert.ok(parts.every((part, index) => part > 0 && part <= (parts[index - 1] ?? 1)));
      const sum = parts.reduce((total, part) => total + part);
      assert.ok(sum <= 0.05 && sum > 0.0499, `${planned}: ${sum}`);
    }
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((look) => partAtLook(0.08, look, 3)),
      [0.02, 0.02, 0.02, 0.01, 0.005],
    );
  });
});

describe("a bot that closes its wins and holds its losses open", () => {
  it("never passes on what it closed where the account has lost by the last known price", () => {
    const chance = randomFrom(5);
    const phase = phaseWith({ window: { hours: 40 }, criteria: [criterion({ metric: "netProfit" })] });
    const held = many(150, () => {
      let price = 100;
      const closing = many(20, () => {
        price = Math.max(price + 2 * normal(chance), 1);
        return price;
      });
      // It buys at 100 and sells at the first price above that; a second position tells the price every two hours.
      const exit = closing.findIndex((each) => each > 101);
      const { closed: _, exit: __, net: ___, gross: ____, ...open } = trade(started, 0);
      const own: Trade =
        exit < 0
          ? { ...open, quantity: 10, leftOut: "open" }
          : trade(started, 10 * ((closing[exit] ?? 100) - 100), {
              quantity: 10,
              closed: started + (2 * exit + 1) * HOUR,
            });
      const others = closing.map((each, index) =>
        trade(started + 2 * index * HOUR, 0.1, { entry: each - 0.1, exit: each, leverage: 1 }),
      );
      const sum = others.length * 0.1;
      const worth = sum + (exit < 0 ? 10 * ((closing.at(-1) ?? 0) - 100) : (own.net ?? 0));
      const all = [own, ...others].sort((a, b) => a.opened - b.opened);
      return { worth, outcome: judge(phase, evidence(40, { trades: all })).outcome };
    });
    const [lost, won] = [held.filter(({ worth }) => worth <= 0), held.filter(({ worth }) => worth > 0)];
    hold(
      "holds losses open: closed trades alone always gain",
      ["lost", lost.length / held.length, 1],
      ["passes though it lost", shareOf(lost, ({ outcome }) => outcome === "pass"), 0],
      ["does not pass though it gained", shareOf(won, ({ outcome }) => outcome !== "pass"), 0],
    );
    assert.ok(lost.length > 20 && won.length > 20);
  });

  after(() => process.stdout.write(`${lines.join("\n")}\n`));
});
