// Waits for a state: only what never comes takes as long as the patience.
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

/** How much longer a machine takes that has other work to do too; less than a test may take. */
export function slowness(): number {
  const [load = 0] = loadavg();
  return Math.min(4, Math.max(1, load / availableParallelism()));
}

/**
 * Reads again and again until what was read is accepted, and returns it. `patience` in ms, of an idle machine.
 * @throws {Error} that names `what` and what was read last, when patience is at its end
 */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  accept: (value: T) => boolean = Boolean,
  patience = 60_000,
): Promise<T> {
  const wait = patience * slowness();
  const end = Date.now() + wait;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${Math.round(wait / 1000)} s; last: ${inspect(value)}`);
    await sleep(50);
  }
}
