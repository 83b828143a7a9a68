import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { onDemo } from "./support/demo";
import { until } from "./support/until";

const name = "phase4_dynamic_testnet_trading.py";

describe("the ledger, as a person sees it", () => {
  const { vscode } = onDemo(() => undefined);
  const phasegate = (...args: string[]): string =>
    execFileSync(process.execPath, [resolve("dist/cli.js"), ...args, "--yes"], {
      cwd: join(vscode().folder),
      encoding: "utf8",
      stdio: "pipe",
    }).trim();

  it("follows checkpoints that come from outside", async () => {
    await vscode().openView("Phasegate");
    for (const command of [["apply", "1"], ["rollback"], ["apply", "1"]]) phasegate(...command);
    await until(
      "the checkpoints",
      () => vscode().treeRows(),
      (rows) => rows.some(({ text }) => /^0003 · apply Phase 1/.test(text)),
    );
  });

  it("tells on hover which values a parameter had, since when and by whom", async () => {
    await vscode().quickOpen(name);
    await vscode().goToLine(40);
    const text = await vscode().hover("EXIT_THRESHOLD = 0.603", "0.603");
    await vscode().screenshot("history-hover");
    assert.match(
      text.replace(/\s+/g, " "),
      /History: 0\.603 since [\d-]{10} [\d:]{5} \(0003\) ← 0\.70 \(0002\) ← 0\.603 \(0001\) ← 0\.70/,
    );
    assert.match(text, /Preview · Apply · History/);
  });

  it("lists them all from the hover, and shows what a value's checkpoint changed", async () => {
    await vscode().page.locator(".monaco-hover:visible a", { hasText: "History" }).click();
    await until(
      "the values",
      () => vscode().choices(),
      (all) => all.length === 4 && all.every((each) => each.startsWith("0.")),
    );
    await vscode().screenshot("history-pick");
    await vscode().pick("0002");
    await until(
      "the diff",
      () => vscode().editorText(1),
      (text) => text.includes("EXIT_THRESHOLD = 0.70"),
    );
  });

  it("asks for the parameter in the palette, the one under the cursor first", async () => {
    await vscode().quickOpen(name);
    const lines = await vscode().editorLines();
    assert.ok(lines.length > 0);
    await vscode().runCommand("Phasegate: Show History of a Parameter");
    await until(
      "the parameters",
      () => vscode().choices(),
      (all) => all.length === 9,
    );
    await vscode().pick("STOP_LOSS");
    await until(
      "its one value",
      () => vscode().choices(),
      (all) => all.length === 1 && all[0]?.includes("no checkpoint has changed it") === true,
    );
    await vscode().page.keyboard.press("Escape");
  });
});
