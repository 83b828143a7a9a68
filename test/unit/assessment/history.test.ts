import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type History, historyOf } from "../../../src/core/assessment/history";
import type { Ledger, ValueChange } from "../../../src/core/ledger/ledger";
import { UserError } from "../../../src/core/problem";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

const name = "EXIT_THRESHOLD";

/** A ledger in which each checkpoint changes one value; "" changes none. */
function changing(...values: (readonly [before: string, after: string] | "")[]): Ledger {
  const ledger = ledgerOf(...values.map((): [string, number] => ["apply-1", 1]));
  const changes = (index: number): ValueChange[] => {
    const [before, after] = values[index] || [];
    return before === undefined || after === undefined ? [] : [{ parameter: name, before, after }];
  };
  return { ...ledger, checkpoints: ledger.checkpoints.map((each, index) => ({ ...each, changes: changes(index) })) };
}

/** The demo's bot with another value. */
function botWith(value: string): string {
  return demoBot.replace("    EXIT_THRESHOLD = 0.70", `    EXIT_THRESHOLD = ${value}`);
}

function historyIn(text: string, ledger: Ledger | undefined, parameter = name): History {
  return historyOf(assessed(text, ledger), parameter);
}

/** Each value as "text by until", checkpoints by their numbers. */
function told({ values }: History): string[] {
  return values.map(({ text, broughtBy, replacedBy }) => `${text} ${broughtBy?.n ?? "-"} ${replacedBy?.n ?? "-"}`);
}

describe("the history of a parameter", () => {
  it("is the value alone where no checkpoint has changed it, or none may be read", () => {
    assert.deepEqual(told(historyIn(demoBot, ledgerOf())), ["0.70 - -"]);
    assert.deepEqual(told(historyIn(demoBot, undefined)), ["0.70 - -"]);
    assert.deepEqual(told(historyIn(demoBot, changing("", ""))), ["0.70 - -"]);
  });

  it("has each value, newest first, with the checkpoint that brought it and the one that ended it", () => {
    const ledger = changing(["0.70", "0.603"], "", ["0.603", "0.70"], ["0.70", "0.603"]);
    assert.deepEqual(told(historyIn(botWith("0.603"), ledger)), ["0.603 4 -", "0.70 3 4", "0.603 1 3", "0.70 - 1"]);
  });

  it("does not pass off as a checkpoint's what someone set between two, or has set since", () => {
    const ledger = changing(["0.70", "0.603"], ["0.61", "0.70"]);
    const values = told(historyIn(botWith("0.72"), ledger));
    assert.deepEqual(values, ["0.72 - -", "0.70 2 -", "0.61 - 2", "0.603 1 2", "0.70 - 1"]);
  });

  it("tells values apart by their whole text", () => {
    const long = (end: string): string => `[${"1.0, ".repeat(30)}${end}]`;
    assert.equal(historyIn(demoBot, changing([long("2"), long("3")], [long("4"), "0.70"])).values.length, 4);
  });

  it("shows of a call its function alone, as everywhere, and no secret", () => {
    const calls = historyIn(demoBot, changing(['os.getenv("EXIT", "other")', "0.70"]));
    assert.deepEqual(told(calls), ["0.70 1 -", "os.getenv(…) - 1"]);
    const ledger = ledgerOf(["apply-1", 1]);
    const secret = { parameter: "API_KEY", before: '"a"', after: '"b"' };
    const checkpoints = ledger.checkpoints.map((each) => ({ ...each, changes: [secret] }));
    assert.deepEqual(told(historyIn(demoBot, { ...ledger, checkpoints }, "API_KEY")), [
      "undefined 1 -",
      "undefined - 1",
    ]);
  });

  it("leaves out what HEAD does not reach", () => {
    const { checkpoints } = changing(["0.70", "0.603"]);
    assert.deepEqual(told(historyIn(demoBot, { ...ledgerOf(), unreached: checkpoints })), ["0.70 - -"]);
  });

  it("knows a parameter that the plan has no more, and refuses a name that nobody knows", () => {
    const ledger = ledgerOf(["apply-1", 1]);
    const gone = { parameter: "OLD_NAME", before: "1", after: "2" };
    const renamed = { ...ledger, checkpoints: ledger.checkpoints.map((each) => ({ ...each, changes: [gone] })) };
    const history = historyIn(demoBot, renamed, "OLD_NAME");
    assert.deepEqual([told(history), history.parameter], [["2 1 -", "1 - 1"], undefined]);
    assert.throws(
      () => historyIn(demoBot, renamed, "constructor"),
      (error) => error instanceof UserError && error.problems[0]?.code === "parameter-unknown",
    );
  });
});
