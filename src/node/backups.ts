// Finds the copies of the governed files that someone keeps beside them, and reads their values.
import { lstat, readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { dateIn, isBackupName } from "../core/change/backup-names";
import type { ValueChange } from "../core/ledger/ledger";
import { locateParameter } from "../core/plan/locate-parameter";
import { type Problem, problem, UserError } from "../core/problem";
import { readSource, type Source } from "../core/source";
import { isSameText } from "../core/text";
import { isMissing } from "./files/errors";
import { realPath } from "./files/paths";
import { readProblem } from "./files/read-file";
import { readTextFile } from "./files/text-file";
import type { Rollout } from "./rollout";

/** A copy of a governed file that someone keeps beside it. */
export interface Backup {
  /** Relative to the repository's root, as the plan spells the folder. */
  readonly path: string;
  /** The governed file, as the plan spells it. */
  readonly of: string;
  /** YYYY-MM-DD: of the name if it tells one, else of the file's last change, UTC. */
  readonly date: string;
  readonly datedByName: boolean;
  /** The governed values that it has otherwise: before, as they are now; after, as they are in the backup. */
  readonly changes: readonly ValueChange[];
  /** The parameters whose values it does not have. */
  readonly unbound: readonly string[];
  /** Why it can't be read. */
  readonly problem: Problem | undefined;
}

/** A backup's path, and the governed file of which it is one, by its key in the plan. */
interface BackupPath {
  readonly file: string;
  readonly of: string;
  readonly path: string;
}

/** The backups beside the governed files, the newest first. */
export async function listBackups(rollout: Rollout): Promise<Backup[]> {
  const backups = await Promise.all((await findBackups(rollout)).map((backup) => compare(rollout, backup)));
  return backups.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.path < b.path ? -1 : 1));
}

/** A backup as source, and the key of the governed file that it is of. UserError: backup-unknown, those of `readTextFile`. */
export async function readBackup(rollout: Rollout, path: string): Promise<{ file: string; source: Source }> {
  const backup = (await findBackups(rollout)).find((candidate) => candidate.path === path);
  if (!backup) throw new UserError(problem("backup-unknown", { file: path }));
  return { file: backup.file, source: await sourceOf(rollout, backup) };
}

async function findBackups({ root, plan }: Rollout): Promise<BackupPath[]> {
  const candidates = await Promise.all(
    Object.entries(plan.files).map(async ([file, { path }]) => {
      const folder = posix.dirname(path);
      const names = await readdir(join(root, folder)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw readProblem(folder, error);
      });
      return names
        .filter((name) => isBackupName(name, posix.basename(path)))
        .map((name) => ({ file, of: path, path: posix.join(folder, name) }));
    }),
  );
  const regular = await Promise.all(
    candidates.flat().map(async (candidate) => ((await statOf(root, candidate)).isFile() ? [candidate] : [])),
  );
  return regular.flat();
}

function statOf(root: string, { path }: BackupPath) {
  return lstat(join(root, path));
}

async function sourceOf({ root }: Rollout, { path, of }: BackupPath): Promise<Source> {
  const { absolute } = await realPath(root, path);
  return readSource(of, (await readTextFile(absolute, path)).text);
}

async function compare(rollout: Rollout, backup: BackupPath): Promise<Backup> {
  const { path, of, file } = backup;
  const { plan, parameters } = rollout;
  const dateInName = dateIn(posix.basename(path));
  const date = dateInName ?? (await statOf(rollout.root, backup)).mtime.toISOString().slice(0, 10);
  const about = { path, of, date, datedByName: dateInName !== undefined };
  const changes: ValueChange[] = [];
  const unbound: string[] = [];
  try {
    const source = await sourceOf(rollout, backup);
    for (const { name, parameter, current } of parameters.filter((state) => state.parameter.file === file)) {
      const then = locateParameter(plan, source, parameter);
      if (then.status !== "found" || !current) unbound.push(name);
      else if (!isSameText(then.value.text, current.text)) {
        changes.push({ parameter: name, before: current.text, after: then.value.text });
      }
    }
    return { ...about, changes, unbound, problem: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...about, changes: [], unbound: [], problem: error.problems[0] };
  }
}
