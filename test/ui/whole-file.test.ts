import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";

const path = "scripts/production/phase4_dynamic_testnet_trading.py";

describe("rolling back a whole file, as a person does it", () => {
  const { vscode: workbench, git } = onDemo(() => undefined);

  async function confirm(answer: string, tag: string): Promise<void> {
    await workbench().editorTitleButton(answer);
    await workbench().checkpoint(tag);
  }

  it("is the second choice after the checkpoint, and shows what else goes back before it is asked", async () => {
    const vscode = workbench();
    await vscode.runCommand("Apply Phase 1");
    await confirm("Apply Phase 1", "0001-apply-1");
    const sealed = readFileSync(join(vscode.folder, path), "utf8");
    // What someone writes and commits in the terminal.
    edit(join(vscode.folder, path), ["import argparse\n", "import argparse\nimport cmath\n"]);
    git("commit", "--quiet", "--all", "--message", "later");
    await vscode.runCommand("Notifications: Clear All Notifications");
    await vscode.runCommand("Phasegate: Roll Back");
    await vscode.pick("(now)");
    const first = vscode.page.locator('.quick-input-list .monaco-list-row[data-index="0"]');
    await until(
      "how much",
      () => first.allInnerTexts(),
      (texts) => texts.some((text) => text.startsWith("Values only")),
    );
    await vscode.screenshot("roll-back-extent");
    await vscode.pick("Whole file");
    await vscode.asked("Roll Back", "1 line changes beside the plan's values", "import cmath");
    await vscode.screenshot("roll-back-whole-file");
    await confirm("Roll Back", "0002-rollback-file-to-0001");
    assert.equal(readFileSync(join(vscode.folder, path), "utf8"), sealed);
    assert.equal(git("rev-parse", `HEAD:${path}`), git("rev-parse", `phasegate/v4/0001-apply-1:${path}`));
  });

  it("leads to the values of a backup too, made by hand beside the bot", async () => {
    const vscode = workbench();
    const backup = `${path}.backup_20251015_critical_fix`;
    writeFileSync(
      join(vscode.folder, backup),
      readFileSync(join(vscode.folder, path), "utf8").replace("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.66"),
    );
    await vscode.runCommand("Notifications: Clear All Notifications");
    await vscode.runCommand("Phasegate: Roll Back");
    await until(
      "the backup",
      () => vscode.choices(),
      (all) =>
        all.some((each) => /^\.backup_20251015_critical_fix\s*2025-10-15 .* EXIT_THRESHOLD 0\.603 → 0\.66/.test(each)),
    );
    await vscode.screenshot("roll-back-backup");
    await vscode.pick("backup_20251015_critical_fix");
    await confirm("Roll Back", "0003-rollback-backup");
    assert.ok(readFileSync(join(vscode.folder, path), "utf8").includes("EXIT_THRESHOLD = 0.66"));
    assert.equal(git("show", "--format=", "--name-only", "HEAD"), path);
  });
});
