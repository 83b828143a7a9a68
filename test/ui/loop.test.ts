import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { useWorkbench } from "./support/open";

const name = "phase4_dynamic_testnet_trading.py";
const path = `scripts/production/${name}`;

/** Without white space: decorations keep their distance by a margin, hovers by no-break spaces. */
const bare = (text: string): string => text.replace(/\s/g, "");

/** The person's loop: look, preview, apply, look again, roll back; git says each time what really happened. */
describe("the loop, as a person walks it", () => {
  const workbench = useWorkbench();
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: workbench().folder, encoding: "utf8" }).trim();
  const bot = (): string => readFileSync(join(workbench().folder, path), "utf8");
  let before = "";

  it("shows every value against its target, beside it", async () => {
    const vscode = workbench();
    before = bot();
    await vscode.quickOpen(name);
    await vscode.goToLine(40);
    const shown = [
      "BASE_LONG_ENTRY_THRESHOLD = 0.70 → 0.686",
      "BASE_SHORT_ENTRY_THRESHOLD = 0.65 → 0.505",
      "STOP_LOSS = 0.01 → 0.0052",
      "TAKE_PROFIT = 0.02 → 0.0356",
      "MAX_HOLD_CANDLES = 4 ✓",
      "BASE_POSITION_PCT = 0.60 → 0.78",
      "MAX_POSITION_PCT = 1.00 → 0.87",
      "EXIT_THRESHOLD = 0.70 → 0.603",
      "EXPECTED_SIGNAL_RATE = 0.101 → 0.0612",
    ];
    const seen = (lines: string[]) => shown.filter((each) => lines.some((line) => bare(line).includes(bare(each))));
    await until(
      "all nine values",
      async () => seen(await vscode.editorLines()),
      (found) => found.length === shown.length,
    );
    await vscode.screenshot("inline-diff");
  });

  it("offers the next phase above the block", async () => {
    const vscode = workbench();
    await until(
      "the lens",
      () => vscode.codeLenses(),
      (lenses) => lenses.join(" ").includes("Phase 1 · 2 changes | Preview | Apply"),
    );
  });

  it("explains a value on hover", async () => {
    const vscode = workbench();
    const text = await vscode.hover("EXIT_THRESHOLD = 0.70", "0.70");
    await vscode.screenshot("hover");
    for (const part of [
      "EXIT_THRESHOLD",
      "probability",
      "Baseline Now Running Target",
      "0.70 0.70 · at its baseline not known · the plan names no evidence 0.603",
      "Phase 1 next · Critical parameters",
      "Since no checkpoint has changed it",
      "global optimum",
    ]) {
      assert.ok(bare(text).includes(bare(part)), `${part} in: ${text}`);
    }
    await vscode.page.mouse.move(0, 0);
  });

  it("lists as many phases in the palette as the plan has", async () => {
    const entries = await workbench().commandsFor("Apply Phase");
    const phases = entries.flatMap((entry) => /Apply Phase (\d+)/.exec(entry)?.[1] ?? []);
    assert.deepEqual([...new Set(phases)].sort(), ["1", "2", "3", "4"]);
  });

  it("previews without writing", async () => {
    const vscode = workbench();
    await vscode.runCommand("Phasegate: Preview Phase");
    await vscode.pick("Phase 3");
    await until(
      "the diff",
      () => vscode.previewText(),
      (text) => text.includes("STOP_LOSS = 0.0052"),
    );
    await vscode.screenshot("preview");
    assert.equal(bot(), before);
    assert.equal(git("status", "--porcelain"), "");
    await vscode.page.keyboard.press("Control+w");
  });

  it("refuses Phase 2 before Phase 1, with the reason", async () => {
    const vscode = workbench();
    await vscode.runCommand("Apply Phase 2");
    await vscode.notification("Phase 1 is not in effect");
    await vscode.screenshot("refused");
    assert.equal(bot(), before);
    await vscode.runCommand("Notifications: Clear All Notifications");
  });

  it("applies Phase 1 after one question, asked in the preview", async () => {
    const vscode = workbench();
    await vscode.runCommand("Apply Phase 1");
    await until(
      "the buttons",
      () => vscode.editorTitleButtons(),
      (all) => all.includes("Apply Phase 1") && all.includes("Cancel"),
    );
    await until(
      "the diff",
      () => vscode.previewText(),
      (text) => text.includes("EXIT_THRESHOLD = 0.603"),
    );
    await vscode.screenshot("question");
    assert.equal(bot(), before);
    await vscode.editorTitleButton("Apply Phase 1");
    const said = await vscode.notification("Phase 1 is in effect");
    await vscode.screenshot("applied");
    assert.match(said, /Restart the bot.*Watch it for 6 hours and 3 trades. Roll back if: Immediate losses/);
  });

  it("has changed the two literals, in one commit of that file, sealed by an annotated tag", () => {
    const expected = before
      .replace("EXPECTED_SIGNAL_RATE = 0.101 ", "EXPECTED_SIGNAL_RATE = 0.0612 ")
      .replace("    EXIT_THRESHOLD = 0.70 ", "    EXIT_THRESHOLD = 0.603 ");
    assert.equal(bot(), expected);
    assert.equal(git("show", "--name-only", "--format=", "HEAD"), path);
    assert.equal(git("rev-list", "--count", "HEAD"), "2");
    assert.equal(git("cat-file", "-t", "phasegate/v4/0001-apply-1"), "tag");
    assert.equal(git("rev-parse", "phasegate/v4/0001-apply-1^{commit}"), git("rev-parse", "HEAD"));
    assert.match(git("tag", "-n"), /phasegate\/v4\/0001-apply-1 +Phasegate v4: apply Phase 1, Critical parameters/);
    assert.equal(git("status", "--porcelain"), "");
  });

  it("shows the new state: editor, status bar, tree", async () => {
    const vscode = workbench();
    await vscode.quickOpen(name);
    await until(
      "the marks",
      () => vscode.editorText(),
      (text) => bare(text).includes("EXIT_THRESHOLD=0.603✓"),
    );
    await until(
      "the status",
      () => vscode.statusBarText(),
      (text) => text.includes("v4 · Phase 1 of 4"),
    );
    await vscode.runCommand("Notifications: Clear All Notifications");
    await vscode.openView("Phasegate");
    // Wide enough for whole rows.
    await vscode.resizeSideBar(420);
    const has = (rows: { text: string }[], pattern: RegExp) => rows.some(({ text }) => pattern.test(text));
    await until(
      "plan and checkpoints",
      () => vscode.treeRows(),
      (rows) =>
        has(rows, /^0001/) &&
        has(rows, /^Phase 1 ?in effect/) &&
        has(rows, /^Phase 2 ?next/) &&
        has(rows, /^0\.603 ?EXIT_THRESHOLD$/),
    );
    await vscode.screenshot("tree");
  });

  it("puts a squiggle with a code under a value that no phase allows", async () => {
    const vscode = workbench();
    await vscode.quickOpen(name);
    const lines = before.split("\n");
    const line = lines.findIndex((each) => each.includes(" STOP_LOSS = 0.01"));
    const column = (lines[line] ?? "").indexOf("0.01") + "0.0".length;
    await vscode.goToLine(line + 1, column + 1);
    await vscode.page.keyboard.press("Shift+ArrowRight");
    await vscode.page.keyboard.type("3");
    const rows = await until(
      "the problem",
      () => vscode.problems(),
      (all) => all.some((row) => row.includes("value-in-no-phase")),
    );
    await vscode.screenshot("squiggle");
    assert.ok(
      rows.some((row) => row.includes("STOP_LOSS is 0.03")),
      rows.join("\n"),
    );
  });

  it("does not apply over text that is not saved", async () => {
    const vscode = workbench();
    await vscode.runCommand("Apply Phase 2");
    await vscode.notification("unsaved changes");
    assert.equal(git("rev-list", "--count", "HEAD"), "2");
    await vscode.runCommand("Notifications: Clear All Notifications");
    await vscode.runCommand("File: Revert File");
    await until(
      "no problem",
      () => vscode.problems(),
      (all) => !all.some((row) => row.includes("value-in-no-phase")),
    );
    await vscode.page.keyboard.press("Control+j");
  });

  it("applies Phase 3 out of order with a written reason, which the tag keeps", async () => {
    const vscode = workbench();
    const untouched = bot();
    await vscode.quickOpen(name);
    await vscode.runCommand("Apply Phase 3");
    await vscode.notification("Phase 2 is not in effect");
    await vscode.clickNotificationButton("Override…");
    await until(
      "the prompt",
      () => vscode.inputMessage(),
      (text) => text.includes("Why?"),
    );
    // An empty reason keeps the box open, where the keys belong.
    await vscode.answer("  ");
    await until(
      "what is missing",
      () => vscode.inputMessage(),
      (text) => text.includes("A reason is needed"),
    );
    await vscode.screenshot("override");
    assert.equal(bot(), untouched);
    assert.equal(await vscode.page.locator(".tab.dirty").count(), 0);
    await vscode.answer("stops first: volatility doubled");
    await vscode.asked(
      "Apply Phase 3",
      "⚠ Out of order: Phase 2 is not in effect.",
      "Your reason: stops first: volatility doubled",
      "STOP_LOSS = 0.0052 #",
    );
    assert.match(await vscode.activeTabLabel(), /^Apply Phase 3 out of order\?/);
    await vscode.screenshot("question-override");
    await vscode.editorTitleButton("Apply Phase 3");
    await vscode.checkpoint("0002-apply-3");
    assert.match(
      git("tag", "-l", "-n99", "phasegate/v4/0002-apply-3"),
      /Phasegate-Override: "stops first: volatility doubled"/,
    );
  });

  it("rolls back to a checkpoint: picked, previewed, confirmed, a new commit", async () => {
    const vscode = workbench();
    await vscode.runCommand("Notifications: Clear All Notifications");
    await vscode.runCommand("Phasegate: Roll Back");
    await until(
      "the choices",
      () => vscode.choices(),
      (all) => all.some((each) => each.includes("0001")),
    );
    await vscode.screenshot("roll-back");
    // The checkpoint itself: its date follows, not what it would be taken back by.
    await vscode.pick("0001 · apply Phase 1, Critical parameters2");
    await vscode.pick("Values only");
    await until(
      "the buttons",
      () => vscode.editorTitleButtons(),
      (all) => all.includes("Roll Back"),
    );
    await vscode.screenshot("roll-back-preview");
    await vscode.editorTitleButton("Roll Back");
    await vscode.checkpoint("0003-rollback-to-0001");
    assert.equal(git("diff", "phasegate/v4/0001-apply-1", "HEAD"), "");
    assert.equal(git("rev-list", "--count", "HEAD"), "4");
  });

  it("leaves everything as it is when the question is answered with Cancel", async () => {
    const vscode = workbench();
    const head = git("rev-parse", "HEAD");
    await vscode.runCommand("Phasegate: Apply Next Phase");
    await vscode.editorTitleButton("Cancel");
    await until(
      "no question",
      () => vscode.editorTitleButtons(),
      (all) => !all.includes("Cancel"),
    );
    assert.equal(git("rev-parse", "HEAD"), head);
    assert.equal(git("status", "--porcelain"), "");
  });

  it("shows the checkpoints, newest first, and what each changed", async () => {
    const vscode = workbench();
    await vscode.runCommand("Phasegate: Show Checkpoints");
    const choices = await until(
      "the list",
      () => vscode.choices(),
      (all) => all.length >= 3 && all.every((each) => /^\d{4}/.test(each)),
    );
    await vscode.screenshot("checkpoints");
    assert.deepEqual(
      choices.map((each) => /000\d/.exec(each)?.[0]),
      ["0003", "0002", "0001"],
    );
    await vscode.pick("0001");
    await until(
      "the diff",
      () => vscode.editorText(1),
      (text) => text.includes("EXIT_THRESHOLD = 0.603"),
    );
  });
});
