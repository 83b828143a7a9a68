// Judges at the edges of the policy: which of two decisions holds just before a limit, at it, and just beyond it.
import assert from "node:assert/strict";
import { measureAll } from "../../../src/core/gates/measurements";
import { decideAtLook, isSeldom, MOST_AT_FLOOR, partAtLook } from "../../../src/core/gates/policy";
import { largestShareEvidence } from "../../../src/core/gates/statistics/share-evidence";
import {
  criterion,
  evidence,
  HOUR,
  judge,
  lowWinRate,
  phaseWith,
  promised,
  started,
  trade,
  trades,
  verdictOf,
  watched,
  winRate,
  wins,
} from "../../support/gates";

describe("the chance of error at a look", () => {
  it("is a quarter of it at each of three looks, then half of what is left at each further one", () => {
    const parts = [1, 2, 3, 4, 5, 6].map((look) => partAtLook(0.1, look, 3));
    assert.deepEqual(parts, [0.025, 0.025, 0.025, 0.0125, 0.00625, 0.003125]);
  });

  it("is never more than the whole, however many looks are added", () => {
    for (const planned of [1, 2, 3, 8]) {
      const parts = Array.from({ length: planned + 50 }, (_, index) => partAtLook(0.05, index + 1, planned));
      assert.ok(parts.every((part) => part > 0));
      const total = parts.reduce((sum, part) => sum + part, 0);
      assert.ok(total <= 0.05 && total > 0.05 - 1e-9, String(total));
    }
  });
});

describe("a look", () => {
  const look = { enoughTrades: true, meets: true, shown: () => false, tail: () => MOST_AT_FLOOR };

  it("is met where the chance at the floor is at most the limit; one that is not known meets nothing", () => {
    assert.equal(decideAtLook(look), "met");
    assert.equal(decideAtLook({ ...look, tail: () => MOST_AT_FLOOR + 1e-6 }), "weak");
    assert.equal(decideAtLook({ ...look, tail: () => undefined }), "weak");
    assert.deepEqual([isSeldom(0.3, 0.1 + 0.2), isSeldom(0.1 + 0.2, 0.3), isSeldom(undefined, 1)], [true, true, false]);
  });
});

describe("the evidence that a verdict shows", () => {
  const outcomes = wins(17, 20).map((net) => net > 0);
  const { evidence: shown } = verdictOf(judge(watched, evidence(60, { trades: trades(wins(17, 20)) })), "winRate");

  it("is against a bot at the floor that it is better, against the promise that it is worse", () => {
    assert.equal(shown?.floor, largestShareEvidence(0.75, outcomes, 20, "above"));
    assert.equal(shown?.promise, largestShareEvidence(0.831, outcomes, 20, "below"));
  });

  it("is left out where nothing is promised, and in a range", () => {
    const unpromised = verdictOf(judge(phaseWith({}), evidence(60, { trades: trades(wins(17, 20)) })), "winRate");
    assert.deepEqual(Object.keys(unpromised.evidence ?? {}), ["floor"]);
  });

  it("passes a criterion by itself, as soon as there is enough", () => {
    const all = verdictOf(judge(watched, evidence(60, { trades: trades(wins(20, 20)) })), "winRate");
    assert.deepEqual(all.outcome, { is: "pass", how: "shown" });
    assert.ok((all.evidence?.floor ?? 0) >= Math.log(20));
  });
});

describe("a trigger", () => {
  const losing = (count: number) => trades(Array<number>(count).fill(-0.5));

  it("needs five trades that count: the fifth loss fires, four warn", () => {
    const sure = phaseWith({ rollback: [lowWinRate], expected: [{ ...promised, value: 0.999 }] });
    const outcomeOf = (count: number) =>
      verdictOf(judge(sure, evidence(2 * count, { trades: losing(count) })), "low").outcome;
    assert.deepEqual(outcomeOf(4), { is: "inconclusive", why: "warning" });
    assert.deepEqual(outcomeOf(5), { is: "fail", how: "trigger" });
  });

  it("over trades that do not come needs none of them", () => {
    const rare = criterion({ metric: "tradesPerWeek", id: "rare", compare: "<", threshold: 20 });
    const phase = phaseWith({ window: { trades: 20 }, rollback: [rare] });
    const { outcome, reading } = verdictOf(judge(phase, evidence(300, { trades: losing(2) })), "rare");
    assert.deepEqual([outcome, reading?.n], [{ is: "fail", how: "trigger" }, 2]);
  });

  it("fires no later where it is looked at seldom: after the 128th trade at even ones only", () => {
    const phase = phaseWith({ rollback: [lowWinRate], expected: [promised], window: { trades: 400 } });
    for (const good of [131, 132]) {
      const results = [...wins(Math.round(good * 0.8), good), ...wins(100, 200)];
      const found = evidence(700, { trades: trades(results) });
      const { outcome, at, reading } = verdictOf(judge(phase, found), "low");
      assert.deepEqual(outcome, { is: "fail", how: "trigger" });
      const n = reading?.n ?? 0;
      assert.ok(n > 128 && n < 256 && n % 2 === 0, String(n));
      assert.equal(at, started + (n - 1) * 2 * HOUR + HOUR);
    }
  });

  it("on a range fires only where both of its ends are unlikely", () => {
    const sized = (share: number, spread: number) =>
      trades(wins(20, 20)).map((each, index) => ({ ...each, positionShare: share + (index % 2 ? spread : -spread) }));
    const range = criterion({ metric: "averagePositionSize", id: "sized", compare: "between", threshold: [0.4, 0.6] });
    const outcomeOf = (share: number, spread: number) =>
      verdictOf(judge(phaseWith({ rollback: [range] }), evidence(60, { trades: sized(share, spread) })), "sized")
        .outcome;
    assert.deepEqual(outcomeOf(0.5, 0.02), { is: "fail", how: "trigger" });
    // Within the range, but one end is as likely as not.
    assert.deepEqual(outcomeOf(0.401, 0.05), { is: "inconclusive", why: "warning" });
    assert.deepEqual(outcomeOf(0.599, 0.05), { is: "inconclusive", why: "warning" });
    assert.deepEqual(outcomeOf(0.7, 0.02), { is: "quiet" });
  });

  it("that there are no more trades than so many fires at a look, not before", () => {
    const none = criterion({ metric: "trades", id: "none", compare: "<=", threshold: 0, trades: { side: "short" } });
    const outcomeOf = (count: number) =>
      verdictOf(
        judge(phaseWith({ rollback: [none] }), evidence(2 * count, { trades: trades(wins(count, count)) })),
        "none",
      ).outcome;
    assert.deepEqual(outcomeOf(19), { is: "inconclusive", why: "warning" });
    assert.deepEqual(outcomeOf(20), { is: "fail", how: "trigger" });
  });

  it("that a person settles carries the signature, and no other does", () => {
    const signatures = [{ criterion: "low", note: "seen" }];
    const of = (won: number) =>
      verdictOf(judge(watched, evidence(24, { trades: trades(wins(won, 9)) }), { signatures }), "low");
    assert.deepEqual([of(6).outcome, of(6).signature], [{ is: "quiet" }, signatures[0]]);
    assert.deepEqual([of(9).outcome, of(9).signature], [{ is: "quiet" }, undefined]);
  });
});

describe("the way to the first look", () => {
  const missing = (window: { trades?: number; hours?: number }, hours: number, count: number) => {
    const found = evidence(hours, { trades: trades(wins(count, count)) });
    const { outcome } = verdictOf(judge(phaseWith({ window }), found), "winRate");
    assert.equal(outcome.is, "inconclusive");
    return "missing" in outcome ? outcome.missing : undefined;
  };

  it("is told in trades while they are missing, then in hours", () => {
    assert.equal(missing({ trades: 20, hours: 50 }, 30, 12), 8);
    assert.equal(missing({ trades: 12, hours: 50 }, 30, 12), 20);
    assert.equal(missing({ hours: 50 }, 30, 0), 20);
  });
});

describe("a criterion at a look", () => {
  const hours = phaseWith({ window: { hours: 50 }, rollback: [lowWinRate] });
  const outcomeOf = (gap: number) => {
    // Down for `gap` hours, in the middle of the window's time.
    const observed = [
      { from: started, to: started + 20 * HOUR },
      { from: started + (20 + gap) * HOUR, to: started + (50 + gap) * HOUR },
    ];
    const found = evidence(0, { observed, trades: trades(wins(10, 10)) });
    return verdictOf(judge(hours, found), "winRate").outcome;
  };

  it("is covered where the bot ran for nine tenths of the time", () => {
    assert.equal(outcomeOf(5).is, "pass");
    assert.deepEqual(outcomeOf(6), { is: "inconclusive", why: "coverage" });
  });

  it("needs a trade of its own that was opened in the window", () => {
    const early = trade(started - 30 * HOUR, 0.5, { closed: started + HOUR });
    const errors = criterion({ metric: "errors", compare: "<=", threshold: 0 });
    const found = evidence(60, { trades: [early] });
    const { outcome } = verdictOf(judge({ ...hours, criteria: [errors] }, found), "errors");
    assert.deepEqual(outcome, { is: "inconclusive", why: "few", missing: 1 });
  });

  it("that a person settles carries the signature; one that passed by itself does not", () => {
    const signatures = [{ criterion: "winRate", note: "seen" }];
    const verdict = (won: number, count: number) =>
      verdictOf(judge(phaseWith({}), evidence(60, { trades: trades(wins(won, count)) }), { signatures }), "winRate");
    assert.deepEqual(
      [verdict(17, 20).outcome, verdict(17, 20).signature],
      [{ is: "pass", how: "signed" }, signatures[0]],
    );
    assert.deepEqual([verdict(20, 20).outcome.is, verdict(20, 20).signature], ["pass", undefined]);
    // A signature counts for its own criterion alone.
    const other = [{ criterion: "other", note: "seen" }];
    const unsigned = judge(phaseWith({}), evidence(60, { trades: trades(wins(17, 20)) }), { signatures: other });
    assert.deepEqual(verdictOf(unsigned, "winRate").outcome, { is: "inconclusive", why: "weak" });
    assert.deepEqual([winRate.threshold, unsigned.outcome], [0.8, "inconclusive"]);
  });
});

describe("what is measured beside the gates", () => {
  const completeOf = (parts: Parameters<typeof evidence>[1]) => {
    const { metrics } = measureAll(evidence(60, { trades: trades(wins(5, 6)), ...parts }), started + 60 * HOUR);
    return [metrics.netProfit.complete, metrics.winRate.complete, metrics.errors.complete];
  };
  const [won, ...others] = trades(wins(5, 6));
  const { exit, net, gross, ...unpriced } = won ?? trade(started, 0);

  it("is complete where nothing is known to be missing, and else says what is not", () => {
    assert.deepEqual(completeOf({}), [true, true, true]);
    assert.deepEqual(completeOf({ files: [] }), [false, false, false]);
    assert.deepEqual(completeOf({ faults: [{ why: "contradiction", money: true }] }), [false, false, true]);
    assert.deepEqual(completeOf({ faults: [{ why: "unreadable", money: false }] }), [false, false, false]);
    assert.deepEqual(completeOf({ trades: [{ ...unpriced, leftOut: "no-price" }, ...others] }), [false, false, true]);
    // What comes to light later was not known then.
    assert.deepEqual(completeOf({ faults: [{ why: "stale", money: false, at: started + 70 * HOUR }] }), [
      true,
      true,
      true,
    ]);
  });
});
