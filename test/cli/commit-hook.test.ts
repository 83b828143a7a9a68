// Tests the guard of commits as git runs it: installed beside what others wrote, in a repository where people commit by hand.
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { botPath, DemoRepository, planName } from "../support/demo-repository";

const hookPath = ".git/hooks/pre-commit";

describe("phasegate hook", () => {
  let demo: DemoRepository;
  let programs: string;
  before(() => {
    programs = mkdtempSync(join(tmpdir(), "phasegate-programs-"));
    const script = `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`;
    writeFileSync(join(programs, "phasegate"), script, { mode: 0o755 });
  });
  after(() => rmSync(programs, { recursive: true }));
  beforeEach(() => {
    demo = new DemoRepository();
    demo.env["PATH"] = `${programs}${delimiter}${process.env["PATH"]}`;
  });
  afterEach(() => demo.remove());

  const pathOf = (path: string) => join(demo.folder, path);
  const text = (path = hookPath) => readFileSync(pathOf(path), "utf8");

  function writeHook(content: string, path = hookPath, mode = 0o755): void {
    mkdirSync(join(pathOf(path), ".."), { recursive: true });
    writeFileSync(pathOf(path), content);
    chmodSync(pathOf(path), mode);
  }

  function git(...args: string[]): SpawnSyncReturns<string> {
    return spawnSync("git", args, { cwd: demo.folder, env: demo.env, encoding: "utf8" });
  }

  function commit(...args: string[]): { isMade: boolean; said: string } {
    const { status, stdout, stderr } = git("commit", "--quiet", "-m", "by hand", ...args);
    return { isMade: status === 0, said: stdout + stderr };
  }

  function assertMade(...args: string[]): void {
    const { isMade, said } = commit(...args);
    assert.ok(isMade, said);
  }

  function assertRefused(...words: string[]): void {
    const head = demo.git("rev-parse", "HEAD");
    const { isMade, said } = commit("--all");
    assert.ok(!isMade, "it was committed");
    for (const word of words) assert.ok(said.includes(word), `${word}: ${said}`);
    assert.equal(demo.git("rev-parse", "HEAD"), head);
  }

  it("is shown before it is written, once, and taken out again to the byte", () => {
    assert.equal(demo.phasegate("hook", "status").status, 1);
    assert.equal(demo.phasegate("hook", "install").status, 2);
    assert.equal(existsSync(pathOf(hookPath)), false);
    assert.ok(demo.done("hook", "install", "--yes").includes("phasegate hook commit"));
    assert.equal(statSync(pathOf(hookPath)).mode & 0o111, 0o111);
    const written = text();
    demo.done("hook", "install", "--yes");
    assert.equal(text(), written);
    const [row, ...others] = JSON.parse(demo.output("hook", "status", "--json"));
    assert.deepEqual(row, { guard: "commit", path: hookPath, state: "installed" });
    assert.deepEqual(new Set(others.map(({ state }: { state: string }) => state)), new Set(["absent"]));
    demo.done("hook", "uninstall", "--yes");
    assert.equal(existsSync(pathOf(hookPath)), false);
    assert.match(demo.done("hook", "uninstall", "--yes"), /nothing of the guard/);
  });

  it("refuses what no phase allows, with what is allowed, and lets all else pass", () => {
    demo.done("hook", "install", "--yes");
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    assertRefused("EXIT_THRESHOLD", "0.7", "0.65", "phasegate apply 1");
    demo.edit("EXIT_THRESHOLD = 0.65", "EXIT_THRESHOLD = 0.603");
    assertRefused("phasegate apply 1");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.70");
    demo.edit("    EXIT_THRESHOLD = 0.70", "    # of the exit model\n    EXIT_THRESHOLD = 0.700");
    assertMade("--all");
    demo.git("rm", "--quiet", "--cached", botPath);
    assert.equal(commit().isMade, false);
    demo.git("add", botPath);
    demo.done("apply", "1", "--yes");
    assert.equal(demo.git("tag"), "phasegate/v4/0001-apply-1");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.700");
    assertRefused("must stay 0.603");
    demo.git("checkout", "--", ".");
    demo.done("rollback", "--yes");
    assert.equal(demo.git("status", "--porcelain"), "");
  });

  it("holds a commit that takes the plan away to that plan, and lets one go that changes no value, or takes the bot too", () => {
    demo.done("hook", "install", "--yes");
    demo.done("apply", "1", "--yes");
    demo.git("rm", "--quiet", planName);
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.61");
    assertRefused("EXIT_THRESHOLD", "must stay 0.603");
    demo.edit("EXIT_THRESHOLD = 0.61", "# gone: 0.61");
    assertRefused("EXIT_THRESHOLD");
    demo.git("reset", "--quiet", "--hard");
    demo.git("mv", planName, "v5.phaseplan.json");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.61");
    assertRefused("EXIT_THRESHOLD");
    demo.git("checkout", "--", botPath);
    assertMade("--all");
    demo.git("rm", "--quiet", "v5.phaseplan.json", botPath);
    assertMade();
    demo.git("reset", "--quiet", "--hard", "HEAD~1");
    demo.git("rm", "--quiet", "v5.phaseplan.json");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.6030");
    assertMade("--all");
  });

  it("looks at what is about to be committed, not at the work tree", () => {
    demo.done("hook", "install", "--yes");
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.61");
    demo.write("README.md", "more\n");
    demo.git("add", "README.md");
    assertMade();
    demo.git("add", botPath);
    demo.edit("EXIT_THRESHOLD = 0.61", "EXIT_THRESHOLD = 0.70");
    const staged = commit();
    assert.ok(!staged.isMade && staged.said.includes("0.61"), staged.said);
    // By its path alone, git makes an index of its own.
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.62");
    const only = commit("--only", "--", botPath);
    assert.ok(!only.isMade && only.said.includes("0.62"), only.said);
  });

  it("lets a merge be finished that brings another branch's phase, and nothing beside it", () => {
    demo.git("switch", "--quiet", "--create", "ahead");
    demo.done("apply", "1", "--yes");
    demo.write("README.md", "theirs\n");
    demo.commit("theirs");
    demo.git("switch", "--quiet", "main");
    demo.write("README.md", "ours\n");
    demo.commit("ours");
    demo.done("hook", "install", "--yes");
    assert.notEqual(git("merge", "--quiet", "ahead").status, 0);
    demo.write("README.md", "both\n");
    demo.git("add", "--all");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.61");
    assertRefused("EXIT_THRESHOLD");
    demo.edit("EXIT_THRESHOLD = 0.61", "EXIT_THRESHOLD = 0.603");
    assertMade("--all");
    assert.deepEqual(JSON.parse(demo.output("status", "--json")).inEffect, [1]);
  });

  it("goes ahead of what others wrote, which runs as before, in a work tree of its own too", () => {
    const theirs = "#!/usr/bin/env bash\necho theirs >>ran\nexit 0\n";
    writeHook(theirs, hookPath, 0o700);
    demo.done("hook", "install", "--yes");
    assert.equal(statSync(pathOf(hookPath)).mode & 0o777, 0o700);
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    assertRefused("EXIT_THRESHOLD");
    assert.equal(existsSync(pathOf("ran")), false);
    demo.git("checkout", "--", ".");
    assertMade("--allow-empty");
    assert.equal(text("ran"), "theirs\n");

    const tree = `${demo.folder}-tree`;
    demo.git("worktree", "add", "--quiet", "-b", "tree", tree);
    const bot = join(tree, botPath);
    writeFileSync(bot, readFileSync(bot, "utf8").replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65"));
    const there = spawnSync("git", ["commit", "-a", "-m", "x"], { cwd: tree, env: demo.env, encoding: "utf8" });
    rmSync(tree, { recursive: true });
    assert.match(there.stderr, /EXIT_THRESHOLD/);

    demo.done("hook", "uninstall", "--yes");
    assert.equal(text(), theirs);
  });

  it("goes where husky looks, and into a folder of hooks that the repository has", () => {
    // As husky 9 leaves it: git runs the file in "_", which runs the one above it by "sh -e".
    writeHook(`#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n`, ".husky/_/pre-commit");
    writeHook(`#!/usr/bin/env sh\nsh -e "$(dirname "$(dirname "$0")")/pre-commit" "$@"\n`, ".husky/_/h", 0o644);
    writeHook("echo linted\n", ".husky/pre-commit", 0o644);
    demo.git("config", "core.hooksPath", ".husky/_");
    assert.match(demo.done("hook", "install", "--yes"), /Commit it/);
    assert.match(text(".husky/pre-commit"), /^# >>> phasegate hook install\n(?:.*\n)+echo linted\n$/);
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    assertRefused("EXIT_THRESHOLD");
    demo.git("checkout", "--", ".");
    const { said } = commit("--allow-empty");
    assert.match(said, /linted/);

    demo.git("config", "core.hooksPath", ".githooks");
    demo.done("hook", "install", "--yes");
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    assertRefused("EXIT_THRESHOLD");
  });

  it("is written into no hook in which it would be lost, not understood or not run, and into none of other repositories", () => {
    for (const [code, hook, mode] of [
      ["hook-managed", "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\nexit 0\n", 0o755],
      ["hook-managed", '#!/bin/sh\ncall_lefthook run "pre-commit" "$@" # lefthook\n', 0o755],
      ["hook-not-shell", "#!/usr/bin/env python3\nprint('linted')\n", 0o755],
      ["hook-switched-off", "#!/bin/sh\nexit 1\n", 0o644],
    ] as const) {
      writeHook(hook, hookPath, mode);
      assert.match(demo.refused(code, "hook", "install", "--yes"), /\.git\/hooks\/pre-commit/);
      assert.equal(text(), hook);
    }
    demo.git("config", "core.hooksPath", tmpdir());
    demo.refused("hook-elsewhere", "hook", "install", "--yes");
  });

  it("looks for governed files of another kind as well, and says where its lines are old", () => {
    demo.done("hook", "install", "--yes");
    demo.git("mv", botPath, "it's a bot");
    const scope = '"scope": "Phase4TestnetConfig"';
    demo.write(planName, text(planName).replace(scope, `"path": "it's a bot", ${scope}`));
    demo.git("commit", "--quiet", "--no-verify", "--all", "-m", "moved");
    assert.equal(JSON.parse(demo.phasegate("hook", "status", "--json").stdout)[0].state, "outdated");
    demo.done("hook", "install", "--yes");
    const bot = readFileSync(pathOf("it's a bot"), "utf8");
    demo.write("it's a bot", bot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65"));
    assertRefused("EXIT_THRESHOLD");
  });

  it("refuses where phasegate is not there to tell, and starts nothing for other files", () => {
    demo.done("hook", "install", "--yes");
    demo.env["PATH"] = process.env["PATH"];
    demo.write("README.md", "more\n");
    assertMade("--all");
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    assertRefused("phasegate", "not found");
  });

  it("lets `check --staged` be a hook too, which knows the checkpoint that it runs for", () => {
    writeHook("#!/bin/sh\nexec phasegate check\n");
    demo.done("apply", "1", "--yes");
    assert.equal(demo.git("tag"), "phasegate/v4/0001-apply-1");
    demo.edit("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.61");
    demo.git("add", botPath);
    demo.edit("EXIT_THRESHOLD = 0.61", "EXIT_THRESHOLD = 0.603");
    assert.equal(demo.phasegate("check").status, 0);
    assert.equal(demo.phasegate("check", "--staged").status, 1);
    const staged = commit();
    assert.ok(!staged.isMade && staged.said.includes("EXIT_THRESHOLD"), staged.said);
  });
});
