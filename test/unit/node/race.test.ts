import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "mocha";
import { seal } from "../../../src/node/seal/seal";
import { refusal, type Sandbox, withSandbox } from "./sandbox";
import { bot, bytesAfter } from "./sandbox-data";

describe("two at once", () => {
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });

  it("have one winner in one process too", async () => {
    const repository = await box.open();
    const settled = await Promise.allSettled([1, 2, 3].map(() => seal(repository, box.request())));
    assert.equal(settled.filter(({ status }) => status === "fulfilled").length, 1);
    assert.deepEqual(box.read(bot), bytesAfter);
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
