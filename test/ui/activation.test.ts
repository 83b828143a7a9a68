import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { until } from "../support/until";
import { onDemo } from "./support/demo";
import { waitForWorkbench } from "./support/open";
import { Workbench } from "./support/workbench";

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

  it("has a walkthrough, whose demo is put where the person says, and opens with the bot and its plan", async () => {
    const walkthrough = vscode().page.locator(".gettingStartedContainer");
    await vscode().runCommand("Welcome: Open Walkthrough...");
    await vscode().pick("Roll out new parameters in phases");
    await until(
      "the first step",
      () => walkthrough.innerText(),
      (text) => text.includes("Start with a bot and its plan") && text.includes("Open Demo"),
    );
    await vscode().screenshot("walkthrough");
    const parent = join(dirname(vscode().folder), "a folder, 폴더");
    mkdirSync(join(parent, "phasegate-demo"), { recursive: true });
    await walkthrough.locator(".monaco-button", { hasText: "Open Demo" }).click();
    const path = vscode().page.locator(".quick-input-box input");
    await until("the question where", () => path.inputValue(), Boolean);
    const opened = vscode().page.context().waitForEvent("page");
    await until(
      "the folder's entries",
      async () => {
        // While the dialog reads the folder that it begins with, it may write over what is typed.
        if ((await path.inputValue()) !== `${parent}/`) await path.fill(`${parent}/`);
        return vscode().choices();
      },
      (all) => all.some((choice) => choice.includes("phasegate-demo")),
    );
    await vscode().screenshot("open-demo");
    await vscode().page.locator(".quick-input-action .monaco-button").first().click();
    const page = await opened;
    await waitForWorkbench(page);
    const demo = join(parent, "phasegate-demo-2");
    const other = new Workbench(page, demo, () => page.close());
    await until(
      "the first value of Phase 1, with its target",
      () => other.editorText(),
      (text) => /EXIT_THRESHOLD = 0\.70\s*→ 0\.603/.test(text),
    );
    await until(
      "the plan's rows",
      () => other.treeRows(),
      (rows) => rows.some(({ text }) => text.startsWith("Phase 1next")),
    );
    const steps = page.locator(".gettingStartedContainer .getting-started-step");
    await until(
      "the first step, done",
      () => steps.first().locator(".codicon.complete").count(),
      (count) => count > 0,
    );
    await other.screenshot("demo-opened");
    const git = (...args: string[]) => execFileSync("git", args, { cwd: demo, encoding: "utf8" }).trim();
    assert.equal(git("status", "--porcelain"), "");
    assert.equal(git("log", "--format=%s"), "The bot before the rollout");
    assert.deepEqual(readdirSync(join(parent, "phasegate-demo")), []);
    assert.ok(!existsSync(join(demo, "logs")));
    await other.close();
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
});
