// Judges phases of a bot whose trades are known: what each condition comes to, and the gate as a whole.
import assert from "node:assert/strict";
import type { Trade } from "../../../src/core/evidence/trade";
import type { Criterion } from "../../../src/core/plan/plan";
import {
  criterion,
  evidence,
  HOUR,
  judge,
  lowWinRate,
  phaseWith,
  planWith,
  promised,
  started,
  trade,
  trades,
  verdictOf,
  watched,
  winRate,
  wins,
} from "../../support/gates";

const judgement: Criterion = { id: "looks-fine", text: "Looks fine", manual: true };

describe("the verdict on a share", () => {
  it("passes where a bot at the floor seldom does as well: 18 of 20 against 75 %", () => {
    const result = judge(watched, evidence(60, { trades: trades(wins(18, 20)) }));
    const { outcome, tail, reading, floor, look } = verdictOf(result, "winRate");
    assert.deepEqual([result.outcome, outcome, look], ["pass", { is: "pass", how: "met" }, 1]);
    assert.equal(reading?.value, 0.9);
    assert.equal(floor, 0.75);
    // 20 choose k, by hand: P(X >= 18) at 0.75.
    assert.ok(Math.abs((tail ?? 0) - 0.0912604) < 1e-6, String(tail));
  });

  it("is too weak where such a bot often does, and a signature settles that", () => {
    const unpaired = phaseWith({ expected: [promised] });
    const found = evidence(60, { trades: trades(wins(17, 20)) });
    assert.deepEqual(verdictOf(judge(unpaired, found), "winRate").outcome, { is: "inconclusive", why: "weak" });
    const signed = judge(unpaired, found, { signatures: [{ criterion: "winRate", note: "17 of 20 will do" }] });
    assert.deepEqual([signed.outcome, verdictOf(signed, "winRate").outcome], ["pass", { is: "pass", how: "signed" }]);
  });

  it("is short at the first look and not met at the last; no signature makes it meet the threshold", () => {
    const signatures = [{ criterion: "winRate", note: "good enough" }];
    const first = judge(watched, evidence(60, { trades: trades(wins(16, 20)) }), { signatures });
    assert.deepEqual(verdictOf(first, "winRate").outcome, { is: "inconclusive", why: "short" });
    const last = judge(watched, evidence(130, { trades: trades(wins(47, 60)) }), { signatures });
    assert.deepEqual(verdictOf(last, "winRate").outcome, { is: "fail", how: "not-met" });
    assert.deepEqual([last.look, last.outcome], [3, "fail"]);
  });

  it("rolls back a bot that wins every other trade", () => {
    const result = judge(watched, evidence(60, { trades: trades(wins(9, 18)) }));
    const { outcome, reading, evidence: found } = verdictOf(result, "low");
    assert.deepEqual([result.outcome, outcome], ["fail", { is: "fail", how: "trigger" }]);
    assert.ok((found?.promise ?? 0) >= Math.log(20));
    assert.ok((reading?.n ?? 0) <= 18);
  });

  it("keeps a trigger fired, whatever comes later", () => {
    const found = evidence(160, { trades: trades([...wins(4, 16), ...wins(54, 54)]) });
    assert.deepEqual(verdictOf(judge(watched, found), "low").outcome, { is: "fail", how: "trigger" });
  });

  it("only warns where the value lies beyond the trigger by what may be chance", () => {
    const result = judge(watched, evidence(24, { trades: trades(wins(6, 9)) }));
    assert.deepEqual(verdictOf(result, "low").outcome, { is: "inconclusive", why: "warning" });
    assert.deepEqual(result.outcome, "inconclusive");
  });
});

describe("a condition that asks for proof", () => {
  const proof = { ...winRate, threshold: 0.5, confidence: 0.95 };

  it("passes where the whole sequence lies beyond the threshold, and is too weak where only the value does", () => {
    const outcomeOf = (won: number) => {
      const result = judge(phaseWith({ criteria: [proof] }), evidence(60, { trades: trades(wins(won, 20)) }));
      return verdictOf(result, "winRate").outcome;
    };
    assert.deepEqual(outcomeOf(19), { is: "pass", how: "shown" });
    assert.deepEqual(outcomeOf(13), { is: "inconclusive", why: "weak" });
  });

  it("takes no interval that holds at one look for a sequence that has no bounds yet", () => {
    const win = criterion({ metric: "averageWin", id: "win", compare: "<", threshold: 0.02, confidence: 0.95 });
    const results = [0.5, 1.5, 1, 0.2, 1.4, 0.8];
    const phase = phaseWith({ rollback: [win], window: { trades: 50 } });
    const { outcome, reading } = verdictOf(judge(phase, evidence(20, { trades: trades(results) })), "win");
    assert.ok((reading?.interval?.[1] ?? 1) < 0.02);
    assert.deepEqual(outcome, { is: "inconclusive", why: "warning" });
  });

  it("as a trigger fires on the threshold alone, whatever is promised", () => {
    const rollback = [{ ...lowWinRate, threshold: 0.5, confidence: 0.95 }];
    const phase = phaseWith({ rollback, expected: [promised] });
    const outcomeOf = (won: number) =>
      verdictOf(judge(phase, evidence(60, { trades: trades(wins(won, 20)) })), "low").outcome;
    assert.deepEqual(outcomeOf(9), { is: "inconclusive", why: "warning" });
    assert.deepEqual(outcomeOf(1), { is: "fail", how: "trigger" });
  });
});

describe("a range", () => {
  const sizes = (share: (index: number) => number) =>
    trades(wins(20, 20)).map((each, index) => ({ ...each, positionShare: share(index) }));
  const range = criterion({ metric: "averagePositionSize", compare: "between", threshold: [0.75, 0.8] });
  const outcomeOf = (share: (index: number) => number) =>
    verdictOf(judge(phaseWith({ criteria: [range] }), evidence(60, { trades: sizes(share) })), "averagePositionSize")
      .outcome;
  const around = (middle: number, spread: number) => (index: number) => middle + (index % 2 ? spread : -spread);

  it("passes well inside, is weak at an edge, and fails where it is shown to lie outside", () => {
    assert.equal(outcomeOf(around(0.775, 0.02)).is, "pass");
    assert.deepEqual(outcomeOf(around(0.751, 0.08)), { is: "inconclusive", why: "weak" });
    assert.deepEqual(outcomeOf(around(0.65, 0.02)), { is: "fail", how: "shown" });
  });
});

describe("a fact", () => {
  const short = criterion({ metric: "trades", compare: ">=", threshold: 1, trades: { side: "short" } });
  const phase = phaseWith({ criteria: [short] });

  it("that asks for something to happen has until the last look", () => {
    const outcomeAt = (count: number) =>
      verdictOf(judge(phase, evidence(2 * count, { trades: trades(wins(count, count)) })), "trades").outcome;
    assert.deepEqual(outcomeAt(20), { is: "inconclusive", why: "short" });
    assert.deepEqual(outcomeAt(60), { is: "fail", how: "fact" });
  });

  it("that holds on the way and no longer keeps a trigger fired, with the numbers and the time of then", () => {
    const losses = criterion({ metric: "netProfit", id: "losses", compare: "<", threshold: -200 });
    const found = evidence(20, { trades: trades([-62, -150, 500]) });
    const { outcome, at, reading } = verdictOf(judge(phaseWith({ rollback: [losses] }), found), "losses");
    assert.deepEqual([outcome, reading?.value], [{ is: "fail", how: "trigger" }, -212]);
    assert.equal(at, started + 3 * HOUR);
  });

  it("says since when it stands, with the numbers of now", () => {
    const crashes = [3, 5, 9].map((hour) => ({ at: started + hour * HOUR, cause: `cause ${hour}`, text: "x" }));
    const few = criterion({ metric: "errors", id: "few", compare: "<=", threshold: 1 });
    const many = criterion({ metric: "errors", id: "many", compare: ">=", threshold: 3 });
    const result = judge(phaseWith({ criteria: [few], rollback: [many] }), evidence(20, { errors: crashes }));
    const sinceWhen = (id: string) => [verdictOf(result, id).reading?.value, verdictOf(result, id).at];
    assert.deepEqual(sinceWhen("few"), [3, started + 5 * HOUR]);
    assert.deepEqual(sinceWhen("many"), [3, started + 9 * HOUR]);
  });
});

describe("a condition on the first trades", () => {
  const losses = criterion({ metric: "netProfit", id: "losses", compare: "<", threshold: -200, trades: { first: 2 } });
  const kept = criterion({ metric: "largestLoss", id: "kept", compare: "<=", threshold: 0.5, trades: { first: 2 } });
  const phase = phaseWith({ criteria: [kept], rollback: [losses] });
  const gateOf = (found: readonly Trade[], hours = 20) => judge(phase, evidence(hours, { trades: found }));
  const outcomeOf = (id: string, found: readonly Trade[]) => verdictOf(gateOf(found), id).outcome;

  it("fires when all of them are closed, whatever the next one makes up for", () => {
    const { outcome, at, reading } = verdictOf(gateOf(trades([-62, -150, 500])), "losses");
    assert.deepEqual([outcome, reading?.value], [{ is: "fail", how: "trigger" }, -212]);
    assert.equal(at, started + 3 * HOUR);
    assert.deepEqual(outcomeOf("losses", trades([-62, -100, -500])), { is: "quiet" });
  });

  it("is not decided by some of them: a trigger warns, a criterion waits", () => {
    const one = trades([-387]);
    assert.deepEqual(outcomeOf("losses", one), { is: "inconclusive", why: "warning" });
    assert.deepEqual(outcomeOf("kept", one), { is: "inconclusive", why: "open", missing: 19 });
    assert.deepEqual(outcomeOf("losses", trades([-387, 300])), { is: "quiet" });
    const { closed, exit, net, gross, ...open } = trade(started + 2 * HOUR, 0);
    assert.deepEqual(outcomeOf("losses", [...one, open, trade(started + 4 * HOUR, -100)]), {
      is: "inconclusive",
      why: "warning",
    });
  });

  it("means those that were opened first, by hand too, in whatever order they were closed", () => {
    const long = trade(started, -150, { closed: started + 10 * HOUR });
    const manual = trade(started + HOUR, -100, { leftOut: "manual" });
    const { outcome, reading, at } = verdictOf(gateOf([long, manual, trade(started + 3 * HOUR, 900)]), "losses");
    assert.deepEqual([outcome, reading?.value], [{ is: "fail", how: "trigger" }, -250]);
    assert.equal(at, started + 10 * HOUR);
  });

  it("is an error where one of them has no result: the next one does not stand in for it", () => {
    const [first, second, third] = trades([-62, 0, -150]);
    assert.ok(first && second && third);
    const { net, gross, exit, ...unpriced } = second;
    const found = [first, { ...unpriced, leftOut: "no-price" as const }, third];
    assert.deepEqual(outcomeOf("losses", found), { is: "error", why: "unpaired" });
    assert.deepEqual(outcomeOf("kept", found), { is: "error", why: "unpaired" });
    const later = [first, third, { ...unpriced, opened: started + 8 * HOUR, closed: started + 9 * HOUR }];
    assert.deepEqual(outcomeOf("losses", later), { is: "fail", how: "trigger" });
  });
});

describe("the gate as a whole", () => {
  it("waits for a judgement, and passes with its signature", () => {
    const phase = phaseWith({ ...watched, criteria: [winRate, judgement] });
    const found = evidence(60, { trades: trades(wins(20, 20)) });
    const unsigned = judge(phase, found);
    assert.deepEqual(unsigned.why, [{ criterion: "looks-fine", outcome: { is: "inconclusive", why: "unsigned" } }]);
    assert.equal(judge(phase, found, { signatures: [{ criterion: "looks-fine", note: "yes" }] }).outcome, "pass");
  });

  it("says before the first look how many trades are missing", () => {
    const result = judge(watched, evidence(30, { trades: trades(wins(12, 12)) }));
    assert.deepEqual(verdictOf(result, "winRate").outcome, { is: "inconclusive", why: "open", missing: 8 });
    assert.deepEqual([result.look, result.window.reached], [0, []]);
  });

  it("fails at once where a fact breaks its limit, also between looks", () => {
    const noErrors = criterion({ metric: "errors", compare: "<=", threshold: 0 });
    const phase = phaseWith({ criteria: [noErrors, winRate] });
    const crash = { at: started + 3 * HOUR, cause: "timeout", text: "timeout" };
    const open = judge(phase, evidence(10, { errors: [crash] }));
    assert.deepEqual([open.outcome, verdictOf(open, "errors").outcome], ["fail", { is: "fail", how: "fact" }]);
    const late = { ...crash, at: started + 45 * HOUR };
    const since = judge(phase, evidence(50, { trades: trades(wins(20, 20)), errors: [late] }));
    assert.equal(since.outcome, "fail");
  });

  it("decides at the first look that decides, whatever a later one would say", () => {
    const found = evidence(90, { trades: trades([...wins(20, 20), ...wins(8, 20)]) });
    const phase = phaseWith({ window: { trades: 20 } });
    assert.deepEqual([judge(phase, found).look, judge(phase, found).outcome], [1, "pass"]);
  });

  it("reads a promise before costs as no word on a value after them", () => {
    const phase = phaseWith({ ...watched, expected: [{ ...promised, basis: "gross" }] });
    const result = judge(phase, evidence(60, { trades: trades(wins(18, 20)) }), { plan: planWith([phase]) });
    const { outcome, promise } = verdictOf(result, "winRate");
    assert.deepEqual([outcome, promise], [{ is: "pass", how: "met" }, undefined]);
    assert.ok(result.triggers.every((trigger) => trigger.promise === undefined));
  });
});
