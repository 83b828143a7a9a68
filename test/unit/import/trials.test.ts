// Tests of the import of an optimizer's trials.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatPlan, type Imported, importTrials, type TrialOptions } from "../../../src/core/import";
import { loadPlan } from "../../../src/core/plan/load";
import type { Plan } from "../../../src/core/plan/plan";

const csv = readFileSync("test/fixtures/golden/trials.csv", "utf8");

function targets({ document }: Imported): Record<string, unknown> {
  const parameters = document["parameters"] as unknown as Record<string, { target: unknown }>;
  return Object.fromEntries(Object.entries(parameters).map(([name, { target }]) => [name, target]));
}

function leftOut({ report }: Imported): [string, string][] {
  return report.flatMap((item) => (item.code === "column-left-out" ? [[item.data.column, item.data.reason]] : []));
}

describe("importing trials", () => {
  it("takes the trial with the best score, and tells parameters from metrics", () => {
    const result = importTrials(csv, "csv");
    assert.deepEqual(targets(result), {
      FAST_WINDOW: 9,
      STOP_LOSS: 0.00912345,
      TAKE_PROFIT: 0.03561,
      USE_FILTER: false,
    });
    assert.deepEqual(leftOut(result), [
      ["stop_loss", "duplicate"],
      ["notes", "not-a-number"],
      ["empty_column", "empty"],
    ]);
    assert.deepEqual(
      result.report.flatMap((item) => (item.code === "rows-left-out" ? [item.data] : [])),
      [
        { rows: [4], reason: "malformed" },
        { rows: [3], reason: "no-score" },
      ],
    );
    assert.deepEqual(result.document["expected"], [
      { text: "sharpe: 2.25", metric: "sharpeRatio", value: 2.25, unit: "ratio" },
      { text: "win_rate: 64.25" },
      { text: "trades_per_week: 21.5", metric: "tradesPerWeek", value: 21.5, unit: "trades/week" },
      { text: "composite_score: 31.75" },
    ]);
  });

  it("ranks by another column, either way, or takes a chosen row", () => {
    const window = (options: TrialOptions) => targets(importTrials(csv, "csv", options))["FAST_WINDOW"];
    assert.equal(window({ score: "sharpe" }), 7);
    assert.equal(window({ score: "sharpe", direction: "minimize" }), 15);
    assert.equal(window({ row: 1 }), 12);
    assert.equal(window({ row: 3 }), 15);
    assert.equal(window({ row: 4 }), undefined);
  });

  it("asks for the score where no column is one, and takes the answer", () => {
    const text = csv.replace("composite_score", "net_profit");
    const first = importTrials(text, "csv");
    const question = first.questions.find(({ id }) => id === "score");
    assert.deepEqual(
      question?.choices.map(({ id }) => id),
      ["sharpe", "win_rate", "trades_per_week", "net_profit"],
    );
    assert.deepEqual(targets(first), {});
    assert.equal(targets(importTrials(text, "csv", { answers: { score: "sharpe" } }))["FAST_WINDOW"], 7);
  });

  it("rounds on request, whole numbers excepted, and records what it rounded", () => {
    const result = importTrials(csv, "csv", {
      round: { significant: 2 },
      known: { TAKE_PROFIT: { round: { decimals: 3 } } },
    });
    assert.deepEqual(targets(result), { FAST_WINDOW: 9, STOP_LOSS: 0.0091, TAKE_PROFIT: 0.036, USE_FILTER: false });
    assert.deepEqual(
      result.report.flatMap((item) =>
        item.code === "rounded" ? [[item.data.parameter, item.data.from, item.data.to]] : [],
      ),
      [
        ["STOP_LOSS", 0.00912345, 0.0091],
        ["TAKE_PROFIT", 0.03561, 0.036],
      ],
    );
  });

  it("finds the parameters asked for whatever their case, by binding where the name differs", () => {
    const names = ["FastWindow", "STOP_LOSS", "MIN_NOTES"];
    const result = importTrials(csv, "csv", { names, bindings: { win_rate: "WIN_FLOOR" } });
    assert.deepEqual(targets(result), { FastWindow: 9, STOP_LOSS: 0.00912345, WIN_FLOOR: 64.25 });
    assert.ok(leftOut(result).some(([column, reason]) => column === "take_profit" && reason === "not-chosen"));
  });

  it("gives a plan that loads once the file, the baselines and the window are answered", () => {
    const known = {
      FAST_WINDOW: { baseline: 12, unit: "candles", why: "Faster." },
      STOP_LOSS: { symbol: 'RISK["stop"]', baseline: 0.01 },
    };
    const options: TrialOptions = {
      id: "v8",
      title: "Tuning",
      method: "random search",
      date: "2025-12-01",
      known,
      scope: "Config",
    };
    const first = importTrials(csv, "csv", options);
    assert.deepEqual(
      first.questions.map(({ id, question }) => [id, question]),
      [
        ["file", "file-missing"],
        ["baseline:TAKE_PROFIT", "value-missing"],
        ["baseline:USE_FILTER", "value-missing"],
        ["window:1", "window-missing"],
      ],
    );
    const answers = {
      file: "bot.py",
      "baseline:TAKE_PROFIT": "0.03",
      "baseline:USE_FILTER": "True",
      "window:1": "2 days or 10 trades",
    };
    const result = importTrials(csv, "csv", { ...options, answers });
    assert.deepEqual(result.questions, []);
    const { plan, problems } = loadPlan(
      formatPlan(result, ({ kind }) => kind),
      "p",
    );
    assert.deepEqual(problems, []);
    const { provenance, files, parameters, phases } = plan as Plan;
    assert.deepEqual(provenance, {
      method: "random search",
      iterations: 4,
      date: "2025-12-01",
      trial: { row: 2, score: "composite_score", value: 31.75, direction: "maximize" },
    });
    assert.deepEqual(files, { bot: { path: "bot.py", scope: "Config" } });
    assert.deepEqual(parameters["STOP_LOSS"]?.symbol, 'RISK["stop"]');
    assert.deepEqual(
      Object.values(parameters).map(({ baseline }) => baseline),
      [12, 0.01, 0.03, true],
    );
    assert.deepEqual(phases[0]?.window, { hours: 48, trades: 10, until: "either" });
  });

  it("asks whether the largest or the smallest score is the best where the column does not say", () => {
    const text = (score: string, ...values: number[]) =>
      `stop_loss,${score}\n${values.map((value, index) => `0.0${index + 1},${value}\n`).join("")}`;
    const asked = (score: string, ...values: number[]) =>
      importTrials(text(score, ...values), "csv", { score }).questions.some(({ id }) => id === `direction:${score}`);
    const best = (score: string, ...values: number[]) =>
      targets(importTrials(text(score, ...values), "csv", { score }))["STOP_LOSS"];
    for (const score of ["loss", "max_drawdown", "rank", "val_rmse", "worst_loss"])
      assert.equal(best(score, 3, 1, 2), 0.02, score);
    for (const score of ["sharpe", "total_return", "win_rate", "profit_factor"])
      assert.equal(best(score, 3, 1, 2), 0.01, score);
    for (const score of ["value", "objective", "fitness", "loss_score"]) assert.ok(asked(score, 3, 1, 2), score);
    assert.ok(asked("max_drawdown", -0.1, -0.2));
    const answers = { "direction:value": "minimize" };
    assert.equal(targets(importTrials(text("value", 3, 1, 2), "csv", { answers }))["STOP_LOSS"], 0.02);
    const refused = importTrials(text("value", 3, 1, 2), "csv", { answers: { "direction:value": "best" } });
    assert.deepEqual(refused.rejected, [{ id: "direction:value", reason: "unfit" }]);
  });

  it("takes what optuna writes: a frame of trials, its columns, the best parameters", () => {
    const frame = [
      ",number,value,datetime_start,datetime_complete,duration,params_hold,params_stop_loss,user_attrs_pf,state",
      "0,0,9.5,2025-11-01 10:00:00,2025-11-01 10:00:05,0 days 00:00:05,4,0.01,1.2,FAIL",
      "1,1,1.5,2025-11-01 10:00:05,2025-11-01 10:00:09,0 days 00:00:04,6,0.02,1.3,COMPLETE",
      "2,2,2.5,2025-11-01 10:00:09,2025-11-01 10:00:12,0 days 00:00:03,8,0.03,1.4,COMPLETE",
      "3,3,7.5,2025-11-01 10:00:12,2025-11-01 10:00:13,0 days 00:00:01,9,0.04,1.5,PRUNED",
    ].join("\n");
    const result = importTrials(frame, "csv", { answers: { "direction:value": "maximize" } });
    assert.deepEqual(targets(result), { HOLD: 8, STOP_LOSS: 0.03 });
    assert.deepEqual(result.document["provenance"], {
      method: "?",
      iterations: 4,
      trial: { row: 3, score: "value", value: 2.5, direction: "maximize" },
    });
    assert.deepEqual(
      result.report.flatMap((item) => (item.code === "rows-left-out" ? [item.data] : [])),
      [{ rows: [1, 4], reason: "unfinished" }],
    );
    assert.deepEqual(result.document["expected"], [{ text: "value: 2.5" }, { text: "user_attrs_pf: 1.4" }]);
    const columns =
      '{"number":{"0":0,"1":1},"value":{"0":3,"1":1},"params_stop_loss":{"0":0.01,"1":0.02},"state":{"0":"COMPLETE","1":"COMPLETE"}}';
    assert.deepEqual(targets(importTrials(columns, "json", { direction: "minimize" })), { STOP_LOSS: 0.02 });
    const best = '{"best_value": 33.4, "best_params": {"stop_loss": 0.0052, "hold": 4}}';
    assert.deepEqual(targets(importTrials(best, "json")), { STOP_LOSS: 0.0052, HOLD: 4 });
    assert.deepEqual(targets(importTrials('{"stop_loss": 0.0052, "hold": 4}', "json")), { STOP_LOSS: 0.0052, HOLD: 4 });
    const listed =
      '[{"state": 1, "values": [1, 5], "params": {"x": 1}}, {"state": 2, "values": [2, 6], "params": {"x": 2}}, {"state": 1, "values": [3, 4], "params": {"x": 3}}]';
    assert.deepEqual(targets(importTrials(listed, "json", { score: "values_1", direction: "maximize" })), { X: 1 });
  });

  it("leaves out a column that is said to be no parameter", () => {
    const answers = { "baseline:TAKE_PROFIT": "not a parameter" };
    const result = importTrials(csv, "csv", { answers });
    assert.deepEqual(targets(result), { FAST_WINDOW: 9, STOP_LOSS: 0.00912345, USE_FILTER: false });
    assert.deepEqual(result.rejected, []);
    assert.ok(leftOut(result).some(([column, reason]) => column === "take_profit" && reason === "denied"));
  });

  it("takes no outcome for a parameter", () => {
    const outcomes = "test_sharpe,mdd,pf,long_win_rate,n_trades,max_dd,holding_hours,sqn,oos_return,avg_win,exposure";
    const text = `take_profit,expected_signal_rate,${outcomes},score\n0.1,0.2,${"1,".repeat(11)}1\n`;
    assert.deepEqual(targets(importTrials(text, "csv")), { TAKE_PROFIT: 0.1, EXPECTED_SIGNAL_RATE: 0.2 });
  });

  it("reads JSON as a study writes it, with NaN, and one trial a line", () => {
    const study =
      '{"best": 1, "direction": "MAXIMIZE", "trials": [{"number": 0, "value": 1.5, "params": {"stop_loss": 0.01, "mode": "a"}}, {"number": 1, "value": NaN, "params": {"stop_loss": 0.02}}, 7]}';
    const result = importTrials(study, "json");
    assert.deepEqual(targets(result), { STOP_LOSS: 0.01 });
    assert.deepEqual(leftOut(result), [["params_mode", "not-a-number"]]);
    const lines = '{"stop_loss": 0.01, "score": 1}\n{"stop_loss": 0.02, "score": 3}\n{"stop_loss": 0.03, "score": 2}\n';
    assert.deepEqual(targets(importTrials(lines, "json")), { STOP_LOSS: 0.02 });
  });

  it("leaves out what looks like a secret", () => {
    const result = importTrials("api_key,stop_loss,score\n123,0.01,1\n", "csv");
    assert.deepEqual(targets(result), { STOP_LOSS: 0.01 });
    assert.deepEqual(leftOut(result), [["api_key", "secret"]]);
  });

  it("says that there is no plan yet in a text without trials", () => {
    for (const text of ["", "a,b,c", "not json"]) {
      for (const format of ["csv", "json"] as const) {
        assert.ok(
          importTrials(text, format).report.some(({ code }) => code === "plan-empty"),
          text,
        );
      }
    }
  });
});
