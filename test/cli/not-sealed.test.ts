import assert from "node:assert/strict";
import { chmodSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, withDemo } from "../support/demo-repository";

const tag = "phasegate/v4/0001-apply-1";
const apply = ["apply", "1", "--yes"];
const wrongValue = `sed -i.old -e 's/EXIT_THRESHOLD = 0.603/EXIT_THRESHOLD = 0.61/' ${botPath} && rm ${botPath}.old && git add ${botPath}`;

describe("committed, but not sealed", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  function hook(name: string, script: string): string {
    const path = join(demo.folder, ".git", "hooks", name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Runs the command, and expects that a commit is left without its tag; what is said, and the commit's short name. */
  function notSealed(...args: string[]): { said: string; commit: string } {
    const before = demo.git("rev-parse", "HEAD");
    const { status, stdout, stderr } = demo.phasegate(...args);
    assert.equal(status, 6, stderr);
    assert.equal(stdout, "");
    assert.equal(demo.git("rev-parse", "HEAD^"), before);
    const commit = demo.git("rev-parse", "HEAD").slice(0, 10);
    assert.doesNotMatch(stderr, /[Nn]othing was changed/);
    assert.match(stderr, new RegExp(`^COMMITTED, BUT NOT SEALED: commit ${commit} .* ${tag}\\.$`, "m"));
    return { said: stderr, commit };
  }

  it("ends with 6 where a hook rewrites a value; the ledger goes on without the commit", () => {
    const path = hook("pre-commit", wrongValue);
    const { said, commit } = notSealed(...apply);
    assert.match(said, /has other values in .* than planned: EXIT_THRESHOLD: 0\.603 → 0\.61/);
    assert.ok(said.includes(`"git revert ${commit}"`));
    unlinkSync(path);
    demo.refused("baseline-differs", ...apply);
    const next = demo.done(...apply, "--override", "a hook wrote it");
    assert.match(
      next,
      new RegExp(`^Commit ${commit} says that it is checkpoint ${tag}, but that tag is not here`, "m"),
    );
    assert.match(demo.bot, /^ {4}EXIT_THRESHOLD = 0\.603 /m);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), tag);
  });

  it("ends with 6 where a hook rewrites a value, and git revert takes the commit back", () => {
    const before = demo.bot;
    const path = hook("pre-commit", wrongValue);
    const { commit } = notSealed(...apply);
    unlinkSync(path);
    demo.git("revert", "--no-edit", commit);
    assert.equal(demo.bot, before);
    demo.done(...apply);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), tag);
  });

  it("ends with 6 where a hook drops the trailers, and the commit is named", () => {
    const path = hook("commit-msg", 'echo short > "$1"');
    assert.match(notSealed(...apply).said, /message does not name checkpoint/);
    unlinkSync(path);
    demo.done(...apply);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), tag);
  });

  it("ends with 6 where the tag can't be signed, and the next command tags the commit", () => {
    demo.git("config", "tag.gpgSign", "true");
    demo.git("config", "gpg.program", join(demo.folder, "no-gpg"));
    const { said, commit } = notSealed(...apply);
    assert.match(said, /could not give commit .* the tag/);
    assert.match(said, /The next apply or rollback checks the commit again, and tags it/);
    demo.git("config", "--unset", "tag.gpgSign");
    const { status, stdout, stderr } = demo.phasegate(...apply);
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim(), tag);
    assert.match(stderr, new RegExp(`^Checkpoint ${tag} is what you asked for`, "m"));
    assert.match(stderr, new RegExp(`^Commit ${commit} .*tagged it ${tag}`, "m"));
    assert.equal(demo.git("rev-parse", `${tag}^{commit}`).slice(0, 10), commit);
    const again = demo.phasegate(...apply);
    assert.equal(again.status, 2);
    assert.match(again.stderr, /^phase-in-effect: /m);
  });

  it("tells of the tag that the next command made, also where it refuses what was asked", () => {
    demo.git("config", "tag.gpgSign", "true");
    demo.git("config", "gpg.program", join(demo.folder, "no-gpg"));
    notSealed(...apply);
    demo.git("config", "--unset", "tag.gpgSign");
    const { status, stdout, stderr } = demo.phasegate("apply", "3", "--yes", "--json");
    assert.equal(status, 2, stderr);
    assert.equal(demo.git("tag"), tag);
    assert.deepEqual(
      JSON.parse(stdout).problems.map(({ code }: { code: string }) => code),
      ["phase-out-of-order", "checkpoint-untagged"],
    );
  });

  it("is named by status and check, and healed by a command of its own; without its lock it is nobody's to tag", () => {
    demo.git("config", "tag.gpgSign", "true");
    demo.git("config", "gpg.program", join(demo.folder, "no-gpg"));
    notSealed(...apply);
    assert.match(demo.done("status"), new RegExp(`made for checkpoint ${tag} by Ada Example .*"phasegate heal"`));
    const check = demo.phasegate("check");
    assert.equal(check.status, 1);
    assert.match(check.stdout, /: warning commit-unsealed: /);
    const still = demo.phasegate("heal");
    assert.equal(still.status, 2);
    assert.match(still.stderr, /^tag-failed: .*no-gpg/m);
    demo.git("config", "--unset", "tag.gpgSign");
    assert.equal(demo.output("heal"), tag);
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");
    assert.match(demo.done("heal"), /nothing to heal/);
    // As a merged pull request would bring it: the message alone.
    demo.git("tag", "--delete", tag);
    const refused = demo.phasegate("rollback", "--yes");
    assert.deepEqual([refused.status, demo.git("tag")], [2, ""]);
    assert.match(demo.phasegate("check").stdout, /: warning tag-absent: /);
  });

  it("says where a hook left other values in the file than it let git commit", () => {
    hook("pre-commit", wrongValue.replace(/ && git add .*/, ""));
    const said = demo.done(...apply);
    assert.match(said, /has uncommitted edits, and values that no checkpoint records/);
    assert.doesNotMatch(said, /Restart the bot/);
  });

  it("ends with 6 where a hook adds a file, and leaves the index entry of that file alone", () => {
    demo.write("more.txt", "0\n");
    demo.commit("a file that no plan names");
    const before = demo.git("ls-files", "--stage", "more.txt");
    hook("pre-commit", "echo 1 > more.txt && git add more.txt");
    notSealed(...apply);
    assert.equal(demo.git("ls-files", "--stage", "more.txt"), before);
  });

  it("is an object under --json", () => {
    hook("pre-commit", `echo 1 > more.txt && git add more.txt`);
    const { status, stdout, stderr } = demo.phasegate(...apply, "--json");
    assert.equal(status, 6, stderr);
    const { problems, ...rest } = JSON.parse(stdout);
    assert.deepEqual(rest, { sealed: false, tag, commit: demo.git("rev-parse", "HEAD") });
    assert.deepEqual(
      problems.map(({ code }: { code: string }) => code),
      ["commit-holds-more"],
    );
  });

  it("is done where the lock can't be given up, and the next command gives it up", () => {
    const path = hook("post-commit", "touch .git/packed-refs.lock");
    demo.done(...apply);
    assert.notEqual(demo.git("for-each-ref", "refs/phasegate"), "");
    unlinkSync(path);
    unlinkSync(join(demo.folder, ".git", "packed-refs.lock"));
    demo.done("rollback", "--yes");
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");
  });

  it("is a refusal where HEAD itself can't be tagged: nothing was changed", () => {
    demo.bot = demo.bot
      .replace("    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = 0.603")
      .replace("RATE = 0.101", "RATE = 0.0612");
    demo.commit("by hand");
    demo.git("config", "tag.gpgSign", "true");
    demo.git("config", "gpg.program", join(demo.folder, "no-gpg"));
    const before = demo.state();
    const { status, stderr } = demo.phasegate("adopt", "--yes");
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^tag-failed: /m);
    assert.equal(demo.state(), before);
  });
});
