import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

/** How long the workbench may take to come to an expected state, in ms. */
const patience = 20_000;

/**
 * Reads again and again until what was read is accepted, and returns it.
 * @throws {Error} that names `what` and what was read last, after 20 s
 */
export async function until<T>(what: string, read: () => Promise<T> | T, accept: (value: T) => boolean): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${patience / 1000} s; last: ${inspect(value)}`);
    await sleep(50);
  }
}
