import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

describe("Restart Bot", () => {
  let folder = "";
  const { vscode } = onDemo((demo) => {
    folder = demo;
    const plan = join(demo, "v4.phaseplan.json");
    writeFileSync(plan, readFileSync("demo/v4.phaseplan.json", "utf8"));
  });

  it("says which program it is about to run, and runs nothing where the person would rather not", async () => {
    const { page } = vscode();
    await vscode().runCommand("Phasegate: Restart Bot");
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    const text = await dialog.innerText();
    assert.match(text, /Restart the bot by the task "Run the bot"\?/);
    assert.match(text, /python3 scripts\/production\/phase4_dynamic_testnet_trading\.py --live --speed 500/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await until("the dialog's end", async () => (await dialog.count()) === 0);
    assert.ok(!existsSync(join(folder, "results")));
  });
});
