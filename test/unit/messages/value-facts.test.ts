// The rows of a hover: what is known of a value, and what is not known is called so.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Assessment } from "../../../src/core/assessment/state";
import type { Evidence, RunningValue } from "../../../src/core/evidence/evidence";
import { emptyEvidence } from "../../../src/core/evidence/evidence";
import type { Ledger } from "../../../src/core/ledger/ledger";
import { readSource } from "../../../src/core/source";
import { valueFacts } from "../../../src/messages/editor/value-facts";
import { trade } from "../../support/gates";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

const applied = demoBot.replace(" EXIT_THRESHOLD = 0.70 ", " EXIT_THRESHOLD = 0.603 ");
const ledger = ledgerOf(["apply-1", 1]);
const [tag = ""] = ledger.checkpoints.map((each) => each.tag);
const since = ledger.checkpoints[0]?.at ?? 0;
const log = { sources: [{ kind: "log", path: "log.jsonl" }] } as const;

interface Given {
  readonly text?: string;
  readonly ledger?: Ledger | undefined;
  readonly found?: Partial<Evidence>;
  readonly name?: string;
  readonly hasFailed?: boolean;
  readonly evidence?: typeof log | undefined;
}

/** The rows by their labels, each as one line. */
function rows(given: Given): Record<string, string> {
  const { text = applied, name = "EXIT_THRESHOLD", hasFailed = false, found } = given;
  const its = "ledger" in given ? given.ledger : ledger;
  const before = assessed(text, its);
  const evidence = "evidence" in given ? given.evidence : log;
  const { evidence: _, ...plan } = before.plan;
  const assessment: Assessment = { ...before, plan: evidence ? { ...plan, evidence } : plan };
  const state = assessment.parameters.find((each) => each.name === name);
  assert.ok(state && its !== null);
  const facts = found &&
    its && { plan: assessment.plan, ledger: its, evidence: { ...emptyEvidence, ...found }, at: since + 1e9 };
  const told = { facts, gate: undefined, hasFailed };
  const { kind, values, facts: others, details } = valueFacts(assessment, readSource("bot.py", text), state, told);
  return Object.fromEntries([
    ...[...values, ...others, ...details].map(({ label, value, detail }) => [
      label,
      [value, detail].filter(Boolean).join(" · "),
    ]),
    ["kind", kind],
  ]);
}

const running = (parts: Partial<RunningValue>): Partial<Evidence> => ({
  processes: [{ started: since + 1, checkpoint: tag, attribution: "confirmed" }],
  running: [{ parameter: "EXIT_THRESHOLD", by: "reported", running: "0.603", target: "0.603", ...parts }],
});

describe("a governed value's facts", () => {
  it("begin with the values, in the order of the rollout, each as the code writes it", () => {
    const all = rows({ found: running({}) });
    assert.deepEqual(Object.keys(all).slice(0, 5), ["Baseline", "Now", "Running", "Target", "Phase 1"]);
    assert.equal(all["kind"], "probability · at least 0 and at most 1");
    assert.equal(all["Baseline"], "0.70");
    assert.equal(all["Now"], "0.603 · at its target");
    assert.equal(all["Running"], "0.603 · reported by the bot");
    assert.equal(all["Phase 1"], "in effect · Critical parameters");
  });

  it("call what runs unknown where it is, and say why", () => {
    const unknown = { parameter: "EXIT_THRESHOLD", by: "unknown", target: "0.603" } as const;
    const { processes = [] } = running({});
    const cases: readonly [Given, string][] = [
      [{ found: { processes, running: [unknown] } }, "no state reports it"],
      [{ found: { running: [unknown] } }, "no start of the bot is on record"],
      [{}, "the bot's files are being read"],
      [{ hasFailed: true }, "the bot's files can't be read"],
      [{ evidence: undefined }, "the plan names no evidence"],
      [{ ledger: undefined }, "the workspace is not trusted"],
    ];
    for (const [given, why] of cases) assert.equal(rows(given)["Running"], `not known · ${why}`);
  });

  it("say that the bot runs another value than the code has, but not of another spelling", () => {
    assert.equal(
      rows({ found: running({ running: "0.70", by: "assumed" }) })["Running"],
      "0.70 · ⚠ not what the code has, assumed from its start",
    );
    assert.equal(rows({ found: running({ running: "0.6030" }) })["Running"], "0.6030 · reported by the bot");
    assert.equal(
      rows({ found: running({ running: "0.61", by: "adapted" }) })["Running"],
      "0.61 · adapted by the bot itself",
    );
  });

  it("say as of when a bot that fell silent ran it", () => {
    const faults = [{ why: "stale", money: false } as const];
    const found = { ...running({}), faults, newest: Date.UTC(2025, 9, 16, 8) };
    assert.match(rows({ found })["Running"] ?? "", /reported by the bot, as of 2025-10-16 /);
  });

  it("show no value that looks like a secret", () => {
    const secret = "postgres://bot:hunter2@db.example/x";
    const row = rows({ found: running({ running: `"${secret}"` }) })["Running"] ?? "";
    assert.doesNotMatch(row, /hunter2/);
    assert.match(row, /^… · ⚠ not what the code has/);
  });

  it("tell since when, by which checkpoint, and what was before", () => {
    const all = rows({ found: running({}) });
    assert.equal(all["Since"], "2025-10-15 18:56 · 0001 · apply Phase 1 · Tester");
    assert.equal(all["Before"], "0.70");
    assert.equal(rows({ text: demoBot })["Since"], "set outside Phasegate, after checkpoint 0001");
    assert.equal(rows({ name: "STOP_LOSS" })["Since"], "no checkpoint has changed it");
    assert.equal(rows({ ledger: undefined })["Since"], "not known · the workspace is not trusted");
  });

  it("count the bot's own trades under the value, and apart from them those of which nobody knows", () => {
    const later = since + 1000;
    const own = {
      ...running({}),
      trades: [trade(later, 1, { checkpoint: tag }), trade(later, -1, { checkpoint: tag })],
    };
    assert.equal(rows({ found: own })["Under it"], "2 trades");
    const mixed = [
      ...own.trades,
      trade(later, 1, { checkpoint: tag, leftOut: "manual" }),
      trade(later, 1, { checkpoint: tag, leftOut: "duplicate" }),
      { ...trade(since - 1000, 1), checkpoint: "phasegate/v4/0000-apply-0" },
      withoutCheckpoint(since - 1000),
    ];
    assert.equal(rows({ found: { ...own, trades: mixed } })["Under it"], "2 trades");
    const unknown = [...mixed, withoutCheckpoint(later)];
    assert.equal(
      rows({ found: { ...own, trades: unknown } })["Under it"],
      "2 trades · 1 more under values that are not known",
    );
    assert.equal(rows({ found: running({}) })["Under it"], "no trade");
  });

  it("count no trade of a value that no checkpoint brought, and none before the bot's files are read", () => {
    assert.equal(rows({ text: demoBot, found: running({}) })["Under it"], undefined);
    assert.equal(rows({})["Under it"], undefined);
  });

  it("count trades under a later checkpoint that left the value as it was", () => {
    const two = ledgerOf(["apply-1", 1], ["apply-2", 1, 2]);
    const [first, second] = two.checkpoints;
    assert.ok(first && second);
    const kept = { ...two, checkpoints: [first, { ...second, changes: [] }] };
    const found = { ...running({}), trades: [trade(since + 1000, 1, { checkpoint: second.tag })] };
    assert.equal(rows({ ledger: kept, found })["Under it"], "1 trade");
  });
});

function withoutCheckpoint(opened: number) {
  const { checkpoint: _, ...others } = trade(opened, 1, { leftOut: "unattributed" });
  return others;
}
