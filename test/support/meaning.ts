import type { Source } from "../../src/core/source";

/** Whether a change of the name changes nothing, as far as the one file shows. */
export function isDead(source: Source, scope: string, name: string): boolean {
  return source.meaningOf(scope, name, "bot.py", new Map()).isDead;
}
