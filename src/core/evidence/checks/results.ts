// Compares what the records say of a trade's result: with its prices, and with one another.

import { groupBy } from "../../group-by";
import type { EvidenceSettings } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { EvidenceFault } from "../evidence";
import type { TradeReport } from "../trade";
import type { Made } from "../trades/build";
import { credibleCosts } from "../trades/costs";
import { grossByPrices, isPriced } from "../trades/prices";

/** One record's own result before or after costs, which its prices, if it has them, say better than its words. */
interface Result {
  readonly by: "prices" | "reported";
  readonly value: number;
}

/** So many results of one trade are shown. */
const mostShown = 5;

/** Results of one trade that can't all be true. */
export interface Contradicted {
  readonly made: Made;
  readonly results: readonly number[];
}

/** Trades whose records, the repeated ones too, tell of different results. */
export function findContradicted(made: readonly Made[]): Contradicted[] {
  return made.flatMap((each) => {
    if (each.isRepeated || each.trade.closed === undefined) return [];
    const results = [...each.records, ...each.repeated].flatMap(resultOf);
    const best = results.some(({ by }) => by === "prices") ? "prices" : "reported";
    const values = [...new Set(results.filter(({ by }) => by === best).map(({ value }) => value))];
    const [first, ...others] = values;
    return first !== undefined && others.some((other) => differ(first, other)) ? [{ made: each, results: values }] : [];
  });
}

export function contradictionFaults(contradicted: readonly Contradicted[]): EvidenceFault[] {
  return contradicted.map(({ made: { trade } }) => ({
    why: "contradiction",
    money: true,
    at: trade.opened,
    until: trade.closed ?? trade.opened,
  }));
}

export function contradictionFindings(contradicted: readonly Contradicted[]): Finding[] {
  const [first] = contradicted;
  if (!first) return [];
  const { side, opened } = first.made.trade;
  return [
    problem("results-contradict", {
      trades: contradicted.length,
      side,
      opened,
      results: first.results.slice(0, mostShown),
    }),
  ];
}

/** Where a file reports other results than its own prices give, once for each file. */
export function reportedFindings(
  made: readonly Made[],
  settings: EvidenceSettings,
  pathOf: (file: number) => string,
): Finding[] {
  const reported = made
    .filter(({ isRepeated }) => !isRepeated)
    .flatMap(({ records }) => records.flatMap((record) => comparison(record, settings)));
  return [...groupBy(reported, ({ file }) => file)].flatMap(([file, rows]) => {
    const twice = rows.filter(({ twice }) => twice);
    const differing = rows.filter(({ twice, byPrices, net }) => !twice && differ(byPrices, net));
    return [
      ...firstOf(twice, (row) =>
        problem("cost-twice", { path: pathOf(file), trades: twice.length, ...numbersOf(row) }),
      ),
      ...firstOf(differing, (row) =>
        problem("result-differs", { path: pathOf(file), trades: differing.length, of: rows.length, ...numbersOf(row) }),
      ),
    ];
  });
}

/** Two results of one trade: more than 1 % and more than one unit of the currency apart. */
export function differ(a: number, b: number): boolean {
  return Math.abs(a - b) > Math.max(0.01 * Math.max(Math.abs(a), Math.abs(b)), 1);
}

function resultOf(record: TradeReport): Result[] {
  if (isPriced(record)) return [{ by: "prices", value: grossByPrices(record) }];
  return record.net === undefined ? [] : [{ by: "reported", value: record.net }];
}

interface Comparison {
  readonly file: number;
  readonly opened: number;
  readonly net: number;
  readonly byPrices: number;
  readonly twice: boolean;
}

/** Sums are rounded to the cent, and the quantity of an exit to fewer digits than that of its entry. */
const cent = 0.02;
const rounding = 0.0005;

function comparison(record: TradeReport, settings: EvidenceSettings): Comparison[] {
  const { net, gross, opened = record.closed ?? 0, origin } = record;
  const costs = isPriced(record) ? credibleCosts([record], record, settings) : undefined;
  if (net === undefined || costs === undefined || !isPriced(record)) return [];
  const byPrices = grossByPrices(record) - costs;
  const slack = Math.max(cent, rounding * Math.abs(byPrices));
  const isNetLow = costs > 2 * slack && Math.abs(net - (byPrices - costs)) <= slack;
  const twice = isNetLow && gross !== undefined && Math.abs(gross - byPrices) <= slack;
  return [{ file: origin.file, opened, net, byPrices, twice }];
}

function numbersOf({ opened, net, byPrices }: Comparison) {
  return { opened, reported: net, prices: byPrices };
}

function firstOf<T>(rows: readonly T[], make: (row: T) => Finding): Finding[] {
  const [first] = rows;
  return first === undefined ? [] : [make(first)];
}
