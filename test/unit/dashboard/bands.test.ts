// Which values the bot ran when, and whether they are those of the source.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { bandsOf } from "../../../src/core/dashboard/bands";
import { runningAgreement } from "../../../src/core/dashboard/running";
import type { BotProcess, RunningValue } from "../../../src/core/evidence/evidence";
import type { Checkpoint } from "../../../src/core/ledger/ledger";
import { checkpoint, HOUR, phaseWith, planWith, started } from "../../support/gates";

const change = (parameter: string, before: string, after: string) => ({ parameter, before, after });
const first: Checkpoint = { ...checkpoint(1, "apply-1", started), changes: [change("STOP", "0.01", "0.02")] };
const second: Checkpoint = {
  ...checkpoint(2, "apply-2", started + 10 * HOUR),
  event: { kind: "apply", phase: 2 },
  phases: [1, 2],
  changes: [change("API_SECRET", '"old"', '"hunter2"')],
};

function bands(processes: readonly BotProcess[], from: number | undefined = started - 5 * HOUR) {
  const at = started + 100 * HOUR;
  return bandsOf({ processes, plan: planWith([phaseWith({})]), checkpoints: [first, second], at, from });
}

const ran = (hours: number, parts: Partial<BotProcess> = {}): BotProcess => ({
  started: started + hours * HOUR,
  attribution: "assumed",
  ...parts,
});

describe("the bands", () => {
  it("go from a start to the next one, each with the values of its checkpoint", () => {
    const found = bands([ran(-5), ran(1, { checkpoint: first.tag }), ran(11, { checkpoint: second.tag })]);
    assert.deepEqual(
      found.map(({ from, to, checkpoint }) => [(from - started) / HOUR, (to - started) / HOUR, checkpoint?.n]),
      [
        [-5, 1, undefined],
        [1, 11, 1],
        [11, 100, 2],
      ],
    );
    const stops = found.map(({ values }) => values.find(({ parameter }) => parameter === "STOP")?.text);
    assert.deepEqual(stops, ["0.01", "0.02", "0.02"]);
  });

  it("are one where the bot was only started again", () => {
    const found = bands([1, 2, 3].map((hours) => ran(hours, { checkpoint: first.tag })));
    assert.deepEqual(
      found.map(({ from, to }) => [(from - started) / HOUR, (to - started) / HOUR]),
      [[1, 100]],
    );
  });

  it("claim no values where nobody knows which ran", () => {
    const [known, unknown] = bands([ran(1, { checkpoint: first.tag }), ran(2, { attribution: "unknown" })]);
    assert.equal(known?.checkpoint?.n, 1);
    assert.deepEqual([unknown?.checkpoint, unknown?.values], [undefined, []]);
  });

  it("begin with the records where no start is known, and are none without records", () => {
    const process: BotProcess = { attribution: "assumed" };
    assert.equal(bands([process])[0]?.from, started - 5 * HOUR);
    const input = { plan: planWith([]), checkpoints: [], at: started, from: undefined };
    assert.deepEqual(bandsOf({ ...input, processes: [process] }), []);
  });

  it("show no secret", () => {
    const text = JSON.stringify(bands([ran(11, { checkpoint: second.tag })])[0]?.values);
    assert.ok(text.includes("API_SECRET"));
    assert.ok(!text.includes("hunter2"), text);
  });
});

describe("what runs and what the source has", () => {
  const value = (parts: Partial<RunningValue>): RunningValue => ({
    parameter: "P",
    by: "reported",
    target: "1",
    ...parts,
  });

  it("agree where they are the same value, however it is written", () => {
    for (const [running, source] of [
      ["0.7", "0.70"],
      ["4", "4.0"],
      ["'a'", '"a"'],
    ] as const) {
      const { differing, same } = runningAgreement([value({ running, source })]);
      assert.deepEqual([differing, same], [[], 1], `${running} and ${source}`);
    }
  });

  it("differ where the values do, secrets too, which look alike to people", () => {
    const agreement = runningAgreement([
      value({ parameter: "STOP", running: "0.7", source: "0.71" }),
      value({ parameter: "API_KEY", running: '"aaa"', source: '"bbb"' }),
    ]);
    assert.deepEqual(agreement.differing, ["STOP", "API_KEY"]);
  });

  it("may differ where the plan says that the bot adapts them", () => {
    const own = value({ parameter: "TREND", running: "3", source: "2", by: "adapted" });
    const { differing, adapted } = runningAgreement([own, value({ running: "1", source: "1" })]);
    assert.deepEqual([differing, adapted], [[], ["TREND"]]);
  });

  it("are not known where one of them is not", () => {
    const values = [value({ parameter: "A", running: "1" }), value({ parameter: "B", source: "1" })];
    const { unknown, same, differing } = runningAgreement(values);
    assert.deepEqual([unknown, same, differing], [["A", "B"], 0, []]);
  });

  it("are reported only where all that agree are", () => {
    const known = { running: "1", source: "1" };
    assert.equal(runningAgreement([value(known), value({ ...known, by: "assumed" })]).isReported, false);
    assert.equal(runningAgreement([value(known)]).isReported, true);
  });
});
