import * as l10n from "@vscode/l10n";
import type { Change } from "../core/change/change";
import type { Problem } from "../core/problem";
import { describe } from "./problems";

/** What `phasegate --help` prints. */
export function usage(): string {
  return l10n.t(`phasegate <command> [options]: roll out a bot's parameters in phases.

  check             every finding, one a line; exit 1 when there is one from warning up
  status            the plan, its phases and the values
  diff [PHASE]      what a phase (else the next one) would change, as a unified diff
  apply PHASE       apply a phase ("next": the next one) and seal it with a checkpoint
  rollback [TAG]    restore the values just after a checkpoint; without one, those before the newest phase in effect;
                    "rollback baseline" restores the plan's own; with --whole-file, the file as it stood at TAG
  backups [FILE]    copies of the bot made by hand beside it (.backup…, .bak, .orig): their dates, and which values differ from now
  adopt             take values that were set by hand, or a plan that was changed, into the ledger as they are; with --edits,
                    commit the bot's uncommitted edits as a checkpoint of their own
  schema            the values allowed as JSON Schema, once the phases up to --phase N are in effect (0: none)
  inspect FILE…     every constant of Python files as it is read; secrets are left out
  import FILE       a plan out of a Markdown deployment plan, or of an optimizer's trials (.csv, .json), on stdout
  init BOT          write a plan for a bot's file and bind what can be bound; --from v4 (the default), blank, or a file to import
  log               the checkpoints, newest first; --markdown makes a report of them for people, --parameter NAME tells the
                    values of one parameter: since when, and by which checkpoint
  show TAG          everything of one checkpoint
  push [REMOTE]     the branch and the plan's checkpoints, all or nothing, never forced
  fetch [REMOTE]    the plan's checkpoints of a remote; no branch moves, and yours are kept (exit 1: the remote has others there)

  --plan FILE       the plan; otherwise the *.phaseplan.json of this folder or the nearest one above
  --cwd DIR         the folder to start from
  --json            data as JSON
  --yes             answer the one question with yes
  --edits           for adopt
  --write-only WHY  for rollback, in an emergency: write the values though git can't seal them; "adopt --edits" does it later
  --reason TEXT     for adopt --edits: why they were written first
  --whole-file      for rollback: the code beside the values goes back too
  --markdown        for log
  --from-backup FILE  for rollback: to the values of a backup, as a new checkpoint; no phase comes into effect by it
  --phase N         for schema; for rollback: to before that phase, and before all that came after it
  --parameter NAME  for log
  --from WHAT       for init
  --answer ID=TEXT  answers a question of import or init; may stand several times
  --score COLUMN    for trials: the column that ranks them; --row N takes a chosen trial, --digits N rounds
  --id ID           the new plan's id
  --override TEXT   apply out of order; the reason is kept in the checkpoint

Exit: 0 done, 1 findings, 2 your input or refused (nothing changed), 3 a bug of ours.`);
}

function countNew(count: number): string {
  if (count === 0) return l10n.t("no new checkpoint");
  return count === 1 ? l10n.t("1 new checkpoint") : l10n.t("{0} new checkpoints", count);
}

export const words = {
  bug: (): string => l10n.t("phasegate: a bug of ours; nothing more was written."),
  cancelled: (): string => l10n.t("Cancelled; nothing was changed."),
  /** `notes`: the findings that call for nothing. */
  checked: (parameters: number, findings: number, notes: number): string =>
    notes === 0
      ? l10n.t("{0} parameters, {1} findings", parameters, findings)
      : l10n.t("{0} parameters, {1} findings, {2} for information", parameters, findings, notes),
  everyPhaseInEffect: (): string => l10n.t("All phases are in effect."),
  needsAnswer: (text: string): string => l10n.t("--answer takes ID=TEXT, not {0}.", text),
  needsCount: (name: string, text: string): string => l10n.t("--{0} takes a whole number from 1, not {1}.", name, text),
  needsTag: (): string => l10n.t('phasegate show needs a checkpoint\'s tag. "phasegate log" lists them.'),
  onlyOne: (one: string, other: string): string => l10n.t("--{0} or --{1}, not both.", one, other),
  needsFile: (command: string): string => l10n.t("phasegate {0} needs a file.", command),
  needsYes: (): string => l10n.t("There is no terminal to ask at. Say --yes to go on without the question."),
  noTextChanges: (): string => l10n.t("No text changes: every value is there already."),
  redacted: (): string => l10n.t("(left out: the name looks like a secret)"),
  question: ({ summary }: Change): string => l10n.t("{0}?", summary.charAt(0).toUpperCase() + summary.slice(1)),
  pushed: (pushed: { remote: string; branch: string; branchMoved: boolean; tags: readonly string[] }): string =>
    pushed.branchMoved || pushed.tags.length > 0
      ? l10n.t("Pushed {0} to {1}, with {2}.", pushed.branch, pushed.remote, countNew(pushed.tags.length))
      : l10n.t("{0} has it all already.", pushed.remote),
  fetched: (remote: string, count: number): string =>
    count === 0 ? l10n.t("Nothing new on {0}.", remote) : l10n.t("{0} from {1}.", countNew(count), remote),
  phaseUnknown: (): string => l10n.t("unknown"),
  pullNeeded: (): string =>
    l10n.t(
      'What is not on this branch yet does not count here: "git pull" brings its commits, if they are of this branch.',
    ),
  noBackups: (): string => l10n.t("There is no backup beside the files that the plan governs."),
  backupDate: (date: string, byName: boolean): string =>
    byName ? l10n.t("{0} by its name", date) : l10n.t("{0} by the file's own time", date),
  backupSame: (isPart: boolean): string =>
    isPart ? l10n.t("no value that it has differs") : l10n.t("every value is as it is now"),
  backupDiffers: (count: number): string =>
    count === 1 ? l10n.t("1 value differs") : l10n.t("{0} values differ", count),
  backupUnbound: (parameters: readonly string[]): string => l10n.t("not found in it: {0}", parameters.join(", ")),
  oneGoal: (): string => l10n.t("Roll back to one of these: a checkpoint's tag, --phase, --from-backup."),
  backupAlone: (): string => l10n.t("--from-backup restores values and seals them: it goes with no other option."),
  phaseAlone: (): string => l10n.t("--phase restores values and seals them: it goes with no other option."),
  restart: (): string => l10n.t("Restart the bot for it to take effect."),
  tooMany: (name: string, operands: readonly string[]): string =>
    l10n.t("phasegate {0} does not know what to do with: {1}", name, operands.join(" ")),
  unknownCommand: (name: string, known: readonly string[]): string =>
    l10n.t("There is no command {0}. There is: {1}.", name, known.join(", ")),
  writeOnlyWhole: (): string => l10n.t("--write-only writes values, not a whole file."),
  written: (paths: readonly string[], reason: string): string =>
    l10n.t(
      "WRITTEN, BUT NOT SEALED: {0}. The ledger does not have these values yet. Once git works again: phasegate adopt --edits --reason {1}",
      paths.join(", "),
      JSON.stringify(reason),
    ),
  withoutLedger: (problem: Problem): string => l10n.t("Without the ledger: {0}", describe(problem)),
};
