// Tests of plans that are written in other ways and languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Answers, formatPlan, type Imported, importMarkdown } from "../../../src/core/import";
import { loadPlan } from "../../../src/core/plan/load";
import type { Plan } from "../../../src/core/plan/plan";
import { shownCriterion } from "../../support/imported-lines";

function imported(name: string, answers: Answers = {}): Imported {
  return importMarkdown(readFileSync(`test/fixtures/golden/${name}.md`, "utf8"), { answers });
}

function planOf(result: Imported): Plan {
  const { plan, problems } = loadPlan(
    formatPlan(result, ({ kind }) => kind),
    "imported.phaseplan.json",
  );
  assert.deepEqual(problems, []);
  assert.ok(plan);
  return plan;
}

function values({ parameters, phases }: Plan): Record<string, unknown[]> {
  return Object.fromEntries(
    phases.flatMap(({ id, parameters: names }) =>
      names.map((name) => [name, [parameters[name]?.baseline, parameters[name]?.target, id]]),
    ),
  );
}

function unread({ report }: Imported): [number, string][] {
  return report.flatMap((item) => (item.code === "unread" ? [[item.data.line, item.data.reason]] : []));
}

describe("importing other spellings", () => {
  it("reads conditions that stand in paragraphs where records can decide them, and reports the others", () => {
    const result = importMarkdown(
      [
        "# Plan\n\n## Phase 1: Exit (24 hours)\n",
        "```python\n# File: bot.py\nEXIT_THRESHOLD = 0.6  # was 0.7\n```\n",
        "**Success criteria:**\n\nWin rate above 50% after 20 trades.\n",
        "**Rollback conditions:**\n\nWin rate below 40% after 10 trades.\n",
        "Roll back if drawdown exceeds 5%.\n",
        "The win rate may be below 40%\nfor a day or two.\n",
        "We look at these every morning.\n",
        "## Phase 2: Stop (24 hours)\n\n```python\n# File: bot.py\nSTOP_LOSS = 0.01  # was 0.02\n```\n",
        "Rollback if the win rate falls below 35%.\n",
      ].join("\n"),
      {},
    );
    const { phases } = planOf(result);
    assert.deepEqual(
      phases.map(({ criteria, rollback }) => [criteria.map(shownCriterion), rollback.map(shownCriterion)]),
      [
        [["winRate > 0.5 n>=20"], ["winRate < 0.4 n>=10", "maxDrawdown > 0.05"]],
        [[], ["winRate < 0.35"]],
      ],
    );
    assert.deepEqual(unread(result), [
      [20, "not-understood"],
      [21, "not-understood"],
      [23, "not-understood"],
    ]);
  });

  it("reads Korean tables, changes and criteria", () => {
    const result = imported("korean-tables");
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      BREAKOUT_K: [0.5, 0.42, 1],
      MIN_VOLUME: [1500, 1200, 1],
      MAX_HOLD_CANDLES: [6, 6, 1],
      STOP_LOSS: [0.015, 0.009, 2],
      TAKE_PROFIT: [0.025, 0.03, 2],
    });
    assert.deepEqual(plan.files, { bot: { path: "bots/breakout/config.py" } });
    assert.deepEqual(plan.provenance, { method: "베이지안 최적화", iterations: 180, date: "2025-11-03" });
    assert.deepEqual(
      plan.phases.map(({ title, why, risk, requires, window }) => ({ title, why, risk, requires, window })),
      [
        {
          title: "진입 조건 조정",
          why: "신호가 너무 드물게 발생함",
          risk: "low",
          requires: { text: "현재 포지션 청산 후", noOpenPosition: true },
          window: { hours: 12, trades: 5, until: "either" },
        },
        {
          title: "손절/익절 조정",
          why: "손실을 더 빨리 줄임",
          risk: "moderate",
          requires: { text: "1단계 통과 후", passed: 1 },
          window: { hours: 48 },
        },
      ],
    );
    assert.deepEqual(
      plan.phases.map(({ criteria, rollback }) => [criteria.map(shownCriterion), rollback.map(shownCriterion)]),
      [
        [
          ["winRate > 0.55", "errors <= 0", "? 체결이 정상적으로 이루어짐"],
          ['netProfit {"first":3} < -150', "maxDrawdown >= 0.08"],
        ],
        [["averageLoss < 0.01", "sharpeRatio > 1 x phase 1"], ["winRate < 0.45"]],
      ],
    );
    assert.deepEqual(
      ["BREAKOUT_K", "MIN_VOLUME", "MAX_HOLD_CANDLES", "STOP_LOSS"].map((name) => plan.parameters[name]?.unit),
      ["비율", "계약", "candles", "fraction"],
    );
    assert.deepEqual(unread(result), [[50, "not-understood"]]);
    assert.deepEqual(result.contradictions, []);
  });

  it("reads weeks, YAML fences with old values in comments, and before and after under a name", () => {
    const result = imported("weekly-yaml");
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      grid_spacing: [0.005, 0.004, 1],
      grid_levels: [10, 12, 1],
      rebalance: [true, true, 1],
      order_size: [0.02, 0.03, 2],
      leverage: [3, 2, 2],
    });
    assert.deepEqual(plan.provenance, { method: "grid search", iterations: 96, date: "2025-12-01" });
    assert.deepEqual(
      plan.phases.map(({ title, risk, window, requires }) => ({ title, risk, window, requires })),
      [
        { title: "Spacing", risk: "low", window: { hours: 72 }, requires: undefined },
        {
          title: "Sizing",
          risk: "moderate-high",
          window: { hours: 120, trades: 40, until: "both" },
          requires: { text: "After Week 1 passes", passed: 1 },
        },
      ],
    );
    assert.deepEqual(plan.phases[0]?.criteria.map(shownCriterion), [
      "profitFactor > 1.3 n>=20",
      "maxDrawdown <= 0.06",
      "? Fills look right on both sides",
    ]);
    assert.deepEqual(plan.phases[1]?.rollback.map(shownCriterion), ["profitFactor < 1", "? Any liquidation warning"]);
    assert.ok(Object.values(plan.parameters).every(({ needsRestart }) => needsRestart));
    assert.deepEqual(unread(result), [[6, "not-understood"]]);
  });

  it("reads phases in bold lines, fences before and after, classes and diffs", () => {
    const result = imported("bold-before-after");
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      FAST_WINDOW: [12, 9, 1],
      SLOW_WINDOW: [48, 48, 1],
      ENTRY_ZSCORE: [2, 1.75, 1],
      TRAIL_STOP: [0.012, 0.01, 2],
    });
    assert.deepEqual(plan.files, { bot: { path: "src/momentum.py", scope: "Settings" } });
    assert.deepEqual(
      plan.phases.map(({ title, window }) => ({ title, window })),
      [
        { title: "Faster signals", window: { hours: 6 } },
        { title: "Exits", window: { hours: 24, trades: 8, until: "either" } },
      ],
    );
    assert.deepEqual(
      plan.phases.map(({ criteria, rollback }) => [criteria.map(shownCriterion), rollback.map(shownCriterion)]),
      [
        [["tradesPerWeek > 12", "averageHoldingHours < 5"], []],
        [
          ['winRate {"side":"long"} >= 0.52', "averageLoss < 0.009"],
          ["largestLoss > 0.04", 'netProfit {"first":5} < -300'],
        ],
      ],
    );
    assert.deepEqual(unread(result), [
      [3, "not-understood"],
      [36, "no-place"],
    ]);
  });

  it("reads changes in words under deep headings, tables of criteria, and asks what a percentage is in the code", () => {
    const first = imported("deep-headings");
    assert.deepEqual(
      first.questions.map(({ id, question, choices }) => [id, question, choices.map((choice) => choice.id)]),
      [
        ["baseline:MAX_RISK", "percent-or-fraction", ["0.02", "2"]],
        ["target:MAX_RISK", "percent-or-fraction", ["0.015", "1.5"]],
      ],
    );
    const result = imported("deep-headings", { "baseline:MAX_RISK": "0.02", "target:MAX_RISK": "0.015" });
    assert.deepEqual(result.questions, []);
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      RSI_PERIOD: [14, 10, 1],
      RSI_OVERSOLD: [30, 27, 1],
      bb_width: [2, 2, 1],
      MAX_RISK: [0.02, 0.015, 2],
      ATR_MULTIPLIER: [2.2, 1.8, 2],
      HEDGE_MODE: [false, true, 2],
    });
    assert.deepEqual(plan.files, { bot: { path: "strategies/reversion.py" } });
    assert.deepEqual(plan.provenance, { method: "random search", iterations: 300 });
    assert.deepEqual(
      plan.phases.map(({ title, window }) => ({ title, window })),
      [
        { title: "Entries", window: { hours: 6 } },
        { title: "Risk", window: { hours: 48, trades: 15, until: "both" } },
      ],
    );
    assert.deepEqual(plan.phases[0]?.criteria.map(shownCriterion), ["winRate >= 0.6", "tradesPerWeek > 1 x phase 0"]);
    assert.deepEqual(plan.phases[0]?.rollback.map(shownCriterion), ["winRate < 0.48"]);
    assert.ok(result.report.some(({ code, data }) => code === "phase-empty" && data.line === 26));
    assert.deepEqual(unread(result), [
      [28, "not-understood"],
      [32, "not-understood"],
    ]);
  });

  it("reads nested lists whose items are labels, and criteria on one line", () => {
    const result = imported("nested-list");
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      SPREAD_ENTRY: [2, 1.8, 1],
      SPREAD_EXIT: [0.5, 0.5, 1],
      HEDGE_RATIO: [0.8, 0.72, 2],
    });
    assert.deepEqual(plan.files, { bot: { path: "pairs/strategy.py" } });
    assert.deepEqual(
      plan.phases.map(({ title, risk, window }) => ({ title, risk, window })),
      [
        { title: "Spread", risk: "low-moderate", window: { hours: 36 } },
        { title: "Hedge", risk: "high", window: { hours: 168, trades: 25, until: "both" } },
      ],
    );
    assert.deepEqual(
      plan.phases.map(({ criteria, rollback }) => [criteria.map(shownCriterion), rollback.map(shownCriterion)]),
      [
        [
          ["winRate > 0.58", "averageHoldingHours < 4"],
          ["maxDrawdown > 0.07", "errors > 0"],
        ],
        [["sharpeRatio > 1.2"], []],
      ],
    );
    assert.deepEqual(unread(result), [[3, "no-place"]]);
  });

  it("reads phases, windows, risks and criteria from a YAML timeline, and bold cells of a table", () => {
    const result = imported("yaml-phases");
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      min_rate: [0.05, 0.03, 1],
      max_rate: [0.9, 0.9, 1],
      NOTIONAL_CAP: [1500, 2000, 2],
      KILL_SWITCH: [false, true, 2],
    });
    assert.deepEqual(
      plan.phases.map(({ title, risk, window }) => ({ title, risk, window })),
      [
        { title: "Rates", risk: "low", window: { hours: 12 } },
        { title: "Caps", risk: "high", window: { hours: 48, trades: 30, until: "both" } },
      ],
    );
    assert.deepEqual(plan.phases[0]?.criteria.map(shownCriterion), ["winRate > 0.5", '? "Fills" look sane']);
    assert.deepEqual(plan.phases[0]?.rollback.map(shownCriterion), ["maxDrawdown > 0.05"]);
    assert.deepEqual(
      Object.values(plan.parameters).map(({ why }) => why),
      ["more entries", "?", "?", "?"],
    );
    assert.deepEqual(unread(result), []);
  });

  it("reports contradictions with both places, and asks for what it must not choose", () => {
    const result = imported("contradictions");
    assert.deepEqual(
      result.contradictions.map(({ about, places, decided }) => [
        about,
        places.map(({ line, value }) => [line, value]),
        decided,
      ]),
      [
        [
          { code: "value", parameter: "ENTRY_EDGE", member: "baseline" },
          [
            [11, 0.3],
            [30, 0.32],
          ],
          undefined,
        ],
        [
          { code: "figure", metric: "tradesPerWeek" },
          [
            [15, 40],
            [38, 55],
          ],
          55,
        ],
        [
          { code: "window", phase: 1, member: "hours" },
          [
            [5, 4],
            [9, 8],
          ],
          8,
        ],
      ],
    );
    assert.deepEqual(
      result.questions.map(({ id, choices }) => [id, choices.map(({ id: value, label }) => [value, label])]),
      [
        [
          "baseline:ENTRY_EDGE",
          [
            ["0.3", "0.30"],
            ["0.32", "0.32"],
          ],
        ],
        [
          "target:EXIT_EDGE",
          [
            ["0.08", "0.08"],
            ["0.07", "0.07"],
          ],
        ],
        [
          "target:MAX_SIZE",
          [
            ["8", "Option A"],
            ["6", "Option B"],
          ],
        ],
        ["window:2", []],
      ],
    );
    const parameters = result.document["parameters"] as Record<string, object>;
    assert.ok(!("baseline" in (parameters["ENTRY_EDGE"] ?? {})));
  });

  it("takes the answers in a second call", () => {
    const answers = {
      "baseline:ENTRY_EDGE": "0.32",
      "target:EXIT_EDGE": "0.07",
      "target:MAX_SIZE": "6",
      "window:2": "2 days and 10 trades",
    };
    const result = imported("contradictions", answers);
    assert.deepEqual(result.questions, []);
    const plan = planOf(result);
    assert.deepEqual(values(plan), {
      ENTRY_EDGE: [0.32, 0.24, 1],
      EXIT_EDGE: [0.1, 0.07, 1],
      SIZE: [1, 2, 1],
      MAX_SIZE: [5, 6, 2],
    });
    assert.deepEqual(
      plan.phases.map(({ window }) => window),
      [
        { hours: 8, trades: 6, until: "both" },
        { hours: 48, trades: 10, until: "both" },
      ],
    );
  });

  it("never repeats what a secret holds", () => {
    const result = imported("contradictions");
    const written = formatPlan(result, (item) => JSON.stringify(item));
    assert.ok(!written.includes("do-not-print-me"));
    assert.ok(unread(result).some(([line]) => line === 32));
  });
});
