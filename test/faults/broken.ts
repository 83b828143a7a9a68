import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { type Fault, faults } from "./faults";
import type { End, FaultTable, Operation, Result } from "./table";
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

export function underFaults(table: FaultTable, template: (operation: Operation) => World): void {
  for (const [name, fault] of Object.entries(faults)) {
    table.row(name, () => onBoth((operation) => underFault(template(operation), operation, fault)));
  }
}
