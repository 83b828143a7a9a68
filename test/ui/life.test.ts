// Lives a whole rollout in the editor, as a person does: the demo's own bot trades meanwhile, five times faster than in the demo.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { dashboardText } from "./support/dashboard";
import { edit, onDemo } from "./support/demo";

const bot = "scripts/production/phase4_dynamic_testnet_trading.py";

/** Everything five times faster. A candle is then too short to be counted, so trades take the place of their signal rate. */
function makeQuick(folder: string): void {
  const path = join(folder, "v4.phaseplan.json");
  const signalRate = /\{\s*\/\/ Halfway[^}]*"id": "signal-rate"[^}]*\}/;
  const trades = {
    id: "trades-execute",
    text: "Trades execute normally",
    metric: "trades",
    compare: ">=",
    threshold: 3,
    unit: "trades",
  };
  const plan = readFileSync("demo/v4.phaseplan.json", "utf8");
  assert.match(plan, signalRate);
  writeFileSync(path, plan.replace(signalRate, JSON.stringify(trades)));
  edit(path, ['{ "hours": 0.03,', '{ "hours": 0.006,']);
  // However this test ends, the bot ends too.
  edit(join(folder, ".vscode/tasks.json"), ['"--speed", "500"', '"--speed", "2500", "--candles", "8000"']);
}

describe("a rollout, lived in the editor", function () {
  // Each step goes on from the one before.
  this.bail(true);
  let folder = "";
  after(() => {
    // Another session is the newest now, so the bot ends.
    const session = join(folder, "results/session.txt");
    if (existsSync(session)) writeFileSync(session, "over");
  });
  const { vscode, git } = onDemo((demo) => {
    folder = demo;
    makeQuick(demo);
  });

  const log = (): string => readLogs(folder);
  const rows = async (): Promise<string> => (await vscode().treeRows()).map(({ text }) => text).join("\n");
  const tree = (part: RegExp): Promise<string> => until(`${part} in the tree`, rows, (text) => part.test(text));
  const status = (part: string): Promise<string> =>
    until(
      `“${part}” in the status bar`,
      () => vscode().statusBarText(),
      (text) => text.includes(part),
    );
  const clear = (): Promise<void> => vscode().runCommand("Notifications: Clear All Notifications");

  async function restartBot(): Promise<void> {
    const sessions = count(log(), "Trading session started");
    await vscode().runCommand("Phasegate: Restart Bot");
    await vscode().page.locator(".monaco-dialog-box").waitFor();
    await vscode().clickDialogButton("Restart Bot");
    await until("the bot's new session", () => count(log(), "Trading session started") === sessions + 1);
  }

  it("applies Phase 1 from the palette", async () => {
    await vscode().openView("Phasegate");
    await vscode().quickOpen(bot);
    await vscode().runCommand("Apply Phase 1");
    await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD 0.70 → 0.603");
    await vscode().screenshot("life-01-question");
    await vscode().editorTitleButton("Apply Phase 1");
    await vscode().checkpoint("0001-apply-1");
    await vscode().notification("Phase 1 is in effect");
    await vscode().screenshot("life-02-applied");
    await clear();
  });

  it("starts the bot by the plan's task, and watches it", async () => {
    await restartBot();
    await vscode().screenshot("life-03-restarted");
    await tree(/Gate ?Inconclusive/);
    await vscode().clickTreeRow("Gate");
    await tree(/trades-execute/);
    await vscode().clickStatusBarItem("v4 ·");
    await dashboardText(vscode().page, "Phase 1 of 4 is in effect");
    await vscode().screenshot("life-04-watching");
  });

  it("passes the gate by the bot's trades, but for what a person has to look at", async () => {
    await status("1 to sign");
    await tree(/no-errors ?met[\s\S]*trades-execute ?met/);
    await dashboardText(vscode().page, "to sign");
    await vscode().screenshot("life-05-passed");
  });

  it("validates Phase 1 once that is signed", async () => {
    await vscode().runCommand("Phasegate: Validate Phase…");
    await until(
      "the question",
      () => vscode().inputMessage(),
      (text) => text.includes("Exit behavior"),
    );
    await vscode().screenshot("life-06-signature");
    await vscode().answer("looked at each exit");
    // A position that is open just then may have no price yet, which is one more to sign.
    await until(
      "the question “Validate”",
      async () => {
        if ((await vscode().inputMessage()).includes("open position")) await vscode().answer("looked at the position");
        return vscode().editorTitleButtons();
      },
      (buttons) => buttons.includes("Validate"),
    );
    await vscode().asked("Validate");
    await vscode().screenshot("life-07-validate");
    await vscode().editorTitleButton("Validate");
    await vscode().checkpoint("0002-validate-1");
    await clear();
  });

  it("applies Phase 2, and restarts the bot that runs", async () => {
    await vscode().runCommand("Apply Phase 2");
    await vscode().say("Apply Phase 2", "SHORT_ENTRY_THRESHOLD 0.65 → 0.505");
    await vscode().checkpoint("0003-apply-2");
    await vscode().notification("Phase 2 is in effect");
    await clear();
    await restartBot();
    assert.equal(count(log(), "Trading session ended"), 1);
  });

  it("tells that a trigger has fired once the market has turned, and leads to the way back", async () => {
    execFileSync("python3", [bot, "--turn-market"], { cwd: folder });
    await vscode().notification("Phase 2 calls for a rollback");
    await vscode().screenshot("life-08-fired");
    await vscode().clickStatusBarItem("v4 ·");
    await dashboardText(vscode().page, "A trigger has fired");
    await vscode().screenshot("life-09-dashboard");
    await vscode().clickNotificationButton("Roll Back…");
    await vscode().pick("As it was before Phase 2");
    await vscode().asked("Roll Back", "SHORT_ENTRY_THRESHOLD 0.505 → 0.65");
    await vscode().screenshot("life-10-rollback");
  });

  it("rolls back", async () => {
    await vscode().editorTitleButton("Roll Back");
    await vscode().checkpoint("0004-rollback-phase-2");
    assert.match(readFileSync(join(folder, bot), "utf8"), /BASE_SHORT_ENTRY_THRESHOLD = 0\.65 /);
    assert.equal(git("status", "--porcelain"), "");
  });

  it("is told by the ledger", async () => {
    await tree(/0004 · [\s\S]*0003 · [\s\S]*0002 · [\s\S]*0001 · /);
    await vscode().quickOpen(bot);
    await vscode().goToLine(41);
    await until(
      "the value of before, and its target",
      () => vscode().editorText(),
      (text) => /SHORT_ENTRY_THRESHOLD = 0\.65\s*→ 0\.505/.test(text),
    );
    await vscode().screenshot("life-11-ledger");
    const told = git("tag", "-n99");
    for (const part of [
      /0001-apply-1 [\s\S]*0002-validate-1 [\s\S]*0003-apply-2 [\s\S]*0004-rollback-phase-2/,
      /Phasegate-Gate: 1 pass/,
      /"looked at each exit"/,
      /Phasegate-Gate: 2 fail/,
    ]) {
      assert.match(told, part);
    }
  });
});

/** What the bot has logged so far. */
function readLogs(folder: string): string {
  const logs = join(folder, "logs");
  const names = existsSync(logs) ? readdirSync(logs).sort() : [];
  return names.map((name) => readFileSync(join(logs, name), "utf8")).join("");
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
