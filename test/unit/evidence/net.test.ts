// The money of a trade: what its prices make, what was reported, and what a file means by a share or a quantity.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { TradeReport } from "../../../src/core/evidence/trade";
import type { EvidenceSettings } from "../../../src/core/plan/plan";
import {
  at,
  balance,
  dataOf,
  evidenceOf,
  list,
  log,
  nets,
  settings,
  state,
  type Told,
  trade,
} from "../../support/evidence";

const told = (...reports: TradeReport[]): Told => ({ source: list, reports });
const { feeRate: _, ...withoutRate } = settings;

/** Net, gross and costs to the cent, and what they rest on. */
function moneyOf(report: TradeReport, used: EvidenceSettings = settings) {
  const [made] = evidenceOf([told(report)], { settings: used }).trades;
  const cents = [made?.net, made?.gross, made?.costs].map((value) => value?.toFixed(2));
  return [...cents, made?.netBy, made?.leftOut];
}

/** Long, half a coin from 100,000 to 101,000: 500 before costs; 60.30 at 0.06 % a side. */
describe("the net result", () => {
  it("is prices × quantity − fees, of a short with the sign turned", () => {
    assert.deepEqual(moneyOf(trade(0)), ["439.70", "500.00", "60.30", "prices", undefined]);
    assert.deepEqual(moneyOf(trade(0, { side: "short" })), ["-560.30", "-500.00", "60.30", "prices", undefined]);
  });

  it("does not know leverage: the quantity is what was traded", () => {
    assert.deepEqual(moneyOf(trade(0, { leverage: 4 })), moneyOf(trade(0)));
  });

  for (const [costs, used] of [
    [0, "60.30"],
    [-5, "60.30"],
    [12, "60.30"],
    [20.1, "20.10"],
    [75, "75.00"],
    [302, "60.30"],
  ] as const) {
    it(`takes ${used} as costs where ${costs} are reported and 60.30 are expected`, () => {
      assert.equal(moneyOf(trade(0, { costs }))[2], used);
    });
  }

  it("takes the costs that results before and after them tell", () => {
    assert.equal(moneyOf(trade(0, { gross: 500, net: 430 }))[2], "70.00");
  });

  it("takes reported costs alone where the plan has no rate", () => {
    assert.deepEqual(moneyOf(trade(0, { costs: 12 }), withoutRate), ["488.00", "500.00", "12.00", "prices", undefined]);
  });

  it("is the reported one where nothing tells the costs", () => {
    const report = trade(0, { net: 480 });
    assert.deepEqual(moneyOf(report, withoutRate), ["480.00", "500.00", undefined, "reported", undefined]);
  });

  it("is not there where nobody tells it: no result before costs passes for one after them", () => {
    const evidence = evidenceOf([told(trade(0))], { settings: withoutRate });
    assert.deepEqual(nets(evidence.trades, "no-price"), [undefined]);
    assert.equal(evidence.trades[0]?.gross, 500);
    assert.deepEqual(dataOf(evidence, "costs-unknown"), [{ trades: 1 }]);
  });

  it("is finite or not there", () => {
    const huge = { quantity: 1e200, entry: 1e200, exit: 2e200 };
    assert.deepEqual(moneyOf(trade(0, huge)), [undefined, undefined, undefined, undefined, "no-price"]);
  });
});

describe("a trade without", () => {
  it("an exit price counts by its reported result", () => {
    assert.deepEqual(moneyOf(trade(0, { exit: undefined, net: 430 })), [
      "430.00",
      undefined,
      undefined,
      "reported",
      undefined,
    ]);
  });

  it("an exit price and a result is left out", () => {
    assert.equal(moneyOf(trade(0, { exit: undefined }))[4], "no-price");
  });

  it("an entry price has the result that is reported, and is left out without one", () => {
    assert.deepEqual(moneyOf(trade(0, { entry: undefined, net: 3 })).slice(3), ["reported", undefined]);
    assert.equal(moneyOf(trade(0, { entry: undefined }))[4], "no-price");
  });

  it("a quantity has the one that its result makes of its prices", () => {
    const row = { side: "long", quantity: undefined, entry: 109_009.1, exit: 109_691.6 } as const;
    const results = { gross: 237.91591, costs: 38.11896, net: 199.79695 };
    const [made] = evidenceOf([told(trade(0, { ...row, ...results }))]).trades;
    assert.equal(made?.quantity.toFixed(4), "0.3486");
    // Worked out of the result, it proves nothing of it.
    assert.deepEqual([made?.net, made?.netBy, made?.leftOut], [199.79695, "reported", undefined]);
  });

  it("a quantity, whose result goes against its prices, has that result, and is left out without one", () => {
    assert.equal(moneyOf(trade(0, { quantity: undefined, gross: -5, net: -6 }))[4], undefined);
    assert.equal(moneyOf(trade(0, { quantity: 0 }))[4], "no-size");
  });
});

describe("what a file reports", () => {
  it("is a finding with both numbers where prices make another result, once for the file", () => {
    const rows = ["10:00", "12:00", "14:00"].map((time, i) =>
      trade(0, { opened: at(time), closed: at("15:00") + i, net: i === 0 ? 440 : 390 }),
    );
    const [data, ...others] = dataOf(evidenceOf([told(...rows)]), "result-differs");
    assert.deepEqual(others, []);
    assert.deepEqual(data, { path: list.path, trades: 2, of: 3, opened: at("12:00"), reported: 390, prices: 439.7 });
  });

  it("takes the cost twice where its gross is the net and its net lies as far below", () => {
    const evidence = evidenceOf([told(trade(0, { gross: 439.7, net: 379.4, costs: 60.3 }))]);
    assert.deepEqual(dataOf(evidence, "cost-twice"), [
      { path: list.path, trades: 1, opened: at("10:00"), reported: 379.4, prices: 439.7 },
    ]);
    assert.deepEqual(dataOf(evidence, "result-differs"), []);
  });
});

describe("a share", () => {
  /** Priced rows with the share that `shareOf` makes of the price's move, and one with its share alone. */
  function byShare(shareOf: (move: number) => number, alone: number, leverage?: number): (number | undefined)[] {
    const exits = [100_500, 99_000, 101_200, 98_700, 103_000];
    const rows = exits.map((exit, i) =>
      trade(0, { opened: at("10:00") + i * 3_600_000, exit, share: shareOf(exit / 100_000 - 1), leverage }),
    );
    const last = trade(0, {
      opened: at("20:00"),
      exit: undefined,
      gross: undefined,
      share: alone,
      leverage,
      costs: 60,
    });
    const { trades } = evidenceOf([told(...rows, { ...last, closed: at("21:00") })]);
    return [trades.at(-1)?.gross, trades.at(-1)?.net].map((value) => value && Math.round(value));
  }

  it("is read in the one unit that makes the file's prices: a fraction", () =>
    assert.deepEqual(
      byShare((move) => move, 0.02),
      [1000, 940],
    ));
  it("a percentage", () =>
    assert.deepEqual(
      byShare((move) => 100 * move, 2),
      [1000, 940],
    ));
  it("a leveraged percentage", () =>
    assert.deepEqual(
      byShare((move) => 400 * move, 8, 4),
      [1000, 940],
    ));

  it("after costs", () => {
    const fees = (move: number) => 0.0006 * (2 + move);
    assert.deepEqual(
      byShare((move) => move - fees(move), 0.02),
      [undefined, 1000],
    );
  });

  it("is not read where one row in five is of another unit", () => {
    let row = 0;
    assert.deepEqual(
      byShare((move) => (row++ === 2 ? 10 : 4) * move, 0.02),
      [undefined, undefined],
    );
  });
});

describe("a quantity", () => {
  const equity = 100_000;
  const plain = { quantity: 0.65, positionShare: 0.65, equity, leverage: 4 };
  const leveraged = {
    quantity: 2.6,
    positionShare: 0.65,
    equity,
    leverage: 4,
    opened: at("16 21:10"),
    closed: at("16 22:10"),
  };

  it("with the leverage in it keeps the leverage, and one without it has none", () => {
    const { trades } = evidenceOf([told(trade(0, plain), trade(0, leveraged))]);
    assert.deepEqual(
      trades.map(({ leverage }) => leverage),
      [1, 4],
    );
  });

  it("that changes its meaning is a finding with both ratios", () => {
    const evidence = evidenceOf([told(trade(0, plain), trade(0, leveraged))]);
    assert.deepEqual(
      dataOf(evidence, "quantity-changed"),
      [{ path: list.path, from: 0.65, to: 2.6, at: at("16 21:10") }].map((data) => ({ ...data, from: 1, to: 4 })),
    );
  });

  it("is compared with the balance that was told last before the entry", () => {
    const files = [
      { source: log, reports: [balance(0, { at: at("09:00"), equity: 1 }), balance(0, { at: at("09:55"), equity })] },
      { source: state, reports: [trade(1, { ...plain, source: "state", equity: undefined })] },
    ];
    const [made] = evidenceOf(files).trades;
    assert.deepEqual([made?.equity, made?.leverage], [equity, 1]);
  });
});
