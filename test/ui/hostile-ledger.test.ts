import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { formatMessage } from "../../src/core/ledger/message";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

const secret = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";

describe("a ledger whose tags someone wrote by hand", () => {
  const { vscode, git } = onDemo((folder) => {
    const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: folder, encoding: "utf8" }).trim();
    const record = {
      plan: "v4",
      planPath: "v4.phaseplan.json",
      planHash: "0".repeat(64),
      event: { kind: "other", token: "adopt-well" },
      phases: [1],
      changes: [
        { parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.603" },
        { parameter: "API_SECRET", before: '"none"', after: `"${secret}"` },
      ],
    } as const;
    const message = formatMessage({
      tag: "phasegate/v4/0001-adopt-well",
      summary: "adopt $(verified) [all is well](command:phasegate.rollBack)",
      record,
    });
    const tagger = "tagger Mallory $(shield) <mallory@example.org> 1700000000 +0000";
    const tag = `tag phasegate/v4/0001-adopt-well\nfrom ${commit}\n${tagger}\ndata ${Buffer.byteLength(message)}\n${message}\n`;
    execFileSync("git", ["fast-import", "--quiet"], { cwd: folder, input: tag });
  });
  const shown = () => vscode().page.locator(".quick-input-list .monaco-list-row").first();

  for (const [command, whatItDid] of [
    ["Phasegate: Show Checkpoints", /EXIT_THRESHOLD/],
    // What going back would change is worked out from the bot, not from what a tag says.
    ["Phasegate: Roll Back", /No value changes · ends Phase 1/],
  ] as const) {
    it(`brings neither secrets nor icons into the list of “${command}”`, async () => {
      assert.match(git("tag", "-n99"), new RegExp(secret));
      await vscode().runCommand(command);
      const texts = await until(
        "the checkpoint",
        () => vscode().choices(),
        (all) => all.some((each) => each.includes("0001 · adopt") && whatItDid.test(each)),
      );
      await vscode().screenshot(`hostile-${command.includes("Roll") ? "roll-back" : "checkpoints"}`);
      const text = texts.join("\n");
      assert.ok(!text.includes(secret), text);
      assert.ok(!text.includes("mallory@example.org"), text);
      assert.equal(await shown().locator(".codicon-verified, .codicon-shield").count(), 0);
      await vscode().page.keyboard.press("Escape");
    });
  }

  it("keeps the secret out of the tree and its hover", async () => {
    await vscode().openView("Phasegate");
    const row = vscode().page.locator(".part.sidebar .monaco-list-row", { hasText: "0001" }).first();
    await row.locator(".monaco-tl-twistie").click();
    const rows = await until(
      "its values",
      () => vscode().treeRows(),
      (all) => all.some(({ text }) => text.endsWith("API_SECRET")),
    );
    const tooltip = await vscode().tooltip("0001", "API_SECRET");
    await vscode().screenshot("hostile-tree");
    const all = [tooltip, ...rows.flatMap(({ text, label }) => [text, label])].join("\n");
    assert.ok(!all.includes(secret), all);
    assert.equal(await vscode().page.locator(".monaco-hover:visible a").count(), 0);
  });
});
