// The plan's tree as a person sees it, while the files behind it come and go.
import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";

const plan = "v4.phaseplan.json";
const bot = "phase4_dynamic_testnet_trading.py";

/** Where a narrow view may break a path. */
const breakable = "\u200b";

describe("the plan's view", () => {
  const { vscode, git } = onDemo(() => undefined);
  const rows = async (): Promise<string[]> => (await vscode().treeRows()).map(({ text }) => text);
  let whole: string[] = [];

  /** Waits until the tree is what it was at first. */
  const wholeAgain = (): Promise<string[]> =>
    until("the whole tree", rows, (all) => all.join("\n") === whole.join("\n"));

  before(async () => {
    await vscode().openView("Phasegate");
    whole = await until("the tree", rows, (all) => all.some((row) => row.includes("EXIT_THRESHOLD")));
  });

  it("keeps the parameters of every phase when the plan is renamed and back, however quickly", async () => {
    const path = join(vscode().folder, plan);
    for (const pause of [0, 250, 1500]) {
      renameSync(path, `${path}.away`);
      await sleep(pause);
      renameSync(`${path}.away`, path);
      await sleep(pause);
      await wholeAgain();
    }
  });

  it("keeps them when a branch with another plan is checked out and left again", async () => {
    const path = join(vscode().folder, plan);
    git("switch", "--quiet", "--create", "other");
    writeFileSync(path, readFileSync(path, "utf8").replace('"extends"', '"title": "Another title", "extends"'));
    git("commit", "--quiet", "--all", "--message", "another title");
    for (const pause of [0, 250, 1500]) {
      git("switch", "--quiet", "-");
      await sleep(pause);
      git("switch", "--quiet", "-");
      await sleep(pause);
      git("switch", "--quiet", "-");
      await wholeAgain();
      git("switch", "--quiet", "-");
    }
    git("switch", "--quiet", "-");
    assert.deepEqual(await wholeAgain(), whole);
  });

  it("shows the gate of a phase that is not applied yet: its window, its criteria, and what calls for a rollback", async () => {
    await until("the gate", rows, (all) => all.some((row) => /^Gate ?6 hours and 3 trades$/.test(row)));
    await vscode().clickTreeRow("Gate6 hours");
    const conditions = [/^no-errors ?No immediate errors/, /^first-losses ?Immediate losses >\$200 in first 2 trades$/];
    await until("the conditions", rows, (all) => conditions.every((each) => all.some((row) => each.test(row))));
    assert.match(
      await vscode().tooltip("Gate6 hours", "Watch it"),
      /Watch it for 6 hours and 3 trades\. Roll back if: Immediate losses/,
    );
    await vscode().screenshot("gate-planned");
    await vscode().page.mouse.move(700, 300);
    await vscode().clickTreeRow("Gate6 hours");
    await wholeAgain();
  });

  it("says on a value how long its phase is watched, and what calls for a rollback", async () => {
    await vscode().quickOpen(bot);
    await vscode().goToLine(40);
    const text = (await vscode().hover("STOP_LOSS = 0.01", "0.01")).replace(/\s+/g, " ");
    assert.match(text, /Watched for 48 hours and 20 trades/);
    assert.match(text, /Roll back if Win rate drops below 75%; Frequent stop-outs/);
    await vscode().screenshot("hover-gate");
    await vscode().page.mouse.move(0, 0);
  });

  /** Puts the cursor behind the literal of `constant` in the bot's file. */
  async function behindLiteral(constant: string): Promise<void> {
    await vscode().quickOpen(bot);
    const lines = readFileSync(join(vscode().folder, "scripts/production", bot), "utf8").split("\n");
    const line = lines.findIndex((each) => each.startsWith(`    ${constant} = `));
    const [before = ""] = /^ *\w+ = [\d.]+/.exec(lines[line] ?? "") ?? [];
    await vscode().goToLine(line + 1, before.length + 1);
  }

  it("completes a governed literal by what the plan has for it, and the whole of it", async () => {
    await behindLiteral("EXIT_THRESHOLD");
    await vscode().page.keyboard.press("Control+Space");
    await until(
      "the plan's values",
      () => vscode().suggestions(),
      (all) => /^0\.70 ?baseline$/.test(all[0] ?? "") && /^0\.603 ?target of Phase 1/.test(all[1] ?? ""),
    );
    await vscode().screenshot("completion");
    await vscode().page.keyboard.press("ArrowDown");
    await vscode().page.keyboard.press("Enter");
    await until(
      "the target",
      () => vscode().editorText(),
      (text) => /EXIT_THRESHOLD = 0\.603\s*(?:✓|⚠)/.test(text),
    );
    await vscode().page.keyboard.press("Control+z");
    await until(
      "the baseline again",
      () => vscode().editorText(),
      (text) => /EXIT_THRESHOLD = 0\.70\s*→/.test(text),
    );
  });

  it("offers no value beside the literal: in its comment, and in a constant that is not governed", async () => {
    for (const place of ["FEE_RATE = 0.0006", "EXIT_THRESHOLD = 0.70"]) {
      await vscode().quickOpen(bot);
      const lines = readFileSync(join(vscode().folder, "scripts/production", bot), "utf8").split("\n");
      const line = lines.findIndex((each) => each.includes(`    ${place}`));
      const column = place.startsWith("FEE") ? `    ${place}`.length + 1 : (lines[line] ?? "").length + 1;
      await vscode().goToLine(line + 1, column);
      await vscode().page.keyboard.press("Control+Space");
      const offered = await until(
        "what is offered",
        async () => ({ all: await vscode().suggestions(), text: await vscode().suggestWidgetText() }),
        ({ all, text }) => all.length > 0 || text.includes("No suggestions"),
      );
      assert.deepEqual(
        offered.all.filter((each) => /baseline|target/.test(each)),
        [],
      );
      await vscode().page.keyboard.press("Escape");
    }
  });

  it("leads from a value to the plan's line by F12, and from there to the bot's line", async () => {
    await behindLiteral("BASE_LONG_ENTRY_THRESHOLD");
    await vscode().page.keyboard.press("F12");
    await until(
      "the plan",
      async () => ({ tab: await vscode().activeTab(), status: await vscode().statusBarText() }),
      ({ tab, status }) => tab === plan && /Ln [1-9]\d*, Col/.test(status),
    );
    const own = readFileSync(join(vscode().folder, plan), "utf8").split("\n");
    const line = own.findIndex((each) => each.includes('"LONG_ENTRY_THRESHOLD"'));
    await until(
      "its line",
      () => vscode().statusBarText(),
      (text) => text.includes(`Ln ${line + 1},`),
    );
    await vscode().screenshot("link-to-plan");
    await vscode().page.keyboard.press("F12");
    await until(
      "the bot",
      () => vscode().activeTab(),
      (tab) => tab === bot,
    );
  });

  it("calls a value that is ahead of its phase so, with no mark that says that all is well", async () => {
    await vscode().quickOpen(bot);
    edit(join(vscode().folder, "scripts/production", bot), [" STOP_LOSS = 0.01 ", " STOP_LOSS = 0.0052 "]);
    const [line = ""] = await until(
      "the value",
      async () => (await vscode().editorLines()).filter((each) => each.includes(" STOP_LOSS = 0.0052")),
      ([first = ""]) => first.includes("ahead of Phase 3"),
    );
    assert.doesNotMatch(line, /✓/);
    await until("the row", rows, (all) => all.some((row) => /^0\.0052 ⚠ ?STOP_LOSS · ahead of Phase 3$/.test(row)));
    const [first = ""] = (await vscode().editorLines()).filter((each) => each.includes("TAKE_PROFIT = 0.02"));
    assert.match(first, /→ 0\.0356 · Phase 3/);
    await vscode().screenshot("ahead-of-phase");
    git("checkout", "--quiet", ".");
    await wholeAgain();
  });

  it("keeps every value in sight, and the name with it, where the side bar is narrow", async () => {
    for (const width of [250, 200]) {
      await vscode().resizeSideBar(width);
      const cut = await vscode()
        .page.locator(".part.sidebar .monaco-list-row")
        .evaluateAll((all) =>
          all
            .filter((row) => /THRESHOLD|STOP_LOSS|TAKE_PROFIT|CANDLES|POSITION|RATE/.test(row.textContent ?? ""))
            .filter((row) => {
              const [label, whole] = [".label-name", ".monaco-icon-label"].map((part) =>
                row.querySelector(part)?.getBoundingClientRect(),
              );
              // A name of which five letters are seen is told from the others.
              return !label || !whole || label.right + 40 > whole.right;
            })
            .map((row) => row.textContent),
        );
      await vscode().screenshot(`side-bar-${width}`);
      assert.deepEqual(cut, []);
    }
    await vscode().resizeSideBar(350);
  });

  it("names the bot's file that was moved, everywhere, and the quick fix follows it", async () => {
    const path = "scripts/production/phase4_dynamic_testnet_trading.py";
    const bot = join(vscode().folder, path);
    renameSync(bot, bot.replace("phase4", "phase5"));
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes("v4 · file not found"),
    );
    await until(
      "the message",
      () => vscode().viewMessage("Plan"),
      (text) =>
        /names the file .*phase4.*, which does not exist\. Its constants are in .*phase5/.test(
          text.replaceAll(breakable, ""),
        ),
    );
    const problems = await vscode().problems();
    assert.ok(problems.length === 1 && problems[0]?.includes("phase5"), problems.join("\n"));
    await vscode().screenshot("moved-file");
    await vscode().page.keyboard.press("Control+j");
    await vscode().quickOpen(plan);
    const fixes = await vscode().quickFixes(8, 15);
    assert.match(fixes[0] ?? "", /^Change the path in the plan to scripts.production.phase5_/);
    await vscode().page.keyboard.press("Enter");
    await until(
      "no problem",
      () => vscode().problems(),
      (all) => all.length === 0,
    );
    await wholeAgain();
    await vscode().quickOpen(plan);
    await vscode().page.keyboard.press("Control+s");
    await vscode().screenshot("moved-file-mended");
    git("checkout", "--quiet", ".");
    renameSync(bot.replace("phase4", "phase5"), bot);
    await wholeAgain();
  });
});
