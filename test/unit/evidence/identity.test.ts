// Which records are of the same trade, and what follows where they disagree.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { TradeReport } from "../../../src/core/evidence/trade";
import { at, dataOf, evidenceOf, list, log, nets, state, type Told, trade } from "../../support/evidence";

const told = (source: Told["source"], ...reports: TradeReport[]): Told => ({ source, reports });
const leftOut = (...files: Told[]) => evidenceOf(files).trades.map((each) => each.leftOut);

describe("a trade's identity", () => {
  it("is one across three sources, with each one's result beside it", () => {
    const { trades } = evidenceOf([
      told(log, trade(0, { source: "log", net: 300, share: 0.98 })),
      told(state, trade(1, { source: "state", opened: at("10:00:04"), quantity: 0.50002, net: 439.7 })),
      told(list, trade(2, { opened: at("09:59:58"), entry: 100_010, costs: 60.3 })),
    ]);
    assert.equal(trades.length, 1);
    assert.deepEqual(
      trades[0]?.reported.map(({ source, net }) => [source.file, net]),
      [
        [1, 439.7],
        [0, 300],
      ],
    );
    // The list of trades is the richest: its entry price and its costs count.
    assert.deepEqual(nets(trades), [495 - 60.3]);
  });

  for (const [what, other] of Object.entries({
    "another side": { side: "short" },
    "a quantity 0.2 % larger": { quantity: 0.501 },
    "an entry price 0.2 % higher": { entry: 100_200 },
    "an entry a minute later": { opened: at("10:01") },
    "an entry after the other's exit": { opened: at("10:00:30"), closed: at("10:00:50") },
  } as const)) {
    it(`is another one with ${what}`, () => {
      const short = what.includes("after") ? { closed: at("10:00:20") } : {};
      assert.deepEqual(leftOut(told(list, trade(0, short)), told(state, trade(1, { ...other, source: "state" }))), [
        undefined,
        undefined,
      ]);
    });
  }

  it("is one where only the order's id agrees and the exchange filled it otherwise", () => {
    const id = "1980731025916116992";
    const files = [
      told(list, trade(0, { id, quantity: 0.0732, entry: 110_696.72, exit: 110_000 })),
      told(state, trade(1, { id, source: "state", quantity: 0.07328165, entry: 110_694.3, exit: 110_000 })),
    ];
    assert.equal(evidenceOf(files).trades.length, 1);
  });

  it("is not the id where that stands for several trades", () => {
    const id = "EXISTING";
    const rows = ["10:00", "12:00", "14:00"].map((time) => trade(0, { id, opened: at(time), closed: at("15:00") }));
    assert.deepEqual(leftOut(told(list, ...rows)), [undefined, undefined, undefined]);
  });

  it("is not side, size and price where one file has two order ids", () => {
    assert.deepEqual(leftOut(told(list, trade(0, { id: "1" }), trade(0, { id: "2" }))), [undefined, undefined]);
  });
});

describe("a trade that one file has twice", () => {
  it("counts once", () => {
    const { trades, faults, findings } = evidenceOf([told(list, trade(0), trade(0))], { at: at("11:30") });
    assert.deepEqual(nets(trades), [500 - 0.0006 * 0.5 * 201_000]);
    assert.deepEqual(
      trades.map((each) => each.leftOut),
      [undefined, "duplicate"],
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(
      findings.filter(({ code }) => code === "results-contradict"),
      [],
    );
  });

  it("with three results is a contradiction for what has to do with money, from its opening to its exit", () => {
    const order = { id: "1980731025916116992", source: "state", opened: at("05:20:51.907") } as const;
    const bought = { quantity: 0.07328165, entry: 110_694.3 } as const;
    const evidence = evidenceOf(
      [
        told(
          state,
          trade(0, { ...order, ...bought, exit: 107_879.6, closed: at("17:56"), net: -206.27 }),
          trade(0, { ...order, ...bought, exit: 108_711.38, closed: at("07:35:50"), net: -147.33 }),
          trade(0, {
            ...order,
            quantity: 0.0732,
            entry: 110_696.72,
            exit: 108_524.59,
            closed: at("07:31:58"),
            manual: true,
          }),
        ),
      ],
      { at: at("18:30") },
    );
    assert.deepEqual(evidence.faults, [{ why: "contradiction", money: true, at: order.opened, until: at("17:56") }]);
    const [data] = dataOf(evidence, "results-contradict");
    assert.equal(data?.trades, 1);
    assert.deepEqual(
      data.results.map((result) => result.toFixed(2)),
      ["-206.27", "-145.31", "-159.00"],
    );
    assert.deepEqual(
      evidence.trades.map((each) => each.leftOut),
      [undefined, "duplicate", "duplicate"],
    );
  });
});

describe("records of one trade in several files", () => {
  const stateOf = (net: number) => told(state, trade(0, { source: "state", exit: undefined, net }));
  const listOf = (net: number) => told(list, trade(1, { exit: undefined, net }));

  it("agree within 1 % or one unit", () => {
    for (const [a, b] of [
      [100, 101],
      [1000, 1009],
      [-0.4, 0.5],
    ] as const) {
      assert.deepEqual(dataOf(evidenceOf([stateOf(a), listOf(b)]), "results-contradict"), []);
    }
  });

  it("contradict each other beyond that, both numbers said", () => {
    const [data] = dataOf(evidenceOf([stateOf(100), listOf(102)]), "results-contradict");
    assert.deepEqual(data?.results, [102, 100]);
  });

  it("do not where one has prices, which settle it", () => {
    const priced = told(list, trade(1));
    assert.deepEqual(dataOf(evidenceOf([stateOf(-5), priced]), "results-contradict"), []);
  });
});

describe("manual and synced trades", () => {
  it("are left out and counted, each by its reason", () => {
    const rows = [
      trade(0, { manual: true }),
      trade(0, { opened: at("12:00"), closed: at("13:00"), synced: true }),
      trade(0, { opened: at("14:00"), closed: at("15:00") }),
    ];
    const { trades } = evidenceOf([told(state, ...rows)]);
    assert.deepEqual(
      trades.map((each) => each.leftOut),
      ["manual", "synced", undefined],
    );
    assert.ok(trades.every(({ net }) => net !== undefined));
  });

  it("are the bot's own where it has a record of its own", () => {
    assert.deepEqual(leftOut(told(list, trade(0, { manual: true })), told(log, trade(1, { source: "log" }))), [
      undefined,
    ]);
  });
});
