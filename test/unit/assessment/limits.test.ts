import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { assess } from "../../../src/core/assessment/assess";
import type { Inputs } from "../../../src/core/assessment/state";
import { emptyLedger } from "../../../src/core/ledger/ledger";
import { loadPlan } from "../../../src/core/plan/load";
import { readSource } from "../../../src/core/source";
import { describe as sentence } from "../../../src/messages/problems";
import { inputsOf } from "../../support/rollout";

interface Governed {
  readonly baseline: number;
  readonly target: number;
  readonly unit?: string;
  readonly why?: string;
  readonly symbol?: string;
  readonly scope?: string;
}

/** The findings on `code` with these parameters, all set by Phase 1. */
function findings(code: string, governed: Readonly<Record<string, Governed>>, found: Partial<Inputs> = {}) {
  const parameters = Object.fromEntries(
    Object.entries(governed).map(([name, own]) => [
      name,
      { file: "bot", symbol: name, unit: "number", why: "w", ...own },
    ]),
  );
  const manual = [{ id: "calm", text: "calm", manual: true }];
  const phase = { id: 1, title: "T", risk: "low", window: { hours: 6 }, criteria: manual, rollback: [] };
  const document = {
    formatVersion: 1,
    id: "p",
    title: "P",
    files: { bot: { path: "bot.py" } },
    parameters,
    phases: [{ ...phase, parameters: Object.keys(governed) }],
  };
  const { plan, allowed, problems } = loadPlan(JSON.stringify(document), "p.json");
  assert.ok(plan && allowed, JSON.stringify(problems));
  const sources = new Map([["bot", readSource("bot.py", code)]]);
  return assess({ ...inputsOf(sources, emptyLedger), plan, allowed, planPath: "p.json", ...found }).findings;
}

/** What limits SHORT_THRESHOLD, 0.65 to 0.505, in `code`: "side limit = value at line, applied at line". */
function limits(code: string): string[] {
  const all = findings(`SHORT_THRESHOLD = 0.65\n${code}\n`, { SHORT_THRESHOLD: { baseline: 0.65, target: 0.505 } });
  return all.flatMap(({ code, data }) =>
    code === "target-limited"
      ? [`${data.side} ${data.limit} = ${data.value} at ${data.limitLine}, applied at ${data.appliedLine ?? "?"}`]
      : [],
  );
}

describe("a limit that would cut a target", () => {
  const found: [code: string, limit: string][] = [
    ["MIN_THRESHOLD = 0.55", "least MIN_THRESHOLD = 0.55 at 2, applied at ?"],
    ["THRESHOLD_MIN = 0.55", "least THRESHOLD_MIN = 0.55 at 2, applied at ?"],
    ["MINIMUM_SHORT_THRESHOLD = 0.55", "least MINIMUM_SHORT_THRESHOLD = 0.55 at 2, applied at ?"],
    ["FLOOR = 0.55\ndef f(a):\n    return max(FLOOR, SHORT_THRESHOLD + a)", "least FLOOR = 0.55 at 2, applied at 4"],
    ["def f(a):\n    return max(SHORT_THRESHOLD * a, 0.55)", "least 0.55 = 0.55 at 3, applied at 3"],
    ["def f(a):\n    return np.maximum(SHORT_THRESHOLD, .55)", "least .55 = 0.55 at 3, applied at 3"],
    ["def f():\n    return np.clip(SHORT_THRESHOLD, 0.55, 0.9)", "least 0.55 = 0.55 at 3, applied at 3"],
    ["def f(s):\n    return s.clip(SHORT_THRESHOLD,\n        a_min=0.55)", ""],
    ["def f():\n    return np.clip(SHORT_THRESHOLD, a_max=1, a_min=0.55)", "least 0.55 = 0.55 at 3, applied at 3"],
    ["L = 0.6\nX = min(SHORT_THRESHOLD, max(L, SHORT_THRESHOLD))", "least L = 0.6 at 2, applied at 3"],
    ["LOWER = 0.55\nif SHORT_THRESHOLD < LOWER:\n    raise ValueError", "least LOWER = 0.55 at 2, applied at 3"],
    ["LOWER = 0.55\nassert LOWER <= SHORT_THRESHOLD", "least LOWER = 0.55 at 2, applied at 3"],
    ["class C:\n    MIN_T = 0.55\nX = max(C.MIN_T, SHORT_THRESHOLD)", "least MIN_T = 0.55 at 3, applied at 4"],
  ];
  it("is told with the line of both and their values", () => {
    for (const [code, limit] of found) assert.deepEqual(limits(code), limit === "" ? [] : [limit], code);
  });

  it("is told in words that name both lines and values", () => {
    const all = findings("MIN_THRESHOLD = 0.55\nSHORT_THRESHOLD = 0.65\nX = max(MIN_THRESHOLD, SHORT_THRESHOLD)\n", {
      SHORT_THRESHOLD: { baseline: 0.65, target: 0.505 },
    });
    const finding = all.find(({ code }) => code === "target-limited");
    assert.equal(finding?.severity, "warning");
    assert.match(
      sentence(finding),
      /SHORT_THRESHOLD \(line 2\): its target 0\.505 is below MIN_THRESHOLD = 0\.55 \(line 1\)\. Line 3 .* may use 0\.55 instead/,
    );
  });

  const quiet = [
    "MIN_THRESHOLD = 0.5",
    "MAX_THRESHOLD = 0.9",
    "MIN_POSITION = 0.9",
    "MIN_LONG_THRESHOLD = 0.55",
    "MIN_THRESHOLD = 0.7  # above the baseline too: nothing by its name alone",
    "X = max(0.3, SHORT_THRESHOLD)",
    "X = min(0.9, SHORT_THRESHOLD)",
    "X = max(OTHER, 0.9)",
    "def f(p):\n    return p > SHORT_THRESHOLD and p > 0.55",
    "LEVEL = 0.55\nif SHORT_THRESHOLD < LEVEL:\n    pass",
    "X = max([SHORT_THRESHOLD])",
    "X = max(key=0.9, default=SHORT_THRESHOLD)",
    "class C:\n    MIN_THRESHOLD = 0.55",
    '"max(0.9, SHORT_THRESHOLD)"',
    "# max(0.9, SHORT_THRESHOLD)",
  ];
  it("is not told where nothing is cut, or nothing says that it is a limit of this", () => {
    for (const code of quiet) assert.deepEqual(limits(code), [], code);
  });

  it("counts as it will be where the plan moves it along", () => {
    const moved = (target: number) =>
      findings("MAX_POSITION = 0.6\nPOSITION = 0.5\nX = min(POSITION, MAX_POSITION)\n", {
        MAX_POSITION: { baseline: 0.6, target },
        POSITION: { baseline: 0.5, target: 0.78 },
      }).flatMap(({ code, data }) => (code === "target-limited" ? [data.limit] : []));
    assert.deepEqual(moved(0.87), []);
    assert.deepEqual(moved(0.7), ["MAX_POSITION"]);
  });
});

describe("a constant that nothing uses", () => {
  it("is told with the numbers that may stand in its place, and their lines", () => {
    const code = `STOP_LOSS = 0.01
def exits(position, hours, n):
    if position.loss <= -0.05 or n > 3:
        return "stop"
    if position.pnl > 0:
        return "win"
    return "clock" if hours >= 8 else None
`;
    const [finding] = findings(code, { STOP_LOSS: { baseline: 0.01, target: 0.0052 } });
    assert.ok(finding?.code === "dead");
    assert.deepEqual(finding.data.literals, [
      { text: "position.loss <= -0.05", line: 3 },
      { text: "hours >= 8", line: 7 },
    ]);
    assert.match(sentence(finding), /one of these: position\.loss <= -0\.05 \(line 3\); hours >= 8 \(line 7\)\.$/);
  });
});

describe("a binding across units", () => {
  const units = (symbol: string, unit: string, name = "MAX_HOLD") =>
    findings(`${symbol} = 4\nif age > ${symbol}:\n    pass\n`, {
      [name]: { symbol, unit, baseline: 4, target: 4 },
    }).map(({ code }) => code);
  it("is told by the plan's unit and by the names", () => {
    assert.deepEqual(units("MAX_HOLDING_HOURS", "5-minute candles"), ["unit-differs"]);
    assert.deepEqual(units("MAX_HOLDING_HOURS", "?", "MAX_HOLD_CANDLES"), ["unit-differs"]);
    assert.deepEqual(units("TIMEOUT_MS", "seconds"), ["unit-differs"]);
  });
  it("is not where the plan says the code's unit, or none", () => {
    assert.deepEqual(units("MAX_HOLDING_HOURS", "hours", "MAX_HOLD_CANDLES"), []);
    assert.deepEqual(units("MAX_HOLDING_HOURS", "?"), []);
    assert.deepEqual(units("MAX_HOLDING", "5-minute candles"), []);
    assert.deepEqual(units("MAX_HOLDING_PCT", "fraction"), []);
  });
});

describe("a line that the plan names", () => {
  const named = (why: string) =>
    findings("\n\nX = 1\nprint(X > 2)\n", { X: { baseline: 1, target: 2, why } }).flatMap(({ code, data, severity }) =>
      code === "line-differs" ? [`${severity} ${data.named} ${data.line}`] : [],
    );
  it("is held against where the value stands", () => {
    assert.deepEqual(named("was 2 at line 62"), ["info line 62 3"]);
    assert.deepEqual(named("Lines: 162-165"), ["info Lines: 162-165 3"]);
    assert.deepEqual(named("62행에 있음"), ["info 62행 3"]);
    assert.deepEqual(
      [named("line 3"), named("lines 2–5"), named("3번째 줄"), named("5 lines"), named("deadline 7")].flat(),
      [],
    );
  });
});

describe("a name that the module and a class have", () => {
  const code = "X = 1\nprint(X > 2)\nclass Config:\n    X = 1\nprint(Config.X)\n";
  const told = (text: string, own: { readonly scope?: string; readonly symbol?: string } = {}) =>
    findings(text, { X: { baseline: 1, target: 2, ...own } }).flatMap(({ code, data }) =>
      code === "scope-unnamed" ? [`${data.line} ${data.scope} ${data.other}`] : [],
    );
  it("is told where the plan names no scope", () => {
    assert.deepEqual(told(code), ["1 Config 4"]);
  });
  it("is told no more once it does, and not where only one has it", () => {
    assert.deepEqual([told(code, { scope: "" }), told(code, { scope: "Config" })].flat(), []);
    assert.deepEqual(told("X = 1\nprint(X)\nclass Config:\n    Y = 1\n"), []);
    assert.deepEqual(told("X = 1\nprint(X)\nclass Old:\n    X = 1\n".replace("class Old:", "def old():")), []);
  });
});

describe("a repository that was not searched as a whole", () => {
  const codesOf = (unsearched: Inputs["unsearched"]) =>
    findings(
      "STOP = 0.01\ndef run(price):\n    return price > 2\nrun(1)\n",
      { STOP: { baseline: 0.01, target: 0.02 } },
      { unsearched },
    );

  it("is told once, and no value is said to be unused", () => {
    assert.deepEqual(
      codesOf({ paths: [] }).map(({ code }) => code),
      ["dead"],
    );
    for (const unsearched of [{ most: 2000, paths: [] }, { paths: ["a.py", "b.py", "c.py", "d.py"] }]) {
      const [finding, ...others] = codesOf(unsearched);
      assert.deepEqual([finding?.code, finding?.severity, others], ["search-incomplete", "info", []]);
    }
    const [both] = codesOf({ most: 500, paths: ["a.py", "b.py", "c.py", "d.py"] });
    assert.ok(both);
    assert.equal(
      sentence(both),
      "The repository has more than 500 source files or folders, and only those were searched for other uses of the values. Not searched, because they are too large or can't be read: a.py, b.py, c.py and 1 more. What the others do with the values is not known, so no value is said to be unused.",
    );
  });
});

describe("a name that is assigned twice", () => {
  const told = (between: string) =>
    findings(`X = 1\n${between}\nX = 2\nprint(X > 3)\n`, { X: { baseline: 2, target: 3 } }).flatMap((finding) =>
      finding.code === "shadowed" ? [[finding.data.used, sentence(finding)] as const] : [],
    );

  it("has one line without effect where nothing uses it before the other", () => {
    for (const between of ["", "Y = 4", "class C:\n    X = 3\n    print(X)", "def f():\n    return X"]) {
      const [[used, text] = [0, ""]] = told(between);
      assert.equal(used, undefined, between);
      assert.match(text, /Remove the line that has no effect\.$/);
    }
  });

  it("has two that count where something does: a default argument takes it for ever", () => {
    for (const between of ["def f(cap=X):\n    return cap", "Y = X * 2", "print(X)"]) {
      const [[used, text] = [0, ""]] = told(between);
      assert.equal(used, 2, between);
      assert.match(
        text,
        /Line 2 may use the earlier one, which no phase changes\. Give one of the two another name\.$/,
      );
    }
  });
});
