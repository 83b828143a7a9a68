// Each way in which a gate could pass on evidence that does not carry it: one test a trap.
import assert from "node:assert/strict";
import type { Evidence } from "../../../src/core/evidence/evidence";
import {
  applied,
  apply1,
  checkpoint,
  criterion,
  evidence,
  HOUR,
  judge,
  lowWinRate,
  MINUTE,
  phaseWith,
  run1,
  started,
  trade,
  trades,
  verdictOf,
  winRate,
  wins,
} from "../../support/gates";

const noErrors = criterion({ metric: "errors", compare: "<=", threshold: 0 });
const drawdown = criterion({ metric: "maxDrawdown", compare: "<", threshold: 0.1 });
const signals = criterion({ metric: "signalRate", compare: "<", threshold: 0.08, worst: 0.1 });
const byTrades = phaseWith({ rollback: [lowWinRate] });
const byHours = phaseWith({ window: { hours: 40 } });
const good = trades(wins(20, 20));

describe("nothing passes without evidence", () => {
  it("no file: an error for every upper limit", () => {
    const phase = phaseWith({ window: { hours: 6 }, criteria: [noErrors, signals, drawdown] });
    const result = judge(phase, evidence(10, { files: [] }));
    assert.equal(result.outcome, "error");
    for (const { outcome } of result.criteria) assert.deepEqual(outcome, { is: "error", why: "no-source" });
  });

  it("an empty log: no sign of life for more than an hour is an error, until then the window is open", () => {
    const phase = phaseWith({ window: { hours: 6 }, criteria: [noErrors] });
    const silent = evidence(10, { observed: [] });
    const soon = judge(phase, silent, { at: started + 30 * MINUTE });
    const late = judge(phase, silent, { at: started + 10 * HOUR });
    assert.deepEqual([soon.outcome, late.outcome], ["inconclusive", "error"]);
    assert.deepEqual(verdictOf(late, "errors").outcome, { is: "error", why: "stale" });
  });

  it("a bot without trades or candles: a limit on a share or a drawdown is not kept by nothing", () => {
    const phase = phaseWith({ window: { hours: 6 }, criteria: [noErrors, signals, drawdown] });
    const signatures = [signals, drawdown].map(({ id }) => ({ criterion: id, note: "fine" }));
    const result = judge(phase, evidence(30), { signatures });
    assert.equal(result.outcome, "inconclusive");
    assert.deepEqual(verdictOf(result, "signalRate").outcome, { is: "inconclusive", why: "few", missing: 1 });
    assert.deepEqual(verdictOf(result, "maxDrawdown").outcome, { is: "inconclusive", why: "few", missing: 1 });
  });

  it("a bot that evaluates candles and never trades: neither its errors nor its signals pass", () => {
    const phase = phaseWith({ window: { hours: 6 }, criteria: [noErrors, signals] });
    const candles = Array.from({ length: 360 }, (_, index) => ({ at: started + index * 5 * MINUTE, signal: false }));
    const dead = judge(phase, evidence(30, { candles }));
    assert.equal(dead.outcome, "inconclusive");
    for (const { outcome } of dead.criteria) assert.deepEqual(outcome, { is: "inconclusive", why: "few", missing: 1 });
    const lit = candles.map((candle, index) => ({ ...candle, signal: index === 40 }));
    assert.equal(judge(phase, evidence(30, { candles: lit, trades: trades([1]) })).outcome, "pass");
    const errors = [{ at: started + HOUR, cause: "x", text: "x" }];
    assert.equal(judge(phase, evidence(30, { candles, errors })).outcome, "fail");
  });

  it("a bot that trades without a signal on record: how many there were is not known, and nobody can sign it", () => {
    const phase = phaseWith({ window: { hours: 6 }, criteria: [signals] });
    const candles = Array.from({ length: 360 }, (_, index) => ({
      at: started + index * 5 * MINUTE,
      signal: index === 9,
    }));
    const signatures = [{ criterion: "signalRate", note: "few of them" }];
    const judged = judge(phase, evidence(30, { candles, trades: trades([1, 1]) }), { signatures });
    const { outcome, reading } = verdictOf(judged, "signalRate");
    assert.deepEqual([outcome, reading?.needs], [{ is: "inconclusive", why: "undefined" }, "signals"]);
  });

  it("a bot that was not started again since the checkpoint has no window", () => {
    const before: Evidence["processes"] = [{ started: applied - HOUR, attribution: "confirmed" }];
    const result = judge(byTrades, evidence(60, { trades: good, processes: before }));
    assert.deepEqual([result.outcome, result.window.from, result.look], ["inconclusive", undefined, 0]);
  });

  it("a restart is no new window where the values are the same", () => {
    const own = { checkpoint: apply1.tag, attribution: "confirmed" } as const;
    const processes = [
      { started, ...own },
      { started: started + 20 * HOUR, ...own },
    ];
    assert.equal(judge(byTrades, evidence(60, { trades: good, processes })).outcome, "pass");
  });
});

describe("time does not pass a gate", () => {
  it("too few trades at the last look are too few", () => {
    const phase = phaseWith({ window: { hours: 10 }, criteria: [{ ...winRate, minimumTrades: 20 }] });
    const result = judge(phase, evidence(40, { trades: trades(wins(15, 15)) }));
    assert.deepEqual([result.look, result.outcome], [3, "inconclusive"]);
    assert.deepEqual(verdictOf(result, "winRate").outcome, { is: "inconclusive", why: "few", missing: 5 });
  });

  it("between looks nothing is decided, however well it goes", () => {
    const result = judge(byTrades, evidence(45, { trades: trades(wins(19, 19)) }));
    assert.deepEqual([result.look, result.outcome], [0, "inconclusive"]);
  });

  it("hours in which the bot was down are not hours of the window", () => {
    const observed = [
      { from: started, to: started + 10 * HOUR },
      { from: started + 40 * HOUR, to: started + 50 * HOUR },
    ];
    const result = judge(byHours, evidence(50, { observed, trades: trades(wins(5, 5)) }));
    assert.deepEqual([result.window.hours, result.window.coverage, result.look], [20, 0.4, 0]);
  });

  it("a look after a long gap decides nothing; a signature with a reason does, unless the threshold is missed", () => {
    const observed = [
      { from: started, to: started + 30 * HOUR },
      { from: started + 40 * HOUR, to: started + 50 * HOUR },
    ];
    const signatures = [{ criterion: "winRate", note: "the exchange was down" }];
    const won = evidence(50, { observed, trades: trades(wins(12, 12)) });
    const lost = evidence(50, { observed, trades: trades(wins(3, 12)) });
    assert.deepEqual(verdictOf(judge(byHours, won), "winRate").outcome, { is: "inconclusive", why: "coverage" });
    assert.equal(judge(byHours, won, { signatures }).outcome, "pass");
    assert.equal(judge(byHours, lost, { signatures }).outcome, "inconclusive");
  });

  it("what is in the future of the moment that is judged does not count", () => {
    const found = evidence(60, { trades: good, errors: [{ at: started + 50 * HOUR, cause: "x", text: "x" }] });
    const phase = phaseWith({ criteria: [winRate, noErrors] });
    const { at } = judge(phase, found).window.reached[0] ?? { at: 0 };
    assert.equal(at, started + 39 * HOUR);
    assert.equal(judge(phase, found, { at }).outcome, "pass");
    assert.equal(judge(phase, found, { at: at - 1 }).outcome, "inconclusive");
    assert.equal(judge(phase, found).outcome, "fail");
  });
});

describe("what comes after the look that decided", () => {
  const profit = criterion({ metric: "netProfit" });
  const phase = phaseWith({ criteria: [profit] });
  const lost = evidence(60, { trades: [...trades(Array(20).fill(1)), trade(started + 45 * HOUR, -500)] });

  it("is said, with its result", () => {
    const result = judge(phase, lost);
    assert.deepEqual(result.since, { at: started + 39 * HOUR, trades: 1, net: -500 });
    assert.equal(judge(phase, evidence(20, { trades: trades([1]) })).since, undefined);
  });

  it("makes a pass wait for a signature where its value misses the threshold now; a validated one stays", () => {
    const result = judge(phase, lost);
    const { outcome, reading, now } = verdictOf(result, "netProfit");
    assert.deepEqual([result.outcome, outcome], ["inconclusive", { is: "inconclusive", why: "warning" }]);
    assert.deepEqual([reading?.value, now?.value], [20, -480]);
    const signatures = [{ criterion: "netProfit", note: "a transfer" }];
    assert.equal(judge(phase, lost, { signatures }).outcome, "pass");
    const validated = checkpoint(2, "validate-1", started + 40 * HOUR);
    assert.equal(judge(phase, lost, { run: { ...run1, validated } }).outcome, "pass");
  });
});

describe("a position that is open at the look, of whose price nothing is known since", () => {
  it("keeps facts about money from passing, and no share", () => {
    const largestLoss = criterion({ metric: "largestLoss", compare: "<", threshold: 0.05 });
    const phase = phaseWith({ window: { hours: 42 }, criteria: [largestLoss, noErrors] });
    const { closed: _, net: __, exit: ___, ...open } = trade(started + 41 * HOUR, 0);
    const held = judge(phase, evidence(42, { trades: [...good, { ...open, leftOut: "open" }] }));
    assert.deepEqual(verdictOf(held, "largestLoss").outcome, { is: "inconclusive", why: "open-position" });
    assert.deepEqual(verdictOf(held, "errors").outcome, { is: "pass", how: "fact" });
    assert.equal(judge(phase, evidence(42, { trades: good })).outcome, "pass");
  });
});

describe("a metric whose input no source tells", () => {
  const sharpe = criterion({ metric: "sharpeRatio", threshold: 0.1 });
  const mixed = trades(wins(15, 20));
  const poor = mixed.map(({ equity: _, ...each }) => each);

  for (const wanted of [sharpe, drawdown])
    it(`is not defined, and names it: ${wanted.metric}`, () => {
      const { outcome, reading } = verdictOf(
        judge(phaseWith({ criteria: [wanted] }), evidence(60, { trades: poor })),
        wanted.id,
      );
      assert.deepEqual(outcome, { is: "inconclusive", why: "undefined" });
      assert.deepEqual([reading?.needs, reading?.leftOut["no-price"] ?? 0], ["equity", 0]);
      const rich = verdictOf(judge(phaseWith({ criteria: [wanted] }), evidence(60, { trades: mixed })), wanted.id);
      assert.deepEqual([rich.reading?.needs, typeof rich.reading?.value], [undefined, "number"]);
    });
});

describe("a metric of which some trades have no value", () => {
  const size = criterion({ metric: "averagePositionSize", threshold: 0.05 });
  const all = trades(wins(15, 20));
  const some = all.map(({ equity = 0, ...each }, i) => (i < 3 ? { ...each, equity } : each));

  it("does not pass by that of the rest, and no signature makes it", () => {
    const [whole, partial] = [all, some].map((each) =>
      verdictOf(
        judge(phaseWith({ criteria: [size] }), evidence(60, { trades: each }), {
          signatures: [{ criterion: size.id, note: "looked at" }],
        }),
        size.id,
      ),
    );
    assert.equal(whole?.outcome.is, "pass");
    assert.deepEqual(partial?.outcome, { is: "inconclusive", why: "undefined" });
    assert.deepEqual([partial?.reading?.n, partial?.reading?.leftOut["no-size"]], [3, 17]);
  });
});

describe("a plan that was changed in the window", () => {
  it("judges nothing, however well its conditions would stand", () => {
    const result = judge(byTrades, evidence(60, { trades: good }), { planChanged: true });
    assert.equal(result.outcome, "error");
    for (const { outcome } of [...result.criteria, ...result.triggers])
      assert.deepEqual(outcome, { is: "error", why: "plan-changed" });
  });
});

describe("a window that ended", () => {
  const next = checkpoint(2, "apply-2", started + 50 * HOUR);

  it("is cancelled for ever where it was not validated, also if it would have passed", () => {
    const result = judge(byTrades, evidence(60, { trades: good }), { run: { ...run1, next } });
    assert.equal(result.outcome, "error");
    assert.deepEqual(verdictOf(result, "winRate").outcome, { is: "error", why: "cancelled" });
    const replayed = judge(byTrades, evidence(60, { trades: good }), { run: { ...run1, next }, at: next.at - 1 });
    assert.equal(replayed.outcome, "pass");
  });

  it("keeps its pass where it was validated, although the bot has been silent since", () => {
    const validated = checkpoint(2, "validate-1", started + 49 * HOUR);
    const faults: Evidence["faults"] = [{ why: "stale", money: false, at: started + 49 * HOUR }];
    const found = evidence(49, { trades: good, faults });
    const at = started + 90 * HOUR;
    assert.equal(judge(byTrades, found, { at }).outcome, "error");
    assert.equal(judge(byTrades, found, { at, run: { ...run1, validated, next } }).outcome, "pass");
  });

  it("keeps a trigger that fired before, so that a rollback's reason can be read again", () => {
    const run = { ...run1, next: checkpoint(2, "rollback-phase-1", started + 50 * HOUR) };
    const phase = phaseWith({ rollback: [lowWinRate], expected: [{ text: "", metric: "winRate", value: 0.831 }] });
    assert.equal(judge(phase, evidence(60, { trades: trades(wins(8, 20)) }), { run }).outcome, "fail");
  });

  it("counts no trade that was closed after its end", () => {
    const run = { ...run1, next: checkpoint(2, "apply-2", started + 20 * HOUR + 1) };
    const { window } = judge(byTrades, evidence(60, { trades: good }), { run });
    assert.deepEqual([window.trades, window.leftOut], [10, { open: 1 }]);
  });
});

describe("trades that do not count", () => {
  it("are left out with their reasons: straddling, before, of other values, by hand, left out by the collector", () => {
    const old = "phasegate/bot/0000-apply-0";
    const odd = [
      trade(started - HOUR / 2, 1, { checkpoint: old }),
      trade(started + HOUR, 1, { checkpoint: old }),
      trade(started + HOUR, 1, { leftOut: "manual" }),
      trade(started + HOUR, 1, { leftOut: "synced" }),
      trade(started + HOUR, 1, { leftOut: "no-price" }),
      trade(started - 9 * HOUR, 1, { checkpoint: old }),
    ];
    const { window } = judge(byTrades, evidence(60, { trades: [...good, ...odd] }));
    assert.equal(window.trades, 20);
    assert.deepEqual(window.leftOut, { straddles: 1, unattributed: 1, manual: 1, synced: 1, "no-price": 1 });
  });

  it("by hand still cost the account its money", () => {
    const phase = phaseWith({
      rollback: [criterion({ metric: "netProfit", id: "losses", compare: "<", threshold: -200 })],
    });
    const loss = trade(started + HOUR, -250, { leftOut: "manual" });
    const result = judge(phase, evidence(60, { trades: [...good, loss] }));
    assert.deepEqual(verdictOf(result, "losses").outcome, { is: "fail", how: "trigger" });
  });
});

describe("money that is moved while the window is open", () => {
  // 1,000 at the start; 900 are taken out after the second trade, and the third loses 20 of what is left.
  const lost = trades([1, -1, -20]);
  const moved = { at: started + 3 * HOUR + 30 * MINUTE, before: 1000, after: 100 };
  const balances = [{ at: started, equity: 1000 }];
  const measured = (resets: Evidence["resets"]) => {
    const drawdown = criterion({ metric: "maxDrawdown", compare: "<", threshold: 0.1 });
    const perWeek = criterion({ metric: "returnPerWeek", compare: ">", threshold: -0.1 });
    const phase = phaseWith({ window: { trades: 3 }, criteria: [drawdown, perWeek] });
    const result = judge(phase, evidence(6, { trades: lost, balances, resets }));
    return ["maxDrawdown", "returnPerWeek"].map((id) => verdictOf(result, id).reading?.value ?? Number.NaN);
  };

  it("is no result, and what is lost later is a share of what is left", () => {
    const [drawdown = 0, perWeek = 0] = measured([moved]);
    assert.ok(Math.abs(drawdown - (1 - 800 / 1001)) < 1e-12, `${drawdown}`);
    assert.ok(Math.abs(perWeek - (-0.2 * 168) / 5) < 1e-12, `${perWeek}`);
    const [without = 0] = measured([]);
    assert.ok(Math.abs(without - 21 / 1001) < 1e-12);
    const [later = 0] = measured([{ ...moved, at: started + 5.5 * HOUR }]);
    assert.ok(Math.abs(later - 21 / 1001) < 1e-12);
  });
});

describe("a position that is held open", () => {
  const { closed: _, exit: _exit, net: _net, gross: _gross, ...held } = trade(started + 2 * MINUTE, 0);

  it("blocks a pass that its loss would take away", () => {
    const results = trades(wins(17, 20));
    const phase = phaseWith({ criteria: [{ ...winRate, threshold: 0.84, worst: 0.6 }] });
    assert.equal(judge(phase, evidence(60, { trades: results })).outcome, "pass");
    const losing = judge(phase, evidence(60, { trades: [{ ...held, entry: 150 }, ...results] }));
    assert.deepEqual(verdictOf(losing, "winRate").outcome, { is: "inconclusive", why: "open-position" });
    assert.equal(losing.outcome, "inconclusive");
    const signatures = [{ criterion: "winRate", note: "it will recover" }];
    assert.equal(
      judge(phase, evidence(60, { trades: [{ ...held, entry: 150 }, ...results] }), { signatures }).outcome,
      "inconclusive",
    );
    assert.equal(judge(phase, evidence(60, { trades: [{ ...held, entry: 50 }, ...results] })).outcome, "pass");
  });

  it("for far longer than the bot ever did is a warning, which a signature settles", () => {
    const results = good.map((each) => ({ ...each, reason: "max-hold" as const }));
    const found = evidence(60, { trades: [{ ...held, entry: 50 }, ...results] });
    assert.deepEqual(verdictOf(judge(byTrades, found), "winRate").outcome, { is: "inconclusive", why: "warning" });
    assert.equal(judge(byTrades, found, { signatures: [{ criterion: "winRate", note: "hedged" }] }).outcome, "pass");
  });
});

describe("values that changed while the window was open", () => {
  const own = { checkpoint: apply1.tag, attribution: "confirmed" } as const;
  const changes: readonly Evidence["processes"][number][] = [
    { started: started + 10 * HOUR, attribution: "unknown" },
    { started: started + 10 * HOUR, checkpoint: "phasegate/bot/0000-apply-0", attribution: "confirmed" },
    { started: started + 10 * HOUR, ...own, values: { EXIT_THRESHOLD: 0.65 } },
  ];
  for (const [index, process] of changes.entries()) {
    it(`decide nothing (${index + 1})`, () => {
      const processes = [{ started, ...own, values: { EXIT_THRESHOLD: 0.603 } }, process];
      const result = judge(byTrades, evidence(60, { trades: good, processes }));
      assert.deepEqual(verdictOf(result, "winRate").outcome, { is: "inconclusive", why: "coverage" });
    });
  }
});

describe("evidence at fault", () => {
  it("is an error for money only where only money is concerned, and none before it came about", () => {
    const faults: Evidence["faults"] = [{ why: "unpaired", money: true, at: started + 50 * HOUR }];
    const phase = phaseWith({ criteria: [winRate, noErrors] });
    const found = evidence(60, { trades: trades(wins(16, 20)), faults });
    const result = judge(phase, evidence(60, { trades: good, faults: [{ why: "unpaired", money: true }] }));
    assert.deepEqual(verdictOf(result, "winRate").outcome, { is: "error", why: "unpaired" });
    assert.deepEqual([verdictOf(result, "errors").outcome.is, result.outcome], ["pass", "error"]);
    assert.equal(judge(phase, found, { at: started + 40 * HOUR }).outcome, "inconclusive");
  });

  it("is an error rather than a fail, and a fired trigger comes before both", () => {
    const faults: Evidence["faults"] = [{ why: "contradiction", money: true }];
    const failing = criterion({ metric: "errors", compare: "<=", threshold: 0 });
    const crash = { at: started + HOUR, cause: "x", text: "x" };
    const phase = phaseWith({ criteria: [winRate, failing] });
    assert.equal(judge(phase, evidence(60, { trades: good, faults, errors: [crash] })).outcome, "error");
    const rollback = [criterion({ metric: "errors", id: "crashes", compare: ">", threshold: 0 })];
    const found = evidence(60, { trades: good, faults, errors: [crash] });
    assert.equal(judge(phaseWith({ ...phase, rollback }), found).outcome, "fail");
  });
});

describe("a fact about money", () => {
  it("is an error where the result of a trade is not known, but a trigger that has fired stays fired", () => {
    const { net, gross, exit, ...unpriced } = trade(started + 50 * HOUR, 0, { leftOut: "no-price" });
    const small = criterion({ metric: "largestLoss", compare: "<=", threshold: 0.1 });
    const large = criterion({ metric: "largestLoss", id: "large", compare: ">", threshold: 0.1 });
    const phase = phaseWith({ criteria: [small], rollback: [large], window: { hours: 55 } });
    const known = evidence(60, { trades: good });
    assert.equal(judge(phase, known).outcome, "pass");
    const result = judge(phase, evidence(60, { trades: [...good, unpriced] }));
    assert.deepEqual(verdictOf(result, "largestLoss").outcome, { is: "error", why: "unpaired" });
    assert.deepEqual([verdictOf(result, "large").outcome.is, result.outcome], ["error", "error"]);
    const lost = judge(phase, evidence(60, { trades: [...trades([-12]), ...good.slice(1), unpriced] }));
    assert.deepEqual(verdictOf(lost, "large").outcome, { is: "fail", how: "trigger" });
  });
});

describe("a limit that is broken", () => {
  const crash = { at: started + HOUR, cause: "timeout", text: "timeout" };
  const phase = phaseWith({ criteria: [winRate, noErrors] });

  it("stays broken where the evidence is stale or has gaps", () => {
    const at = started + 90 * HOUR;
    for (const found of [
      evidence(20, { errors: [crash] }),
      evidence(90, { errors: [crash], faults: [{ why: "stale", money: false }] }),
      evidence(90, { errors: [crash], observed: [{ from: started, to: started + 2 * HOUR }], trades: good }),
    ]) {
      const result = judge(phase, found, { at });
      assert.deepEqual(verdictOf(result, "errors").outcome, { is: "fail", how: "fact" });
      assert.equal(result.outcome, "fail");
    }
  });

  it("is not known to be broken where the sources contradict each other, however stale they are", () => {
    const faults: Evidence["faults"] = [
      { why: "stale", money: false },
      { why: "contradiction", money: false },
    ];
    const result = judge(phase, evidence(90, { errors: [crash], faults }));
    assert.deepEqual(verdictOf(result, "errors").outcome, { is: "error", why: "contradiction" });
    assert.equal(result.outcome, "error");
  });

  it("is not kept because the evidence is stale", () => {
    const result = judge(phase, evidence(20, { trades: good.slice(0, 5) }), { at: started + 90 * HOUR });
    assert.deepEqual(verdictOf(result, "errors").outcome, { is: "error", why: "stale" });
  });
});

describe("what counts no trades", () => {
  it("leaves none out", () => {
    const left = trades(wins(6, 6)).map((each) => ({ ...each, leftOut: "manual" as const }));
    const again = { at: started + HOUR, cause: "timeout", text: "timeout" };
    const candles = [{ at: started, signal: true }];
    const rate = criterion({ metric: "signalRate", compare: "<", threshold: 0.08 });
    const phase = phaseWith({ criteria: [winRate, noErrors, rate] });
    const result = judge(phase, evidence(20, { trades: left, errors: [again, again], candles }));
    const { reading } = verdictOf(result, "errors");
    assert.deepEqual([reading?.value, reading?.n, reading?.leftOut], [1, 2, {}]);
    assert.deepEqual(verdictOf(result, "signalRate").reading?.leftOut, {});
    assert.deepEqual(verdictOf(result, "winRate").reading?.leftOut, { manual: 6 });
  });
});

describe("a window that has not begun", () => {
  it("is open, and no signature settles that", () => {
    const signatures = [{ criterion: "winRate", note: "it will be fine" }];
    const result = judge(byTrades, evidence(60, { processes: [] }), { signatures });
    assert.deepEqual(verdictOf(result, "winRate").outcome, { is: "inconclusive", why: "open", missing: 20 });
    assert.deepEqual([result.outcome, result.look], ["inconclusive", 0]);
  });
});

describe("what is not defined is never compared", () => {
  for (const metric of ["profitFactor", "sharpeRatio", "averageLoss"] as const) {
    it(`${metric} of trades that are all the same win`, () => {
      const phase = phaseWith({ criteria: [criterion({ metric, compare: ">", threshold: -1, scale: "trade" })] });
      const result = judge(phase, evidence(60, { trades: trades(Array(20).fill(0.5)) }));
      assert.equal(verdictOf(result, metric).outcome.is, "inconclusive");
    });
  }
});
