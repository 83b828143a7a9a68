// Has the real pre-commit framework install this repository's hook, from a commit of it, and run it where people commit.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";

describe("the hook for the pre-commit framework", () => {
  let demo: DemoRepository;
  let home: string;
  before(function () {
    // npm installs all that the build needs.
    this.timeout(900_000);
    const skip = (why: string) => {
      process.stdout.write(`      not tried: ${why}\n`);
      this.skip();
    };
    if (spawnSync("pre-commit", ["--version"]).status !== 0) skip("pre-commit is not installed");
    home = mkdtempSync(join(tmpdir(), "phasegate-pre-commit-"));
    demo = new DemoRepository();
    // As in a shell: what npm tells the scripts that it runs is about this repository.
    for (const name of Object.keys(demo.env)) if (/^npm_/i.test(name)) delete demo.env[name];
    Object.assign(demo.env, { PRE_COMMIT_HOME: home, npm_config_prefer_offline: "true", npm_config_audit: "false" });
    const rev = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();
    const hooks = "    hooks: [{ id: phasegate-check }]\n";
    demo.write(".pre-commit-config.yaml", `repos:\n  - repo: ${resolve(".")}\n    rev: ${rev}\n${hooks}`);
    demo.commit("checked before each commit");
    const options = { cwd: demo.folder, env: demo.env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("pre-commit", ["install", "--install-hooks"], options);
    if (/EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/.test(stdout)) skip("npm reaches no registry");
    assert.equal(status, 0, stdout + stderr);
  });
  after(() => {
    if (home === undefined) return;
    demo.remove();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  function commit(...args: string[]): { isMade: boolean; said: string } {
    const options = { cwd: demo.folder, env: demo.env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("git", ["commit", "--message", "by hand", ...args], options);
    return { isMade: status === 0, said: stdout + stderr };
  }

  it("refuses a commit that moves a governed value, and says what is allowed", () => {
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    const head = demo.git("rev-parse", "HEAD");
    const { isMade, said } = commit("--all");
    assert.equal(isMade, false, said);
    for (const part of ["phasegate check", "EXIT_THRESHOLD", "0.65", "0.7"]) assert.ok(said.includes(part), said);
    assert.equal(demo.git("rev-parse", "HEAD"), head);
    demo.git("checkout", "--", ".");
  });

  it("lets other commits of the bot's file and of other files pass, and looks at what is staged alone", () => {
    demo.edit("    EXIT_THRESHOLD = 0.70", "    # of the exit model\n    EXIT_THRESHOLD = 0.700");
    demo.write("README.md", "more\n");
    demo.git("add", "--all");
    demo.edit("EXIT_THRESHOLD = 0.700", "EXIT_THRESHOLD = 0.65");
    const { isMade, said } = commit();
    assert.ok(isMade, said);
    assert.match(demo.bot, /EXIT_THRESHOLD = 0\.65/);
    demo.edit("EXIT_THRESHOLD = 0.65", "EXIT_THRESHOLD = 0.700");
  });

  it("lets Phasegate's own commits pass, there and back, and refuses what leaves them", () => {
    demo.done("apply", "1", "--yes");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.61");
    assert.equal(commit("--all").isMade, false);
    demo.git("checkout", "--", ".");
    demo.done("rollback", "--yes");
    const tags = ["phasegate/v4/0001-apply-1", "phasegate/v4/0002-rollback-phase-1"];
    assert.deepEqual(demo.git("tag").split("\n"), tags);
    assert.equal(demo.git("status", "--porcelain"), "");
  });
});
