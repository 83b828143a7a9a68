import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../support/until";
import { dashboardText } from "./support/dashboard";
import { useWorkbench } from "./support/open";

const folder = mkdtempSync(join(tmpdir(), "phasegate-trace-"));
const trace = join(folder, "trace.txt");
const config = join(folder, "config");

/** The git processes that Phasegate started: git notes them all, and VS Code's own extension never passes this flag. */
function ourCalls(): string[] {
  if (!existsSync(trace)) return [];
  const lines = readFileSync(trace, "utf8").split("\n");
  return lines.filter((line) => line.includes('"event":"start"') && line.includes("maintenance.auto=false"));
}

describe("a workspace that is not trusted", () => {
  writeFileSync(config, `[user]\nname = Ada Example\nemail = ada@example.org\n[trace2]\neventTarget = ${trace}\n`);
  const workbench = useWorkbench({
    env: { GIT_CONFIG_GLOBAL: config },
    settings: {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    },
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("shows values and previews", async () => {
    const vscode = workbench();
    await vscode.quickOpen("phase4_dynamic_testnet_trading.py");
    await vscode.goToLine(40);
    await until(
      "the status",
      () => vscode.statusBarText(),
      (text) => text.includes("v4 · ledger unknown"),
    );
    await until(
      "the values",
      () => vscode.editorText(),
      (text) => text.includes("→"),
    );
    await vscode.screenshot("restricted");
    await vscode.runCommand("Phasegate: Preview Phase");
    await vscode.pick("Phase 1");
    await until(
      "the diff",
      () => vscode.previewText(),
      (text) => text.includes("EXIT_THRESHOLD = 0.603"),
    );
  });

  it("applies nothing, and says how to go on", async () => {
    const vscode = workbench();
    const commands = [
      "Roll Back",
      "Adopt Current State",
      "Checkpoint Hand Edits",
      "Show Checkpoints",
      "Push Checkpoints",
      "Fetch Checkpoints",
      "Open Demo",
    ];
    for (const command of ["Apply Phase 1", ...commands.map((each) => `Phasegate: ${each}`)]) {
      await vscode.runCommand(command);
      await vscode.notification("not trusted");
      await vscode.runCommand("Notifications: Clear All Notifications");
    }
  });

  it("tells a parameter's values without git", async () => {
    const vscode = workbench();
    await vscode.runCommand("Phasegate: Show History of a Parameter");
    await vscode.pick("EXIT_THRESHOLD");
    await until(
      "its value",
      () => vscode.choices(),
      (all) => all.length === 1 && all[0]?.startsWith("0.70") === true,
    );
    await vscode.page.keyboard.press("Escape");
    await vscode.openView("Phasegate");
    await until(
      "the words in place of the checkpoints",
      () => vscode.viewMessage("Checkpoints"),
      (text) => text.startsWith("Phasegate reads checkpoints from git once you trust this workspace."),
    );
  });

  it("has a dashboard that leads to trust, and starts no bot", async () => {
    const vscode = workbench();
    await vscode.runCommand("Phasegate: Open Dashboard");
    const text = await dashboardText(vscode.page, "Manage Workspace Trust");
    assert.doesNotMatch(text, /Restart Bot|Validate|Extend/);
    await vscode.screenshot("restricted-dashboard");
    assert.doesNotMatch((await vscode.commandsFor("Restart Bot")).join("\n"), /Restart Bot/);
  });

  it("has started no git process", () => assert.deepEqual(ourCalls(), []));

  it("reads the ledger once it is trusted", async () => {
    const vscode = workbench();
    await vscode.runCommand("Workspaces: Manage Workspace Trust");
    await vscode.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
    await until(
      "the status",
      () => vscode.statusBarText(),
      (text) => text.includes("v4 · baseline"),
    );
    assert.ok(ourCalls().length > 0);
  });
});
