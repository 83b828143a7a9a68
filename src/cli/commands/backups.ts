// The command `backups`: copies of the bot made by hand, and what differs in them.
import { resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { problem, UserError } from "../../core/problem";
import { redactedChange } from "../../core/redact";
import { describeChange } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import { type Backup, listBackups } from "../../node/backups";
import type { Rollout } from "../../node/rollout";
import { command } from "../command";
import { findingData } from "../data/problem-row";
import { exit, type Session } from "../session";

export const backups = command({
  name: "backups",
  summary: l10n.t("list the copies of the bot that were made by hand, and the values that differ in them"),
  description: l10n.t(
    'Looks beside the bot\'s file for copies such as bot.py.bak, bot.backup-2025-01-31.py and bot.py.orig. "phasegate rollback --from-backup FILE" restores the values of one.',
  ),
  operands: { file: { arity: "optional", description: l10n.t("one backup, by its path or name"), completes: "file" } },
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate backups", does: l10n.t("list all backups, newest first") },
    { line: "phasegate backups --json", does: l10n.t("the same, as data") },
  ],
  async run(session) {
    const { file } = session.operands;
    const list =
      file === undefined ? await backupsOf(session, await session.rollout()) : [await namedBackup(session, file)];
    const rows = list.map((backup) => ({
      ...backup,
      changes: backup.changes.map(redactedChange),
      problem: backup.problem ? findingData(backup.problem) : null,
    }));
    session.print(list.map(backupText).join("\n\n"), file === undefined ? rows : rows[0]);
    if (list.length === 0) session.say(words.noBackups());
    return exit.done;
  },
});

function backupsOf(session: Session, rollout: Rollout): Promise<Backup[]> {
  return session.wait(() => listBackups(rollout));
}

/** The backup that `file` names: by its path from the working folder or from the root, or by its name. UserError: backup-unknown. */
export async function namedBackup(session: Session, file: string): Promise<Backup> {
  const rollout = await session.rollout();
  const list = await backupsOf(session, rollout);
  const absolute = resolve(session.folder, file);
  const byPath = list.find(({ path }) => path === file || resolve(rollout.root, path) === absolute);
  const byName = list.filter(({ path }) => path.endsWith(`/${file}`));
  const backup = byPath ?? (byName.length === 1 ? byName[0] : undefined);
  if (!backup) throw new UserError(problem("backup-unknown", { file }));
  return backup;
}

function backupText({ path, date, datedByName, changes, unbound, problem: unreadable }: Backup): string {
  const differs = changes.length > 0 ? words.backupDiffers(changes.length) : words.backupSame(unbound.length > 0);
  return [
    path,
    `  ${words.backupDate(date, datedByName)}${unreadable ? "" : `, ${differs}`}`,
    ...changes.map((change) => `  ${describeChange(change)}`),
    ...(unbound.length === 0 ? [] : [`  ${words.backupUnbound(unbound)}`]),
    ...(unreadable ? [`  ${describe(unreadable)}`] : []),
  ].join("\n");
}
