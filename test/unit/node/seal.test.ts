import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { parseMessage } from "../../../src/core/ledger/message";
import type { CommittedNotSealed, NextStep } from "../../../src/core/problem";
import { problem } from "../../../src/core/problem";
import { Repository } from "../../../src/node/git/repository";
import { seal } from "../../../src/node/seal/seal";
import { healed, notSealed, refusal, refusalError, Sandbox, withSandbox } from "./sandbox";
import { bot, bytesAfter, bytesBefore, record } from "./sandbox-data";

describe("sealing a checkpoint", () => {
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });

  /** Seals, expects a refusal with these codes, and that it left nothing behind. */
  async function refused(codes: string[], request = box.request(), folder = box): Promise<void> {
    const before = folder.snapshot();
    assert.deepEqual(await refusal(seal(await folder.open(), request)), codes);
    assert.deepEqual(folder.snapshot(), before);
    box.assertSound();
  }

  describe("done", () => {
    it("is one commit of that file alone, and an annotated tag, both with the record", async () => {
      const before = box.head();
      const summary = "apply Phase 1, Critical parameters";
      const checkpoint = await seal(await box.open(), box.request());
      assert.deepEqual(box.read(bot), bytesAfter);
      assert.equal(box.git("rev-parse", "HEAD^"), before);
      assert.equal(box.git("diff", "--name-only", "HEAD^", "HEAD"), bot);
      assert.equal(box.git("status", "--porcelain"), "");
      assert.equal(box.git("cat-file", "-t", "phasegate/v4/0001-apply-1"), "tag");
      assert.equal(box.git("tag", "-n1"), `phasegate/v4/0001-apply-1 Phasegate v4: ${summary}`);
      assert.deepEqual(parseMessage(box.git("log", "-1", "--format=%B"))?.record, record);
      const { who, when, at, ...rest } = checkpoint;
      assert.deepEqual(rest, { ...record, summary, tag: "phasegate/v4/0001-apply-1", n: 1, commit: box.head() });
      assert.equal(who, "Ada Example <ada@example.org>");
      assert.match(when, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
      assert.equal(at, Date.parse(when));
      assert.deepEqual((await (await box.open()).readLedger("v4")).checkpoints, [checkpoint]);
      box.assertSound();
    });

    it("tags the existing HEAD where no text changes", async () => {
      const head = box.head();
      const request = {
        record: { ...record, event: { kind: "adopt" } as const, changes: [] },
        files: [{ path: bot, before: bytesBefore, after: bytesBefore }],
      };
      const checkpoint = await seal(await box.open(), box.request(request));
      assert.equal(checkpoint.commit, head);
      assert.equal(box.head(), head);
      assert.equal((await seal(await box.open(), box.request({ ...request, files: [], n: 2 }))).n, 2);
      box.assertSound();
    });

    it("leaves everything else as it is: staged, partly staged, deleted, untracked, stashed", async () => {
      for (const name of ["a", "b", "c", "d"]) box.write(name, "1\n");
      box.git("add", "--all");
      box.git("commit", "--quiet", "-m", "more");
      box.write("other.txt", "stashed\n");
      box.git("stash");
      box.write("a", "2\n");
      box.write("b", "2\n");
      box.write("new", "1\n");
      box.git("add", "b", "new");
      box.write("b", "3\n");
      box.git("rm", "--quiet", "c");
      box.write("untracked", "1\n");
      const others = (): string[] => [
        box.git("ls-files", "--stage", "--", `:!${bot}`),
        box.git("status", "--porcelain=v2", "--untracked-files=all"),
        box.git("stash", "list"),
        ...["a", "b", "d", "new", "untracked"].map((name) => box.read(name).toString()),
      ];
      const before = others();
      await seal(await box.open(), box.request());
      assert.deepEqual(others(), before);
      assert.equal(box.git("show", "--format=", "--name-only"), bot);
      box.assertSound();
    });

    it("works in a worktree, a submodule, on a detached HEAD and from a subfolder", async () => {
      box.git("worktree", "add", "--quiet", box.beside("tree"), "-b", "side");
      const tree = new Sandbox(box.beside("tree"));
      assert.equal((await seal(await tree.open(), tree.request())).commit, tree.head());

      const outer = new Sandbox();
      outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", box.root, "inner");
      outer.git("commit", "--quiet", "-m", "inner");
      const inner = new Sandbox(join(outer.root, "inner"));
      assert.equal((await seal(await inner.open(), inner.request({ n: 2 }))).commit, inner.head());
      outer.remove();

      box.git("checkout", "--quiet", "--detach");
      const repository = await Repository.open(join(box.root, "bots"));
      assert.equal(repository.root, box.root);
      assert.equal((await seal(repository, box.request({ n: 2 }))).commit, box.head());
      box.assertSound();
    });

    it("writes through a link, keeps the file's mode, and copes with odd names", async () => {
      const odd = "bots/-f [x]* 한 é.py";
      box.write(odd, bytesBefore);
      box.git("update-index", "--add", "--chmod=+x", odd);
      box.git("checkout-index", "--force", odd);
      symlinkSync("bots", join(box.root, "link"));
      box.git("add", "link");
      box.git("commit", "--quiet", "-m", "odd");
      const mode = statSync(join(box.root, odd)).mode;
      // Node knows no extended attributes; Python's own do on Linux.
      const attribute = (code: string) =>
        spawnSync("python3", ["-c", `import os; ${code}`, join(box.root, odd)], { encoding: "utf8" });
      const isSet = attribute('import sys; os.setxattr(sys.argv[1], "user.bot", b"kept")').status === 0;
      const path = odd.replace("bots", "link");
      await seal(await box.open(), box.request({ files: [{ path, before: bytesBefore, after: bytesAfter }] }));
      assert.deepEqual(box.read(odd), bytesAfter);
      assert.equal(statSync(join(box.root, odd)).mode, mode);
      if (isSet) assert.equal(attribute('import sys; print(os.getxattr(sys.argv[1], "user.bot"))').stdout, "b'kept'\n");
      assert.equal(box.git("-c", "core.quotePath=false", "show", "--format=", "--name-only"), odd);
      box.assertSound();
    });

    it("seals CR LF under autocrlf, and several files in one commit", async () => {
      box.git("config", "core.autocrlf", "true");
      const crlf = (value: string): Buffer => Buffer.from(`A = 1\r\nEXIT = ${value} \r\n`);
      box.write("crlf.py", crlf("0.70"));
      box.git("add", "crlf.py");
      box.git("commit", "--quiet", "-m", "crlf");
      const second = { path: "crlf.py", before: crlf("0.70"), after: crlf("0.603") };
      const { files } = box.request();
      const checkpoint = await seal(await box.open(), box.request({ files: [...files, second] }));
      assert.equal(box.git("show", "--format=", "--name-only"), `${bot}\ncrlf.py`);
      assert.deepEqual(await (await box.open()).bytesAt(checkpoint.commit, "crlf.py"), second.after);
      assert.deepEqual(box.read("crlf.py"), second.after);
      assert.equal(box.git("status", "--porcelain"), "");
    });

    it("changes nothing for the hooks themselves: patterns, abbreviated options, locks", async () => {
      const checks = [
        "test -n \"$(git ls-files '*.py')\"",
        "git status --porcel >/dev/null",
        'test -z "$GIT_OPTIONAL_LOCKS"',
      ];
      box.hook("pre-commit", checks.map((check) => `${check} || exit 1`).join("\n"));
      assert.equal((await seal(await box.open(), box.request())).n, 1);
    });

    it("keeps what a hook puts into the file, as long as the values are right", async () => {
      box.hook("pre-commit", `printf '# seen\\n' >> ${bot} && git add ${bot}`);
      await seal(await box.open(), box.request());
      assert.equal(box.git("show", `HEAD:${bot}`), `${bytesAfter}# seen`);
      assert.equal(box.git("status", "--porcelain"), "");
    });
  });

  describe("refused before anything is written", () => {
    it("without an identity", async () => {
      const kept = process.env["GIT_CONFIG_GLOBAL"];
      try {
        process.env["GIT_CONFIG_GLOBAL"] = box.beside("none");
        await refused(["git-no-identity"]);
      } finally {
        process.env["GIT_CONFIG_GLOBAL"] = kept;
      }
    });

    it("when HEAD, the file or the ledger moved", async () => {
      const request = box.request();
      box.git("commit", "--quiet", "--allow-empty", "-m", "meanwhile");
      await refused(["change-stale"], request);
      box.write(bot, "EXIT = 0.9\n");
      box.git("commit", "--quiet", "--all", "-m", "meanwhile");
      await refused(["file-moved"], box.request());
      box.write(bot, bytesBefore);
      box.git("commit", "--quiet", "--all", "-m", "back");
      box.git("tag", "phasegate/v4/0001-mine");
      await refused(["change-stale"], box.request());
    });

    it("when its tag can't be made", async () => {
      for (const tag of ["phasegate/v4", "phasegate"]) {
        box.git("tag", tag);
        await refused(["tag-taken"]);
        box.git("tag", "--delete", tag);
      }
    });

    it("when the file is modified, staged, partly staged, untracked, ignored or missing", async () => {
      box.write(bot, "EXIT = 0.9\n");
      await refused(["file-uncommitted", "file-moved"]);
      box.git("add", bot);
      await refused(["file-uncommitted", "file-moved"]);
      box.write(bot, bytesBefore);
      await refused(["file-partly-staged"]);
      box.git("reset", "--quiet", "--hard");
      box.write("new.py", bytesBefore);
      await refused(
        ["file-untracked"],
        box.request({ files: [{ path: "new.py", before: bytesBefore, after: bytesAfter }] }),
      );
      box.write(".gitignore", "/new.py\n/hidden/\n");
      box.write("hidden/new.py", bytesBefore);
      await refused(
        ["file-untracked"],
        box.request({ files: [{ path: "new.py", before: bytesBefore, after: bytesAfter }] }),
      );
      await refused(
        ["file-untracked"],
        box.request({ files: [{ path: "hidden/new.py", before: bytesBefore, after: bytesAfter }] }),
      );
      await refused(
        ["file-missing"],
        box.request({ files: [{ path: "nowhere.py", before: bytesBefore, after: bytesAfter }] }),
      );
    });

    it("when the path leaves the repository, enters another one, or is not a plain name", async () => {
      symlinkSync("/", join(box.root, "out"));
      box.git("init", "--quiet", "nested");
      box.write("nested/bot.py", bytesBefore);
      const outside = ["../x.py", "/etc/passwd", "out/etc/passwd", "nested/bot.py", "C:/x.py"];
      for (const path of outside)
        await refused(["file-outside"], box.request({ files: [{ path, before: bytesBefore, after: bytesAfter }] }));
      const gitFolders = [
        ".git/config",
        "x/.GIT/y",
        ".git::$INDEX_ALLOCATION/x",
        "GIT~1/x",
        ".g\u200cit/x",
        ".git. /x",
      ];
      for (const path of ["", "a\nb", "a\0b", "./x", "a//b", "a\\b", ...gitFolders]) {
        await refused(
          ["file-path-invalid"],
          box.request({ files: [{ path, before: bytesBefore, after: bytesAfter }] }),
        );
      }
    });

    it("while the index is locked", async () => {
      box.write(".git/index.lock", "");
      await refused(["git-index-locked"]);
    });

    it("on a branch without a commit", async () => {
      const request = box.request();
      box.git("checkout", "--quiet", "--orphan", "empty");
      await refused(["git-no-commit", "file-uncommitted", "change-stale"], request);
    });

    it("while a merge, rebase, cherry-pick, revert or bisect is in progress", async () => {
      box.write("other.txt", "two\n");
      box.git("commit", "--quiet", "--all", "-m", "two");
      box.git("checkout", "--quiet", "-b", "side", "HEAD^");
      box.write("other.txt", "three\n");
      box.git("commit", "--quiet", "--all", "-m", "three");
      const stops: [string[], string[]][] = [
        [
          ["merge", "main"],
          ["merge", "--abort"],
        ],
        [
          ["rebase", "main"],
          ["rebase", "--abort"],
        ],
        [
          ["rebase", "--apply", "main"],
          ["rebase", "--abort"],
        ],
        [
          ["cherry-pick", "main"],
          ["cherry-pick", "--abort"],
        ],
        [
          ["revert", "main"],
          ["revert", "--abort"],
        ],
      ];
      for (const [start, abort] of stops) {
        box.gitFails(...start);
        await refused(["git-busy"]);
        box.git(...abort);
      }
      box.git("bisect", "start", "HEAD", "HEAD^");
      await refused(["git-busy"]);
      box.git("bisect", "reset");
      box.git("-c", "sequence.editor=sed -i 1s/pick/edit/", "rebase", "--quiet", "-i", "HEAD^");
      await refused(["git-busy"]);
    });

    it("when the file is read-only", async () => {
      box.git("config", "core.fileMode", "false");
      chmodSync(join(box.root, bot), 0o444);
      await refused(["file-unwritable"]);
    });
  });

  describe("refused by the commit, with the bytes of before", () => {
    it("by a hook, whose words are told", async () => {
      for (const name of ["pre-commit", "commit-msg", "prepare-commit-msg"]) {
        box.hook(name, "echo not on Fridays >&2; exit 1");
        const before = box.snapshot();
        const [only] = (await refusalError(seal(await box.open(), box.request()))).problems;
        assert.deepEqual(only, problem("git-hook-refused", { output: "not on Fridays" }), name);
        assert.deepEqual(box.snapshot(), before);
        box.hook(name, "exit 0");
      }
      box.assertSound();
    });

    it("by the very file of before, which takes no room on a full disk", async () => {
      box.hook("pre-commit", "exit 1");
      const { ino, mtimeMs } = statSync(join(box.root, bot));
      await refused(["git-hook-refused"]);
      const now = statSync(join(box.root, bot));
      assert.deepEqual([now.ino, now.mtimeMs], [ino, mtimeMs]);
    });

    it("by a hook that refuses the branch's new value", async () => {
      box.hook("reference-transaction", 'grep -q "refs/heads" && test "$1" = prepared && exit 1; exit 0');
      await refused(["git-failed"]);
    });

    it("by a hook that refuses the lock", async () => {
      box.hook("reference-transaction", 'grep -q "refs/phasegate" && test "$1" = prepared && exit 1; exit 0');
      await refused(["git-failed"]);
    });

    it("because it can't be signed", async () => {
      box.git("config", "commit.gpgSign", "true");
      box.git("config", "gpg.program", box.beside("no-gpg"));
      await refused(["git-failed"]);
    });

    it("because git sees no difference", async () => {
      box.git("config", "filter.same.clean", `git show HEAD:${bot}`);
      box.write(".gitattributes", "*.py filter=same\n");
      await refused(["git-failed"]);
    });

    it("with a hook's own later bytes left alone, and told", async () => {
      box.hook("pre-commit", `echo mine > ${bot}; exit 1`);
      const codes = await refusal(seal(await box.open(), box.request()));
      assert.deepEqual(codes, ["git-hook-refused", "file-not-restored"]);
      assert.equal(box.read(bot).toString(), "mine\n");
      box.assertSound();
    });
  });

  describe("stopped after the commit, which is told as such", () => {
    const tag = "phasegate/v4/0001-apply-1";

    /** Seals, and expects a commit without its tag: its problems, and what the next command does about it. */
    async function leftUntagged(next: NextStep, ...codes: string[]): Promise<CommittedNotSealed> {
      const error = await notSealed(seal(await box.open(), box.request()));
      assert.deepEqual(
        error.problems.map(({ code }) => code),
        codes,
      );
      assert.deepEqual(error.unsealed, { tag, commit: box.head(), next });
      assert.equal(box.git("cat-file", "-t", "HEAD"), "commit");
      assert.equal(box.git("rev-list", "--count", "HEAD"), "2");
      assert.equal(box.git("status", "--porcelain", "--", bot), "");
      assert.equal((await (await box.open()).readLedger("v4")).checkpoints.length, 0);
      // Its lock tells what there is to heal.
      assert.equal(box.git("for-each-ref", "refs/phasegate") !== "", next !== "pass-over");
      if (next !== "pass-over") box.git("update-ref", "-d", "refs/phasegate/lock/v4");
      box.assertSound();
      return error;
    }

    it("when a hook changed the value in the commit", async () => {
      box.hook("pre-commit", `sed -i s/0.603/0.7/ ${bot} && git add ${bot}`);
      await leftUntagged("pass-over", "commit-differs");
    });

    it("when a hook put another file into the commit", async () => {
      box.hook("pre-commit", "echo 2 > other.txt && git add other.txt");
      const { problems } = await leftUntagged("pass-over", "commit-holds-more");
      assert.deepEqual(problems, [problem("commit-holds-more", { commit: box.head(), paths: ["other.txt"] })]);
    });

    it("when a hook took the trailers off its message", async () => {
      box.hook("commit-msg", 'echo short > "$1"');
      await leftUntagged("pass-over", "commit-unmarked");
    });

    it("when the tag can't be signed", async () => {
      box.git("config", "tag.gpgSign", "true");
      box.git("config", "gpg.program", box.beside("no-gpg"));
      await leftUntagged("tag", "tag-failed");
    });

    it("when somebody took the tag's name meanwhile", async () => {
      box.hook("post-commit", `git tag -a -m theirs ${tag}`);
      await leftUntagged("pass-over", "tag-failed");
    });

    it("when git can't write the index", async () => {
      box.hook("post-commit", "touch .git/index.lock");
      box.hook("pre-commit", `printf '# seen\\n' >> ${bot} && git add ${bot}`);
      const error = await notSealed(seal(await box.open(), box.request()));
      assert.deepEqual(error.unsealed, { tag, commit: box.head(), next: "tag" });
      assert.deepEqual(
        error.problems.map(({ code }) => code),
        ["git-failed"],
      );
    });

    it("when nobody can tell whether it stands: the bytes stay, and so does the lock, for healing", async () => {
      const head = box.head();
      const [objects, away] = [join(box.root, ".git/objects"), box.beside("objects")];
      box.hook("pre-commit", `mv ${objects} ${away}; exit 1`);
      const error = await notSealed(seal(await box.open(), box.request()));
      assert.deepEqual(error.unsealed, { tag, commit: undefined, next: "find-out" });
      assert.deepEqual(box.read(bot), bytesAfter);
      renameSync(away, objects);
      assert.equal(box.head(), head);
      assert.equal(await healed(box), "healed: write-undone");
      assert.deepEqual(box.read(bot), bytesBefore);
      box.assertSound();
    });
  });

  it("is refused where its message could not be read back", async () => {
    const changes = [{ parameter: "EXIT", before: "0.70", after: "x".repeat(1_500_000) }];
    await refused(["message-too-large"], box.request({ record: { ...record, changes } }));
  });

  it("takes its bytes back where a hook refuses while somebody else commits", async () => {
    box.hook("pre-commit", 'git update-ref HEAD "$(git commit-tree -p HEAD -m theirs "HEAD^{tree}")"; exit 1');
    assert.deepEqual(await refusal(seal(await box.open(), box.request())), ["git-hook-refused"]);
    assert.deepEqual(box.read(bot), bytesBefore);
    assert.equal(box.git("log", "-1", "--format=%s"), "theirs");
  });

  it("is done where git fails after it made the tag", async () => {
    const tag = "phasegate/v4/0001-apply-1";
    box.hook("reference-transaction", 'test "$1" = committed && grep -q refs/tags && kill -9 $PPID; exit 0');
    assert.equal((await seal(await box.open(), box.request())).tag, tag);
    assert.equal((await (await box.open()).readLedger("v4")).checkpoints[0]?.tag, tag);
    box.assertSound();
  });

  it("is done where its lock can't be given up: the next command does that", async () => {
    box.hook("post-commit", "touch .git/packed-refs.lock");
    assert.equal((await seal(await box.open(), box.request())).commit, box.head());
    assert.notEqual(box.git("for-each-ref", "refs/phasegate"), "");
    rmSync(join(box.root, ".git/packed-refs.lock"));
    assert.equal(await healed(box), "healed: seal-complete");
    box.assertSound();
  });

  it("finds its own commit when a hook commits on top of it", async () => {
    box.hook(
      "post-commit",
      "git log -1 --format=%s | grep -q Phasegate && git commit -q --allow-empty -m later; exit 0",
    );
    const checkpoint = await seal(await box.open(), box.request());
    assert.equal(checkpoint.commit, box.git("rev-parse", "HEAD^"));
    box.assertSound();
  });

  it("leaves alone whatever has a name like that of a temporary file", async () => {
    const names = ["bots/.bot.py.phasegate-tmp", "bots/.bot.py.0123456789abcdef.phasegate-tmp"];
    for (const name of names) box.write(name, "mine");
    box.git("add", "--all");
    box.git("commit", "--quiet", "-m", "mine");
    await seal(await box.open(), box.request());
    for (const name of names) assert.equal(box.read(name).toString(), "mine");
    assert.equal(box.git("status", "--porcelain"), "");
  });

  it("signs commit and tag where the configuration says so", async () => {
    const key = box.beside("key");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    for (const [name, value] of [
      ["gpg.format", "ssh"],
      ["user.signingKey", key],
      ["commit.gpgSign", "true"],
      ["tag.gpgSign", "true"],
    ] as const) {
      box.git("config", name, value);
    }
    const checkpoint = await seal(await box.open(), box.request());
    assert.match(box.git("cat-file", "commit", "HEAD"), /BEGIN SSH SIGNATURE/);
    assert.match(box.git("cat-file", "tag", checkpoint.tag), /BEGIN SSH SIGNATURE/);
    assert.deepEqual((await (await box.open()).readLedger("v4")).checkpoints, [checkpoint]);
  });
});
