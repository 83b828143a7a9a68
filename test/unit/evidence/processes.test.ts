// Which process opened a trade, which checkpoint's values it ran, and whether the bot runs what was applied.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Report } from "../../../src/core/evidence/report";
import { plainLiteral } from "../../../src/core/source";
import {
  at,
  beat,
  beats,
  checkpoint,
  configuration,
  dataOf,
  evidenceOf,
  list,
  logOf,
  start,
  state,
  trade,
} from "../../support/evidence";
import { plan } from "../../support/rollout";

const change = (parameter: string, before: string, after: string) => ({ parameter, before, after });

/** Phase 1 lowers the exit threshold, is rolled back, and comes again. */
const applied = checkpoint(1, "apply-1", "12:00", {
  event: { kind: "apply", phase: 1 },
  phases: [1],
  changes: [change("EXIT_THRESHOLD", "0.70", "0.603")],
});
const validated = checkpoint(2, "validate-1", "13:00", { event: { kind: "validate", phase: 1 }, phases: [1] });
const rolledBack = checkpoint(3, "rollback-phase-1", "15:00", {
  event: { kind: "rollback", to: { kind: "before-phase", phase: 1 } },
  phases: [],
  changes: [change("EXIT_THRESHOLD", "0.603", "0.70")],
});
const checkpoints = [applied, validated];

const started = (...times: string[]) => times.map((time) => start(0, { at: at(time), process: time }));
const tagsOf = (reports: Report[], ledger = checkpoints) =>
  evidenceOf([logOf(...reports)], { checkpoints: ledger }).processes.map((each) => [each.checkpoint, each.attribution]);

describe("a process", () => {
  it("is found by its start, by a new session's name, and by a state's own start", () => {
    const files = [
      logOf(
        ...started("09:00"),
        beat({ at: at("10:00:03"), process: "session" }),
        beat({ at: at("09:59:59"), process: "session" }),
      ),
      {
        source: state,
        reports: [configuration(1, { at: at("12:30"), started: at("11:00"), values: {} })],
      },
    ];
    assert.deepEqual(
      evidenceOf(files).processes.map((each) => [each.name, each.started]),
      [
        ["09:00", at("09:00")],
        ["session", at("09:59:59")],
        [undefined, at("11:00")],
      ],
    );
  });

  it("is one where the log and the state tell of its start within a minute", () => {
    const files = [
      logOf(...started("09:00")),
      { source: state, reports: [configuration(1, { at: at("09:30"), started: at("09:00:40"), values: {} })] },
    ];
    assert.deepEqual(
      evidenceOf(files).processes.map(({ name }) => name),
      ["09:00"],
    );
  });

  it("that a log begins in the middle of has no start", () => {
    const [first] = evidenceOf([logOf(beat({ at: at("12:30"), process: "a" }))], { checkpoints }).processes;
    assert.deepEqual(first, { name: "a", attribution: "unknown" });
  });

  it("goes on as another one where its values change while it runs", () => {
    const told = (time: string, value: number) =>
      configuration(0, { at: at(time), process: "09:00", values: { EXIT_THRESHOLD: value } });
    const { processes } = evidenceOf([
      logOf(...started("09:00"), told("09:00", 0.7), told("09:30", 0.7), told("10:00", 0.65)),
    ]);
    assert.deepEqual(
      processes.map((each) => [each.started, each.values]),
      [
        [at("09:00"), { EXIT_THRESHOLD: 0.7 }],
        [at("10:00"), { EXIT_THRESHOLD: 0.65 }],
      ],
    );
  });
});

describe("the checkpoint of a process", () => {
  it("is assumed to be the newest before its start that set values", () => {
    assert.deepEqual(tagsOf(started("11:00", "12:10", "14:00", "16:00"), [applied, validated, rolledBack]), [
      [undefined, "assumed"],
      [applied.tag, "assumed"],
      [applied.tag, "assumed"],
      [rolledBack.tag, "assumed"],
    ]);
  });

  const reporting = (time: string, values: Record<string, number>) =>
    configuration(0, { at: at(time), process: time, values });

  it("is decided by the values that it reports, whenever it was started", () => {
    const reports = [...started("12:30"), reporting("12:30", { exit_threshold: 0.7 })];
    assert.deepEqual(tagsOf(reports), [[undefined, "confirmed"]]);
    assert.deepEqual(tagsOf([...started("12:30"), reporting("12:30", { "Exit-Threshold": 0.603 })]), [
      [applied.tag, "confirmed"],
    ]);
  });

  it("is that of the start nearest to a state's own, and only assumed where two are within a minute of it", () => {
    const told = (started: string) => ({
      source: state,
      reports: [configuration(1, { at: at("12:30"), started: at(started), values: { EXIT_THRESHOLD: 0.7 } })],
    });
    const attributed = (first: string, second: string, state: string) =>
      evidenceOf([logOf(...started(first, second)), told(state)], { checkpoints }).processes.map((each) => [
        each.name,
        each.values?.["EXIT_THRESHOLD"],
        each.attribution,
      ]);
    assert.deepEqual(attributed("12:10:00", "12:10:40", "12:10:02"), [
      ["12:10:00", 0.7, "assumed"],
      ["12:10:40", undefined, "assumed"],
    ]);
    assert.deepEqual(attributed("12:10:00", "12:10:40", "12:10:40"), [
      ["12:10:00", undefined, "assumed"],
      ["12:10:40", 0.7, "confirmed"],
    ]);
    assert.deepEqual(attributed("12:08:00", "12:10:40", "12:10:42"), [
      ["12:08:00", undefined, "assumed"],
      ["12:10:40", 0.7, "confirmed"],
    ]);
  });

  it("is the newest before the start of those that have the same values", () => {
    const reports = [...started("16:00"), reporting("16:00", { EXIT_THRESHOLD: 0.7 })];
    assert.deepEqual(tagsOf(reports, [applied, validated, rolledBack]), [[rolledBack.tag, "confirmed"]]);
  });

  it("is unknown where no checkpoint has its values", () => {
    assert.deepEqual(tagsOf([...started("12:30"), reporting("12:30", { EXIT_THRESHOLD: 0.65 })]), [
      [undefined, "unknown"],
    ]);
  });

  it("is only assumed where the reported values tell no checkpoint from another", () => {
    const longThreshold = Number(plan.parameters["LONG_ENTRY_THRESHOLD"]?.baseline);
    const reports = [...started("12:30"), reporting("12:30", { BASE_LONG_ENTRY_THRESHOLD: longThreshold })];
    assert.deepEqual(tagsOf(reports), [[applied.tag, "assumed"]]);
  });

  it("is not guessed from a name that is only alike", () => {
    for (const name of ["exit_threshold_current", "threshold", "ml_exit_threshold", "EXIT_THRESHOLDS"]) {
      assert.deepEqual(tagsOf([...started("12:30"), reporting("12:30", { [name]: 0.65 })]), [[applied.tag, "assumed"]]);
    }
  });
});

describe("a bot that goes on over a checkpoint", () => {
  const told = (time: string, values: Record<string, number>) =>
    configuration(0, { at: at(time), process: "11:00", values });

  it("runs its old values, whatever else it reports meanwhile", () => {
    const other = [told("11:00", { capital: 1000 }), told("12:30", { capital: 1010 })];
    assert.deepEqual(tagsOf([...started("11:00"), ...other]), [[undefined, "assumed"]]);
    const values = [told("11:00", { EXIT_THRESHOLD: 0.7 }), told("12:30", { capital: 1010 })];
    assert.deepEqual(tagsOf([...started("11:00"), ...values]), [[undefined, "confirmed"]]);
  });

  it("is another one where it reports another value, with what it has told before", () => {
    const reports = [told("11:00", { EXIT_THRESHOLD: 0.7, MAX_HOLD: 4 }), told("12:30", { EXIT_THRESHOLD: 0.603 })];
    assert.deepEqual(tagsOf([...started("11:00"), ...reports]), [
      [undefined, "confirmed"],
      [applied.tag, "confirmed"],
    ]);
  });
});

describe("a value that the bot adapts by itself", () => {
  const parameter = plan.parameters["EXIT_THRESHOLD"];
  const adapted = {
    ...plan,
    parameters: { ...plan.parameters, EXIT_THRESHOLD: { ...parameter, adaptedByBot: true } },
  } as typeof plan;
  const told = (process: string, time: string, value: number) =>
    configuration(0, { at: at(time), process, values: { EXIT_THRESHOLD: value } });
  const evidence = evidenceOf(
    [
      logOf(
        ...started("11:00"),
        told("11:00", "11:30", 0.66),
        told("11:00", "12:05", 0.64),
        ...started("12:10"),
        told("12:10", "12:20", 0.61),
        told("12:10", "12:40", 0.62),
      ),
    ],
    { checkpoints, plan: adapted },
  );

  it("decides no checkpoint: that is assumed by the start, also where it was adapted after the checkpoint", () => {
    assert.deepEqual(
      evidence.processes.map((each) => [each.started, each.checkpoint, each.attribution]),
      [
        [at("11:00"), undefined, "assumed"],
        [at("12:10"), applied.tag, "assumed"],
      ],
    );
  });

  it("is shown as it was reported last, and is no value that nobody sealed", () => {
    const row = evidence.running.find(({ parameter }) => parameter === "EXIT_THRESHOLD");
    assert.deepEqual([row?.running, row?.by], ["0.62", "adapted"]);
    assert.deepEqual(dataOf(evidence, "running-unsealed"), []);
  });

  it("is not to hide that the bot is to be restarted", () => {
    const running = evidenceOf([logOf(...started("11:00"), told("11:00", "12:05", 0.603))], {
      checkpoints,
      plan: adapted,
    });
    assert.deepEqual(dataOf(running, "restart-needed"), [
      { tag: applied.tag, parameters: ["EXIT_THRESHOLD"], started: at("11:00") },
    ]);
  });
});

describe("a trade's process", () => {
  const opened = (time: string, process?: string) =>
    trade(0, { source: "log", opened: at(time), closed: at(time) + 60_000, process, entry: 100_000 + at(time) / 1e9 });

  it("is the one that its record names, else the last that was started before", () => {
    const { trades, processes } = evidenceOf([
      logOf(...started("09:00", "11:00"), opened("10:00"), opened("11:30"), opened("11:40", "09:00")),
    ]);
    assert.deepEqual(
      trades.map(({ process }) => processes[process ?? -1]?.name),
      ["09:00", "11:00", "09:00"],
    );
  });

  it("leaves it out where a process of another checkpoint closed it", () => {
    const across = trade(0, { source: "log", opened: at("11:30"), closed: at("12:30") });
    const over = trade(0, { source: "log", opened: at("12:40"), closed: at("14:30") });
    const { trades } = evidenceOf([logOf(...started("11:00", "12:10", "14:00"), across, over)], { checkpoints });
    assert.deepEqual(
      trades.map(({ leftOut, checkpoint }) => [leftOut, checkpoint]),
      [
        ["straddles", undefined],
        [undefined, applied.tag],
      ],
    );
  });

  it("leaves it out where it is not known what that ran, unless it was opened before the rollout", () => {
    const reports = [...started("12:10"), opened("12:30"), opened("11:00")];
    const told = configuration(0, { at: at("12:11"), process: "12:10", values: { EXIT_THRESHOLD: 0.65 } });
    assert.deepEqual(
      evidenceOf([logOf(...reports, told)], { checkpoints }).trades.map(({ leftOut }) => leftOut),
      [undefined, "unattributed"],
    );
  });

  it("is assumed to begin at each checkpoint where no record tells of any start, which is said", () => {
    const rows = ["11:00", "12:30"].map((time) => trade(0, { opened: at(time), closed: at(time) + 60_000 }));
    const evidence = evidenceOf([{ source: list, reports: rows }], { checkpoints });
    assert.deepEqual(
      evidence.trades.map(({ leftOut, checkpoint }) => [leftOut, checkpoint]),
      [
        [undefined, undefined],
        [undefined, applied.tag],
      ],
    );
    assert.deepEqual(
      evidence.processes.map((each) => [each.started, each.attribution]),
      [
        [at("11:00"), "assumed"],
        [at("12:00"), "assumed"],
      ],
    );
    assert.deepEqual(dataOf(evidence, "starts-unknown"), [{}]);
  });
});

describe("running, source and target", () => {
  const source = new Map([["EXIT_THRESHOLD", "0.603"]]);
  const rowOf = (...reports: Report[]) =>
    evidenceOf([logOf(...reports)], { checkpoints, source }).running.find(
      ({ parameter }) => parameter === "EXIT_THRESHOLD",
    );
  const target = plainLiteral(plan.parameters["EXIT_THRESHOLD"]?.target ?? null, "bot.py");

  it("are side by side, the running value assumed by the process's start", () => {
    assert.deepEqual(rowOf(...started("12:10")), {
      parameter: "EXIT_THRESHOLD",
      running: "0.603",
      by: "assumed",
      source: "0.603",
      target,
    });
  });

  it("say the value that the process reports", () => {
    const told = configuration(0, { at: at("12:11"), process: "12:10", values: { exit_threshold: 0.65 } });
    const row = rowOf(...started("12:10"), told);
    assert.deepEqual([row?.running, row?.by], ["0.65", "reported"]);
  });

  it("say that nothing is known of a bot that is not heard of", () => {
    assert.deepEqual(rowOf(), { parameter: "EXIT_THRESHOLD", by: "unknown", source: "0.603", target });
  });
});

describe("a bot that was started before a checkpoint", () => {
  it("is to be restarted, the parameters named", () => {
    const evidence = evidenceOf([logOf(...started("11:00"), ...beats("11:05", "13:00"))], { checkpoints });
    assert.deepEqual(dataOf(evidence, "restart-needed"), [
      { tag: applied.tag, parameters: ["EXIT_THRESHOLD"], started: at("11:00") },
    ]);
  });

  it("is not where it reports the new values, or reads them as it runs", () => {
    const told = configuration(0, { at: at("12:05"), process: "11:00", values: { EXIT_THRESHOLD: 0.603 } });
    assert.deepEqual(dataOf(evidenceOf([logOf(...started("11:00"), told)], { checkpoints }), "restart-needed"), []);
    const parameter = plan.parameters["EXIT_THRESHOLD"];
    const hot = { ...plan, parameters: { ...plan.parameters, EXIT_THRESHOLD: { ...parameter, needsRestart: false } } };
    const evidence = evidenceOf([logOf(...started("11:00"))], { checkpoints, plan: hot as typeof plan });
    assert.deepEqual(dataOf(evidence, "restart-needed"), []);
  });
});

describe("a bot with values of no checkpoint", () => {
  it("is a finding that names them", () => {
    const told = configuration(0, { at: at("12:11"), process: "12:10", values: { EXIT_THRESHOLD: 0.65, other: 1 } });
    const evidence = evidenceOf([logOf(...started("12:10"), told)], { checkpoints });
    assert.deepEqual(dataOf(evidence, "running-unsealed"), [
      { values: [{ parameter: "EXIT_THRESHOLD", running: "0.65", sealed: "0.603" }] },
    ]);
    assert.deepEqual(dataOf(evidence, "restart-needed"), []);
  });
});
