import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";

const name = "phase4_dynamic_testnet_trading.py";
const path = `scripts/production/${name}`;

describe("edits that are not committed", () => {
  const { vscode, git } = onDemo(() => undefined);
  const bot = (): string => readFileSync(join(vscode().folder, path), "utf8");

  async function refused(): Promise<void> {
    await vscode().runCommand("Notifications: Clear All Notifications");
    await vscode().runCommand("Apply Phase 1");
    await vscode().notification("a checkpoint would include them");
    await vscode().clickNotificationButton("Checkpoint Them First…");
  }

  async function asked(title: string, answer: string): Promise<void> {
    const tabs = vscode().page.locator(".editor-group-container.active .tab.active");
    await until(
      title,
      async () => ({ tabs: await tabs.allInnerTexts(), buttons: await vscode().editorTitleButtons() }),
      (now) => now.tabs.some((tab) => tab.trim().startsWith(title)) && now.buttons.includes(answer),
    );
  }

  it("are shown against what is committed, and stay as they are where the person would rather not", async () => {
    edit(join(vscode().folder, path), ["import argparse\n", "import argparse\nimport cmath\n"]);
    const mine = bot();
    await refused();
    await asked("Checkpoint these hand edits?", "Checkpoint");
    await until(
      "the edit",
      () => vscode().previewText(),
      (text) => text.replaceAll("\u00a0", " ").includes("import cmath"),
    );
    await vscode().screenshot("checkpoint-hand-edits");
    await vscode().editorTitleButton("Cancel");
    await until(
      "no question",
      () => vscode().editorTitleButtons(),
      (all) => !all.includes("Cancel"),
    );
    assert.equal(bot(), mine);
    assert.equal(git("tag"), "");
    assert.equal(git("status", "--porcelain"), `M ${path}`);
  });

  it("get a checkpoint of their own, and then the phase is asked about", async () => {
    await refused();
    await asked("Checkpoint these hand edits?", "Checkpoint");
    await vscode().editorTitleButton("Checkpoint");
    await asked("Apply Phase 1?", "Apply Phase 1");
    assert.equal(git("tag"), "phasegate/v4/0001-hand-edits");
    assert.equal(git("status", "--porcelain"), "");
    await vscode().screenshot("checkpoint-hand-edits-then-apply");
    // A hook that takes its time: nobody has to guess what goes on.
    const [hook, go] = ["hooks/pre-commit", "go"].map((each) => join(vscode().folder, ".git", each)) as [
      string,
      string,
    ];
    writeFileSync(hook, "#!/bin/sh\nwhile [ ! -e .git/go ]; do sleep 0.1; done\n");
    chmodSync(hook, 0o755);
    await vscode().editorTitleButton("Apply Phase 1");
    await until(
      "what is being done",
      () => vscode().statusBarText(),
      (text) => text.includes("Phasegate: writing the checkpoint…"),
    );
    await vscode().screenshot("progress-sealing");
    assert.equal(git("tag"), "phasegate/v4/0001-hand-edits");
    writeFileSync(go, "");
    await vscode().checkpoint("phasegate/v4/0002-apply-1");
    await until(
      "no progress",
      () => vscode().statusBarText(),
      (text) => !text.includes("Phasegate: writing"),
    );
    assert.match(bot(), /import cmath/);
  });
});
