import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onDemo } from "./support/demo";

describe("a branch that git.branchProtection names", () => {
  const { vscode, git } = onDemo((folder) => {
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    writeFileSync(join(folder, ".vscode", "settings.json"), '{ "git.branchProtection": ["release/*", "ma*"] }\n');
  });

  it("is said to be protected before the phase is applied", async () => {
    await vscode().runCommand("Apply Phase 1");
    await vscode().asked("Apply Phase 1", "The setting git.branchProtection protects branch");
    await vscode().screenshot("protected-branch");
    assert.equal(git("tag"), "");
    await vscode().editorTitleButton("Apply Phase 1");
    await vscode().checkpoint("phasegate/v4/0001-apply-1");
    assert.equal(git("tag"), "phasegate/v4/0001-apply-1");
  });
});
