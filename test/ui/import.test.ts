import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { loadPlan } from "../../src/core/plan/load";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

const bot = "scripts/production/phase4_dynamic_testnet_trading.py";

describe("a plan made of a deployment plan", () => {
  const { vscode, git } = onDemo((folder) => {
    rmSync(join(folder, "v4.phaseplan.json"));
    copyFileSync("test/fixtures/golden/deployment-plan-v4.md", join(folder, "deployment.md"));
  }, "");

  it("is offered where there is none", async () => {
    await vscode().openView("Phasegate");
    const button = vscode().page.locator(".part.sidebar .welcome-view-content:visible .monaco-button", {
      hasText: "Create a Plan for This Bot",
    });
    await button.waitFor();
    await button.click();
  });

  it("asks for the bot's file, the document, and what the document leaves open", async () => {
    await vscode().pick(bot);
    await vscode().pick("A document");
    await vscode().pick("deployment.md");
    await until(
      "the plan",
      () => vscode().editorText(),
      (text) => text.includes('"formatVersion"'),
    );
    await vscode().screenshot("imported");
    assert.equal(await vscode().activeTab(), "v4.phaseplan.json");
    assert.equal(
      await vscode()
        .page.locator(".tab", { hasText: basename(bot) })
        .count(),
      1,
    );
    assert.equal(git("status", "--short"), "");
  });

  it("is a plan that is bound to the bot, once it is saved", async () => {
    await vscode().page.keyboard.press("Control+s");
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes(" · baseline"),
    );
    const { plan, problems } = loadPlan(readFileSync(join(vscode().folder, "v4.phaseplan.json"), "utf8"), "");
    assert.deepEqual(problems, []);
    assert.equal(plan?.files["bot"]?.scope, "Phase4TestnetConfig");
    assert.equal(plan?.parameters["BASE_POSITION"]?.symbol, "BASE_POSITION_PCT");
    await vscode().screenshot("imported-and-saved");
  });
});
