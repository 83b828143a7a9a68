import assert from "node:assert/strict";
import { chmodSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { botPath } from "../support/demo-repository";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

const tag = "phasegate/v4/0001-apply-1";
const wrongValue = `sed -i.old -e 's/EXIT_THRESHOLD = 0.603/EXIT_THRESHOLD = 0.61/' ${botPath} && rm ${botPath}.old && git add ${botPath}`;

describe("a commit that is not sealed", () => {
  const { vscode, git } = onDemo(() => undefined);
  const hook = (): string => join(vscode().folder, ".git", "hooks", "pre-commit");

  async function applyPhase1(): Promise<void> {
    await vscode().runCommand("Apply Phase 1");
    await vscode().editorTitleButton("Apply Phase 1");
  }

  /** The one notification, once it says `part`. */
  async function notification(part: string): Promise<string> {
    const [text = ""] = await until(
      part,
      () => vscode().notifications(),
      (texts) => texts.length === 1 && texts[0]?.includes(part) === true,
    );
    return text;
  }

  /** What the dialog says behind the notification's first button, with the screen kept as `picture`. */
  async function whatToDo(picture: string): Promise<string> {
    await vscode().clickNotificationButton("What To Do…");
    const text = await until(
      "the dialog",
      () => vscode().dialogText(),
      (dialogText) => dialogText !== "",
    );
    await vscode().screenshot(picture);
    return text;
  }

  /** Whether the one notification shows its text to the last line. */
  async function isWhole(): Promise<boolean> {
    const message = vscode().page.locator(".notification-toast .notification-list-item-message");
    return await message.evaluate(
      ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
        scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1,
    );
  }

  it("is told in one sentence, where a hook rewrites a value", async () => {
    writeFileSync(hook(), `#!/bin/sh\n${wrongValue}\n`);
    chmodSync(hook(), 0o755);
    const before = git("rev-parse", "HEAD");
    await applyPhase1();
    const text = await notification("COMMITTED, BUT NOT SEALED");
    await vscode().screenshot("not-sealed");
    assert.equal(git("rev-parse", "HEAD^"), before);
    assert.equal(git("tag"), "");
    assert.ok(text.includes(git("rev-parse", "HEAD").slice(0, 10)), text);
    assert.ok(text.endsWith(`${tag}.`), text);
    assert.ok(await isWhole());
  });

  it("has its reason and the way out in a dialog, which leads to Source Control", async () => {
    const text = await whatToDo("not-sealed-what-to-do");
    assert.ok(text.includes("EXIT_THRESHOLD: 0.603 → 0.61"), text);
    assert.ok(text.includes(`git revert ${git("rev-parse", "HEAD").slice(0, 10)}`), text);
    await vscode().clickDialogButton("Open Source Control");
    await vscode().page.locator(".part.sidebar .scm-view").first().waitFor();
    await vscode().openView("Phasegate");
    await until(
      "the plan",
      () => vscode().treeRows(),
      (rows) => rows.some(({ text: row }) => row.includes("Phase 1")),
    );
    await vscode().screenshot("not-sealed-views");
  });

  it("is tagged by a command of its own, once its tag can be signed", async () => {
    unlinkSync(hook());
    git("revert", "--no-edit", "HEAD");
    git("config", "tag.gpgSign", "true");
    git("config", "gpg.program", join(vscode().folder, "no-gpg"));
    await applyPhase1();
    const text = await notification("COMMITTED, BUT NOT SEALED");
    const commit = git("rev-parse", "HEAD");
    assert.ok(text.includes(commit.slice(0, 10)), text);
    assert.ok(await isWhole());
    const details = await whatToDo("not-sealed-tag-failed");
    assert.ok(details.includes("checks the commit again"), details);
    await vscode().clickDialogButton("Cancel");
    git("config", "--unset", "tag.gpgSign");
    await vscode().runCommand("Heal Checkpoint…");
    await notification(tag);
    await vscode().screenshot("not-sealed-healed");
    assert.equal(git("rev-parse", `${tag}^{commit}`), commit);
    await vscode().runCommand("Heal Checkpoint…");
    await notification("nothing to heal");
  });
});
