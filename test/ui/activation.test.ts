import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

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
});
