// The demo in a repository of its own, whatever the person's git is told.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { UserError } from "../../../src/core/problem";
import { makeDemo } from "../../../src/node/demo";

const message = "before the rollout";

describe("the demo, made", () => {
  let parent: string;
  const kept = { ...process.env };

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "phasegate-make-demo-"));
    process.env["GIT_CONFIG_NOSYSTEM"] = "1";
    configure("");
  });
  afterEach(() => {
    for (const name of ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "PATH"]) {
      if (kept[name] === undefined) delete process.env[name];
      else process.env[name] = kept[name];
    }
    rmSync(parent, { recursive: true, force: true });
  });

  function configure(text: string): void {
    const config = join(parent, "gitconfig");
    writeFileSync(config, text);
    process.env["GIT_CONFIG_GLOBAL"] = config;
  }
  const git = (folder: string, ...args: string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();

  it("is one commit of all its files, and leads to the first value of Phase 1", async () => {
    const { folder, bot, line } = await makeDemo("demo", parent, message);
    assert.equal(folder, join(parent, "phasegate-demo"));
    assert.equal(git(folder, "log", "--format=%s %an"), `${message} Demo`);
    assert.equal(git(folder, "status", "--porcelain"), "");
    assert.match(readFileSync(bot, "utf8").split("\n")[line] ?? "", /^ +EXIT_THRESHOLD = 0\.70/);
  });

  it("keeps the person's name, and leaves what is there as it is", async () => {
    configure("[user]\nname = Ada Example\nemail = ada@example.org\n");
    mkdirSync(join(parent, "phasegate-demo"));
    writeFileSync(join(parent, "phasegate-demo-2"), "a file");
    const { folder } = await makeDemo("demo", parent, message);
    assert.equal(folder, join(parent, "phasegate-demo-3"));
    assert.equal(git(folder, "log", "--format=%an <%ae>"), "Ada Example <ada@example.org>");
    assert.deepEqual(readdirSync(join(parent, "phasegate-demo")), []);
    assert.equal(readFileSync(join(parent, "phasegate-demo-2"), "utf8"), "a file");
  });

  it("asks no hook, and for no signature", async () => {
    const hooks = join(parent, "hooks");
    mkdirSync(hooks);
    for (const hook of ["pre-commit", "commit-msg"]) {
      writeFileSync(join(hooks, hook), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    }
    configure(`[core]\nhooksPath = ${hooks}\n[commit]\ngpgSign = true\n[gpg]\nprogram = false\n`);
    const { folder } = await makeDemo("demo", parent, message);
    assert.equal(git(folder, "rev-list", "--count", "HEAD"), "1");
  });

  it("leaves nothing behind where there is no git, and says so", async () => {
    process.env["PATH"] = parent;
    await assert.rejects(
      makeDemo("demo", parent, message),
      (error) => error instanceof UserError && error.problems[0]?.code === "git-missing",
    );
    assert.ok(!existsSync(join(parent, "phasegate-demo")));
  });

  it("refuses a folder that is not there", async () => {
    await assert.rejects(
      makeDemo("demo", join(parent, "gone"), message),
      (error) => error instanceof UserError && error.problems[0]?.code === "file-unwritable",
    );
  });
});
