import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { adoption } from "../../../src/core/change/adopt";
import { phaseChange, refusals } from "../../../src/core/change/apply";
import { applyReplacements, type Change, needsRestart, staleDifferences } from "../../../src/core/change/change";
import { baselineChange, rollbackChange, rollbackTarget } from "../../../src/core/change/rollback";
import { summaryOf } from "../../../src/core/ledger/event";
import { type ProblemCode, UserError } from "../../../src/core/problem";
import { readSource } from "../../../src/core/source";
import { applyEdits } from "../../../src/core/text";
import { invertEdits } from "../../support/invert-edits";
import { assessed, botPath, demoBot, ledgerOf, plan } from "../../support/rollout";

function phase(id: number, text = demoBot, ledger = ledgerOf()): Change {
  return phaseChange(assessed(text, ledger), { kind: "apply", phase: id });
}

function refused(action: () => unknown): ProblemCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.problems[0]?.code;
  }
}

describe("phaseChange", () => {
  it("changes the literals of the phase, and not one character more", () => {
    const { files, changes, event, phases } = phase(1);
    const expected = demoBot
      .replace("EXPECTED_SIGNAL_RATE = 0.101 ", "EXPECTED_SIGNAL_RATE = 0.0612 ")
      .replace("    EXIT_THRESHOLD = 0.70 ", "    EXIT_THRESHOLD = 0.603 ");
    assert.deepEqual(
      files.map(({ path }) => path),
      [botPath],
    );
    assert.equal(files[0]?.after, expected);
    assert.deepEqual(changes, [
      { parameter: "EXPECTED_SIGNAL_RATE", before: "0.101", after: "0.0612" },
      { parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.603" },
    ]);
    assert.deepEqual(event, { kind: "apply", phase: 1 });
    assert.deepEqual(phases, [1]);
  });

  it("leaves out a parameter that keeps its value", () => {
    assert.deepEqual(
      phase(3).changes.map(({ parameter }) => parameter),
      ["STOP_LOSS", "TAKE_PROFIT"],
    );
  });

  it("keeps the text when every value is at its target by hand", () => {
    const { files, changes } = phase(1, phase(1).files[0]?.after);
    assert.deepEqual([files, changes], [[], []]);
  });

  it("takes a value that was tuned by hand as it is, not as the plan remembers it", () => {
    const change = phase(1, demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.725"));
    assert.deepEqual(change.changes[1], { parameter: "EXIT_THRESHOLD", before: "0.725", after: "0.603" });
  });

  it("writes nothing over a value that the program computes", () => {
    assert.equal(
      refused(() => phase(1, demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.35 * 2"))),
      "phase-unbound",
    );
  });

  const unwritable: [text: string, code: ProblemCode][] = [
    ['Decimal("0.70")', "phase-unwritable"],
    ['float(os.getenv("EXIT", "0.70"))', "phase-unwritable"],
    ['"0.70"', "phase-unwritable"],
    ["b'0.70'", "phase-unwritable"],
    ["True", "phase-unwritable"],
    ["None", "phase-unwritable"],
    ["0.35 * 2", "phase-unbound"],
  ];
  for (const [text, expected] of unwritable) {
    it(`writes no number over ${text}`, () => {
      assert.equal(
        refused(() => phase(1, demoBot.replace("EXIT_THRESHOLD = 0.70", `EXIT_THRESHOLD = ${text}`))),
        expected,
      );
    });
  }

  it("changes no value through the literal of another", () => {
    const text = demoBot
      .replace("    EXIT_THRESHOLD = 0.70 ", "    EXIT_THRESHOLD = EXPECTED_SIGNAL_RATE = 0.70 ")
      .replace("    EXPECTED_SIGNAL_RATE = 0.101 ", "    IGNORED = 0.101 ");
    assert.ok(assessed(text, ledgerOf()).findings.some(({ code }) => code === "literal-shared"));
    assert.equal(
      refused(() => phase(1, text)),
      "literal-shared",
    );
  });

  it("reads back what it is about to write, and stops where it would not be what was planned", () => {
    const start = assessed(demoBot, ledgerOf());
    const state = start.parameters.find(({ name }) => name === "EXIT_THRESHOLD");
    assert.ok(state?.current);
    const broken = { state, edits: [{ range: state.current.range, newText: "(0.6" }] };
    assert.equal(
      refused(() => applyReplacements(start, [broken])),
      "change-unsound",
    );
  });

  it("refuses a phase that the plan does not have", () =>
    assert.equal(
      refused(() => phase(5)),
      "phase-unknown",
    ));

  it("says which derived values move along", () => {
    const [note] = phase(1).notes;
    assert.deepEqual(note?.data, {
      parameter: "EXPECTED_SIGNAL_RATE",
      derived: ["Phase4TestnetConfig.SIGNALS_PER_DAY"],
    });
  });

  it("says what is not checked, and what its window can't decide", () =>
    assert.deepEqual(
      phase(2).notes.map(({ code }) => code),
      ["requirement-unchecked", "window-too-short", "cannot-tell"],
    ));
});

describe("refusals", () => {
  const applied = phase(1).files[0]?.after ?? "";
  const codes = (text: string, ledger: ReturnType<typeof ledgerOf>, id: number, override?: string) =>
    refusals(assessed(text, ledger), {
      kind: "apply",
      phase: id,
      ...(override !== undefined && { override }),
    }).map(({ code }) => code);

  it("lets phases pass in their order", () => {
    assert.deepEqual(codes(demoBot, ledgerOf(), 1), []);
    assert.deepEqual(codes(applied, ledgerOf(["apply-1", 1]), 2), []);
  });
  it("holds a phase back while one before it is not in effect", () => {
    assert.deepEqual(codes(demoBot, ledgerOf(), 2), ["phase-out-of-order"]);
    assert.deepEqual(codes(demoBot, ledgerOf(["apply-1", 1], ["rollback-phase-1"]), 2), ["phase-out-of-order"]);
    assert.deepEqual(codes(demoBot, ledgerOf(["apply-2", 2]), 3), ["phase-out-of-order"]);
  });
  it("lets an override pass that gives a reason", () => {
    assert.deepEqual(codes(demoBot, ledgerOf(), 2, "exchange closes tonight"), []);
    assert.deepEqual(codes(demoBot, ledgerOf(), 2, "  "), ["override-empty"]);
  });
  it("has nothing to do for a phase in effect, unless its values moved", () => {
    assert.deepEqual(codes(applied, ledgerOf(["apply-1", 1]), 1), ["phase-in-effect"]);
    assert.deepEqual(codes(demoBot, ledgerOf(["apply-1", 1]), 1), []);
  });
  it("holds a phase back whose predecessor's values are gone", () => {
    assert.deepEqual(codes(demoBot, ledgerOf(["apply-1", 1]), 2), ["phase-behind"]);
    assert.deepEqual(codes(demoBot, ledgerOf(["apply-1", 1]), 2, "reverted on purpose"), []);
  });
  it("holds a phase back that would break a rule", () => {
    const text = demoBot
      .replace("TAKE_PROFIT = 0.02 ", "TAKE_PROFIT = 0.005 ")
      .replace("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.001 ");
    const start = assessed(text, ledgerOf(["apply-1", 1], ["apply-2", 1, 2]));
    assert.equal(start.allowed.brokenRules({ STOP_LOSS: 0.0052, TAKE_PROFIT: 0.0356 }).length, 0);
    const narrow = demoBot.replace("MAX_POSITION_PCT = 1.00", "MAX_POSITION_PCT = 0.65");
    assert.deepEqual(codes(narrow, ledgerOf(), 4), ["phase-out-of-order", "baseline-differs"]);
  });
  it("holds back a step that is too large, unless a reason is given", () => {
    const text = demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.95");
    assert.deepEqual(codes(text, ledgerOf(), 1), ["step-too-large", "baseline-differs"]);
    assert.deepEqual(codes(text, ledgerOf(), 1, "measured by hand"), []);
  });
  it("holds a phase back whose values are not those that it was planned for, until it is in effect", () => {
    for (const [written, code] of [
      ["0.72", "baseline-differs"],
      ["70", "out-of-range"],
      ['"0.70"', "wrong-type"],
    ] as const) {
      const text = demoBot.replace("EXIT_THRESHOLD = 0.70", `EXIT_THRESHOLD = ${written}`);
      assert.deepEqual(
        codes(text, ledgerOf(), 1).filter((each) => each !== "step-too-large"),
        [code],
        written,
      );
      assert.deepEqual(codes(text, ledgerOf(), 1, "measured by hand"), []);
      assert.ok(!codes(text, ledgerOf(["apply-1", 1]), 1).includes(code), written);
    }
    const later = applied.replace("BASE_LONG_ENTRY_THRESHOLD = 0.70", "BASE_LONG_ENTRY_THRESHOLD = 0.72");
    assert.deepEqual(codes(later, ledgerOf(["apply-1", 1]), 2), ["value-in-no-phase"]);
    const another = applied.replace("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.011 ");
    assert.deepEqual(codes(another, ledgerOf(["apply-1", 1]), 2), []);
  });
  it("knows no other phases than the plan's", () => {
    for (const id of [0, -1, 5, 1.5, Number.NaN]) assert.deepEqual(codes(demoBot, ledgerOf(), id), ["phase-unknown"]);
  });
});

describe("rollback", () => {
  const two = ledgerOf(["apply-1", 1], ["apply-2", 1, 2]);

  const target = (ledger: ReturnType<typeof ledgerOf>, goal: { tag?: string; phase?: number } = {}) =>
    rollbackTarget(plan, ledger, { kind: "rollback", ...goal });

  it("without a tag leads to before the newest phase in effect, and further back when repeated", () => {
    const { revision, phases, to, undone } = target(two);
    assert.deepEqual(
      [revision, phases, to, undone.length],
      [`${"2".repeat(40)}^`, [1], { kind: "before-phase", phase: 2 }, 1],
    );
    const again = ledgerOf(["apply-1", 1], ["apply-2", 1, 2], ["rollback-phase-2", 1]);
    assert.equal(target(again).revision, `${"1".repeat(40)}^`);
    const done = ledgerOf(["apply-1", 1], ["rollback-phase-1"]);
    assert.equal(
      refused(() => target(done)),
      "no-phase-in-effect",
    );
    assert.equal(
      refused(() => target(ledgerOf())),
      "no-phase-in-effect",
    );
  });

  it("takes a phase back to before its own apply, though a rollback brought it in again", () => {
    const again = ledgerOf(
      ["apply-1", 1],
      ["apply-2", 1, 2],
      ["rollback-phase-2", 1],
      ["rollback-phase-1"],
      ["rollback-to-0002", 1, 2],
    );
    assert.equal(target(again).revision, `${"2".repeat(40)}^`);
  });

  it("of one phase leads to before it, and before all that came after it", () => {
    const three = ledgerOf(["apply-1", 1], ["apply-2", 1, 2], ["apply-3", 1, 2, 3]);
    const of = (phase: number) => target(three, { phase });
    const { revision, phases, to, undone } = of(2);
    assert.deepEqual(
      [revision, phases, to, undone.length],
      [`${"2".repeat(40)}^`, [1], { kind: "before-phase", phase: 2 }, 2],
    );
    assert.deepEqual([of(1).revision, of(1).phases], [`${"1".repeat(40)}^`, []]);
    assert.deepEqual(of(3), target(three));
    assert.equal(
      refused(() => of(4)),
      "phase-not-in-effect",
    );
    const unknown = { ...three, checkpoints: three.checkpoints.slice(1) };
    assert.equal(
      refused(() => target(unknown, { phase: 1 })),
      "phase-origin-unknown",
    );
  });

  it("to a tag leads to just after it, by its full or its short name", () => {
    for (const tag of ["phasegate/v4/0001-apply-1", "0001-apply-1", "0001"]) {
      const { revision, phases, to } = target(two, { tag });
      assert.deepEqual([revision, phases, to], ["1".repeat(40), [1], { kind: "checkpoint", n: 1 }]);
    }
    for (const tag of ["", "1", "apply-1", "phasegate/v4/0009-apply-1", "--all"]) {
      assert.equal(
        refused(() => target(two, { tag })),
        "checkpoint-unknown",
        tag,
      );
    }
  });

  it("tells a checkpoint that was left behind from one that never was", () => {
    const ledger = { ...ledgerOf(), unreached: ledgerOf(["apply-1", 1]).checkpoints };
    assert.equal(
      refused(() => target(ledger, { tag: "0001-apply-1" })),
      "checkpoint-left",
    );
  });

  /** Rolls `text` back under `ledger`, to `before`. */
  function back(text: string, before: string, ledger: ReturnType<typeof ledgerOf>): Change {
    const past = new Map([["bot", readSource("bot.py", before)]]);
    return rollbackChange(assessed(text, ledger), past, target(ledger), { kind: "rollback" });
  }
  const one = phase(1).files[0]?.after ?? "";

  it("restores the values to the letter and leaves later code alone", () => {
    const later = (text: string) => text.replace("class Candle(", "NOTE = 'written later'\n\n\nclass Candle(");
    const change = back(later(one), demoBot, ledgerOf(["apply-1", 1]));
    assert.equal(change.files[0]?.after, later(demoBot));
    assert.deepEqual([change.phases, summaryOf(change)], [[], "roll back Phase 1"]);
  });

  it("says of no phase that it is in effect whose values go back with the others", () => {
    const both = phase(2, one).files[0]?.after ?? "";
    const change = back(both, demoBot, ledgerOf(["apply-1", 1], ["apply-2", 1, 2]));
    assert.deepEqual([change.phases, summaryOf(change)], [[], "roll back Phases 1, 2"]);
  });

  it("writes a text over several lines so that it still reads as Python", () => {
    const loose = one.replace("EXIT_THRESHOLD = 0.603 ", "EXIT_THRESHOLD = 0.603");
    const wrapped = demoBot.replace("    EXIT_THRESHOLD = 0.70 ", "    EXIT_THRESHOLD = (-\n        0.70)");
    const change = back(loose, wrapped, ledgerOf(["apply-1", 1]));
    assert.match(change.files[0]?.after ?? "", /EXIT_THRESHOLD = -0\.70/);
  });

  it("takes from the ledger what stood under another name then", () => {
    const renamed = demoBot.replace("    EXIT_THRESHOLD = ", "    EXIT_LEVEL = ");
    const change = back(one, renamed, ledgerOf(["apply-1", 1]));
    assert.deepEqual(
      change.changes.map(({ parameter, after }) => [parameter, after]),
      [
        ["EXPECTED_SIGNAL_RATE", "0.101"],
        ["EXIT_THRESHOLD", "0.70"],
      ],
    );
  });

  it("leaves alone, and names, what no checkpoint touched and what can't be restored", () => {
    const odd = one.replace("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.02 / 2 ");
    const change = back(odd, demoBot, ledgerOf(["apply-1", 1]));
    assert.deepEqual(change.notes[0]?.data, { parameters: ["STOP_LOSS"] });
    assert.match(change.files[0]?.after ?? "", /EXIT_THRESHOLD = 0\.70/);
  });

  it("does not adopt a plan that was changed meanwhile", () => {
    const [checkpoint] = ledgerOf(["apply-1", 1]).checkpoints;
    assert.ok(checkpoint);
    const ledger = { ...ledgerOf(), checkpoints: [{ ...checkpoint, planHash: "f".repeat(64) }] };
    assert.equal(back(one, demoBot, ledger).planHash, "f".repeat(64));
  });

  it("refuses to guess what was there before a checkpoint that only found the values", () => {
    const found = ledgerOf(["adopt", 1]);
    const [checkpoint] = found.checkpoints;
    assert.ok(checkpoint);
    const adopted = { ...found, checkpoints: [{ ...checkpoint, changes: [] }] };
    assert.equal(
      refused(() => target(adopted)),
      "rollback-unknown",
    );
  });

  it("to the baseline takes every value to the plan's own, in the author's style", () => {
    const everything = [1, 2, 3, 4].reduce((text, id) => phase(id, text).files[0]?.after ?? text, demoBot);
    const start = assessed(everything, ledgerOf(["apply-1", 1], ["apply-2", 1, 2]));
    const change = baselineChange(start, { kind: "rollback", tag: "baseline" });
    const after = assessed(change.files[0]?.after ?? "", ledgerOf());
    assert.deepEqual(after.findings, []);
    assert.deepEqual(change.phases, []);
    assert.equal(change.changes.length, 8);
  });

  it("to the baseline spells each value as it was before the rollout", () => {
    const [checkpoint] = ledgerOf(["apply-1", 1]).checkpoints;
    assert.ok(checkpoint);
    const changes = [{ parameter: "EXIT_THRESHOLD", before: "7e-1", after: "0.603" }];
    const ledger = { ...ledgerOf(), checkpoints: [{ ...checkpoint, changes }] };
    const change = baselineChange(assessed(one, ledger), { kind: "rollback", tag: "baseline" });
    assert.match(change.files[0]?.after ?? "", /EXIT_THRESHOLD = 7e-1 /);
    // Another value than the baseline is no spelling of it.
    const other = {
      ...ledger,
      checkpoints: [{ ...checkpoint, changes: changes.map((each) => ({ ...each, before: "0.71" })) }],
    };
    const plain = baselineChange(assessed(one, other), { kind: "rollback", tag: "baseline" });
    assert.match(plain.files[0]?.after ?? "", /EXIT_THRESHOLD = 0\.700? /);
  });

  it("refuses where a value that was changed can't go back", () => {
    const gone = one.replace("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = 0.3 * 2");
    assert.equal(
      refused(() => back(gone, demoBot, ledgerOf(["apply-1", 1]))),
      "checkpoint-unbound",
    );
  });
});

describe("adoption", () => {
  const one = phase(1).files[0]?.after ?? "";

  it("takes into the ledger the phases whose values are all there", () => {
    const { phases, changes, files } = adoption(assessed(one, ledgerOf()));
    assert.deepEqual([phases, changes, files], [[1], [], []]);
  });
  it("has nothing to do where the ledger says what the code says", () => {
    assert.equal(
      refused(() => adoption(assessed(one, ledgerOf(["apply-1", 1])))),
      "nothing-to-adopt",
    );
    assert.equal(
      refused(() => adoption(assessed(demoBot, ledgerOf()))),
      "nothing-to-adopt",
    );
  });
  it("is refused while a value is not bound", () => {
    const text = one.replace("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.3 * 2");
    assert.equal(
      refused(() => adoption(assessed(text, ledgerOf()))),
      "adopt-unbound",
    );
  });
});

describe("staleDifferences", () => {
  it("names the values that moved", () => {
    const differences = staleDifferences(
      phase(1),
      phase(1, demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.71")),
    );
    assert.deepEqual(differences, [{ kind: "value", parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.71" }]);
  });
  it("does not mind what stands elsewhere in the file", () => {
    assert.deepEqual(staleDifferences(phase(1), phase(1, `# a new line\n${demoBot}`)), []);
  });
  it("names phases that came into effect meanwhile", () => {
    assert.deepEqual(staleDifferences(phase(2), phase(2, demoBot, ledgerOf(["apply-1", 1]))), [
      { kind: "phases", before: [2], after: [1, 2] },
    ]);
  });
});

describe("edits", () => {
  it("are reversible", () => {
    const [file] = phase(1).files;
    assert.ok(file);
    assert.equal(applyEdits(file.after, invertEdits(file.before, file.edits)), file.before);
  });
  it("say whether the bot must be restarted", () => {
    assert.equal(needsRestart(plan, phase(1).changes), true);
    assert.equal(needsRestart(plan, []), false);
  });
});
