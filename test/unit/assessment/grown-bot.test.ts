import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { assess, reassess } from "../../../src/core/assessment/assess";
import { fixesFor } from "../../../src/core/assessment/fixes";
import { refusals } from "../../../src/core/change/apply";
import { emptyLedger } from "../../../src/core/ledger/ledger";
import { AllowedValues } from "../../../src/core/plan/allowed";
import { bindPlan } from "../../../src/core/plan/bind";
import { editPlan } from "../../../src/core/plan/edit";
import { loadPlan } from "../../../src/core/plan/load";
import { readSource } from "../../../src/core/source";
import { applyEdits } from "../../../src/core/text";
import { describe as sentence } from "../../../src/messages/problems";
import { describeFix } from "../../../src/messages/ways-out/fixes";
import { inputsOf } from "../../support/rollout";

/** What was found in the source of a bot like this one, held against its plan: each must come out as a finding. */
describe("a bot that grew apart from its plan", () => {
  const source = readSource("bot.py", readFileSync("test/fixtures/grown_bot.py", "utf8"));
  const blank = '{ "formatVersion": 1, "extends": "phasegate:v4", "files": { "bot": { "path": "bot.py" } } }';
  const base = loadPlan(blank, "p.json").plan;
  assert.ok(base);
  const bindings = bindPlan(base, "bot", source);
  const text = applyEdits(blank, [editPlan(blank, bindings.edits)]);
  const { plan } = loadPlan(text, "p.json");
  assert.ok(plan);
  const assessment = assess({
    ...inputsOf(new Map([["bot", source]]), emptyLedger),
    plan,
    allowed: new AllowedValues(plan),
    planPath: "p.json",
  });
  const of = (code: string) => assessment.findings.filter((each) => each.code === code);
  const names = (code: string) => of(code).map(({ data }) => ("parameter" in data ? data.parameter : ""));

  it("binds by itself what is beyond doubt, in the class that holds it", () => {
    assert.equal(bindings.scope, "Phase4TestnetConfig");
    assert.deepEqual(
      bindings.bound.map(({ symbol }) => symbol),
      [
        "EXPECTED_SIGNAL_RATE",
        "EXIT_THRESHOLD",
        "BASE_LONG_ENTRY_THRESHOLD",
        "BASE_SHORT_ENTRY_THRESHOLD",
        "STOP_LOSS",
        "TAKE_PROFIT",
        "BASE_POSITION_PCT",
        "MAX_POSITION_PCT",
      ],
    );
  });

  it("never binds candles to hours, though name and value are alike", () => {
    assert.deepEqual(
      bindings.open.map(({ parameter }) => parameter),
      ["MAX_HOLD_CANDLES"],
    );
    const units = { why: "units", plan: "candles", code: "hours" };
    assert.deepEqual(bindings.open[0]?.candidates[0]?.doubts.slice(-1), [units]);
    assert.deepEqual(names("unbound"), ["MAX_HOLD_CANDLES"]);
    const [unbound] = of("unbound");
    assert.ok(unbound);
    const [fix] = fixesFor(unbound, assessment);
    assert.ok(fix?.kind === "bind");
    assert.match(
      describeFix(fix),
      /MAX_HOLDING_HOURS = 4, line 18 .*another unit: candles in the plan, hours in the code/,
    );
  });

  it("says that the plan is out of date where the bot has moved on", () => {
    assert.deepEqual(names("baseline-differs"), ["BASE_POSITION", "MAX_POSITION"]);
    const [first] = of("baseline-differs");
    assert.ok(first);
    assert.match(sentence(first), /BASE_POSITION is 0\.65, but the plan has 0\.6 as its baseline /);
  });

  it("says that a phase would change nothing where only messages read the values", () => {
    assert.deepEqual(names("dead"), ["STOP_LOSS", "TAKE_PROFIT"]);
    const [dead] = of("dead");
    assert.ok(dead?.code === "dead");
    assert.match(sentence(dead), /Phase 3 would not change what the bot does/);
    assert.deepEqual(dead.data.literals, [
      { text: "position.loss <= -0.05", line: 42 },
      { text: "hours >= 8", line: 46 },
    ]);
  });

  it("says that the code would cut a target, with both lines and values", () => {
    assert.deepEqual(names("target-limited"), ["SHORT_ENTRY_THRESHOLD"]);
    assert.match(
      sentence(of("target-limited")[0] ?? assert.fail()),
      /SHORT_ENTRY_THRESHOLD \(line 10\): its target 0\.505 is below MIN_THRESHOLD = 0\.55 \(line 11\)\. Line 38 /,
    );
  });

  it("says that hours are not candles, once a person has bound them all the same", () => {
    const hours = { at: ["parameters", "MAX_HOLD_CANDLES", "symbol"], value: "MAX_HOLDING_HOURS" };
    const across = loadPlan(applyEdits(text, [editPlan(text, [hours])]), "p.json").plan;
    assert.ok(across);
    const { findings } = reassess(assessment, { plan: across, allowed: new AllowedValues(across) });
    const [differs] = findings.filter(({ code }) => code === "unit-differs");
    assert.match(sentence(differs ?? assert.fail()), /counts candles, but by its name MAX_HOLDING_HOURS counts hours/);
  });

  it("finds the constant that stands twice, though no plan governs it", () => {
    const [shadowed] = of("shadowed");
    assert.ok(shadowed?.code === "shadowed");
    assert.deepEqual(shadowed.data, {
      parameter: "LOOKBACK_CANDLES",
      symbol: "LOOKBACK_CANDLES",
      line: 24,
      winner: 27,
    });
  });
});

describe("a rule that names an ungoverned constant", () => {
  const source = readSource("bot.py", readFileSync("test/fixtures/grown_bot.py", "utf8"));
  const document = {
    formatVersion: 1,
    extends: "phasegate:v4",
    files: { bot: { path: "bot.py", scope: "Phase4TestnetConfig" } },
    parameters: {
      LONG_ENTRY_THRESHOLD: { symbol: "BASE_LONG_ENTRY_THRESHOLD" },
      SHORT_ENTRY_THRESHOLD: { symbol: "BASE_SHORT_ENTRY_THRESHOLD" },
      BASE_POSITION: { symbol: "BASE_POSITION_PCT", baseline: 0.65 },
      MAX_POSITION: { symbol: "MAX_POSITION_PCT", baseline: 0.95 },
      MAX_HOLD_CANDLES: { symbol: "LOOKBACK_CANDLES", allowed: null, baseline: 24, target: 24 },
    },
    rules: [
      {
        id: "not-clipped",
        schema: {
          type: "object",
          properties: { SHORT_ENTRY_THRESHOLD: { type: "number", minimum: { $data: "1/MIN_THRESHOLD" } } },
        },
        why: "Entry thresholds below MIN_THRESHOLD are clipped to it.",
      },
    ],
  };
  const { plan, allowed, problems } = loadPlan(JSON.stringify(document), "p.json");
  assert.deepEqual(problems, []);
  assert.ok(plan && allowed);
  const assessment = assess({
    ...inputsOf(new Map([["bot", source]]), emptyLedger),
    plan,
    allowed,
    planPath: "p.json",
  });

  it("holds the phase back that the constant would clip", () => {
    assert.deepEqual(assessment.ungovernedConstants, { MIN_THRESHOLD: 0.55 });
    assert.equal(
      assessment.findings.some(({ code }) => code === "rule-broken"),
      false,
    );
    const [refused] = refusals(
      {
        ...assessment,
        inEffect: [1],
        phases: assessment.phases.map((each) => (each.phase.id === 1 ? { ...each, pending: [] } : each)),
      },
      { kind: "apply", phase: 2 },
    );
    assert.equal(refused?.code, "rule-would-break");
    assert.match(refused ? sentence(refused) : "", /clipped/);
  });
});
