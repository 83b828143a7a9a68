// Judges conditions that compare a phase with an earlier one.
import assert from "node:assert/strict";
import {
  apply1,
  checkpoint,
  criterion,
  evidence,
  HOUR,
  judge,
  phaseWith,
  planWith,
  run1,
  started,
  trade,
  verdictOf,
  wins,
} from "../../support/gates";

describe("a comparison with an earlier phase", () => {
  const apply2 = checkpoint(2, "apply-2", started + 95 * HOUR);
  const begun = apply2.at + HOUR;
  const run2 = { phase: 2, checkpoint: apply2, applied: apply2.at, extensions: 0 };
  const ended1 = { ...run1, next: apply2 };
  const first = phaseWith({});
  const judgeSecond = (
    metric: "returnPerWeek" | "tradesPerWeek",
    before: number[],
    after: number[],
    every = 2,
    threshold = 1,
    confidence?: number,
    everyBefore = 2,
  ) => {
    const second = phaseWith({
      id: 2,
      criteria: [criterion({ metric, compare: ">=", threshold, against: 1 })],
      rollback: [
        criterion({ metric, id: "less", compare: "<", threshold, against: 1, ...(confidence && { confidence }) }),
      ],
    });
    const later = after.map((net, index) => trade(begun + index * every * HOUR, net, { checkpoint: apply2.tag }));
    const own = { attribution: "confirmed" } as const;
    const end = begun + 200 * HOUR;
    const found = evidence(0, {
      trades: [...before.map((net, index) => trade(started + index * everyBefore * HOUR, net)), ...later],
      observed: [{ from: started, to: end }],
      processes: [
        { started, checkpoint: apply1.tag, ...own },
        { started: begun, checkpoint: apply2.tag, ...own },
      ],
    });
    const plan = planWith([first, second]);
    return judge(second, found, { plan, run: run2, earlierRuns: [ended1], at: end });
  };

  it("is judged by multiples of that phase's value, floor and interval too", () => {
    const before = [...wins(15, 20)].map((net) => net * 2);
    const after = [...wins(18, 20)].map((net) => net * 4);
    const { against, threshold, floor, reading, tail } = verdictOf(
      judgeSecond("returnPerWeek", before, after, 2, 1.3),
      "returnPerWeek",
    );
    const base = against?.value ?? 0;
    assert.ok(base > 0 && (reading?.value ?? 0) > base);
    assert.equal(threshold, 1.3 * base);
    // The trigger below the same multiple is the floor.
    assert.equal(floor, 1.3 * base);
    assert.ok(tail !== undefined && tail > 0 && tail < 0.5, String(tail));
    // Ten times the money in both phases changes no chance, and no multiple.
    const tenfold = verdictOf(
      judgeSecond(
        "tradesPerWeek",
        before.map((net) => net * 10),
        after.map((net) => net * 10),
      ),
      "tradesPerWeek",
    );
    const plain = verdictOf(judgeSecond("tradesPerWeek", before, after), "tradesPerWeek");
    assert.deepEqual([tenfold.tail, tenfold.threshold], [plain.tail, plain.threshold]);
  });

  it("proves a multiple by the interval of the ratio, on that phase's scale", () => {
    const outcomeOf = (threshold: number) =>
      verdictOf(judgeSecond("tradesPerWeek", wins(45, 90), wins(10, 20), 9, threshold, 0.9, 1), "less").outcome;
    // A ninth as many trades a week: fewer than half is proved, fewer than an eighth is not.
    assert.deepEqual(outcomeOf(1 / 2), { is: "fail", how: "trigger" });
    assert.deepEqual(outcomeOf(1 / 8), { is: "inconclusive", why: "warning" });
  });

  it("carries that phase's own value with its n and interval", () => {
    const { against, threshold, reading } = verdictOf(judgeSecond("tradesPerWeek", wins(20, 20), wins(20, 20)), "less");
    assert.deepEqual([against?.phase, against?.n], [1, 20]);
    assert.ok(against?.interval && threshold === against.value && reading?.n);
  });

  it("is not decidable as a multiple where that value is a loss", () => {
    const result = judgeSecond("returnPerWeek", Array(20).fill(-1), wins(20, 20), 2, 1.3);
    assert.deepEqual(verdictOf(result, "returnPerWeek").outcome, { is: "inconclusive", why: "undefined" });
    assert.equal(verdictOf(result, "less").outcome.is, "quiet");
  });

  it("is decidable where no more than that loss is asked for", () => {
    const better = verdictOf(judgeSecond("returnPerWeek", wins(2, 20), wins(20, 20)), "returnPerWeek");
    assert.deepEqual(better.outcome, { is: "pass", how: "met" });
    const { tail = 1, threshold, against } = better;
    assert.ok(tail < 0.01 && threshold === against?.value && Number(threshold) < 0);
    const same = judgeSecond("returnPerWeek", wins(8, 20), wins(8, 20), 1);
    assert.notEqual(verdictOf(same, "returnPerWeek").outcome.is, "pass");
    assert.notEqual(verdictOf(same, "less").outcome.is, "fail");
    const worse = judgeSecond("returnPerWeek", wins(8, 20), Array(20).fill(-5));
    assert.deepEqual(verdictOf(worse, "less").outcome, { is: "fail", how: "trigger" });
  });

  it("does not take a phase with three trades at its word", () => {
    const result = judgeSecond("tradesPerWeek", wins(3, 3), wins(20, 20), 12);
    assert.notEqual(verdictOf(result, "less").outcome.is, "fail");
  });

  it("fires at looks where the trades have become far fewer", () => {
    const result = judgeSecond("tradesPerWeek", wins(45, 45), wins(20, 20), 9);
    assert.deepEqual(verdictOf(result, "less").outcome, { is: "fail", how: "trigger" });
  });
});
