// The command `rollback`: restores earlier values as a new commit and checkpoint.
import * as l10n from "@vscode/l10n";
import { carryOut } from "../carry-out";
import { command } from "../command";
import { phaseNumber } from "../operands";
import { writeNow } from "../write-now";
import { namedBackup } from "./backups";

export const rollback = command({
  name: "rollback",
  summary: l10n.t("restore earlier values as a new commit and checkpoint"),
  description: l10n.t(
    'With TAG, restores the values just after that checkpoint. With "baseline", restores the baselines in the plan. Without either, restores the values before the newest phase in effect; run again, it goes one phase further back. History is never rewritten.',
  ),
  operands: {
    tag: {
      arity: "optional",
      description: l10n.t(
        'a checkpoint\'s tag, in full or only its last part, or "baseline"; "phasegate log" lists the tags',
      ),
    },
  },
  options: {
    phase: {
      type: "text",
      value: "N",
      description: l10n.t("to the values before Phase N, and so before all phases that were applied after it"),
      excludes: ["tag", "from-backup", "whole-file", "write-only"],
    },
    "whole-file": {
      type: "flag",
      description: l10n.t("the whole file as it was at TAG, code included"),
      excludes: ["from-backup", "write-only"],
    },
    "from-backup": {
      type: "text",
      value: "FILE",
      description: l10n.t("to the values of a backup; this brings no phase into effect"),
      completes: "file",
      excludes: ["tag", "write-only"],
    },
    "write-only": {
      type: "text",
      value: "REASON",
      description: l10n.t(
        'for an emergency in which git cannot commit: write the values now, without a checkpoint; "phasegate adopt --hand-edits" makes it later',
      ),
    },
  },
  globals: ["plan", "cwd", "json", "yes"],
  examples: [
    { line: "phasegate rollback --yes", does: l10n.t("back to before the newest phase in effect") },
    { line: "phasegate rollback 0001-apply-1 --yes", does: l10n.t("back to the values just after Phase 1") },
    { line: "phasegate rollback baseline --yes", does: l10n.t("back to the plan's baseline") },
    { line: "phasegate rollback --phase 2 --yes", does: l10n.t("back to before Phase 2") },
    {
      line: "phasegate rollback 0001-apply-1 --whole-file --yes",
      does: l10n.t("the whole file as it was just after Phase 1"),
    },
    {
      line: 'phasegate rollback --write-only "git is locked, losing money" --yes',
      does: l10n.t("write the values now, make the checkpoint later"),
    },
  ],
  async run(session) {
    const { tag } = session.operands;
    const { wholeFile, writeOnly, fromBackup, phase } = session.options;
    if (writeOnly !== undefined) return writeNow(session, tag, writeOnly);
    if (fromBackup !== undefined) {
      const { path } = await namedBackup(session, fromBackup);
      return carryOut(session, { kind: "rollback", backup: path });
    }
    if (phase !== undefined) {
      const { phases } = (await session.rollout()).plan;
      return carryOut(session, { kind: "rollback", phase: phaseNumber(phase, phases.length) });
    }
    const goal = { ...(tag !== undefined && { tag }), ...(wholeFile && { wholeFile }) };
    return carryOut(session, { kind: "rollback", ...goal });
  },
});
