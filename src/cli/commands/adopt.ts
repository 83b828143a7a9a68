// The command `adopt`: what was done by hand becomes a checkpoint.
import * as l10n from "@vscode/l10n";
import { carryOut } from "../carry-out";
import { command } from "../command";

export const adopt = command({
  name: "adopt",
  summary: l10n.t("take values that were set by hand, or a plan that was changed, into the ledger as they are"),
  description: l10n.t(
    "Without an option, the committed values and the committed plan become a checkpoint; no file changes. With --hand-edits, the edits of the bot's file that are not committed become a commit and a checkpoint of their own.",
  ),
  operands: {},
  options: {
    "hand-edits": {
      type: "flag",
      description: l10n.t("commit the bot's uncommitted edits as a checkpoint of their own"),
    },
    reason: {
      type: "text",
      value: "TEXT",
      description: l10n.t("why the edits were made; the checkpoint keeps it"),
      needs: "hand-edits",
    },
  },
  globals: ["plan", "cwd", "json", "yes"],
  examples: [
    { line: "phasegate adopt --yes", does: l10n.t("seal the committed values as they are") },
    {
      line: 'phasegate adopt --hand-edits --reason "stop loss was too wide" --yes',
      does: l10n.t("commit and seal edits that are not committed yet"),
    },
  ],
  run(session) {
    const { handEdits, reason } = session.options;
    return carryOut(
      session,
      handEdits ? { kind: "hand-edits", ...(reason !== undefined && { reason }) } : { kind: "adopt" },
    );
  },
});
