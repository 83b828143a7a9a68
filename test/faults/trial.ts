import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { basename } from "node:path";
import type { End, Operation, Result } from "./table";
import { problemsOf, type State, type World } from "./world";

const opposite: Record<Operation, Operation> = { apply: "rollback", rollback: "apply" };

/** What is to be seen right after an operation ended or was ended: that it seems whole, or what it left behind. */
export function seen(world: World, before: State): { left: string; end: End | undefined } {
  const now = world.state();
  const end = world.seemingEnd(before, now);
  return { end, left: end === undefined ? world.remains(before, now) || "something else" : "" };
}

/** The codes of the refusal that `work` ends with, once the locks of a git that was killed are removed by hand, as it is told. */
async function freed(world: World, work: () => Promise<unknown>): Promise<string[]> {
  const problems = await problemsOf(work);
  const locks = world.gitLocks();
  const inTheWay = locks.filter((lock) => JSON.stringify(problems).includes(basename(lock)));
  if (inTheWay.length === 0) return problems.map(({ code }) => code);
  for (const lock of inTheWay) rmSync(lock);
  return freed(world, work);
}

/**
 * With the fault gone: holds that the next command finds everything done or undone, once it has healed what was left, and that
 * the ledger goes on from there.
 */
export async function settle(
  world: World,
  operation: Operation,
  before: State,
  wanted?: End,
  alsoIn?: string,
): Promise<End> {
  await heal(world, operation);
  const start = world.state();
  const end = wanted ?? (start.head === before.head ? "nothing changed" : "done");
  if (end === "nothing changed") world.assertUntouched(before, start);
  else if (end === "done") world.assertDone(operation, before, start);
  else world.assertPassedOver(before, start, alsoIn);
  const next = end === "done" ? opposite[operation] : operation;
  assert.deepEqual(await freed(world, () => world.carryOut(next)), [], `the next ${next}`);
  assert.deepEqual(world.gitLocks(), []);
  world.assertDone(next, start);
  return end;
}

/** What planning the operation again does about what is left. Over values that another program wrote, it asks for a reason. */
async function heal(world: World, operation: Operation): Promise<void> {
  const codes = await freed(world, () => world.prepare(operation));
  if (codes.length > 0 && codes.every((code) => code === "baseline-differs") && world.override === undefined) {
    world.override = "a hook or a filter wrote these values";
    return heal(world, operation);
  }
  const inEffect = operation === "apply" ? "phase-in-effect" : "no-phase-in-effect";
  const isDone = codes.includes("request-completed") || codes.includes(inEffect);
  assert.deepEqual(isDone ? [] : codes, []);
}

/** Does the same for both operations, each in a world of its own, side by side. */
export async function onBoth(
  work: (operation: Operation) => Promise<Result>,
): Promise<Readonly<Record<Operation, Result>>> {
  const [apply, rollback] = await Promise.all([work("apply"), work("rollback")]);
  return { apply, rollback };
}
