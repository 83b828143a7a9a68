import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { type Fault, faults } from "./faults";
import type { End, FaultTable, Operation, Result } from "./table";
import { onBoth, settle } from "./trial";
import { problemsOf, World } from "./world";

/** An operation under a fault; afterwards, without it, the ledger goes on. */
async function underFault(template: World, operation: Operation, fault: Fault): Promise<Result> {
  const original = template.copy();
  try {
    const other = fault.arrange(original, operation);
    const world = other instanceof World ? other : original;
    const before = world.state();
    const told = await toldBy(world, operation);
    assert.equal(told, (operation === "rollback" && fault.rollbackTold) || fault.told);
    const end: End = fault.end ?? (told === "done" ? "done" : "nothing changed");
    const left = told === "done" || isDeepStrictEqual(world.state(), before) ? "" : world.remains(before);
    assert.equal(left, fault.left ?? "");
    if (told === "done") world.assertDone(operation, before);
    if (told !== "done") fault.clear?.(world);
    // What takes a fault away may change more than the fault did: a merge that is given up, say.
    const start = end === "nothing changed" ? world.state() : before;
    return { told, left, end: await settle(world, operation, start, end, fault.alsoIn) };
  } finally {
    original.remove();
  }
}

async function toldBy(world: World, operation: Operation): Promise<string> {
  const problems = await problemsOf(() => world.carryOut(operation));
  return problems.length === 0 ? "done" : problems.map(({ code }) => code).join(", ");
}

export function underFaults(table: FaultTable, template: (operation: Operation) => World): void {
  for (const [name, fault] of Object.entries(faults)) {
    table.row(name, () => onBoth((operation) => underFault(template(operation), operation, fault)));
  }
}
