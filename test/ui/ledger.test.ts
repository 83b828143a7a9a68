import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { formatMessage, messageFor } from "../../src/core/ledger/message";
import { until } from "../support/until";
import { onDemo } from "./support/demo";
import { useWorkbench, waitForWorkbench } from "./support/open";

const name = "phase4_dynamic_testnet_trading.py";

describe("the ledger, as a person sees it", () => {
  const { vscode, git } = onDemo(() => undefined);

  it("follows checkpoints that come from outside", async () => {
    await vscode().openView("Phasegate");
    for (const command of [["apply", "1"], ["rollback"], ["apply", "1"]]) phasegate(vscode().folder, ...command);
    await until(
      "the checkpoints",
      () => vscode().treeRows(),
      (rows) => rows.some(({ text }) => /^0003 · apply Phase 1/.test(text)),
    );
  });

  it("tells on hover which values a parameter had, since when and by whom", async () => {
    await vscode().quickOpen(name);
    await vscode().goToLine(40);
    await until(
      "the value at its target",
      () => vscode().editorText(),
      (text) => /EXIT_THRESHOLD = 0\.603\s*✓/.test(text),
    );
    const text = await vscode().hover("EXIT_THRESHOLD = 0.603", "0.603");
    await vscode().screenshot("history-hover");
    assert.match(
      text.replace(/\s+/g, " "),
      /Since [\d-]{10} [\d:]{5} · 0003 · apply Phase 1, Critical parameters · Ada Example Preview · Apply · History .* Before 0\.70 \(0002\) ← 0\.603 \(0001\) ← 0\.70/,
    );
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

  it("is not in the way of the file itself, where that is looked for by its name", async () => {
    await vscode().page.keyboard.press("Control+p");
    await vscode().page.keyboard.type("phase");
    const found = await until(
      "the files, those of the disk too",
      () => vscode().choices(),
      (all) => all.some((each) => each.includes("v4.phaseplan.json")),
    );
    await vscode().page.keyboard.press("Escape");
    assert.equal(found.filter((each) => each.includes(name)).length, 1, found.join("\n"));
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

  it("shows each checkpoint with its values, and all of it on hover", async () => {
    await vscode().openView("Phasegate");
    const rows = vscode().page.locator(".part.sidebar .monaco-list-row");
    await rows.filter({ hasText: "0002" }).locator(".monaco-tl-twistie").click();
    await until(
      "the values of the second",
      async () => (await vscode().treeRows()).map(({ text }) => text),
      (texts) => texts.includes("0.603 → 0.70EXIT_THRESHOLD"),
    );
    const shown = await vscode().tooltip("0002", "phasegate/v4/0002-rollback-phase-1");
    await vscode().screenshot("checkpoint-tooltip");
    for (const part of ["In effect afterwards: no phase", "EXIT_THRESHOLD: 0.603 → 0.70", "Plan's SHA-256"]) {
      assert.ok(shown.includes(part), `${part} in: ${shown}`);
    }
  });

  it("compares a checkpoint with the file as it is, which can be edited there", async () => {
    await onRow("0002", "Compare with Current");
    await shows("phasegate/v4/0002-rollback-phase-1 ↔ current", "EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.603");
    await vscode().screenshot("compare-with-current");
  });

  it("compares with the checkpoint before, which the first one does not have", async () => {
    assert.ok(!(await menuOf("0001")).includes("Compare with Previous"));
    await onRow("0003", "Compare with Previous");
    await shows("phasegate/v4/0002-rollback-phase-1 ↔ 0003", "EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.603");
  });

  it("compares two that are selected, the earlier one on the left, whatever the order", async () => {
    await row("0002").locator(".monaco-icon-label").click();
    await row("0001")
      .locator(".monaco-icon-label")
      .click({ modifiers: ["Control"] });
    await onRow("0002", "Compare Two Checkpoints");
    await shows("phasegate/v4/0001-apply-1 ↔ 0002", "EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.70");
    await vscode().screenshot("compare-two");
  });

  it("has the same texts after the window was loaded again", async () => {
    // VS Code's own reload: it waits until what is to be kept is written.
    await Promise.all([vscode().page.waitForEvent("load"), vscode().runCommand("Developer: Reload Window")]);
    await waitForWorkbench(vscode().page);
    await shows("phasegate/v4/0001-apply-1 ↔ 0002", "EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.70");
  });

  it("copies a tag, and opens a commit in VS Code's git", async () => {
    await vscode().openView("Phasegate");
    await vscode().page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await onRow("0001", "Copy Tag");
    await until(
      "the clipboard",
      () => vscode().page.evaluate<string>("navigator.clipboard.readText()"),
      (text) => text === "phasegate/v4/0001-apply-1",
    );
    await onRow("0001", "Open Commit");
    await until(
      "the commit",
      () => tab(),
      (title) => title.startsWith(git("rev-parse", "--short", "phasegate/v4/0001-apply-1^{commit}")),
    );
    await until(
      "what it changed",
      () => vscode().editorText(1),
      (text) => text.includes("EXIT_THRESHOLD = 0.603"),
    );
    await vscode().screenshot("open-commit");
  });

  it("lists what it can go back to in groups, with what each would change, and marks what holds now", async () => {
    const bot = join(vscode().folder, "scripts/production", name);
    writeFileSync(`${bot}.bak`, readFileSync(bot, "utf8").replace("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.72"));
    await vscode().runCommand("Phasegate: Roll Back");
    const back = "2 values · ends Phase 1 · EXPECTED_SIGNAL_RATE 0.0612 → 0.101, EXIT_THRESHOLD 0.603 → 0.70";
    const now = /^0003 · apply Phase 1, Critical parameters \(now\).*Changes nothing/;
    const all = await until(
      "what each would change",
      () => vscode().choices(),
      (rows) => rows.some((row) => now.test(row)) && rows.some((row) => row.includes("0.603 → 0.72")),
    );
    await vscode().screenshot("rollback-goals");
    const separators = await vscode()
      .page.locator(".quick-input-list .quick-input-list-separator:visible")
      .allInnerTexts();
    assert.deepEqual(separators.filter(Boolean), [
      "Take a phase back",
      "Checkpoints in effect",
      "Earlier checkpoints",
      "Baseline",
      "Backups made by hand",
    ]);
    assert.equal(all.filter((row) => row.includes(back)).length, 3, all.join("\n"));
    assert.equal(all.filter((row) => row.includes("(now)")).length, 1, all.join("\n"));
    await vscode().page.keyboard.press("Escape");
    rmSync(`${bot}.bak`);
  });

  it("rolls back to a checkpoint from its row", async () => {
    await onRow("0002", "Roll Back To…");
    await vscode().pick("Values only");
    await vscode().editorTitleButton("Roll Back");
    await vscode().checkpoint("0004-rollback-to-0002");
  });

  it("keeps those apart that a rebase or another branch left behind, and says that they do not count", async () => {
    git("switch", "--quiet", "--create", "elsewhere", "phasegate/v4/0002-rollback-phase-1");
    const rows = async () => (await vscode().treeRows()).map(({ text }) => text);
    await until("the group", rows, (texts) => texts.some((text) => /^Not on this branch2 not counted$/.test(text)));
    await row("Not on this branch").click();
    await until("its checkpoints", rows, (texts) => texts.at(-2)?.startsWith("0004") === true);
    await vscode().screenshot("left-behind");
    assert.ok(!(await menuOf("0004")).includes("Roll Back To…"));
  });

  function row(text: string) {
    return vscode().page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
  }

  async function menuOf(text: string): Promise<string[]> {
    await row(text).locator(".monaco-icon-label").click({ button: "right" });
    const items = vscode().page.locator(".monaco-menu .action-label");
    await items.first().waitFor();
    const texts = await items.allInnerTexts();
    await vscode().page.keyboard.press("Escape");
    await items.first().waitFor({ state: "hidden" });
    return texts;
  }

  async function onRow(text: string, command: string): Promise<void> {
    await row(text).locator(".monaco-icon-label").click({ button: "right" });
    const item = vscode().page.locator(".monaco-menu .action-label", { hasText: command });
    await item.waitFor();
    // A menu takes no click in its first moments.
    await until(
      `“${command}” taken`,
      async () => {
        await item.click({ timeout: 1000 }).catch(() => undefined);
        return item.count();
      },
      (count) => count === 0,
    );
  }

  async function shows(title: string, left: string, right: string): Promise<void> {
    await until(
      title,
      async () => {
        const name = await tab();
        // The editor takes a moment to scroll; in a small one the change may stand below.
        if (name === title && !(await vscode().editorText(1)).includes(right)) await nextChange();
        return [name, await vscode().editorText(0), await vscode().editorText(1)] as const;
      },
      ([name, before, after]) => name === title && before.includes(left) && after.includes(right),
    );
  }

  async function nextChange(): Promise<void> {
    await vscode().editorTitleButton("Next Change");
  }

  async function tab(): Promise<string> {
    const active = vscode().page.locator(".editor-group-container.active .tab.active .label-name");
    return (await active.count()) === 0 ? "" : await active.first().innerText();
  }
});

describe("the ledger of a team", () => {
  const { vscode, git } = onDemo(() => undefined);
  let elsewhere = "";
  const there = (...args: string[]): string =>
    execFileSync("git", args, { cwd: join(elsewhere, "clone"), encoding: "utf8", stdio: "pipe" }).trim();
  const rows = async (): Promise<string[]> => (await vscode().treeRows()).map(({ text }) => text);

  const rowsAtEnd = async (): Promise<string[]> => {
    await vscode().page.keyboard.press("End");
    return rows();
  };

  before(() => {
    elsewhere = mkdtempSync(join(tmpdir(), "phasegate-team-"));
    git("init", "--quiet", "--bare", join(elsewhere, "remote"));
    git("remote", "add", "origin", join(elsewhere, "remote"));
    phasegate(vscode().folder, "apply", "1");
  });
  after(() => rmSync(elsewhere, { recursive: true, force: true }));

  it("is pushed, and what came of it is said in a sentence", async () => {
    await vscode().runCommand("Phasegate: Push Checkpoints");
    await vscode().notification(/^Pushed \S+ and 1 new checkpoint to origin\.$/);
    assert.match(git("ls-remote", "origin"), /refs\/tags\/phasegate\/v4\/0001-apply-1/);
    await vscode().runCommand("Notifications: Clear All Notifications");
  });

  it("is fetched: what others sealed is shown, and does not count before their commits are here", async () => {
    const branch = git("branch", "--show-current");
    git("clone", "--quiet", "--branch", branch, join(elsewhere, "remote"), join(elsewhere, "clone"));
    there("config", "user.name", "Bob Example");
    there("config", "user.email", "bob@example.org");
    phasegate(join(elsewhere, "clone"), "apply", "2");
    there("push", "--quiet", "--follow-tags");
    await vscode().openView("Phasegate");
    await vscode().runCommand("Phasegate: Fetch Checkpoints");
    await vscode().notification(/1 new checkpoint from origin\. A checkpoint counts once its commit is on this branch/);
    await until("the group", rows, (texts) => texts.some((text) => /^Not on this branch1 not counted$/.test(text)));
    await vscode().screenshot("fetched");
  });

  it("follows a pull from outside, without being asked", async () => {
    git("pull", "--quiet", "--ff-only", "origin", git("branch", "--show-current"));
    await until(
      "the checkpoint of the other",
      rows,
      (texts) =>
        texts.some((text) =>
          /^0002 · apply Phase 2(?:just now|\d+ min ago) · Bob Example · Entry threshold/.test(text),
        ) && !texts.some((text) => text.startsWith("Not on this branch")),
    );
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes("Phase 2 of 4"),
    );
  });

  it("shows a long ledger in pages", async () => {
    const commit = git("rev-parse", "HEAD");
    const tags = Array.from({ length: 640 }, (_, index) => {
      const n = index + 3;
      const plan = { plan: "v4", planPath: "v4.phaseplan.json", planHash: "0".repeat(64) };
      const message = formatMessage(
        messageFor({ ...plan, event: { kind: "adopt" } as const, phases: [1, 2], changes: [] }, n),
      );
      const name = `phasegate/v4/${String(n).padStart(4, "0")}-adopt`;
      const tagger = "tagger Ada Example <ada@example.org> 1700000000 +0000";
      return `tag ${name}\nfrom ${commit}\n${tagger}\ndata ${Buffer.byteLength(message)}\n${message}\n`;
    });
    execFileSync("git", ["fast-import", "--quiet"], { cwd: vscode().folder, input: tags.join("") });
    const row = (text: string) => vscode().page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
    await until("the newest", rows, (texts) => texts.some((text) => text.startsWith("0642 ")));
    await row("0642").click({ modifiers: ["Control"] });
    await vscode().page.keyboard.press("End");
    await until("the rest in one row", rows, (texts) => texts.at(-1) === "Older…442");
    await row("Older…").click();
    await until("the pages", rowsAtEnd, (texts) => /^0042 to 0001/.test(texts.at(-1) ?? ""));
    await vscode().screenshot("older");
    await row("0042 to 0001").click();
    await until("the first", rowsAtEnd, (texts) => texts.some((text) => text.startsWith("0001 · apply Phase 1")));
  });
});

for (const how of ["switched off", "not looking at the repository"] as const) {
  describe(`a commit, where VS Code's git is ${how}`, () => {
    const vscode = useWorkbench({ settings: { "git.enabled": how !== "switched off" } });

    it("is shown as git prints it, and can't be edited", async () => {
      for (const [key, value] of [
        ["user.name", "Ada Example"],
        ["user.email", "ada@example.org"],
      ] as const) {
        execFileSync("git", ["config", key, value], { cwd: vscode().folder });
      }
      phasegate(vscode().folder, "apply", "1");
      if (how !== "switched off") {
        await until(
          "VS Code's git at work",
          () => vscode().statusBarText(),
          (text) => text.startsWith("main"),
        );
        await vscode().runCommand("Git: Close Repository");
      }
      await vscode().openView("Phasegate");
      const row = vscode().page.locator(".part.sidebar .monaco-list-row", { hasText: "0001" });
      await row.locator(".monaco-icon-label").click({ button: "right" });
      const item = vscode().page.locator(".monaco-menu .action-label", { hasText: "Open Commit" });
      await until(
        "the commit",
        async () => {
          await item.click({ timeout: 1000 }).catch(() => undefined);
          return vscode().editorText();
        },
        (text) => text.includes("Phasegate v4: apply Phase 1") && text.includes("CommitDate:"),
      );
      await vscode().screenshot("commit-as-text");
      await vscode().page.keyboard.press("Control+Home");
      await vscode().page.keyboard.type("x");
      assert.ok((await vscode().editorText()).startsWith("commit "));
    });
  });
}

function phasegate(folder: string, ...args: string[]): void {
  const cli = resolve("dist/cli.js");
  execFileSync(process.execPath, [cli, ...args, "--yes"], { cwd: folder, stdio: "pipe" });
}
