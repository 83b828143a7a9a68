import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";
import { waitForWorkbench } from "./support/open";

const label = "Run the bot";

describe("Restart Bot", () => {
  let folder = "";
  const { vscode } = onDemo((demo) => {
    folder = demo;
    const plan = join(demo, "v4.phaseplan.json");
    writeFileSync(plan, readFileSync("demo/v4.phaseplan.json", "utf8"));
    // It ends by itself, soon.
    edit(join(demo, ".vscode/tasks.json"), ['"--speed", "500"', '"--speed", "5000", "--candles", "20"']);
  });

  /** What is asked before a task is run. */
  async function question(): Promise<string> {
    await vscode().runCommand("Phasegate: Restart Bot");
    await vscode().page.locator(".monaco-dialog-box").waitFor();
    return vscode().page.locator(".monaco-dialog-box").innerText();
  }

  it("says which program it is about to run, and runs nothing where the person would rather not", async () => {
    const text = await question();
    assert.match(text, /Restart the bot by the task "Run the bot"\?/);
    assert.match(text, /python3 scripts\/production\/phase4_dynamic_testnet_trading\.py --live --speed 5000/);
    await vscode().clickDialogButton("Cancel");
    await until("the dialog's end", async () => (await vscode().page.locator(".monaco-dialog-box").count()) === 0);
    assert.ok(!existsSync(join(folder, "results")));
  });

  it("runs the task of the folder that the plan is in, though another folder has one of that name", async () => {
    const parent = join(folder, "..");
    const other = join(parent, "another bot");
    mkdirSync(join(other, ".vscode"), { recursive: true });
    const task = { label, type: "process", command: "git", args: ["init", "wrong"], problemMatcher: [] };
    writeFileSync(join(other, ".vscode", "tasks.json"), JSON.stringify({ version: "2.0.0", tasks: [task] }));
    const workspace = join(parent, "two.code-workspace");
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: other }, { path: folder }] }));
    const address = new URL(vscode().page.url());
    address.searchParams.delete("folder");
    address.searchParams.set("workspace", workspace);
    await vscode().page.goto(address.href);
    await waitForWorkbench(vscode().page);
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes("v4 ·"),
    );
    assert.match(await question(), /--speed 5000/);
    await vscode().clickDialogButton("Restart Bot");
    await until("the bot's state", () => existsSync(join(folder, "results", "phase4_testnet_trading_state.json")));
    assert.ok(!existsSync(join(other, "wrong")));
  });
});
