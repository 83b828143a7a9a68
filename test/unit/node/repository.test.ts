import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { emptyLedger, nextN } from "../../../src/core/ledger/ledger";
import { formatMessage, messageFor } from "../../../src/core/ledger/message";
import { Repository } from "../../../src/node/git/repository";
import { seal } from "../../../src/node/seal/seal";
import { refusal, refusalError, Sandbox, withSandbox } from "./sandbox";
import { bot, bytesAfter, bytesBefore, record } from "./sandbox-data";

/** Runs `work` with environment variables set, or taken away where undefined. */
async function withEnvironment(values: Record<string, string | undefined>, work: () => Promise<void>): Promise<void> {
  const kept = Object.keys(values).map((name) => [name, process.env[name]] as const);
  const set = (entries: Iterable<readonly [string, string | undefined]>): void => {
    for (const [name, value] of entries) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(Object.entries(values));
  try {
    await work();
  } finally {
    set(kept);
  }
}

describe("a repository", () => {
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });

  it("is found from a folder below its root, through links too", async () => {
    mkdirSync(join(box.root, "deep/er"), { recursive: true });
    symlinkSync(join(box.root, "deep"), box.beside("link"));
    for (const folder of [box.root, join(box.root, "deep/er"), box.beside("link")]) {
      assert.equal((await Repository.open(folder)).root, box.root);
    }
  });

  it("is found where the names of its folders have line feeds, and not at a file or below one", async function () {
    if (process.platform === "win32") this.skip();
    const folder = box.beside("a\n--//b\n");
    box.git("worktree", "add", "--quiet", folder, "-b", "side");
    assert.equal((await Repository.open(folder)).root, folder);
    for (const path of [bot, `${bot}/x`]) {
      assert.deepEqual(await refusal(Repository.open(join(box.root, path))), ["git-no-repository"]);
    }
  });

  it("tells its own git folder from the one that all its work trees share", async () => {
    mkdirSync(join(box.root, "deep"));
    symlinkSync(join(box.root, "deep"), box.beside("link"));
    const shared = join(box.root, ".git");
    for (const folder of [box.root, join(box.root, "deep"), box.beside("link")]) {
      const { gitDir, commonDir } = await Repository.open(folder);
      assert.deepEqual([gitDir, commonDir], [shared, shared]);
    }
    box.git("worktree", "add", "--quiet", box.beside("tree"), "-b", "side");
    const { gitDir, commonDir } = await Repository.open(join(box.beside("tree"), "bots"));
    assert.deepEqual([gitDir, commonDir], [join(shared, "worktrees/tree"), shared]);
  });

  it("is missed where there is none, or none with a work tree", async () => {
    const folder = mkdtempSync(join(tmpdir(), "phasegate-none-"));
    execFileSync("git", ["init", "--quiet", "--bare", join(folder, "bare")]);
    for (const path of [folder, join(folder, "bare"), join(folder, "nowhere")]) {
      assert.deepEqual(await refusal(Repository.open(path)), ["git-no-repository"]);
    }
    rmSync(folder, { recursive: true });
  });

  it("can't be opened without git, and git's own refusal is told", async () => {
    await withEnvironment({ PATH: box.beside("empty") }, async () => {
      assert.deepEqual(await refusal(box.open()), ["git-missing"]);
    });
    box.write(".git/config", "[core\n");
    const [only] = (await refusalError(box.open())).problems;
    assert.ok(only?.code === "git-failed" && only.data.output.includes(".git/config"), JSON.stringify(only));
  });

  it("is the one of its folder, whatever a hook's environment says", async () => {
    const other = new Sandbox();
    const away = {
      GIT_DIR: join(other.root, ".git"),
      GIT_WORK_TREE: other.root,
      GIT_INDEX_FILE: other.beside("index"),
    };
    await withEnvironment(away, async () => {
      const repository = await Repository.open(box.root);
      assert.equal(repository.root, box.root);
      assert.equal((await repository.state([bot])).paths.get(bot), "clean");
    });
    other.remove();
  });

  it("tells HEAD, branch and the state of each path at once", async () => {
    for (const name of ["modified", "staged", "both", "gone", "한글 é.py"]) box.write(name, "1\n");
    box.git("add", "--all");
    box.git("commit", "--quiet", "-m", "more");
    for (const name of ["modified", "staged", "both"]) box.write(name, "2\n");
    box.git("add", "staged", "both");
    box.write("both", "3\n");
    rmSync(join(box.root, "gone"));
    box.write("untracked", "1\n");
    box.write(".gitignore", "ignored\nfolder/\n");
    box.write("ignored", "1\n");
    box.write("folder/file", "1\n");
    const expected = {
      [bot]: "clean",
      "한글 é.py": "clean",
      modified: "modified",
      staged: "staged",
      both: "partly-staged",
      gone: "missing",
      untracked: "untracked",
      ignored: "ignored",
      "folder/file": "ignored",
      nowhere: "missing",
    };
    const state = await (await box.open()).state(Object.keys(expected));
    assert.deepEqual(Object.fromEntries(state.paths), expected);
    assert.deepEqual([state.head, state.branch, state.operation], [box.head(), "main", undefined]);
    box.git("checkout", "--quiet", "--detach");
    assert.equal((await (await box.open()).state([])).branch, undefined);
  });

  it("does not lock the index only to look", async () => {
    box.git("update-index", "--refresh");
    box.write(bot, bytesBefore);
    const before = box.read(".git/index");
    await (await box.open()).state([bot]);
    assert.deepEqual(box.read(".git/index"), before);
  });

  it("gives a file's bytes in a commit, and none where it has none", async () => {
    const repository = await box.open();
    const { commit } = await seal(repository, box.request());
    assert.deepEqual(await repository.bytesAt(commit, bot), bytesAfter);
    assert.deepEqual(await repository.bytesAt(`${commit}^`, bot), bytesBefore);
    assert.equal(await repository.bytesAt(commit, "nowhere.py"), undefined);
    assert.deepEqual(await refusal(repository.bytesAt("0".repeat(40), bot)), ["git-failed"]);
    for (const name of ["HEAD", "--textconv", `${commit}:x`, `${commit}\n`, ""]) {
      await assert.rejects(repository.bytesAt(name, bot), RangeError, name);
    }
    assert.deepEqual(await refusal(repository.bytesAt(commit, "../x")), ["file-outside"]);
  });

  it("gives the bytes as a checkout would write them, by any path, of many files at once", async () => {
    const paths = ["a b/c d.py", "한글/é.py", "plain.py", "deep/er/and/deeper.py", "raw.bin"];
    for (const path of paths) box.write(path, `${path}\n`.repeat(30_000));
    box.write("folder/file.py", "x\n");
    box.write(".gitattributes", "*.py text eol=crlf\n*.bin -text\n");
    box.git("add", "--all");
    box.git("commit", "--quiet", "-m", "more");
    const repository = await box.open();
    const head = box.head();
    const read = await Promise.all(paths.map((path) => repository.bytesAt(head, path)));
    for (const [i, path] of paths.entries()) {
      const end = path.endsWith(".py") ? "\r\n" : "\n";
      assert.equal(read[i]?.toString(), `${path}${end}`.repeat(30_000), path);
    }
    assert.equal(await repository.bytesAt(head, "plain.py/below"), undefined);
    assert.deepEqual(await refusal(repository.bytesAt(head, "folder")), ["git-failed"]);
  });

  it("tells why git could not give a file's bytes, and asks again afterwards", async () => {
    box.git("config", "filter.broken.smudge", "false");
    box.git("config", "filter.broken.required", "true");
    box.write(".gitattributes", "*.bin filter=broken\n");
    box.write("data.bin", "1\n");
    box.git("add", ".gitattributes");
    box.git("-c", "filter.broken.required=false", "add", "data.bin");
    box.git("-c", "filter.broken.required=false", "commit", "--quiet", "-m", "more");
    const repository = await box.open();
    const [broken, whole] = [repository.bytesAt(box.head(), "data.bin"), repository.bytesAt(box.head(), bot)];
    const [only] = (await refusalError(broken)).problems;
    assert.ok(only?.code === "git-failed" && /filter|convert/.test(only.data.output), JSON.stringify(only));
    assert.deepEqual(await whole, bytesBefore);
  });

  it("knows who commits, by configuration or environment, and never guesses", async () => {
    assert.equal(await (await box.open()).identity(), "Ada Example <ada@example.org>");
    const none = { GIT_CONFIG_GLOBAL: box.beside("none") };
    await withEnvironment({ ...none, GIT_COMMITTER_NAME: "Bo", GIT_COMMITTER_EMAIL: "bo@x" }, async () => {
      assert.equal(await (await box.open()).identity(), "Bo <bo@x>");
    });
    await withEnvironment(none, async () => {
      const repository = await box.open();
      assert.deepEqual(await refusal(repository.identity()), ["git-no-identity"]);
      box.git("config", "user.name", "Cy");
      box.git("config", "user.email", "cy@x");
      assert.equal(await repository.identity(), "Cy <cy@x>");
    });
  });
});

describe("the ledger in git", () => {
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });

  it("is empty at first, on a branch without a commit too", async () => {
    assert.deepEqual(await (await box.open()).readLedger("v4"), emptyLedger);
    box.git("checkout", "--quiet", "--orphan", "none");
    assert.deepEqual(await (await box.open()).readLedger("v4"), emptyLedger);
  });

  it("is not empty only because HEAD is broken", async () => {
    const repository = await box.open();
    await seal(repository, box.request());
    for (const broken of ["garbage\n", `${"1".repeat(40)}\n`]) {
      box.write(".git/refs/heads/main", broken);
      assert.deepEqual(await refusal(repository.readLedger("v4")), ["git-failed"], broken);
    }
  });

  it("is ordered by number, one plan apart from another, and by the clock not at all", async () => {
    for (const n of [10000, 9999, 2]) {
      const tag = `phasegate/v4/${String(n).padStart(4, "0")}-apply-1`;
      await withEnvironment({ GIT_COMMITTER_DATE: `${2_000_000_000 - n} +0900` }, async () => {
        box.git("tag", "--annotate", "--cleanup=verbatim", "-m", formatMessage(messageFor(record, n)), tag);
      });
    }
    box.git(
      "tag",
      "--annotate",
      "--cleanup=verbatim",
      "-m",
      formatMessage(messageFor({ ...record, plan: "v" }, 1)),
      "phasegate/v/0001-apply-1",
    );
    const { checkpoints, unreached, unreadable } = await (await box.open()).readLedger("v4");
    assert.deepEqual(
      checkpoints.map(({ n }) => n),
      [2, 9999, 10000],
    );
    assert.deepEqual(checkpoints[0]?.when, "2033-05-18T12:33:18+09:00");
    assert.equal(checkpoints[0]?.at, Date.parse("2033-05-18T12:33:18+09:00"));
    assert.deepEqual([unreached, unreadable], [[], []]);
  });

  it("keeps apart what HEAD does not reach, and what is not a checkpoint", async () => {
    const repository = await box.open();
    const first = await seal(repository, box.request());
    box.git("reset", "--quiet", "--hard", "HEAD^");
    const message = formatMessage(messageFor(record, 3));
    box.git("tag", "phasegate/v4/0002-light");
    box.git("tag", "--annotate", "-m", "by hand", "phasegate/v4/0003-apply-1");
    box.git("tag", "--annotate", "--cleanup=verbatim", "-m", message, "phasegate/v4/0004-apply-1");
    box.git(
      "tag",
      "--annotate",
      "--cleanup=verbatim",
      "-m",
      formatMessage(messageFor(record, 5)),
      "phasegate/v4/0005-apply-1",
      "HEAD^{tree}",
    );
    box.git("tag", "phasegate/v4/notes");
    const ledger = await repository.readLedger("v4");
    assert.deepEqual(ledger.checkpoints, []);
    assert.deepEqual(ledger.unreached, [first]);
    assert.deepEqual(
      ledger.unreadable,
      ["0002-light", "0003-apply-1", "0004-apply-1", "0005-apply-1", "notes"].map((name) => `phasegate/v4/${name}`),
    );
    assert.equal(nextN(ledger), 6);
  });

  it("has a tag without its object as one that can't be read, and all others", async () => {
    const repository = await box.open();
    const checkpoint = await seal(repository, box.request());
    box.git("tag", "phasegate/v4/0003-light");
    box.write(".git/refs/tags/phasegate/v4/0002-apply-1", `${"1".repeat(40)}\n`);
    const { checkpoints, unreadable } = await repository.readLedger("v4");
    assert.deepEqual(checkpoints, [checkpoint]);
    assert.deepEqual(unreadable, ["phasegate/v4/0002-apply-1", "phasegate/v4/0003-light"]);
  });

  it("reads each tag object once, and what was tagged anew", async () => {
    const repository = await box.open();
    const message = formatMessage(messageFor({ ...record, phaseTitle: `once ${Date.now()}` }, 1));
    const tag = "phasegate/v4/0001-apply-1";
    box.git("tag", "--annotate", "--cleanup=verbatim", "-m", message, tag);
    const [first] = (await repository.readLedger("v4")).checkpoints;
    // Without its object the tag is known as long as it need not be read again.
    const object = box.git("rev-parse", tag);
    const loose = join(box.root, ".git/objects", object.slice(0, 2), object.slice(2));
    const kept = readFileSync(loose);
    rmSync(loose);
    assert.deepEqual((await (await box.open()).readLedger("v4")).checkpoints, [first]);
    box.write(loose.slice(box.root.length), kept);
    const other = formatMessage(messageFor({ ...record, phases: [1, 2] }, 1));
    box.git("tag", "--force", "--annotate", "--cleanup=verbatim", "-m", other, tag);
    box.git("tag", "phasegate/v4/0002-apply-1", `${tag}^{tag}`);
    const { checkpoints, unreadable } = await repository.readLedger("v4");
    assert.deepEqual([checkpoints[0]?.phases, checkpoints.length], [[1, 2], 1]);
    assert.deepEqual(unreadable, ["phasegate/v4/0002-apply-1"]);
  });

  it("has who and when as git tells them, in any zone", async () => {
    for (const [n, zone] of ["+0000", "-0330", "+1245", "+0900"].entries()) {
      await withEnvironment(
        { GIT_COMMITTER_DATE: `1700000000 ${zone}`, GIT_COMMITTER_NAME: "Ada <> 이름" },
        async () => {
          box.git(
            "tag",
            "-a",
            "--cleanup=verbatim",
            "-m",
            formatMessage(messageFor(record, n + 1)),
            `phasegate/v4/000${n + 1}-apply-1`,
          );
        },
      );
    }
    const form = "--format=%(taggername) %(taggeremail) %(taggerdate:iso-strict) %(object)";
    const byGit = box.git("for-each-ref", form, "refs/tags/phasegate/v4/").split("\n");
    const { checkpoints } = await (await box.open()).readLedger("v4");
    assert.deepEqual(
      checkpoints.map(({ who, when, commit }) => `${who} ${when} ${commit}`),
      byGit.map((line) => line.replace(/Z (?=[0-9a-f]+$)/, "+00:00 ")),
    );
  });

  it("reads no object that is no message, however large", async () => {
    const { commit } = await seal(await box.open(), box.request({ n: 4 }));
    box.write("large", Buffer.alloc(3_000_000, "x"));
    box.git("tag", "phasegate/v4/0001-blob", box.git("hash-object", "-w", "large"));
    box.git("tag", "-a", "-F", "large", "phasegate/v4/0002-apply-1");
    // Passed through filters, a file would be longer than git tells, and what follows would be taken for another tag.
    box.write(".gitattributes", "* text eol=crlf\n");
    box.write("forged", `${"\n".repeat(100)}${"0".repeat(40)} tag 3\nabc\n`);
    box.git("tag", "phasegate/v4/0003-blob", box.git("hash-object", "-w", "--no-filters", "forged"));
    const { checkpoints, unreadable } = await (await box.open()).readLedger("v4");
    assert.deepEqual([checkpoints.map((checkpoint) => checkpoint.commit), unreadable.length], [[commit], 3]);
  });

  it("holds any text of a value", async () => {
    const changes = [{ parameter: 'roi["40"]', before: "[\n  1,\n]", after: "'\u2028\\ \0 🎉'\r\n\n-- \n# x" }];
    const full = { ...record, changes, override: 'two\nlines: "quoted"', phases: [] };
    const checkpoint = await seal(await box.open(), box.request({ record: full }));
    assert.deepEqual(checkpoint.changes, changes);
    assert.equal(checkpoint.override, full.override);
    assert.deepEqual((await (await box.open()).readLedger("v4")).checkpoints, [checkpoint]);
  });

  it("never takes a plan's id for anything else", async () => {
    const repository = await box.open();
    for (const id of ["", "--upload-pack=x", "../x", "v4/*", "v4\n", "V4", "x".repeat(41)]) {
      assert.throws(() => repository.readLedger(id), RangeError);
    }
  });
});
