// The registry: every command by its name, in the order in which help lists them.
import type { Command } from "../command";

/** Loaded when called: `check` in a commit hook does not wait for what only `apply` needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./check")).check,
  status: async () => (await import("./status")).status,
  diff: async () => (await import("./diff")).diff,
  apply: async () => (await import("./apply")).apply,
  rollback: async () => (await import("./rollback")).rollback,
  gate: async () => (await import("./gate")).gate,
  evidence: async () => (await import("./evidence")).evidence,
  validate: async () => (await import("./validate")).validate,
  extend: async () => (await import("./extend")).extend,
  adopt: async () => (await import("./adopt")).adopt,
  heal: async () => (await import("./heal")).heal,
  log: async () => (await import("./log")).log,
  metrics: async () => (await import("./metrics")).metrics,
  report: async () => (await import("./report")).report,
  show: async () => (await import("./show")).show,
  backups: async () => (await import("./backups")).backups,
  push: async () => (await import("./push")).push,
  fetch: async () => (await import("./fetch")).fetch,
  init: async () => (await import("./init")).init,
  import: async () => (await import("./import")).importPlan,
  schema: async () => (await import("./schema")).schema,
  inspect: async () => (await import("./inspect")).inspect,
  hook: async () => (await import("./hook")).hook,
  mcp: async () => (await import("./mcp")).mcp,
  help: async () => (await import("./help")).help,
  completion: async () => (await import("./completion")).completion,
};

/** All commands, in order. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}
