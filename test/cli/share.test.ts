import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { DemoRepository, planName } from "../support/demo-repository";

const first = "phasegate/v4/0001-apply-1";

describe("checkpoints between two people", () => {
  let ada: DemoRepository;
  let bob: DemoRepository;
  let folder: string;
  let hub: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-hub-")));
    hub = join(folder, "hub.git");
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", hub]);
    ada = new DemoRepository();
    ada.git("remote", "add", "origin", hub);
    ada.git("push", "--quiet", "--set-upstream", "origin", "main");
    bob = new DemoRepository();
    bob.git("remote", "add", "origin", hub);
    bob.git("fetch", "--quiet", "origin");
    bob.git("reset", "--quiet", "--hard", "origin/main");
    bob.git("branch", "--quiet", "--set-upstream-to=origin/main");
    bob.git("config", "user.name", "Bob Example");
    bob.git("config", "user.email", "bob@example.org");
  });
  afterEach(() => {
    ada.remove();
    bob.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const inHub = (...args: string[]): string => execFileSync("git", args, { cwd: hub, encoding: "utf8" }).trim();

  /** Runs a command that must leave both the repository and the remote as they were. */
  function refused(who: DemoRepository, code: string, ...args: string[]): string {
    const before = [who.state(), inHub("for-each-ref")];
    const { status, stdout, stderr } = who.phasegate(...args);
    assert.deepEqual([status, stdout], [2, ""], stderr);
    assert.match(stderr, new RegExp(`^${code}: `, "m"));
    assert.deepEqual([who.state(), inHub("for-each-ref")], before);
    return stderr;
  }

  function apply(who: DemoRepository, phase: string, ...args: string[]): void {
    const { status, stderr } = who.phasegate("apply", phase, "--yes", ...args);
    assert.equal(status, 0, stderr);
  }

  it("go to the remote with their branch, and are fetched without moving one", () => {
    apply(ada, "1");
    assert.equal(ada.phasegate("push").stdout, `${first}\n`);
    assert.equal(inHub("rev-parse", "main"), ada.git("rev-parse", "HEAD"));
    assert.equal(inHub("rev-parse", first), ada.git("rev-parse", first));
    assert.match(ada.phasegate("push").stderr, /Nothing to push: origin has everything already/);

    const [head, tracking] = [bob.git("rev-parse", "HEAD"), bob.git("rev-parse", "origin/main")];
    const { status, stdout, stderr } = bob.phasegate("fetch");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^phasegate\/v4\/0001-apply-1$/m);
    assert.match(stdout, /^EXIT_THRESHOLD: 0\.70 → 0\.603$/m);
    assert.match(stderr, /git pull/);
    assert.deepEqual([bob.git("rev-parse", "HEAD"), bob.git("rev-parse", "origin/main")], [head, tracking]);
    assert.equal(bob.git("rev-parse", first), ada.git("rev-parse", first));
    bob.git("pull", "--quiet");
    assert.deepEqual(JSON.parse(bob.phasegate("status", "--json").stdout).inEffect, [1]);
    const again = bob.phasegate("fetch", "--json");
    assert.deepEqual(JSON.parse(again.stdout).checkpoints, []);
    assert.match(again.stderr, /There is no new checkpoint on/);
  });

  it("are not pushed after somebody else's of the same name, who is told with event and values", () => {
    apply(ada, "1");
    assert.equal(ada.phasegate("push").status, 0);
    bob.git("commit", "--quiet", "--allow-empty", "--message", "something else");
    apply(bob, "1");
    const stderr = refused(bob, "push-clash", "push");
    assert.match(stderr, /0001-apply-1: apply Phase 1, .* by Ada Example <ada@example\.org>, \d{4}-\d\d-\d\dT/);
    assert.match(stderr, /EXIT_THRESHOLD: 0\.70 → 0\.603/);
    assert.match(stderr, /git tag -d phasegate\/v4\/0001-apply-1/);
  });

  it("are not pushed after somebody else's of the same number", () => {
    apply(ada, "1");
    assert.equal(ada.phasegate("push").status, 0);
    bob.git("commit", "--quiet", "--allow-empty", "--message", "something else");
    apply(bob, "3", "--override", "stops first");
    const stderr = refused(bob, "push-clash", "push");
    assert.match(stderr, /apply Phase 1.*Ada Example/);
    assert.match(stderr, /git tag -d phasegate\/v4\/0001-apply-3/);
  });

  /** Gives up one's own tag for theirs, by the very command that the refusal names. */
  function followed(who: DemoRepository, refusal: string): void {
    const command = /"(git tag -d [^"]*)"/.exec(refusal)?.[1] ?? assert.fail(refusal);
    execFileSync("sh", ["-c", command], { cwd: who.folder, env: who.env, stdio: "pipe" });
  }

  it("give way to those of the same name, once the loser says so", () => {
    apply(ada, "1");
    assert.equal(ada.phasegate("push").status, 0);
    bob.git("commit", "--quiet", "--allow-empty", "--message", "something else");
    apply(bob, "1");
    followed(bob, refused(bob, "push-clash", "push"));
    assert.equal(bob.git("rev-parse", first), ada.git("rev-parse", first));
    bob.git("pull", "--quiet", "--no-rebase", "--no-edit");
    assert.equal(bob.phasegate("check").status, 0);
    assert.equal(bob.phasegate("push").status, 0);
  });

  it("are pushed once the loser has followed the way out", () => {
    apply(ada, "1");
    assert.equal(ada.phasegate("push").status, 0);
    apply(bob, "3", "--override", "stops first");
    followed(bob, refused(bob, "push-clash", "push"));
    bob.git("pull", "--quiet", "--no-rebase", "--no-edit");
    const adopted = bob.phasegate("adopt", "--yes");
    assert.equal(adopted.stdout, "phasegate/v4/0002-adopt\n", adopted.stderr);
    assert.deepEqual(JSON.parse(bob.phasegate("status", "--json").stdout).inEffect, [1, 3]);
    assert.equal(bob.phasegate("push").stdout, "phasegate/v4/0002-adopt\n");
  });

  it("wait where only the branch went on", () => {
    ada.git("commit", "--quiet", "--allow-empty", "--message", "something else");
    ada.git("push", "--quiet");
    apply(bob, "1");
    assert.match(refused(bob, "push-behind", "push"), /git pull/);
    assert.equal(inHub("for-each-ref", "refs/tags"), "");
  });

  it("of the remote never take the place of ours", () => {
    assert.equal(ada.phasegateWith({ TZ: "America/St_Johns" }, "apply", "1", "--yes").status, 0);
    assert.equal(ada.phasegate("push").status, 0);
    const { who, when } = JSON.parse(ada.phasegate("show", "0001-apply-1", "--json").stdout);
    assert.match(when, /-0[23]:30$/);
    apply(ada, "2");
    bob.git("commit", "--quiet", "--allow-empty", "--message", "something else");
    apply(bob, "1");
    const own = bob.git("rev-parse", first);
    bob.git("config", "remote.origin.fetch", "+refs/*:refs/*");
    bob.git("config", "fetch.prune", "true");
    bob.git("config", "fetch.pruneTags", "true");
    bob.git("tag", "phasegate/v4/mine");
    const { status, stdout, stderr } = bob.phasegate("fetch", "--json");
    assert.equal(status, 1, stderr);
    assert.match(stderr, /Your checkpoints were kept/);
    const [clash] = JSON.parse(stdout).clashes[0].theirs;
    assert.deepEqual([clash.tag, clash.sealed.who, clash.sealed.when], [first, who, when]);
    assert.equal(bob.git("rev-parse", first), own);
    assert.equal(bob.git("tag", "--list"), `${first}\nphasegate/v4/mine`);
  });

  it("go to no remote that is none, and to the one that is meant", () => {
    const mark = join(folder, "mark");
    refused(ada, "remote-unknown", "push", "--", `--receive-pack=touch ${mark}`);
    refused(ada, "remote-unknown", "fetch", "--", `--upload-pack=touch ${mark}`);
    refused(ada, "remote-unknown", "push", hub);
    refused(ada, "remote-unknown", "fetch", `ext::sh -c touch% ${mark}`);
    ada.git("config", `remote.--upload-pack=touch ${mark}.url`, hub);
    refused(ada, "remote-unknown", "fetch", "--", `--upload-pack=touch ${mark}`);
    ada.git("config", "--unset", `remote.--upload-pack=touch ${mark}.url`);
    assert.throws(() => readFileSync(mark));
    const other = join(folder, "other.git");
    execFileSync("git", ["init", "--quiet", "--bare", other]);
    ada.git("remote", "add", "other", other);
    assert.equal(ada.phasegate("push", "other").status, 0);
    assert.equal(
      execFileSync("git", ["rev-parse", "main"], { cwd: other, encoding: "utf8" }).trim(),
      ada.git("rev-parse", "HEAD"),
    );
    ada.git("branch", "--unset-upstream");
    assert.match(ada.phasegate("push").stderr, /^Nothing to push: origin has everything/m);
    ada.git("remote", "rename", "origin", "hub");
    refused(ada, "remote-missing", "push");
    ada.git("remote", "remove", "other");
    assert.match(ada.phasegate("push").stderr, /^Nothing to push: hub has everything/m);
    ada.git("remote", "remove", "hub");
    refused(ada, "remote-missing", "fetch");
  });

  it("are not pushed by a plan whose id is no id, or from no branch", () => {
    const plan = readFileSync(join(ada.folder, planName), "utf8");
    ada.git("switch", "--quiet", "--detach");
    refused(ada, "push-detached", "push");
    ada.write(planName, plan.replace('"formatVersion": 1', '"formatVersion": 1, "id": "*:refs/heads/*"'));
    refused(ada, "plan-invalid", "push");
    refused(ada, "plan-invalid", "fetch");
  });

  it("are pushed past the hooks that git has for it, and what they say is told", () => {
    const hook = join(ada.folder, ".git/hooks/pre-push");
    writeFileSync(hook, "#!/bin/sh\necho not on Fridays >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    apply(ada, "1");
    assert.match(refused(ada, "git-failed", "push"), /not on Fridays/);
    rmSync(hook);
    const theirs = join(hub, "hooks/pre-receive");
    writeFileSync(theirs, "#!/bin/sh\necho protected branch >&2\nexit 1\n");
    chmodSync(theirs, 0o755);
    assert.match(refused(ada, "git-failed", "push"), /protected branch/);
  });

  it("never wait at a terminal, and never tell a password", () => {
    const askpass = join(folder, "ask");
    writeFileSync(askpass, `#!/bin/sh\nprintf '%s' "$GIT_TERMINAL_PROMPT" > ${join(folder, "asked")}\nexit 1\n`);
    chmodSync(askpass, 0o755);
    ada.git("config", "core.sshCommand", askpass);
    ada.git("remote", "set-url", "origin", "ssh://ada:hunter2@nowhere.invalid/hub.git");
    const stderr = ada.phasegateWith(
      { GIT_TERMINAL_PROMPT: "1", PAGER: "less", EDITOR: "vi", GIT_DIR: resolve("x") },
      "push",
    ).stderr;
    assert.match(stderr, /^git-failed: /m);
    assert.doesNotMatch(stderr, /hunter2/);
    assert.equal(readFileSync(join(folder, "asked"), "utf8"), "0");
  });
});
