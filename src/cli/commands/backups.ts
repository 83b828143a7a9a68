import { resolve } from "node:path";
import { problem, UserError } from "../../core/problem";
import { shownChange } from "../../core/redact";
import { describeChange } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import { type Backup, listBackups } from "../../node/backups";
import { type Exit, exit, type Session } from "../session";

/** The copies that people keep beside the governed files, and the values in which they differ from now. */
export async function backups(session: Session): Promise<Exit> {
  const [file] = session.operands;
  const all = file === undefined ? await listBackups(await session.rollout()) : [await namedBackup(session, file)];
  const rows = all.map((each) => ({ ...each, changes: each.changes.map(shownChange), problem: each.problem ?? null }));
  session.print(all.map(text).join("\n\n"), file === undefined ? rows : rows[0]);
  if (all.length === 0) session.say(words.noBackups());
  return exit.done;
}

/** The backup that a person calls `file`: by its path from where they stand or from the root, or by its name. */
export async function namedBackup(session: Session, file: string): Promise<Backup> {
  const rollout = await session.rollout();
  const all = await listBackups(rollout);
  const absolute = resolve(session.options.folder, file);
  const byPath = all.find(({ path }) => path === file || resolve(rollout.root, path) === absolute);
  const byName = all.filter(({ path }) => path.endsWith(`/${file}`));
  const found = byPath ?? (byName.length === 1 ? byName[0] : undefined);
  if (!found) throw new UserError(problem("backup-unknown", { file }));
  return found;
}

function text({ path, date, datedByName, changes, unbound, problem: why }: Backup): string {
  const differs = changes.length > 0 ? words.backupDiffers(changes.length) : words.backupSame(unbound.length > 0);
  return [
    path,
    `  ${words.backupDate(date, datedByName)}${why ? "" : `, ${differs}`}`,
    ...changes.map((change) => `  ${describeChange(change)}`),
    ...(unbound.length === 0 ? [] : [`  ${words.backupUnbound(unbound)}`]),
    ...(why ? [`  ${describe(why)}`] : []),
  ].join("\n");
}
