import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

describe("a branch that git.branchProtection names", () => {
  const { vscode, git } = onDemo((folder) => {
    mkdirSync(join(folder, ".vscode"));
    writeFileSync(join(folder, ".vscode", "settings.json"), '{ "git.branchProtection": ["release/*", "ma*"] }\n');
  });

  it("is said to be protected before the phase is applied", async () => {
    await vscode().runCommand("Apply Phase 1");
    await vscode().notification("The setting git.branchProtection protects branch");
    await vscode().screenshot("protected-branch");
    await until(
      "the buttons",
      () => vscode().editorTitleButtons(),
      (all) => all.includes("Apply"),
    );
    assert.equal(git("tag"), "");
    await vscode().editorTitleButton("Apply");
    await vscode().checkpoint("phasegate/v4/0001-apply-1");
    assert.equal(git("tag"), "phasegate/v4/0001-apply-1");
  });
});
