import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, withDemo } from "../support/demo-repository";

describe("check as a commit hook", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/cli.js")}" check\n`);
    chmodSync(hook, 0o755);
  });

  function commit(...args: string[]): { isMade: boolean; said: string } {
    const options = { cwd: demo.folder, env: demo.env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("git", ["commit", "--quiet", "-m", "by hand", ...args], options);
    return { isMade: status === 0, said: stdout + stderr };
  }

  it("lets Phasegate's own commits pass, and looks at what a person is about to commit, not at the work tree", () => {
    demo.done("apply", "1", "--yes");
    assert.equal(demo.git("tag"), "phasegate/v4/0001-apply-1");

    // Edited, but not to be committed.
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.61");
    demo.write("README.md", "more\n");
    demo.git("add", "README.md");
    const other = commit();
    assert.ok(other.isMade, other.said);

    // To be committed, but not what is on disk any more; by its path alone, git makes an index of its own.
    demo.git("add", botPath);
    demo.edit("EXIT_THRESHOLD = 0.61", "EXIT_THRESHOLD = 0.603");
    assert.equal(demo.phasegate("check").status, 0);
    assert.equal(demo.phasegate("check", "--staged").status, 1);
    const staged = commit();
    assert.ok(!staged.isMade && staged.said.includes("EXIT_THRESHOLD"), staged.said);
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.62");
    const only = commit("--only", "--", botPath);
    assert.ok(!only.isMade && only.said.includes("0.62"), only.said);
  });
});
