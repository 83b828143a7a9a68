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

  it("is one of several for its bot: others are made of V4 and of an example, and the editor's is the one in use", async () => {
    const made = [
      ["The V4 plan", "v4-2"],
      ["Blank", "plan"],
    ] as const;
    for (const [origin, id] of made) {
      await vscode().quickOpen(basename(bot));
      await vscode().runCommand("Phasegate: Create a Plan for This Bot");
      await vscode().pick(origin);
      await vscode().notification(`${id}.phaseplan.json is there`);
      await until(
        "the new plan, beside the bot, in use",
        async () => [await vscode().activeTab(), await vscode().statusBarText()] as const,
        ([tab, status]) => tab === `${id}.phaseplan.json` && status.includes(`${id} · baseline`),
      );
      await vscode().screenshot(`created-${id}`);
      const text = readFileSync(join(vscode().folder, `${id}.phaseplan.json`), "utf8");
      const { plan, problems } = loadPlan(text, `${id}.phaseplan.json`);
      assert.deepEqual(problems, []);
      assert.equal(plan?.files["bot"]?.path, bot);
      await vscode().runCommand("Notifications: Clear All Notifications");
    }
    for (const id of ["v4-2", "v4", "plan"]) {
      await vscode().quickOpen(`${id}.phaseplan.json`);
      await until(
        `the plan ${id}`,
        () => vscode().statusBarText(),
        (text) => text.includes(`${id} · baseline`),
      );
    }
  });
});
