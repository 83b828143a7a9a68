import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";

const bot = "phase4_dynamic_testnet_trading.py";
const plan = "v4.phaseplan.json";

describe("a refusal's own button", () => {
  const { vscode, git } = onDemo(() => undefined);

  it("commits the plan, nothing else, and the command goes on", async () => {
    edit(join(vscode().folder, plan), ["{", "{ // my own note"]);
    edit(join(vscode().folder, "README.md"), ["\n", "\n\n"]);
    git("add", "README.md");
    await vscode().runCommand("Apply Phase 1");
    await vscode().notification("has uncommitted changes");
    await vscode().screenshot("refusal-plan-uncommitted");
    await vscode().clickNotificationButton("Commit the Plan");
    await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD 0.70 → 0.603");
    assert.equal(git("log", "-1", "--format=%s"), "Plan v4");
    assert.equal(git("show", "--name-only", "--format=", "HEAD"), plan);
    assert.equal(git("status", "--short"), "M  README.md");
    await vscode().editorTitleButton("Cancel");
  });

  it("saves bot and plan, of which one sentence is enough, and what is then in the way is said with its own button", async () => {
    await vscode().quickOpen(plan);
    await vscode().goToLine(1);
    await vscode().page.keyboard.press("End");
    await vscode().page.keyboard.type(" and one more");
    await vscode().quickOpen(bot);
    await vscode().goToLine(2);
    await vscode().page.keyboard.press("End");
    await vscode().page.keyboard.type(" mine");
    await vscode().runCommand("Apply Phase 1");
    const said = await vscode().notification("unsaved changes");
    await vscode().screenshot("refusal-several");
    assert.match(said, /^[^.]*\.phaseplan\.json[^.]*unsaved changes\. .*There is 1 more thing to know\.$/);
    await vscode().clickNotificationButton("Show All");
    const all = await until(
      "both, whole",
      () => vscode().page.locator(".monaco-dialog-box").allInnerTexts(),
      ([text = ""]) => text.includes(plan) && text.includes(bot),
    );
    assert.doesNotMatch(all.join(), /more thing/);
    await vscode().screenshot("refusal-all");
    await vscode().clickDialogButton("Save");
    await vscode().notification("has uncommitted changes");
    await vscode().clickNotificationButton("Commit the Plan");
    await vscode().notification("a checkpoint would include them");
    assert.match(git("diff", "--", `scripts/production/${bot}`), /^\+.* mine$/m);
    await vscode().clickNotificationButton("Checkpoint Them First");
    await vscode().asked("Checkpoint");
    await vscode().editorTitleButton("Cancel");
  });

  it("makes a repository where there is none, and leads on to the first commit", async () => {
    rmSync(join(vscode().folder, ".git"), { recursive: true });
    await until(
      "no ledger",
      () => vscode().statusBarText(),
      (text) => text.includes("ledger unknown"),
    );
    await vscode().runCommand("Apply Phase 1");
    await vscode().notification("not in a git repository");
    await vscode().clickNotificationButton("Initialize Repository");
    await vscode().notification(/no commit yet/);
    await vscode().clickNotificationButton("Open Source Control");
    await until(
      "Source Control",
      () => vscode().page.locator(".part.sidebar .composite.title").innerText(),
      (title) => /source control/i.test(title),
    );
    await vscode().screenshot("refusal-no-commit");
  });
});
