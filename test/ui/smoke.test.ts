import assert from "node:assert/strict";
import { until } from "../support/until";
import { useWorkbench } from "./support/open";

const bot = "phase4_dynamic_testnet_trading.py";

describe("the workbench on the demo", () => {
  const workbench = useWorkbench();

  it("opens the bot's file", async () => {
    const vscode = workbench();
    await vscode.quickOpen(bot);
    await until(
      "the bot's first lines",
      () => vscode.editorLines(),
      (lines) => lines.length > 10,
    );
    await vscode.screenshot("smoke");
    assert.equal(await vscode.activeTab(), bot);
  });
});
