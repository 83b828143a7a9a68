import assert from "node:assert/strict";
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";

const path = "scripts/production/phase4_dynamic_testnet_trading.py";

describe("a rollback that git can't seal", () => {
  const { vscode, git } = onDemo(() => undefined);
  const bot = (): string => readFileSync(join(vscode().folder, path), "utf8");
  const lock = (): string => join(vscode().folder, ".git", "index.lock");

  it("is written now, with a reason, and loudly said not to be sealed", async () => {
    const start = bot();
    await vscode().runCommand("Apply Phase 1");
    await vscode().editorTitleButton("Apply Phase 1");
    await vscode().notification("Phase 1 is in effect");
    await vscode().runCommand("Notifications: Clear All Notifications");
    writeFileSync(lock(), "");
    await vscode().runCommand("Phasegate: Roll Back");
    await vscode().pick("As it was before Phase 1");
    await vscode().notification("Another git process has locked");
    await vscode().screenshot("write-now-refusal");
    await vscode().clickNotificationButton("Write Now, Seal Later…");
    await until(
      "the prompt",
      () => vscode().inputMessage(),
      (text) => text.includes("Why?"),
    );
    await vscode().answer("losing money");
    await vscode().editorTitleButton("Write Now");
    await vscode().notification("WRITTEN, BUT NOT SEALED");
    assert.equal(bot(), start);
    await vscode().openView("Phasegate");
    await until(
      "the tree",
      () => vscode().treeRows(),
      (rows) => rows.some(({ text }) => text.includes("edits not recorded")),
    );
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes("edits not recorded"),
    );
    await until(
      "the words above the checkpoints",
      () => vscode().viewMessage("Checkpoints"),
      (text) => text.startsWith("The bot has uncommitted edits"),
    );
    await vscode().screenshot("write-now-not-sealed");
  });

  it("is sealed with its reason once git works again", async () => {
    unlinkSync(lock());
    await vscode().clickNotificationButton("Seal Now…");
    await vscode().editorTitleButton("Checkpoint");
    await vscode().checkpoint("phasegate/v4/0002-rollback-phase-1");
    assert.match(git("tag", "-l", "-n99", "phasegate/v4/0002-*"), /Phasegate-Reason: "losing money"/);
    await until(
      "the tree",
      () => vscode().treeRows(),
      (rows) => !rows.some(({ text }) => text.includes("edits not recorded")),
    );
    await vscode().runCommand("Notifications: Clear All Notifications");
  });

  it("can be sealed from the view as well, when the notification is gone", async () => {
    edit(join(vscode().folder, path), ["EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.603"]);
    const button = vscode().page.locator('.part.sidebar .pane-header [aria-label^="Checkpoint Hand Edits"]');
    await until(
      "the values not sealed",
      () => vscode().viewMessage("Checkpoints"),
      (text) => text.startsWith("The bot has uncommitted edits"),
    );
    // The title of a view shows its actions to the mouse, and to the keyboard.
    await vscode().page.locator('.part.sidebar .pane-header[aria-label^="Checkpoints"]').hover();
    await button.click();
    await until(
      "the prompt",
      () => vscode().inputMessage(),
      (text) => text.includes("without a checkpoint?"),
    );
    await vscode().screenshot("checkpoint-hand-edits-reason");
    await vscode().answer("tried by hand");
    await vscode().editorTitleButton("Checkpoint");
    await vscode().checkpoint("phasegate/v4/0003-hand-edits");
    assert.match(git("tag", "-l", "-n99", "phasegate/v4/0003-*"), /Phasegate-Reason: "tried by hand"/);
    await button.waitFor({ state: "hidden" });
  });
});
