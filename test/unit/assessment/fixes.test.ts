import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { type Fix, fixesFor } from "../../../src/core/assessment/fixes";
import { candidatesFor } from "../../../src/core/plan/candidates";
import { editPlan } from "../../../src/core/plan/edit";
import { loadPlan } from "../../../src/core/plan/load";
import { readSource } from "../../../src/core/source";
import { applyEdits } from "../../../src/core/text";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

/** The V4 plan on a file whose constants have the names that the plan itself uses. */
const bare = loadPlan('{ "formatVersion": 1, "extends": "phasegate:v4" }', "p.json").plan;

function candidates(name: string, code: string) {
  assert.ok(bare);
  return candidatesFor(bare, name, readSource("bot.py", code)).map(({ symbol, doubts }) => {
    const units = doubts.find(({ why }) => why === "units");
    return units?.why === "units" ? `${symbol} (${units.plan}, ${units.code})` : symbol;
  });
}

function fixes(text: string, ledger = ledgerOf()): Fix[] {
  const assessment = assessed(text, ledger);
  return assessment.findings.flatMap((problem) => fixesFor(problem, assessment));
}

describe("binding help", () => {
  it("finds the name that the code gives a parameter", () => {
    assert.deepEqual(candidates("LONG_ENTRY_THRESHOLD", "BASE_LONG_ENTRY_THRESHOLD = 0.70\nSYMBOL = 'X'\n"), [
      "BASE_LONG_ENTRY_THRESHOLD",
    ]);
  });
  it("offers no name that says the opposite, or a limit of it", () => {
    const code = "MAX_POSITION_PCT = 0.95\nBASE_POSITION_PCT = 0.65\nMIN_POSITION_PCT = 0.2\n";
    assert.deepEqual(candidates("BASE_POSITION", code), ["BASE_POSITION_PCT"]);
    assert.deepEqual(candidates("MAX_POSITION", code), ["MAX_POSITION_PCT"]);
  });
  it("says when the units look different, though name and value are alike", () => {
    assert.deepEqual(candidates("MAX_HOLD_CANDLES", "MAX_HOLDING_HOURS = 4\n"), ["MAX_HOLDING_HOURS (candles, hours)"]);
  });
  it("takes a share for a share, unless it is of another size", () => {
    assert.deepEqual(candidates("STOP_LOSS", "STOP_LOSS_PCT = 0.01\n"), ["STOP_LOSS_PCT"]);
    assert.deepEqual(candidates("STOP_LOSS", "STOP_LOSS_PCT = 1.0\n"), ["STOP_LOSS_PCT (fraction, percent)"]);
  });
  it("leaves out what is secret, computed, taken or unlike", () => {
    const code = "STOP_LOSS_KEY = 'x'\nSTOP_LOSS_HALF = STOP / 2\nTAKE_PROFIT = 0.02\nCOLOUR = 3\n";
    assert.deepEqual(candidates("STOP_LOSS", code), []);
  });
});

describe("fixes", () => {
  it("set a value to what is in effect first, and then to the other, in the author's style", () => {
    const found = fixes(demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.72"), ledgerOf(["apply-1", 1]));
    const texts = found.flatMap((fix) =>
      fix.kind === "set-value" && fix.parameter === "EXIT_THRESHOLD" ? [[fix.to, fix.edit.newText]] : [],
    );
    assert.deepEqual(texts, [
      ["target", "0.603"],
      ["baseline", "0.70"],
    ]);
  });
  it("mend what they were offered for", () => {
    const broken = demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 7.5");
    const [first] = fixes(broken);
    assert.ok(first?.kind === "set-value");
    assert.deepEqual(assessed(applyEdits(broken, [first.edit]), ledgerOf()).findings, []);
  });
  it("take the code's value for the plan's baseline where the plan is out of date", () => {
    const [first, second] = fixes(demoBot.replace("BASE_POSITION_PCT = 0.60", "BASE_POSITION_PCT = 0.65"));
    // A slip of the keys is likelier, and its way out leaves the plan alone.
    assert.ok(first?.kind === "set-value" && first.to === "baseline");
    assert.ok(second?.kind === "take-as-baseline");
    const text = readFileSync("test/fixtures/v4.phaseplan.json", "utf8");
    const edited = applyEdits(text, [editPlan(text, second.planEdits)]);
    assert.equal(loadPlan(edited, "p").plan?.parameters["BASE_POSITION"]?.baseline, 0.65);
    assert.ok(edited.startsWith(text.slice(0, text.indexOf('"BASE_POSITION"'))), "comments and layout stay");
  });
  it("bind a parameter to the name in the code, with its scope where it differs", () => {
    const renamed = demoBot.replace("    EXIT_THRESHOLD = 0.70", "    EXIT_LEVEL_THRESHOLD = 0.70");
    const [first] = fixes(renamed);
    assert.ok(first?.kind === "bind");
    const text = readFileSync("test/fixtures/v4.phaseplan.json", "utf8");
    const plan = loadPlan(applyEdits(text, [editPlan(text, first.planEdits)]), "p").plan;
    assert.equal(plan?.parameters["EXIT_THRESHOLD"]?.symbol, "EXIT_LEVEL_THRESHOLD");
  });
});

describe("editPlan", () => {
  it("puts several values into an object that is not there yet", () => {
    const text = '{\n  // mine\n  "formatVersion": 1\n}\n';
    const edits = [
      { at: ["parameters", "A", "symbol"], value: "X" },
      { at: ["parameters", "A", "scope"], value: "C" },
    ];
    const edited = applyEdits(text, [editPlan(text, edits)]);
    assert.ok(edited.includes("// mine"));
    assert.deepEqual(JSON.parse(edited.replace("// mine", "")), {
      formatVersion: 1,
      parameters: { A: { symbol: "X", scope: "C" } },
    });
  });
  it("keeps CRLF and tabs", () => {
    const text = '{\r\n\t"a": {\r\n\t\t"b": 1\r\n\t}\r\n}\r\n';
    const edited = applyEdits(text, [editPlan(text, [{ at: ["a", "c"], value: 2 }])]);
    assert.equal(edited, '{\r\n\t"a": {\r\n\t\t"b": 1,\r\n\t\t"c": 2\r\n\t}\r\n}\r\n');
  });
});
