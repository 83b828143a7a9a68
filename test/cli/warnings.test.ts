import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { botPath, type DemoRepository, withDemo } from "../support/demo-repository";

describe("what is said before, not after", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  describe("of the branch", () => {
    let remote = "";
    beforeEach(() => {
      remote = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-remote-")));
      demo.git("init", "--quiet", "--bare", remote);
    });
    afterEach(() => rmSync(remote, { recursive: true, force: true }));

    function published(name = "origin"): void {
      demo.git("remote", "add", name, remote);
      demo.git("push", "--quiet", "--set-upstream", name, "main");
      demo.git("remote", "set-head", name, "main");
    }

    function notes(): string {
      const { status, stderr } = demo.phasegate("apply", "1", "--yes");
      assert.equal(status, 0, stderr);
      return stderr;
    }

    const foreign = /This is branch/;
    const unpublished = /follows no branch of a remote/;

    it("nothing, where there is no remote", () => {
      assert.doesNotMatch(notes(), /branch/i);
    });

    it("nothing, on the remote's default branch", () => {
      published();
      assert.doesNotMatch(notes(), /branch/i);
    });

    it("nothing, where the branch that follows the default one has another name", () => {
      published("team");
      demo.git("switch", "--quiet", "-c", "mine", "--track", "team/main");
      assert.doesNotMatch(notes(), /branch/i);
    });

    it("that it is not the default one", () => {
      published();
      demo.git("switch", "--quiet", "-c", "try/it");
      demo.git("push", "--quiet", "--set-upstream", "origin", "try/it");
      const said = notes();
      assert.match(said, /This is branch try\/it, not main, the default branch of origin/);
      assert.doesNotMatch(said, unpublished);
    });

    it("that nobody else sees it", () => {
      published();
      demo.git("switch", "--quiet", "-c", "try/it");
      const said = notes();
      assert.match(said, foreign);
      assert.match(said, unpublished);
    });

    it("that nobody else sees it, where the remote's default one is not known", () => {
      demo.git("remote", "add", "origin", remote);
      const said = notes();
      assert.match(said, unpublished);
      assert.doesNotMatch(said, foreign);
    });
  });

  describe("of a bot that is not in git yet", () => {
    const key = "not-a-real-key-0000-0000";

    function refused(): string {
      demo.git("rm", "--quiet", "--cached", botPath);
      demo.git("commit", "--quiet", "--message", "out of git");
      const before = demo.state();
      const { status, stderr } = demo.phasegate("apply", "1", "--yes");
      assert.equal(status, 2);
      assert.equal(demo.state(), before);
      return stderr;
    }

    it("the line that holds what looks like a key, and never the key", () => {
      const line = demo.bot.split("\n").findIndex((each) => each.includes(key)) + 1;
      const said = refused();
      assert.match(
        said,
        new RegExp(`^file-untracked-keys: .* not in git yet, and line ${line} seems to contain a key`, "m"),
      );
      assert.equal(said.includes(key), false);
    });

    it("that it is to be committed, where no key is in it", () => {
      demo.bot = demo.bot.replace(`"${key}"`, 'os.getenv("API_KEY", "")');
      assert.match(refused(), /^file-untracked: /m);
    });
  });
});
