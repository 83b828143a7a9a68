import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

/**
 * Reads again and again until what was read is accepted, and returns it. `patience` in ms.
 * @throws {Error} that names `what` and what was read last, when patience is at its end
 */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  accept: (value: T) => boolean,
  patience = 20_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${patience / 1000} s; last: ${inspect(value)}`);
    await sleep(50);
  }
}
