import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "mocha";
import { seal } from "../../../src/node/seal";
import { refusal, Sandbox, withOwnGitConfig } from "./sandbox";
import { bot, next, planned } from "./sandbox-data";
import type { SealAnswer } from "./sealer";
import { buildSealer, Sealer } from "./sealers";

describe("two at once", () => {
  withOwnGitConfig();
  let box: Sandbox;
  beforeEach(() => {
    box = new Sandbox();
  });
  afterEach(() => box.remove());

  it("have one winner in each of 30 rounds, and the loser is told", async function () {
    this.timeout(120_000);
    const script = box.beside("sealer.js");
    buildSealer(script);
    const sealers = [new Sealer(script), new Sealer(script)];
    const told = new Set<string>();
    try {
      for (let n = 1; n <= 30; n++) {
        const [from, to] = n % 2 === 1 ? [planned, next] : [next, planned];
        const order = { root: box.root, head: box.head(), n, planned: from.toString(), next: to.toString() };
        const answers = sealers.map((sealer) => sealer.answer());
        for (const sealer of sealers) sealer.order(order);
        const [won, lost] = (await Promise.all(answers)).sort(winnersFirst);
        const tag = `phasegate/v4/${String(n).padStart(4, "0")}-apply-1`;
        assert.deepEqual(won, { tag });
        assert.ok(lost && "codes" in lost, JSON.stringify(lost));
        for (const code of lost.codes) told.add(code);
        assert.ok(
          lost.codes.some((code) => code === "plan-locked" || code === "change-stale"),
          lost.codes.join(),
        );
        assert.equal(box.git("rev-parse", "HEAD^"), order.head);
        assert.equal(box.git("rev-parse", `${tag}^{commit}`), box.head());
        assert.deepEqual(box.read(bot), to);
      }
    } finally {
      await Promise.all(sealers.map((sealer) => sealer.kill("all")));
    }
    assert.deepEqual(
      [...told].filter((code) => !["plan-locked", "change-stale", "file-moved"].includes(code)),
      [],
    );
    assert.equal(box.git("status", "--porcelain"), "");
    assert.equal((await (await box.open()).readLedger("v4")).checkpoints.length, 30);
    box.assertSound();
  });

  it("have one winner in one process too", async () => {
    const repository = await box.open();
    const settled = await Promise.allSettled([1, 2, 3].map(() => seal(repository, box.request())));
    assert.equal(settled.filter(({ status }) => status === "fulfilled").length, 1);
    assert.deepEqual(box.read(bot), next);
    box.assertSound();
  });

  it("are told who holds the lock, and never break it", async () => {
    const lock = box.beside("lock");
    writeFileSync(lock, "not one of ours\n");
    box.git("update-ref", "refs/phasegate/lock/v4", box.git("hash-object", "-w", lock));
    const before = box.snapshot();
    assert.deepEqual(await refusal(seal(await box.open(), box.request())), ["plan-locked"]);
    assert.deepEqual(box.snapshot(), before);
    box.git("update-ref", "-d", "refs/phasegate/lock/v4");
    assert.equal((await seal(await box.open(), box.request())).n, 1);
  });

  it("don't meet where their plans differ", async () => {
    box.git("update-ref", "refs/phasegate/lock/v5", box.head());
    assert.equal((await seal(await box.open(), box.request())).n, 1);
  });
});

function winnersFirst(a: SealAnswer, b: SealAnswer): number {
  return Number("codes" in a) - Number("codes" in b);
}
