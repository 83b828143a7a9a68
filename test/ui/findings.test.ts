import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";

const name = "phase4_dynamic_testnet_trading.py";
const plan = "v4.phaseplan.json";

/** What a person sees of a bot that grew apart from its plan. */
describe("the findings", () => {
  const { vscode, git } = onDemo((folder) => {
    copyFileSync("test/fixtures/grown_bot.py", join(folder, "scripts/production", name));
  });

  it("stand in Problems, each with its code and what it means", async () => {
    await vscode().quickOpen(name);
    const rows = await until(
      "the problems",
      () => vscode().problems(),
      (all) => all.length === 7,
    );
    for (const part of [
      "MAX_HOLD_CANDLES: there is no MAX_HOLD_CANDLES",
      "BASE_POSITION is 0.65, but the plan has 0.6 as its baseline",
      "MAX_POSITION is 0.95, but the plan has 1",
      "its target 0.505 is below MIN_THRESHOLD = 0.55 (line 11)",
      "nothing in this file uses STOP_LOSS",
      "nothing in this file uses TAKE_PROFIT",
      "line 24 assigns LOOKBACK_CANDLES, but line 27 assigns it again",
    ]) {
      assert.ok(
        rows.some((row) => row.includes(part)),
        `${part}\n${rows.join("\n")}`,
      );
    }
    await vscode().screenshot("findings");
  });

  it("lead out: a value becomes the plan's baseline, a name is bound with its unit said", async () => {
    await vscode().page.keyboard.press("Control+j");
    const baseline = await vscode().quickFixes(21, 25);
    assert.deepEqual(baseline.slice(0, 3), [
      "Set BASE_POSITION to its baseline 0.60",
      "Use 0.65 as the baseline of BASE_POSITION in the plan",
      "Set BASE_POSITION to the target of Phase 4: 0.78",
    ]);
    await vscode().screenshot("findings-fixes");
    await vscode().page.keyboard.press("Escape");
    // The plan inherits the parameter: its symbol would stand here.
    await vscode().quickOpen(plan);
    const bind = await vscode().quickFixes(11, 5);
    assert.ok(
      bind.some((each) => each.includes("MAX_HOLDING_HOURS") && each.includes("hours")),
      bind.join("\n"),
    );
    await vscode().page.keyboard.press("Escape");
    assert.equal(git("status", "--short"), "");
  });

  it("go when the plan is corrected", async () => {
    edit(join(vscode().folder, plan), ['"BASE_POSITION": {', '"BASE_POSITION": { "baseline": 0.65,']);
    assert.ok(readFileSync(join(vscode().folder, plan), "utf8").includes("0.65"));
    await until(
      "six problems",
      () => vscode().problems(),
      (all) => all.length === 6 && !all.some((row) => row.includes("BASE_POSITION")),
    );
  });
});
