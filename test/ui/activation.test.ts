import assert from "node:assert/strict";
import { copyFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

const bot = "phase4_dynamic_testnet_trading.py";

describe("a folder without a plan, in which no file is open", () => {
  const plan = (folder: string): string => join(folder, "v4.phaseplan.json");
  const { vscode } = onDemo((folder) => renameSync(plan(folder), join(folder, "plan.txt")), "");

  it("has the view's welcome, which leads to a plan", async () => {
    await vscode().openView("Phasegate");
    await until(
      "the welcome",
      () => vscode().viewMessage("Plan"),
      (text) => text.includes("Create a Plan for This Bot"),
    );
    assert.doesNotMatch(await vscode().statusBarText(), /v4/);
    await vscode().screenshot("no-plan");
  });

  it("is followed from the moment that something else writes a plan", async () => {
    renameSync(join(vscode().folder, "plan.txt"), plan(vscode().folder));
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes("v4 · baseline"),
    );
    await until(
      "the plan's rows",
      () => vscode().treeRows(),
      (rows) => rows.some(({ text }) => text.includes("Phase 1")),
    );
  });

  it("gets a plan of its own for another bot, bound, beside it", async () => {
    copyFileSync(join(vscode().folder, "scripts", "production", bot), join(vscode().folder, "other_bot.py"));
    await vscode().quickOpen("other_bot.py");
    await vscode().runCommand("Create a Plan for This Bot");
    await vscode().pick("The V4 plan");
    // v4 is taken: two plans with one id would share a ledger.
    await until(
      "the plan",
      () => vscode().editorText(),
      (text) => text.includes('"id": "v4-2"') && text.includes('"symbol": "MAX_POSITION_PCT"'),
    );
    const active = vscode().page.locator(".editor-group-container .tab.active");
    await until(
      "the bot beside its plan",
      () => active.evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute("data-resource-name") ?? "")),
      (tabs) => tabs.join() === "other_bot.py,v4-2.phaseplan.json",
    );
    await vscode().screenshot("plan-created");
  });

  it("shows the rollout of the bot, or of the plan, in the active editor", async () => {
    const shows = (id: string) =>
      until(
        `the rollout of ${id}`,
        () => vscode().statusBarText(),
        (text) => text.includes(`${id} · baseline`),
      );
    await shows("v4-2");
    await vscode().quickOpen(bot);
    await shows("v4");
    await vscode().quickOpen("other_bot.py");
    await shows("v4-2");
    await vscode().screenshot("plan-of-the-active-editor");
  });
});
