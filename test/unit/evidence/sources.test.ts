// Whether the files can be judged by: there, readable, fresh, in their time; and what a state forgets.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EvidenceCollector } from "../../../src/core/evidence/collector";
import type { Report } from "../../../src/core/evidence/report";
import type { EvidenceSource } from "../../../src/core/plan/plan";
import {
  at,
  beat,
  beats,
  candle,
  checkpoint,
  contextOf,
  dataOf,
  evidenceOf,
  list,
  log,
  logOf,
  settings,
  start,
  state,
  trade,
} from "../../support/evidence";

const unreadable = (file: number): Report => ({ kind: "unreadable", origin: { file, offset: 0 }, why: "not-json" });

describe("the sources of a plan", () => {
  it("without any file are judged for nothing, each one named", () => {
    const evidence = evidenceOf([]);
    assert.deepEqual(evidence.faults, [{ why: "no-source", money: false }]);
    assert.deepEqual(
      dataOf(evidence, "source-missing").map(({ path }) => path),
      [log.path, state.path, list.path],
    );
  });

  it("of which one has no file are judged for nothing, and name that one", () => {
    const evidence = evidenceOf([logOf(...beats("10:00", "11:00")), { source: list, reports: [] }], {
      at: at("11:00"),
      settings,
    });
    assert.deepEqual(evidence.faults, [{ why: "no-source", money: false }]);
    assert.deepEqual(dataOf(evidence, "source-missing"), [{ path: state.path }]);
  });

  it("without a record are no calm bot", () => {
    assert.deepEqual(evidenceOf([logOf()]).faults, [{ why: "stale", money: false }]);
  });
});

describe("the newest record", () => {
  const faultsAt = (time: string, staleMinutes?: number) =>
    evidenceOf([logOf(...beats("10:00", "11:00"))], {
      at: at(time),
      settings: { ...settings, sources: [log], ...(staleMinutes !== undefined && { staleMinutes }) },
    }).faults;

  it("may be an hour old", () => {
    assert.deepEqual(faultsAt("12:00"), []);
    assert.deepEqual(faultsAt("12:01"), [{ why: "stale", money: false, at: at("11:00") }]);
  });

  it("may be as old as the plan says", () => {
    assert.deepEqual(faultsAt("11:05", 5), []);
    assert.deepEqual(faultsAt("11:06", 5), [{ why: "stale", money: false, at: at("11:00") }]);
  });
});

describe("a log that goes silent while a state goes on", () => {
  const states = beats("10:00", "14:00");
  const applied = checkpoint(1, "apply-1", "10:00", { event: { kind: "apply", phase: 1 } });
  const judged = (reports: readonly Report[], time = "14:00", checkpoints = [applied]) =>
    evidenceOf([logOf(...reports), { source: state, reports: states }], {
      at: at(time),
      settings: { ...settings, sources: [log, state] },
      checkpoints,
    });

  it("leaves nothing to be judged of the time since, and is named", () => {
    const evidence = judged(beats("10:00", "12:00"));
    assert.deepEqual(evidence.faults, [{ why: "stale", money: false, at: at("12:00") }]);
    assert.deepEqual(dataOf(evidence, "source-silent"), [{ path: log.path, newest: at("12:00") }]);
    assert.deepEqual(judged(beats("10:00", "12:00"), "13:00").faults, []);
  });

  it("may be one that seldom speaks, or one of the time before", () => {
    const seldom = [...beats("10:00", "10:10"), ...beats("11:20", "11:30"), ...beats("12:20", "12:30")];
    assert.deepEqual(judged(seldom).faults, []);
    const later = checkpoint(2, "apply-2", "12:30", { event: { kind: "apply", phase: 2 } });
    assert.deepEqual(judged(beats("10:00", "12:00"), "14:00", [applied, later]).faults, []);
    const validated = checkpoint(2, "validate-1", "12:30", { event: { kind: "validate", phase: 1 } });
    assert.equal(judged(beats("10:00", "12:00"), "14:00", [applied, validated]).faults.length, 1);
  });
});

describe("records that can't be used", () => {
  const beatsAndBroken = (good: number, broken: number) =>
    logOf(
      ...Array.from({ length: good }, (_, i) => beat({ at: at("10:00") + i })),
      ...Array.from({ length: broken }, () => unreadable(0)),
    );

  it("are borne up to 1 % of a file, but by facts", () => {
    const borne = evidenceOf([beatsAndBroken(99, 1)], { at: at("10:30") });
    assert.deepEqual(borne.faults, [{ why: "unreadable", money: false, facts: true, at: at("10:00") + 98 }]);
    assert.deepEqual(dataOf(borne, "records-broken"), [
      { path: log.path, broken: 1, offset: 0, from: at("10:00") + 98 },
    ]);
    const evidence = evidenceOf([beatsAndBroken(98, 2)], { at: at("10:30") });
    assert.deepEqual(evidence.faults, [{ why: "unreadable", money: false }]);
    assert.deepEqual(dataOf(evidence, "evidence-unreadable"), [{ path: log.path, unusable: 2, records: 100 }]);
  });

  it("stand between the records around them, in a list that is sorted either way", () => {
    const row = (clock: string) => trade(0, { opened: at(clock), closed: at(clock) + 60_000 });
    const rows = Array.from({ length: 200 }, (_, i) =>
      trade(0, { opened: at("12:00") + i * 60_000, closed: at("12:01") + i * 60_000 }),
    );
    const inList = (...reports: Report[]) => evidenceOf([{ source: list, reports }], { at: at("16:00") });
    const [from, to] = [at("10:00"), at("11:01")];
    const fault = { why: "unreadable", money: true, facts: true, at: from, until: to };
    const ascending = inList(row("10:00"), unreadable(0), row("11:00"), ...rows);
    assert.deepEqual(
      ascending.faults.filter(({ why }) => why === "unreadable"),
      [fault],
    );
    assert.deepEqual(dataOf(ascending, "records-broken"), [{ path: list.path, broken: 1, offset: 0, from, to }]);
    const descending = inList(...rows.reverse(), row("11:00"), unreadable(0), row("10:00"));
    assert.deepEqual(
      descending.faults.filter(({ why }) => why === "unreadable"),
      [fault],
    );
    const shuffled = inList(...rows, row("10:00"), unreadable(0), row("11:00"), ...rows.slice(0, 50));
    const { at: _, until: __, ...ofAnyTime } = fault;
    assert.deepEqual(
      shuffled.faults.filter(({ why }) => why === "unreadable"),
      [ofAnyTime],
    );
  });

  it("alone are not called too old", () => {
    const { faults } = evidenceOf([logOf(unreadable(0), unreadable(0))], { at: at("10:30") });
    assert.deepEqual(faults, [{ why: "unreadable", money: false }]);
  });

  it("are also trades with a value that is no number, which count by what else they have", () => {
    const rows = Array.from({ length: 4 }, (_, i) =>
      trade(0, { opened: at("10:00") + i * 60_000, closed: at("11:00") }),
    );
    const nan = trade(0, { opened: at("09:00"), exit: undefined, unusable: ["exit_price"] });
    const evidence = evidenceOf([{ source: list, reports: [...rows, nan] }], { at: at("11:30") });
    assert.deepEqual(evidence.faults, [
      { why: "unreadable", money: false },
      { why: "unreadable", money: true, at: at("09:00"), until: at("11:00") },
    ]);
    assert.equal(evidence.trades[0]?.leftOut, "no-price");
  });
});

describe("a file", () => {
  const modified = at("12:00");

  it("that is 9 hours behind its newest record is told the zone that explains it, which is not applied", () => {
    const utc: EvidenceSource = { kind: "log", path: "bot.jsonl" };
    const files = [{ source: utc, reports: beats("20:00", "20:58"), modified }];
    const evidence = evidenceOf(files, { settings: { ...settings, sources: [utc] }, at: at("21:00") });
    assert.deepEqual(dataOf(evidence, "times-ahead"), [
      { path: "bot.jsonl", minutes: 535, declared: "Z", utcOffset: "+09:00" },
    ]);
    assert.equal(evidence.observed[0]?.from, at("20:00"));
    assert.deepEqual(evidence.faults, [{ why: "contradiction", money: false }]);
  });

  it("that no whole hour puts right is told no zone", () => {
    const files = [{ ...logOf(...beats("12:00", "12:30")), modified }];
    assert.deepEqual(dataOf(evidenceOf(files), "times-ahead"), [{ path: log.path, minutes: 30, declared: "+09:00" }]);
  });

  it("may be 5 minutes behind: clocks differ", () => {
    assert.deepEqual(dataOf(evidenceOf([{ ...logOf(...beats("11:00", "12:05")), modified }]), "times-ahead"), []);
  });

  it("has trades that are later than itself left out", () => {
    const late = trade(0, { opened: at("13:00"), closed: at("14:00") });
    const { trades } = evidenceOf([{ source: list, reports: [trade(0), late], modified }]);
    assert.deepEqual(
      trades.map(({ leftOut }) => leftOut),
      [undefined, "impossible-time"],
    );
  });
});

describe("impossible times", () => {
  const unmixed = { source: "state", opened: at("17:00"), closed: at("19:01") } as const;
  const mixed = { source: "state", opened: at("18:00"), closed: at("11:01") } as const;
  const file = (...reports: Report[]) => ({ source: state, reports });

  it("of an exit 6.98 hours before its entry leave the trade out and are counted", () => {
    const evidence = evidenceOf([file(trade(0, unmixed), trade(0, mixed))]);
    assert.deepEqual(
      evidence.trades.map(({ leftOut }) => leftOut),
      [undefined, "impossible-time"],
    );
    assert.deepEqual(dataOf(evidence, "times-impossible"), [{ path: state.path, trades: 1 }]);
  });

  it("that one offset alone repairs have it proposed, and stay as they are", () => {
    // The file was written before a shift by eight hours would have the exit; six are too few.
    const evidence = evidenceOf([{ ...file(trade(0, mixed)), modified: at("18:30"), newest: at("18:00") }]);
    assert.deepEqual(dataOf(evidence, "times-impossible"), [{ path: state.path, trades: 1, hours: 7 }]);
    assert.equal(evidence.trades[0]?.closed, mixed.closed);
    assert.equal(evidence.trades[0]?.leftOut, "impossible-time");
  });

  it("are also those of an entry before the start of the process that it names", () => {
    const reports = [start(0, { at: at("12:00"), process: "a" }), trade(0, { source: "log", process: "a" })];
    assert.deepEqual(
      evidenceOf([logOf(...reports)]).trades.map(({ leftOut }) => leftOut),
      ["impossible-time"],
    );
  });
});

describe("a file that is read again", () => {
  const take = (collector: EvidenceCollector, source: EvidenceSource, ...reports: Report[]) => {
    for (const report of reports) collector.take(0, settings.sources.indexOf(source), report);
  };
  const first = trade(0, { source: "state" });
  const second = trade(0, { source: "state", opened: at("12:00"), closed: at("13:00") });

  it("forgets what a log had", () => {
    const collector = new EvidenceCollector(settings);
    take(collector, log, { ...first, source: "log" });
    collector.replaced(0);
    take(collector, log, { ...second, source: "log" });
    const { trades } = collector.evidence(contextOf([logOf(first)]));
    assert.deepEqual(
      trades.map(({ opened }) => opened),
      [second.opened],
    );
  });

  it("keeps the trades of a state, once, whether it still has them or not", () => {
    const collector = new EvidenceCollector(settings);
    for (const reports of [[first], [first, second], [second], []]) {
      collector.replaced(0);
      take(collector, state, ...reports, beat({ at: at("13:00") }));
    }
    const evidence = collector.evidence(contextOf([{ source: state, reports: [first] }]));
    assert.deepEqual(
      evidence.trades.map(({ opened, leftOut }) => [opened, leftOut]),
      [
        [first.opened, undefined],
        [second.opened, undefined],
      ],
    );
    assert.deepEqual(dataOf(evidence, "state-shrank"), [{ path: state.path, before: 1, after: 0 }]);
  });

  it("is not smaller because it was read half-written", () => {
    const collector = new EvidenceCollector(settings);
    take(collector, state, first, second);
    collector.replaced(0);
    take(collector, state, unreadable(0));
    const evidence = collector.evidence(contextOf([{ source: state, reports: [first] }]));
    assert.deepEqual(dataOf(evidence, "state-shrank"), []);
    assert.equal(evidence.trades.length, 2);
  });

  it("has a trade closed that was open before", () => {
    const { closed: _, exit: __, ...entered } = first;
    const collector = new EvidenceCollector(settings);
    take(collector, state, { ...entered, stage: "open" });
    collector.replaced(0);
    take(collector, state, first);
    assert.deepEqual(
      collector.evidence(contextOf([{ source: state, reports: [first] }])).trades.map(({ leftOut }) => leftOut),
      [undefined],
    );
  });

  it("and has lost an open trade, whose exit is missing once the bot is flat", () => {
    const { closed: _, exit: __, ...entered } = first;
    const collector = new EvidenceCollector(settings);
    take(collector, state, { ...entered, stage: "open" });
    collector.replaced(0);
    take(collector, state, candle("11:00"), candle("11:05"));
    const { faults } = collector.evidence({ ...contextOf([{ source: state, reports: [first] }]), at: at("11:11") });
    const ofTrades = faults.filter(({ money }) => money);
    assert.deepEqual(ofTrades, [{ why: "unpaired", money: true, at: at("10:00"), until: at("11:05") }]);
  });
});

describe("files that tell of fewer trades than a sealed gate saw", () => {
  const rows = ["10:00", "12:00", "14:00"].map((clock) => trade(0, { opened: at(clock), closed: at(clock) + 60_000 }));
  const sealed = (trades: number) => [
    checkpoint(1, "apply-1", "09:00", { event: { kind: "apply", phase: 1 } }),
    checkpoint(2, "validate-1", "13:00", {
      event: { kind: "validate", phase: 1 },
      gate: { phase: 1, outcome: "pass", look: 1, at: new Date(at("13:00")).toISOString(), trades },
    }),
  ];
  const judged = (reports: readonly Report[], trades: number, now = "14:30") =>
    evidenceOf([{ source: list, reports }], { at: at(now), checkpoints: sealed(trades) });

  it("are missed, whatever came since: nothing of that time is judged", () => {
    const evidence = judged(rows.slice(1), 2);
    const until = at("13:00");
    assert.deepEqual(dataOf(evidence, "evidence-shrank"), [
      { tag: "phasegate/v4/0002-validate-1", at: until, before: 2, after: 1 },
    ]);
    assert.deepEqual(evidence.faults, [{ why: "contradiction", money: false, until }]);
  });

  it("are not, where all of them stand somewhere, and where the gate was not sealed yet", () => {
    assert.deepEqual(judged(rows, 2).faults, []);
    assert.deepEqual(judged(rows, 2, "12:30").faults, []);
    assert.deepEqual(judged(rows.slice(1), 2, "12:30").faults, []);
  });

  it("count a trade that is told twice once", () => {
    assert.equal(judged([...rows.slice(1), { ...rows[1] } as Report], 2).faults.length, 1);
    assert.equal(judged(rows, 2).known, 3);
  });
});

describe("a long history", () => {
  const row = (i: number) => trade(0, { opened: at("10:00") - i * 60_000, closed: at("10:00") - i * 60_000 + 30_000 });

  it("keeps the newest 20,000 trades of the time before the rollout and counts the others", () => {
    const collector = new EvidenceCollector(settings, at("10:00"));
    for (let i = 70_000; i > -100; i--) collector.take(0, 2, row(i));
    const context = contextOf([{ source: list, reports: [] }]);
    const first = checkpoint(1, "adopt", "10:00", { event: { kind: "adopt" } });
    const { trades, dropped } = collector.evidence({ ...context, checkpoints: [first] });
    assert.equal(trades.length, 20_000 + 100);
    assert.equal(dropped, 50_000);
    assert.equal(trades[0]?.opened, row(20_000).opened);
  });
});
