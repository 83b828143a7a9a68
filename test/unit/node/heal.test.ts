import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { type LockRecord, readLock } from "../../../src/node/seal/lock";
import { seal } from "../../../src/node/seal/seal";
import { until } from "../../support/until";
import { healed, notSealed, refusal, refusalError, Sandbox, withSandbox } from "./sandbox";
import { bot, bytesAfter, bytesBefore } from "./sandbox-data";
import { buildSealer, Sealer } from "./sealers";

const tag = "phasegate/v4/0001-apply-1";

/** Puts a record of the test's own into the lock, and gives its object. */
async function relock(box: Sandbox, change: (record: LockRecord) => object): Promise<string> {
  const lock = await readLock((await box.open()).git, "v4");
  assert.ok(lock?.record);
  const file = box.beside("record");
  writeFileSync(file, JSON.stringify(change(lock.record)));
  const object = box.git("hash-object", "-w", file);
  box.git("update-ref", "refs/phasegate/lock/v4", object);
  return object;
}

describe("a seal that was cut off", () => {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-sealer-"));
  const script = join(folder, "sealer.js");
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });
  before(() => buildSealer(script));
  after(() => rmSync(folder, { recursive: true }));

  /** Starts a seal that a hook holds up, and kills it there; `then` is what the hook goes on to do if it lives. */
  async function killedIn(hook: string, when: string, whom: "alone" | "all", then = "exit 0"): Promise<void> {
    const [here, go] = [box.beside("here"), box.beside("go")];
    box.hook(hook, `${when} || exit 0\ntouch ${here}\nwhile test ! -e ${go}; do sleep 0.01; done\n${then}`);
    const sealer = new Sealer(script);
    sealer.order({
      root: box.root,
      head: box.head(),
      n: 1,
      before: bytesBefore.toString(),
      after: bytesAfter.toString(),
    });
    try {
      await until(`the ${hook} hook`, () => existsSync(here));
    } finally {
      await sealer.kill(whom);
    }
    rmSync(join(box.root, ".git/hooks", hook));
    writeFileSync(go, "");
    if (whom === "alone") await until("git's own end", () => !existsSync(join(box.root, ".git/index.lock")));
  }

  async function assertSealed(): Promise<void> {
    assert.deepEqual(box.read(bot), bytesAfter);
    assert.equal(box.git("rev-parse", `${tag}^{commit}`), box.head());
    assert.equal(box.git("status", "--porcelain"), "");
    const { checkpoints } = await (await box.open()).readLedger("v4");
    assert.deepEqual(
      checkpoints.map((each) => each.tag),
      [tag],
    );
    await assertClean();
  }

  async function assertUndone(head: string): Promise<void> {
    assert.deepEqual(box.read(bot), bytesBefore);
    assert.equal(box.head(), head);
    assert.equal(box.git("status", "--porcelain"), "");
    assert.equal(box.git("tag"), "");
    await assertClean();
    assert.equal((await seal(await box.open(), box.request())).n, 1);
  }

  async function assertClean(): Promise<void> {
    box.assertSound();
    assert.equal(await healed(box), "clean");
  }

  /** What the seal that was cut off would have called its temporary file. */
  async function temporaryName(): Promise<string> {
    const [file] = (await readLock((await box.open()).git, "v4"))?.record?.files ?? [];
    assert.ok(file);
    return `bots/.bot.py.${file.token}.phasegate-tmp`;
  }

  it("with the lock just taken, is undone: only the lock goes", async () => {
    const head = box.head();
    await killedIn("reference-transaction", 'test "$1" = committed && grep -q refs/phasegate', "all");
    const locked = await refusalError(seal(await box.open(), box.request()));
    const [{ code, data } = { code: "", data: {} }] = locked.problems;
    assert.equal(code, "plan-locked");
    assert.ok("who" in data && data.who === "Ada Example <ada@example.org>" && data.host === hostname());
    assert.equal(await healed(box), "healed: seal-undone");
    await assertUndone(head);
  });

  it("with the file written and git killed too, is undone once git's own lock is gone", async () => {
    const head = box.head();
    await killedIn("pre-commit", "true", "all");
    assert.deepEqual(box.read(bot), bytesAfter);
    assert.equal(await healed(box), "stuck: git-index-locked");
    rmSync(join(box.root, ".git/index.lock"));
    assert.equal(await healed(box), "healed: write-undone");
    await assertUndone(head);
  });

  it("with the file written and a hook that then refuses, is undone", async () => {
    const head = box.head();
    await killedIn("pre-commit", "true", "alone", "exit 1");
    assert.equal(await healed(box), "healed: write-undone");
    await assertUndone(head);
  });

  it("with the file written where git would not check out the same bytes, is undone to the byte", async () => {
    box.write(".gitattributes", "*.py text eol=lf\n");
    // Else it depends on the clock whether git looks at the bot again.
    box.git("add", "--renormalize", "--all");
    box.git("add", "--all");
    box.git("commit", "--quiet", "-m", "line ends");
    const head = box.head();
    await killedIn("pre-commit", "true", "alone", "exit 1");
    assert.equal(await healed(box), "healed: write-undone");
    await assertUndone(head);
  });

  it("with the file written and a commit that then comes about, is tagged", async () => {
    await killedIn("pre-commit", "true", "alone");
    assert.equal(await healed(box), "healed: checkpoint-untagged");
    await assertSealed();
  });

  it("between commit and tag, is tagged as it would have been then", async () => {
    await killedIn("post-commit", "true", "all");
    assert.equal(box.git("tag"), "");
    box.git("config", "user.name", "Somebody Else");
    await until("the next second", () => Date.now() >= (Number(box.git("log", "-1", "--format=%ct")) + 1) * 1000);
    assert.equal(await healed(box), "healed: checkpoint-untagged");
    const [, committer] = /^committer (.*)$/m.exec(box.git("cat-file", "commit", "HEAD")) ?? [];
    assert.ok(committer && box.git("cat-file", "tag", tag).includes(`\ntagger ${committer}\n`));
    await assertSealed();
  });

  it("with the tag made, only loses its lock", async () => {
    await killedIn("reference-transaction", 'test "$1" = committed && grep -q refs/tags', "all");
    assert.equal(await healed(box), "healed: seal-complete");
    await assertSealed();
  });

  it("with other work on the file since, leaves that alone", async () => {
    await killedIn("pre-commit", "true", "alone", "exit 1");
    box.write(bot, "EXIT = 0.5\n");
    assert.equal(await healed(box), "healed: write-kept");
    assert.equal(box.read(bot).toString(), "EXIT = 0.5\n");
    box.assertSound();
  });

  it("leaves no temporary file for ever", async () => {
    const head = box.head();
    await killedIn("reference-transaction", 'test "$1" = committed && grep -q refs/phasegate', "all");
    box.write(await temporaryName(), "half of it");
    assert.equal(await healed(box), "healed: seal-undone");
    await assertUndone(head);
  });

  it("takes no file for its temporary one that git keeps", async () => {
    await killedIn("reference-transaction", 'test "$1" = committed && grep -q refs/phasegate', "all");
    const name = await temporaryName();
    box.write(name, "mine");
    box.git("add", name);
    assert.equal(await healed(box), "healed: seal-undone");
    assert.equal(box.read(name).toString(), "mine");
  });

  it("is not undone in files that the plan does not govern, whatever its lock says", async () => {
    await killedIn("pre-commit", "true", "alone", "exit 1");
    box.write("other.txt", "my work\n");
    const before = box.snapshot();
    assert.equal(await healed(box, { paths: ["other.txt"] }), "stuck: plan-locked");
    assert.deepEqual(box.snapshot(), before);
    assert.equal(await healed(box, { paths: ["other.txt"], gone: true }), "healed: seal-undone");
    assert.equal(box.read("other.txt").toString(), "my work\n");
  });

  it("keeps its lock while nobody can tell whether its process is gone", async () => {
    await killedIn("pre-commit", "true", "alone", "exit 1");
    await relock(box, (record) => ({ ...record, machine: "another" }));
    assert.equal(await healed(box), "stuck: plan-locked");
    assert.deepEqual(box.read(bot), bytesAfter);
    assert.equal(await healed(box, { gone: true }), "healed: write-undone");
    await assertClean();
  });

  it("takes no other process for its own that has its number by now, and no zombie for one that runs", async () => {
    await killedIn("reference-transaction", 'test "$1" = committed && grep -q refs/phasegate', "all");
    const object = await relock(box, (record) => ({ ...record, pid: process.ppid }));
    assert.equal(await healed(box), process.platform === "linux" ? "healed: seal-undone" : "stuck: plan-locked");
    if (process.platform !== "linux") return;
    // The shell becomes a program that never asks after its child.
    const parent = spawn("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      const pid = Number(await once(parent.stdout, "data"));
      const stat = (): string[] => readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
      await until("a zombie", () => stat()[2] === "Z");
      box.git("update-ref", "refs/phasegate/lock/v4", object);
      await relock(box, (record) => ({ ...record, pid, started: stat()[21] }));
      assert.equal(await healed(box), "healed: seal-undone");
    } finally {
      parent.kill();
    }
  });

  it("is nobody's to heal in a copy of the repository, but by a person's word", async () => {
    await killedIn("pre-commit", "true", "alone", "exit 1");
    const copy = new Sandbox(box.beside("copy"));
    cpSync(box.root, copy.root, { recursive: true });
    assert.equal(await healed(copy), "stuck: plan-locked");
    assert.equal(await healed(copy, { gone: true }), "healed: write-undone");
    assert.deepEqual([copy.read(bot), box.read(bot)], [bytesBefore, bytesAfter]);
  });

  it("gives up a lock of this very process that could not be given up before", async () => {
    box.hook("reference-transaction", 'test "$1" = prepared && grep -Eq " 0{40,64} refs/phasegate" && exit 1; exit 0');
    assert.equal((await seal(await box.open(), box.request())).tag, tag);
    assert.notEqual(box.git("for-each-ref", "refs/phasegate"), "");
    rmSync(join(box.root, ".git/hooks/reference-transaction"));
    assert.equal(await healed(box), "healed: seal-complete");
    await assertSealed();
  });

  it("is left alone where the lock's record has other keys than ours: an older version's, say", async () => {
    await killedIn("pre-commit", "true", "alone", "exit 1");
    await relock(box, ({ message, ...older }) => older);
    const snapshot = box.snapshot();
    assert.equal(await healed(box), "stuck: plan-locked");
    assert.deepEqual(await refusal(seal(await box.open(), box.request())), ["plan-locked"]);
    assert.deepEqual(box.snapshot(), snapshot);
    assert.equal(await healed(box, { gone: true }), "healed: lock-dropped");
    assert.deepEqual(box.read(bot), bytesAfter);
  });

  it("keeps the lock of a process that lives", async () => {
    const [here, go] = [box.beside("here"), box.beside("go")];
    box.hook("pre-commit", `touch ${here}; while test ! -e ${go}; do sleep 0.01; done`);
    const sealing = seal(await box.open(), box.request());
    await until("the hook", () => existsSync(here));
    assert.equal(await healed(box, { gone: true }), "stuck: plan-locked");
    assert.deepEqual(await refusal(seal(await box.open(), box.request())), ["plan-locked"]);
    writeFileSync(go, "");
    assert.equal((await sealing).tag, tag);
    await assertSealed();
  });
});

describe("a commit without its tag", () => {
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });

  it("is passed over while its values are not those planned", async () => {
    box.hook("pre-commit", `sed -i s/0.603/0.7/ ${bot} && git add ${bot}`);
    assert.equal((await notSealed(seal(await box.open(), box.request()))).unsealed.next, "pass-over");
    assert.equal(await healed(box), "clean");
    assert.equal(box.git("tag"), "");
    box.assertSound();
  });

  it("is tagged once signing works again, by whichever process comes next", async () => {
    box.git("config", "tag.gpgSign", "true");
    box.git("config", "gpg.program", box.beside("no-gpg"));
    assert.equal((await notSealed(seal(await box.open(), box.request()))).unsealed.next, "tag");
    assert.match(box.git("cat-file", "blob", "refs/phasegate/lock/v4"), /"pid": 0,/);
    assert.equal(await healed(box), "unsealed: commit-unsealed, tag-failed");
    box.git("config", "--unset", "tag.gpgSign");
    assert.equal(await healed(box), "healed: checkpoint-untagged");
    assert.equal(await healed(box), "clean");
  });

  it("is nobody's to tag where no lock tells of it: anybody can write such a message", async () => {
    await seal(await box.open(), box.request());
    box.git("tag", "--delete", tag);
    assert.equal(await healed(box), "clean");
    assert.equal(box.git("tag"), "");
  });
});
