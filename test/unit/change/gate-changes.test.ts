import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { assess } from "../../../src/core/assessment/assess";
import type { Assessment } from "../../../src/core/assessment/state";
import { areOverridable, phaseChange, refusals } from "../../../src/core/change/apply";
import { type Change, staleDifferences } from "../../../src/core/change/change";
import { type JudgedGate, sealedGate } from "../../../src/core/change/judged-gate";
import { extension, type Judge, validation } from "../../../src/core/change/validate";
import { type Evidence, type EvidenceFile, emptyEvidence } from "../../../src/core/evidence/evidence";
import type { Trade } from "../../../src/core/evidence/trade";
import type { GateResult, Outcome, Verdict } from "../../../src/core/gates/verdict";
import { formatMessage, messageFor, parseMessage } from "../../../src/core/ledger/message";
import type { SealedVerdict } from "../../../src/core/ledger/sealed-gate";
import type { Phase } from "../../../src/core/plan/plan";
import { type Problem, problem, UserError } from "../../../src/core/problem";
import { readSource } from "../../../src/core/source";
import { describe as describeProblem } from "../../../src/messages/problems";
import { demoBot, inputsOf, type ledgerOf as LedgerOf, ledgerOf, plan as planWithout } from "../../support/rollout";

const hour = 3_600_000;
const at = Date.UTC(2025, 9, 20, 12);
const plan = { ...planWithout, evidence: { sources: [{ kind: "log", path: "logs/*.jsonl" }] } } as const;

const withoutEvidence = assess(inputsOf(new Map([["bot", readSource("bot.py", demoBot)]]), ledgerOf()));
/** The bot with Phase 1 applied. */
const botOf1 = phaseChange(withoutEvidence, { kind: "apply", phase: 1 }).files[0]?.after ?? "";

function assessed(ledger: ReturnType<typeof LedgerOf>, text = botOf1): Assessment {
  const inputs = inputsOf(new Map([["bot", readSource("bot.py", text)]]), ledger);
  return assess({ ...inputs, plan });
}

const applied = ledgerOf(["apply-1", 1]);
const validated = ledgerOf(["apply-1", 1], ["validate-1", 1]);

const file: EvidenceFile = {
  path: "logs/bot.jsonl",
  source: 0,
  size: 4096,
  modified: at,
  hash: "ab".repeat(32),
  newest: at,
  records: 10,
  unreadable: 0,
};

function evidenceOf(parts: Partial<Evidence> = {}): Evidence {
  return { ...emptyEvidence, files: [file], newest: at, ...parts };
}

const openTrade: Trade = {
  side: "short",
  opened: at - hour,
  quantity: 1,
  entry: 60_000,
  reported: [],
  leftOut: "open",
  origin: { file: 0, offset: 0 },
};

const passed: Outcome = { is: "pass", how: "met" };
const unsigned: Outcome = { is: "inconclusive", why: "unsigned" };

/** Phase 1's gate, each condition as `outcomes` has it; criteria pass and triggers are quiet otherwise. */
function gateOf(outcome: GateResult["outcome"], outcomes: Readonly<Record<string, Outcome>> = {}): GateResult {
  const [phase] = plan.phases;
  assert.ok(phase);
  const verdictOf = (criterion: Phase["criteria"][number], usual: Outcome): Verdict => ({
    criterion,
    outcome: outcomes[criterion.id] ?? usual,
    look: 1,
    ...(!criterion.manual && {
      reading: { value: 1 / 3, n: 12, interval: [0.2, 0.5], level: 0.9, leftOut: {} },
      threshold: criterion.threshold,
    }),
  });
  return {
    phase: 1,
    at,
    look: 1,
    outcome,
    why: [],
    criteria: phase.criteria.map((criterion) => verdictOf(criterion, passed)),
    triggers: phase.rollback.map((criterion) => verdictOf(criterion, { is: "quiet" })),
    signatures: [],
    warnings: [],
    window: { hours: 10, coverage: 1, trades: 3, leftOut: {}, reached: [{ look: 1, at }], looks: 1 },
  };
}

const manual = plan.phases[0]?.criteria.filter((criterion) => criterion.manual).map(({ id }) => id) ?? [];
const [firstManual = ""] = manual;
const measured = plan.phases[0]?.criteria.find((criterion) => !criterion.manual)?.id ?? "";
const trigger = plan.phases[0]?.rollback[0]?.id ?? "";

/** Judges as Phase 1 does: its judgements are open until they are signed. */
const judge: Judge = (_phase, signatures): JudgedGate => {
  const isSigned = (id: string) => signatures.some(({ criterion }) => criterion === id);
  const outcomes = manual.map((id): [string, Outcome] => [id, isSigned(id) ? { is: "pass", how: "signed" } : unsigned]);
  const gate = gateOf(manual.every(isSigned) ? "pass" : "inconclusive", Object.fromEntries(outcomes));
  const criteria = gate.criteria.map((verdict): Verdict => {
    const signature = signatures.find(({ criterion }) => criterion === verdict.criterion.id);
    return verdict.criterion.manual && signature ? { ...verdict, signature } : verdict;
  });
  return { evidence: evidenceOf(), gate: { ...gate, criteria, signatures } };
};
const judging =
  (gate: GateResult, evidence = evidenceOf()): Judge =>
  () => ({ gate, evidence });

const allSigned = manual.map((criterion) => ({ criterion, note: "looked at every exit" }));

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.problems.map(({ code }) => code);
  }
  return [];
}

describe("what a phase requires before it is applied", () => {
  const codes = (assessment: Assessment, phase: number, judged?: Partial<JudgedGate>, override?: string) =>
    refusals(assessment, { kind: "apply", phase, ...(override !== undefined && { override }) }, judged).map(
      ({ code }) => code,
    );

  it("is the gate of the phase before, where the plan has evidence", () => {
    assert.deepEqual(codes(assessed(applied), 2), ["gate-not-passed"]);
    assert.deepEqual(codes(assessed(validated), 2), []);
    assert.deepEqual(codes({ ...assessed(applied), plan: planWithout }, 2), []);
  });

  it("is not met by a validation that a rollback ended", () => {
    const again = ledgerOf(["apply-1", 1], ["validate-1", 1], ["rollback-phase-1"], ["apply-1", 1]);
    assert.deepEqual(codes(assessed(again), 2), ["gate-not-passed"]);
  });

  it("is overridden with a reason, which the checkpoint keeps", () => {
    assert.deepEqual(codes(assessed(applied), 2, {}, "the exchange closes tonight"), []);
    assert.deepEqual(codes(assessed(applied), 2, {}, " "), ["override-empty"]);
    const request = { kind: "apply", phase: 2, override: "the exchange closes tonight" } as const;
    assert.equal(phaseChange(assessed(applied), request).override, request.override);
    assert.equal(phaseChange(assessed(validated), request).override, undefined);
  });

  it("may be overridden where every refusal may; a note beside it is none", () => {
    const refused = refusals(assessed(applied), { kind: "apply", phase: 2 });
    const note = problem("gate-missing", { phase: 1 });
    assert.equal(areOverridable(refused), true);
    assert.equal(areOverridable([...refused, note]), true);
    assert.equal(areOverridable([...refused, problem("override-empty", {})]), false);
    assert.equal(areOverridable([note]), false);
    assert.equal(areOverridable([]), false);
  });

  it("is that no trigger has fired, before it was validated or since", () => {
    const fired = gateOf("fail", { [trigger]: { is: "fail", how: "trigger" } });
    for (const [ledger, was] of [
      [applied, false],
      [validated, true],
    ] as const) {
      const [refused, ...others] = refusals(assessed(ledger), { kind: "apply", phase: 2 }, { gate: fired });
      const data = { phase: 2, required: 1, validated: was, triggers: [trigger] };
      assert.deepEqual([refused, others], [problem("gate-failed", data), []]);
    }
    assert.deepEqual(codes(assessed(validated), 2, { gate: gateOf("pass") }), []);
  });

  it("is that no position is open, where the plan says so", () => {
    const start = assessed(ledgerOf(), demoBot);
    const open = evidenceOf({ trades: [openTrade] });
    assert.equal(plan.phases[0]?.requires?.noOpenPosition, true);
    assert.deepEqual(codes(start, 1, { evidence: open }), ["position-open"]);
    assert.deepEqual(codes(start, 1, { evidence: evidenceOf() }), []);
    assert.deepEqual(codes(start, 1, { evidence: evidenceOf({ trades: [{ ...openTrade, closed: at }] }) }), []);
    assert.deepEqual(codes(assessed(validated), 2, { evidence: open }), []);
  });

  it("takes a position for closed once the bot has looked for another", () => {
    const start = assessed(ledgerOf(), demoBot);
    const candle = (moment: number) => ({ candles: [{ at: moment, signal: false }], trades: [openTrade] });
    assert.deepEqual(codes(start, 1, { evidence: evidenceOf(candle(at)) }), []);
    assert.deepEqual(codes(start, 1, { evidence: evidenceOf(candle(openTrade.opened - 1)) }), ["position-open"]);
  });

  it("is fresh evidence, where anything hangs on it", () => {
    const stale = { evidence: evidenceOf({ faults: [{ why: "stale", money: false }] }) };
    assert.deepEqual(codes(assessed(ledgerOf(), demoBot), 1, stale), ["evidence-stale"]);
    assert.deepEqual(codes(assessed(validated), 2, stale), ["evidence-stale"]);
    assert.deepEqual(codes(assessed(validated), 2, stale, "the exchange is down"), []);
  });

  it("is said where nothing tells it", () => {
    const notes = (assessment: Assessment, phase: number, judged?: Partial<JudgedGate>) =>
      phaseChange(assessment, { kind: "apply", phase }, judged)
        .notes.map(({ code }) => code)
        .filter((code) => /requirement|position|gate-missing/.test(code));
    const start = assessed(ledgerOf(), demoBot);
    const absent = evidenceOf({ files: [], faults: [{ why: "no-source", money: false }] });
    assert.deepEqual(notes(start, 1), ["position-unknown"]);
    assert.deepEqual(notes(start, 1, { evidence: absent }), ["position-unknown"]);
    assert.deepEqual(notes(start, 1, { evidence: evidenceOf() }), []);
    assert.deepEqual(notes(withoutEvidence, 1), ["requirement-unchecked"]);
    assert.deepEqual(notes(assessed(validated), 2), []);
  });
});

describe("validating a phase", () => {
  const request = { kind: "validate", phase: 1, signatures: allSigned } as const;
  const codes = (ledger = applied, judged = judge, signatures: typeof allSigned = allSigned) =>
    problemsOf(() => validation(assessed(ledger), { ...request, signatures }, judged));

  it("seals the verdicts, the signatures and the evidence, and changes no text", () => {
    const change = validation(assessed(applied), request, judge);
    assert.deepEqual([change.files, change.changes, change.phases], [[], [], [1]]);
    assert.equal(
      change.verdicts?.length,
      (plan.phases[0]?.criteria.length ?? 0) + (plan.phases[0]?.rollback.length ?? 0),
    );
    assert.deepEqual(change.signatures, allSigned);
    assert.deepEqual(change.evidence, [
      { path: file.path, size: 4096, sha256: file.hash, newest: "2025-10-20T12:00:00.000Z" },
    ]);
    const unitOf = (id: string) => change.verdicts?.find(({ criterion }) => criterion === id)?.unit;
    assert.deepEqual(["signal-rate", "no-errors", "exit-behavior"].map(unitOf), ["fraction", "events", undefined]);
    const record = { ...change, plan: "v4", planPath: "v4.phaseplan.json" };
    const read = parseMessage(formatMessage(messageFor(record, 2)))?.record;
    for (const member of ["gate", "verdicts", "signatures", "evidence"] as const) {
      assert.deepEqual(read?.[member], change[member]);
    }
  });

  it("is refused until every judgement is signed", () => {
    assert.ok(manual.length > 0);
    assert.deepEqual(codes(applied, judge, []), ["gate-undecided"]);
  });

  it("is refused unless the gate has passed, and while a trigger has fired", () => {
    const failed = gateOf("fail", { [measured]: { is: "fail", how: "shown" } });
    assert.deepEqual(codes(applied, judging(failed), []), ["gate-undecided"]);
    assert.deepEqual(codes(applied, judging(gateOf("error")), []), ["gate-undecided"]);
    const fired = gateOf("pass", { [trigger]: { is: "fail", how: "trigger" } });
    assert.deepEqual(codes(applied, judging(fired), []), ["gate-fired"]);
  });

  it("takes no signature for what the evidence decides, for what does not exist, or without a note", () => {
    const sign = (criterion: string, note = "fine") => [...allSigned.slice(1), { criterion, note }];
    assert.deepEqual(codes(applied, judge, sign(measured)), ["signature-needless"]);
    assert.deepEqual(codes(applied, judge, sign("no-such-thing")), ["signature-unknown"]);
    for (const note of [" \n", "\u200b\u2060", "\u00ad\u3164\u2800"])
      assert.deepEqual(codes(applied, judge, sign(firstManual, note)), ["signature-empty"]);
    const fired = gateOf("fail", { [firstManual]: unsigned, [trigger]: { is: "fail", how: "fact" } });
    assert.deepEqual(codes(applied, judging(fired), [{ criterion: trigger, note: "fine" }]), ["signature-needless"]);
  });

  it("is refused where the phase is not in effect, drifted, or validated already", () => {
    assert.deepEqual(codes(ledgerOf()), ["phase-not-watched"]);
    assert.deepEqual(codes(validated), ["phase-validated"]);
    const drifted = assessed(applied, demoBot);
    assert.deepEqual(
      problemsOf(() => validation(drifted, request, judge)),
      ["phase-drifted"],
    );
    assert.deepEqual(
      problemsOf(() => validation(assessed(applied), { ...request, phase: 9 }, judge)),
      ["phase-unknown"],
    );
    assert.deepEqual(
      problemsOf(() => validation({ ...assessed(applied), plan: planWithout }, request, judge)),
      ["evidence-undeclared"],
    );
  });

  it("is stale once a verdict has another outcome, not because the bot trades on", () => {
    const seen = validation(assessed(applied), request, judge);
    const moved = (to: Partial<SealedVerdict>): Change => ({
      ...seen,
      verdicts: (seen.verdicts ?? []).map((row, i) => (i === 0 ? { ...row, ...to } : row)),
    });
    assert.deepEqual(staleDifferences(seen, moved({ n: 99, value: 0.5 })), []);
    assert.deepEqual(
      staleDifferences(seen, moved({ outcome: "fail/shown" })).map(({ kind }) => kind),
      ["verdict"],
    );
  });
});

describe("extending a window", () => {
  const request = { kind: "extend", phase: 1, reason: "two trades short" } as const;
  const few = gateOf("inconclusive", { [measured]: { is: "inconclusive", why: "few" } });

  it("keeps the reason and how the gate stood", () => {
    const change = extension(assessed(applied), request, judging(few));
    assert.deepEqual([change.reason, change.gate?.outcome, change.phases], [request.reason, "inconclusive", [1]]);
  });

  it("is refused while a look is to come, and once the gate is decided", () => {
    const codes = (gate: GateResult) => problemsOf(() => extension(assessed(applied), request, judging(gate)));
    const early = { ...few, window: { ...few.window, looks: 3 } };
    for (const gate of [early, gateOf("pass"), gateOf("fail"), gateOf("error")]) {
      assert.deepEqual(codes(gate), ["extension-needless"]);
    }
    assert.deepEqual(
      problemsOf(() => extension(assessed(applied), { ...request, reason: " " }, judging(few))),
      ["reason-empty"],
    );
  });

  it("is refused where only signatures are missing, and says which", () => {
    const judged = judging({ ...few, why: manual.map((criterion) => ({ criterion, outcome: unsigned })) });
    assert.throws(
      () => extension(assessed(applied), request, judged),
      ({ problems: [refusal] }: UserError) =>
        /Phase 1 only lacks .*: trades-execute, exit-behavior.*validate 1 --sign trades-execute=NOTE --sign exit-behavior=NOTE/.test(
          describeProblem(refusal as Problem),
        ),
    );
    const weak = { criterion: measured, outcome: { is: "inconclusive", why: "weak" } } as const;
    const mixed = judging({ ...few, why: [{ criterion: firstManual, outcome: unsigned }, weak] });
    assert.equal(extension(assessed(applied), request, mixed).reason, request.reason);
  });
});

describe("the record of a gate", () => {
  it("lists the newest files, and counts the others", () => {
    const files = Array.from({ length: 30 }, (_, i) => ({ ...file, path: `logs/${i}.jsonl`, newest: at + i * hour }));
    const { evidence = [], unlistedEvidence } = sealedGate({ evidence: evidenceOf({ files }), gate: gateOf("pass") });
    assert.equal(unlistedEvidence, 10);
    assert.deepEqual(
      evidence.map(({ path }) => path),
      files.slice(10).map(({ path }) => path),
    );
  });
});
