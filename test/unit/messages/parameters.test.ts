// Tests what is shown beside a value: its target and the phase that brings it, and never a mark beside its own warning.
import assert from "node:assert/strict";
import {
  describeInline,
  describeValue,
  describeValueStatus,
  parameterRow,
  spokenParameter,
} from "../../../src/messages/parameters";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

describe("a parameter in words", () => {
  function shown(text: string, name: string, ledger = ledgerOf(["apply-1", 1])) {
    const state = assessed(text, ledger).parameters.find((each) => each.name === name);
    assert.ok(state);
    return { inline: describeInline(state), row: describeValue(state), status: describeValueStatus(state), state };
  }

  it("names the phase that brings a target, of the next phase and of a later one", () => {
    assert.equal(shown(demoBot, "LONG_ENTRY_THRESHOLD").inline, "→ 0.686 · Phase 2");
    assert.equal(shown(demoBot, "STOP_LOSS").inline, "→ 0.0052 · Phase 3");
  });

  it("has no check mark at a target whose phase is not in effect", () => {
    const ahead = shown(demoBot.replace(" STOP_LOSS = 0.01 ", " STOP_LOSS = 0.0052 "), "STOP_LOSS");
    assert.equal(ahead.inline, "⚠ ahead of Phase 3");
    assert.equal(ahead.row, "0.0052 ⚠ ahead of Phase 3");
    assert.equal(ahead.status, "at its target, ahead of Phase 3");
    assert.match(spokenParameter(ahead.state), /ahead of Phase 3/);
  });

  it("names both values that are allowed, or the one where they are the same", () => {
    const other = (name: string, from: string, to: string) => shown(demoBot.replace(from, to), name).inline;
    assert.equal(other("STOP_LOSS", " STOP_LOSS = 0.01 ", " STOP_LOSS = 0.5 "), "✗ neither 0.01 nor 0.0052");
    assert.equal(other("MAX_HOLD_CANDLES", "MAX_HOLD_CANDLES = 4", "MAX_HOLD_CANDLES = 6"), "✗ not 4");
  });

  it("begins its row with the value, which leaves room for the name however long it is", () => {
    const row = (text: string, name: string) => parameterRow(shown(text, name).state);
    assert.deepEqual(row(demoBot, "STOP_LOSS"), { label: "0.01", description: "STOP_LOSS → 0.0052" });
    assert.deepEqual(row(demoBot, "MAX_HOLD_CANDLES"), { label: "4", description: "MAX_HOLD_CANDLES" });
    assert.deepEqual(row(demoBot.replace(" STOP_LOSS = 0.01 ", " STOP_LOSS = 0.0052 "), "STOP_LOSS"), {
      label: "0.0052 ⚠",
      description: "STOP_LOSS · ahead of Phase 3",
    });
    const long = row(demoBot.replace(" STOP_LOSS = 0.01 ", ` STOP_LOSS = 0.01${"0".repeat(80)} `), "STOP_LOSS");
    assert.equal(long.label, `0.01${"0".repeat(11)}…`);
  });

  it("has one where the phase is in effect, where it changes nothing, and where nobody knows what is in effect", () => {
    const applied = demoBot.replace(" EXIT_THRESHOLD = 0.70 ", " EXIT_THRESHOLD = 0.603 ");
    assert.equal(shown(applied, "EXIT_THRESHOLD").inline, "✓");
    assert.equal(shown(demoBot, "MAX_HOLD_CANDLES").inline, "✓");
    const early = assessed(demoBot.replace(" STOP_LOSS = 0.01 ", " STOP_LOSS = 0.0052 "), undefined);
    const state = early.parameters.find(({ name }) => name === "STOP_LOSS");
    assert.equal(state && describeInline(state), "✓");
  });
});
