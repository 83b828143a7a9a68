import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { type Fault, faults } from "./faults";
import type { End, FaultTable, Operation, Result, Results } from "./table";
import { onBoth, settle } from "./trial";
import { endOf, World } from "./world";

/** An operation under a fault; afterwards, without it, the ledger goes on. */
async function underFault(template: World, operation: Operation, fault: Fault): Promise<Result> {
  const original = template.copy();
  try {
    const other = fault.arrange(original, operation);
    const world = other instanceof World ? other : original;
    const before = world.state();
    const told = await endOf(() => world.carryOut(operation));
    assert.equal(told, (operation === "rollback" && fault.rollbackTold) || fault.told);
    const end: End = fault.end ?? (told === "done" ? "done" : "nothing changed");
    const now = world.state();
    const isDone = told === "done" && world.seemingEnd(before, now) === "done";
    const left = isDone || isDeepStrictEqual(now, before) ? "" : world.remains(before, now);
    assert.equal(left, fault.left ?? "");
    if (isDone) world.assertDone(operation, before, now);
    else fault.clear?.(world);
    // What takes a fault away may change more than the fault did: a merge that is given up, say.
    const start = end === "nothing changed" ? world.state() : before;
    return { told, left, end: await settle(world, operation, start, end, fault.alsoIn) };
  } finally {
    original.remove();
  }
}

/** While nothing can be signed: a phase's commit stands without its tag, and a rollback does not wait for that. */
async function withoutSignatures(template: World): Promise<Results> {
  const world = template.copy();
  const { box } = world;
  const { arrange, clear } = faults["gpg missing, tag.gpgSign"] as Fault;
  const refused = "commit-unsealed, tag-failed";
  try {
    const before = world.state();
    arrange(world, "apply");
    const head = box.head();
    assert.equal(await endOf(() => world.carryOut("apply")), "not sealed: tag-failed");
    const applied = box.head();
    const { unfinished } = await world.rollout();
    assert.deepEqual(
      unfinished.map(({ code, data }) => [code, "commit" in data && data.commit]),
      [["commit-unsealed", applied]],
    );
    assert.equal(await endOf(() => world.carryOut("apply")), refused);
    assert.equal(await endOf(() => world.carryOut("rollback")), "not sealed: tag-failed");
    const rolledBack = box.head();
    assert.equal(box.git("rev-parse", `${rolledBack}^`), applied);
    for (const path of world.governed) assert.equal(world.state().files.get(path), before.files.get(path), path);
    assert.equal(await endOf(() => world.carryOut("rollback")), [refused, refused].join(", "));
    assert.deepEqual((await world.rollout()).unfinished.length, 2);
    assert.deepEqual([box.head(), box.git("tag", "--list", "phasegate/*")], [rolledBack, ""]);
    clear?.(world);
    const told = await endOf(() => world.prepare("rollback"));
    assert.equal(told, "request-completed, checkpoint-untagged, checkpoint-untagged");
    const tagged = ["0001-apply-1", "0002-rollback-phase-1"].map((name) =>
      box.git("rev-parse", `phasegate/v4/${name}^{}`),
    );
    assert.deepEqual([tagged, box.git("rev-parse", `${applied}^`)], [[applied, rolledBack], head]);
    const start = world.state();
    assert.equal(await endOf(() => world.carryOut("apply")), "done");
    world.assertDone("apply", start);
    return { summary: "the commit stands, and so does the rollback's; both are tagged once git can sign" };
  } finally {
    world.remove();
  }
}

export function underFaults(table: FaultTable, template: (operation: Operation) => World): void {
  for (const [name, fault] of Object.entries(faults)) {
    table.row(name, () => onBoth((operation) => underFault(template(operation), operation, fault)));
  }
  table.row("gpg missing, tag.gpgSign, and a rollback is needed", () => withoutSignatures(template("apply")));
}
