// Tests of the words of records: sides, exit reasons, statuses, ids, numbers and placeholders.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  exitReasonOf,
  idOf,
  isPlaceholder,
  numberOf,
  probabilityIn,
  sideOf,
  stageOf,
} from "../../../src/core/evidence/readers/words";

const reasons: Record<string, string[]> = {
  model: [
    "ML Exit (LONG model, prob=0.716)",
    "ML Exit ENHANCED (SHORT, prob=0.709>=0.7)",
    "ml_exit_long",
    "ML_EXIT",
    "ML_Exit",
  ].concat([
    "ML",
    "ML Exit (0.812)",
    "exit_signal",
    "Signal reversal",
    "Model says stop",
    "ML-Exit (stop loss not reached)",
  ]),
  "stop-loss": [
    "Stop Loss Triggered (estimated from stored SL price)",
    "STOP_LOSS",
    "stoploss_on_exchange",
    "SL",
    "sl hit",
  ].concat([
    "Stopped out",
    "trailing_stop_loss",
    "Emergency Stop Loss (-3.0%)",
    "Position closed on exchange (stop loss)",
  ]),
  "take-profit": ["Take Profit", "take_profit", "TP", "Trailing TP (drawdown 10%)", "roi", "Profit target"],
  "max-hold": [
    "Max Holding",
    "max_hold",
    "MAX_HOLD",
    "Emergency Max Hold (10.0h)",
    "Time exit",
    "timeout",
    "time_stop",
    "Max-Hold-Time",
  ],
  exchange: [
    "Position not found on exchange (stale trade removed during sync)",
    "Reconciled from exchange",
    "Liquidated",
    "liquidation",
  ],
  manual: ["manual", "Manual close", "Closed manually", "force_exit", "closed by user"],
  other: ["", "END_OF_DATA", "???", "shutdown", "x".repeat(100_000), "Slippage", "Hollow"],
};

describe("an exit reason", () => {
  for (const [reason, texts] of Object.entries(reasons)) {
    for (const text of texts) {
      it(`${JSON.stringify(text.slice(0, 60))} is ${reason}`, () => assert.equal(exitReasonOf(text), reason));
    }
  }

  it("quotes the model's probability, if it has one", () => {
    assert.equal(probabilityIn("ML Exit (LONG model, prob=0.716)"), 0.716);
    assert.equal(probabilityIn("ML Exit ENHANCED (SHORT, prob=0.709>=0.7)"), 0.709);
    assert.equal(probabilityIn("ML Exit (0.812)"), 0.812);
    for (const none of ["ML Exit", "Max Hold (4.0h)", "prob=7", "prob=", "(3.5)", "Emergency Stop Loss (-0.03)"]) {
      assert.equal(probabilityIn(none), undefined, none);
    }
  });
});

describe("a side", () => {
  it("is long or short in every spelling that bots have", () => {
    for (const text of ["LONG", "long", " Long ", "BUY", "buy", "L", 1, "1", "+1", "1.0", "PositionSide.LONG"]) {
      assert.equal(sideOf(text), "long", String(text));
    }
    for (const text of ["SHORT", "short", "SELL", "S", -1, "-1", "-1.0", "Side.SHORT"]) {
      assert.equal(sideOf(text), "short", String(text));
    }
  });

  it("is nothing else", () => {
    for (const value of [
      "",
      "NONE",
      "HOLD",
      "ENTRY",
      0,
      2,
      "11",
      "-",
      true,
      null,
      undefined,
      {},
      ["LONG"],
      "LONGSHORT",
    ]) {
      assert.equal(sideOf(value), undefined, String(value));
    }
  });
});

describe("the other words", () => {
  it("say whether a trade is open", () => {
    assert.deepEqual(["OPEN", "open", "Active"].map(stageOf), ["open", "open", "open"]);
    assert.deepEqual(["CLOSED", "close", "completed"].map(stageOf), ["closed", "closed", "closed"]);
    assert.deepEqual(["", "PENDING", "OPENCLOSED", 1, null].map(stageOf), Array(5).fill(undefined));
  });

  it("hold no id in a placeholder of one", () => {
    for (const none of ["None", "N/A", "EXISTING_FROM_EXCHANGE", "", "null", null, undefined, 0, {}, 2 ** 60]) {
      assert.equal(idOf(none), undefined, String(none));
    }
    assert.equal(idOf(" 1980731025916116992 "), "1980731025916116992");
    assert.equal(idOf(42), "42");
  });

  it("hold no number where a double would be infinite, or where only JavaScript sees one", () => {
    for (const none of ["1e400", "NaN", "Infinity", "0x10", "1_000", "1,5", "", " ", "12 %", true, null, Number.NaN]) {
      assert.equal(numberOf(none), undefined, String(none));
    }
    assert.deepEqual(["-1.5e-3", " 7 ", ".5", "5.", 3].map(numberOf), [-0.0015, 7, 0.5, 5, 3]);
  });

  it("are placeholders only where nothing was reckoned", () => {
    for (const none of [null, undefined, "", " ", "None", "N/A", "null", "-"])
      assert.ok(isPlaceholder(none), String(none));
    for (const some of ["NaN", "0", 0, false, "nothing", {}, Number.NaN]) assert.ok(!isPlaceholder(some), String(some));
  });
});
