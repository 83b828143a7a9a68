import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onDemo } from "./support/demo";
import { until } from "./support/until";

describe("a branch that git.branchProtection names", () => {
  const { vscode, git } = onDemo((folder) => {
    mkdirSync(join(folder, ".vscode"));
    writeFileSync(join(folder, ".vscode", "settings.json"), '{ "git.branchProtection": ["release/*", "ma*"] }\n');
  });

  it("is said to be protected before the phase is applied", async () => {
    await vscode().runCommand("Apply Phase 1");
    await until(
      "the note",
      () => vscode().notifications(),
      (all) => all.some((each) => each.includes("The setting git.branchProtection protects branch")),
    );
    await vscode().screenshot("protected-branch");
    await until(
      "the buttons",
      () => vscode().editorTitleButtons(),
      (all) => all.includes("Apply"),
    );
    assert.equal(git("tag"), "");
    await vscode().editorTitleButton("Apply");
    await until(
      "the tag",
      () => git("tag"),
      (tags) => tags === "phasegate/v4/0001-apply-1",
    );
  });
});
