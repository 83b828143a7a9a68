// The bot's first day with the plan: two trades whose sum is another in each source.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  at,
  beats,
  candle,
  dataOf,
  entry,
  evidenceOf,
  exit,
  list,
  log,
  nets,
  start,
  state,
  type Told,
  trade,
} from "../../support/evidence";

const sessions = { first: "20251015_165824", second: "20251015_173216", third: "20251015_201039" };

const first = { side: "long", quantity: 0.64782886, entry: 113189.5 } as const;
const second = { side: "long", quantity: 0.58659663, entry: 112892.5 } as const;

/** The log takes the cost twice, and has no exit of the second trade. */
const logged: Told = {
  source: log,
  reports: [
    start(0, { at: at("16:58:24.282"), process: sessions.first }),
    ...beats("17:00", "17:30", sessions.first),
    candle("17:30:14"),
    entry(0, {
      ...first,
      opened: at("17:30:15.096"),
      process: sessions.first,
      probability: { entry: 0.7657 },
    }),
    start(0, { at: at("17:32:16.573"), process: sessions.second }),
    exit(0, {
      ...first,
      exit: 113229.4,
      closed: at("17:40:13.871"),
      id: "1978380395906863104",
      gross: -62.16,
      net: -150.17,
      costs: 88.01,
      share: 0.0353,
      reason: "model",
      process: sessions.second,
    }),
    ...beats("17:45", "18:00", sessions.second),
    entry(0, { ...second, opened: at("18:00:13.636"), process: sessions.second }),
    ...beats("18:05", "20:10", sessions.second),
    start(0, { at: at("20:10:39.343"), process: sessions.third }),
    candle("20:10:44"),
    candle("20:15:10"),
    ...beats("20:15", "20:30", sessions.third),
  ],
};

/** The state was emptied by a restart: it has the first trade alone, with the result that is true. */
const stated: Told = {
  source: state,
  reports: [
    trade(1, {
      ...first,
      source: "state",
      opened: at("17:30:15.090"),
      closed: at("17:40:13.860"),
      exit: 113229.4,
      gross: 25.85,
      costs: 88.01,
      net: -62.16,
    }),
  ],
};

const exchange: Told = {
  source: list,
  reports: [trade(2, { ...second, opened: at("18:00:14"), closed: at("20:06:40"), exit: 112473.6, costs: 79.3 })],
};

const sum = (values: readonly (number | undefined)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe("the first two trades of the bot", () => {
  it("lost 150 by the log, as it reports them", () => {
    const { trades } = evidenceOf([logged]);
    assert.equal(sum(trades.flatMap(({ reported }) => reported.map(({ net }) => net))), -150.17);
  });

  it("lost 62 by the state", () => assert.deepEqual(nets(evidenceOf([{ ...stated, source: state }]).trades), [-62.16]));

  it("lost 387 by their prices, the exchange's list included", () => {
    const { trades, faults } = evidenceOf([logged, stated, exchange]);
    assert.equal(Math.round(sum(nets(trades))), -387);
    assert.deepEqual(
      trades.map(({ netBy, leftOut }) => [netBy, leftOut]),
      [
        ["prices", undefined],
        ["prices", undefined],
      ],
    );
    assert.deepEqual(
      faults.map(({ why }) => why),
      ["stale"],
    );
  });

  it("are judged for nothing that has to do with money while the second has no exit", () => {
    const evidence = evidenceOf([logged, stated], { at: at("20:30") });
    assert.deepEqual(evidence.faults, [{ why: "unpaired", money: true, at: at("18:00:13.636"), until: at("20:15") }]);
    assert.deepEqual(dataOf(evidence, "trade-unpaired"), [
      { trades: 1, side: "long", opened: at("18:00:13.636"), quantity: 0.58659663, entry: 112892.5, flat: at("20:15") },
    ]);
  });

  it("show that the log takes the cost twice, with both numbers, once", () => {
    const [data, ...others] = dataOf(evidenceOf([logged, stated, exchange]), "cost-twice");
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...data, prices: data?.prices.toFixed(2) },
      {
        path: log.path,
        trades: 1,
        opened: at("17:30:15.096"),
        reported: -150.17,
        prices: "-62.16",
      },
    );
    assert.deepEqual(dataOf(evidenceOf([logged, stated, exchange]), "results-contradict"), []);
  });

  it("belong to the sessions that opened them, though others closed them", () => {
    const { trades, processes } = evidenceOf([logged, stated, exchange]);
    assert.deepEqual(
      trades.map(({ process }) => processes[process ?? -1]?.name),
      [sessions.first, sessions.second],
    );
    assert.deepEqual(trades[0]?.probability, { entry: 0.7657 });
  });
});
