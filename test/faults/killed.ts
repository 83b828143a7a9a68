import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { until } from "../support/until";
import type { FaultTable, Operation, Result } from "./table";
import { onBoth, seen, settle } from "./trial";
import type { State, World } from "./world";

/** Kills an operation ahead of a step, as the killer notes it. */
export async function killAhead(world: World, operation: Operation, step: string): Promise<void> {
  const { signal } = await phasegate(world, operation, { PHASEGATE_KILL_AT: step });
  assert.equal(signal, "SIGKILL", step);
}

/** Starts the command line in a world, with `killer.ts` ahead of it; `settings` are for that. Gives how it ended. */
async function phasegate(
  world: World,
  operation: Operation,
  settings: NodeJS.ProcessEnv,
): Promise<{ pid: number; signal: unknown; code: unknown }> {
  const command = operation === "apply" ? ["apply", "1"] : ["rollback"];
  const child = spawn(process.execPath, ["--require", killer(), resolve("dist/cli.js"), ...command, "--yes"], {
    cwd: world.root,
    env: { ...process.env, ...settings },
    stdio: "ignore",
    // In a process group of its own, so that a hook can kill all of it.
    detached: true,
  });
  const [code, signal] = (await once(child, "exit")) as [unknown, unknown];
  return { pid: child.pid ?? 0, code, signal };
}

let built: string | undefined;

function killer(): string {
  if (built === undefined) {
    built = resolve("out/test/faults/killer.js");
    const entryPoints = ["test/faults/killer.ts"];
    buildSync({ entryPoints, outfile: built, bundle: true, platform: "node", target: "node20", logLevel: "warning" });
  }
  return built;
}

/** The steps of an operation from its lock on, and those before, as the killer notes them. */
async function stepsOf(template: World, operation: Operation): Promise<string[]> {
  const world = template.copy();
  const notes = join(world.folder, "steps");
  const { code } = await phasegate(world, operation, { PHASEGATE_STEPS: notes });
  assert.equal(code, 0);
  const steps = readFileSync(notes, "utf8").trimEnd().split("\n");
  world.remove();
  return steps;
}

/** Right after a kill, and once the next command has healed it. */
async function afterKill(world: World, operation: Operation, before: State): Promise<Result> {
  const { left, end } = seen(world, before);
  const settled = await settle(world, operation, before);
  if (end !== undefined) assert.equal(settled, end);
  world.remove();
  return { told: "", left, end: settled };
}

async function killedAhead(template: World, operation: Operation, step: string): Promise<Result> {
  const world = template.copy();
  const before = world.state();
  await killAhead(world, operation, step);
  return afterKill(world, operation, before);
}

/** All of them in one world, since none may leave anything. */
async function killedAheadOfAny(template: World, operation: Operation, steps: readonly string[]): Promise<Result> {
  const world = template.copy();
  const before = world.state();
  for (const step of steps) {
    await killAhead(world, operation, step);
    assert.equal(world.seemingEnd(before), "nothing changed", step);
  }
  return afterKill(world, operation, before);
}

/** Tests and lines of the table for each step that the command line takes; only a run tells which there are. */
export function killedAtEachStep(table: FaultTable, template: (operation: Operation) => World): void {
  const steps: Record<Operation, readonly string[]> = { apply: [], rollback: [] };
  const isPlanning = (step: string): boolean => step.startsWith("planning: ");

  table.row("killed while it plans, ahead of any step", async () => {
    for (const operation of ["apply", "rollback"] as const) {
      steps[operation] = await stepsOf(template(operation), operation);
      assert.ok(steps[operation].filter(isPlanning).length > 5);
    }
    return onBoth((operation) => killedAheadOfAny(template(operation), operation, steps[operation].filter(isPlanning)));
  });

  table.rows("killed ahead of each step from its lock on", async (add) => {
    const sealing = steps.apply.filter((step) => !isPlanning(step));
    assert.deepEqual(
      sealing,
      steps.rollback.filter((step) => !isPlanning(step)),
    );
    for (const step of ["git update-ref", "renaming the temporary risk.py", "git commit", "git tag"]) {
      assert.ok(sealing.includes(step), step);
    }
    for (const step of sealing) {
      await add(`killed ahead of ${step}`, () =>
        onBoth((operation) => killedAhead(template(operation), operation, step)),
      );
    }
  });
}

const transaction = (state: string, lines: string): [hook: string, when: string] => [
  "reference-transaction",
  `test "$1" = ${state} && grep -Eq '${lines}'`,
];
const none = "0{40,64}";

/** Where a hook gets hold of git: at what, the hook, and the shell's condition. */
const moments: Readonly<Record<string, [hook: string, when: string]>> = {
  "git takes the lock": transaction("prepared", `^${none} .* refs/phasegate`),
  "git has taken the lock": transaction("committed", `^${none} .* refs/phasegate`),
  "git runs pre-commit": ["pre-commit", "true"],
  "git runs prepare-commit-msg": ["prepare-commit-msg", "true"],
  "git runs commit-msg": ["commit-msg", "true"],
  "git moves the branch": transaction("prepared", " refs/heads/"),
  "git has moved the branch": transaction("committed", " refs/heads/"),
  "git runs post-commit": ["post-commit", "true"],
  "git makes the tag": transaction("prepared", " refs/tags/"),
  "git has made the tag": transaction("committed", " refs/tags/"),
  "git gives the lock up": transaction("prepared", ` ${none} refs/phasegate`),
  "git has given the lock up": transaction("committed", ` ${none} refs/phasegate`),
};

async function killedIn(
  template: World,
  operation: Operation,
  [hook, when]: [string, string],
  whom: "alone" | "all",
): Promise<Result> {
  const world = template.copy();
  const before = world.state();
  const [pid, ran] = [join(world.folder, "pid"), join(world.folder, "ran")];
  const victim = whom === "all" ? "0" : `$(cat ${pid})`;
  world.box.hook(hook, `${when} || exit 0\ntouch ${ran}\nkill -KILL ${victim}\nexit 0`);
  const { signal, pid: group } = await phasegate(world, operation, { PHASEGATE_PID_FILE: pid });
  assert.ok(existsSync(ran) && signal === "SIGKILL");
  await until("the end of git", () => !groupLives(group));
  rmSync(join(world.root, ".git/hooks"), { recursive: true });
  return afterKill(world, operation, before);
}

/** Whether a process of the group runs; one that ended counts as long as nobody asked for its end, which Linux tells apart. */
function groupLives(group: number): boolean {
  if (process.platform !== "linux") {
    try {
      return process.kill(-group, 0);
    } catch {
      return false;
    }
  }
  return readdirSync("/proc").some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    const [state, , itsGroup] = statOf(pid);
    return Number(itsGroup) === group && state !== "Z";
  });
}

/** The fields of a process's stat from its state on. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
  } catch {
    return [];
  }
}

export function killedInsideGit(table: FaultTable, template: (operation: Operation) => World): void {
  for (const [what, moment] of Object.entries(moments)) {
    table.row(`killed with git, while ${what}`, () =>
      onBoth((operation) => killedIn(template(operation), operation, moment, "all")),
    );
    table.row(`killed alone, while ${what}`, () =>
      onBoth((operation) => killedIn(template(operation), operation, moment, "alone")),
    );
  }
}
