// The command `adopt`: what was done by hand becomes a checkpoint.
import * as l10n from "@vscode/l10n";
import { carryOut } from "../carry-out";
import { command } from "../command";

export const adopt = command({
  name: "adopt",
  summary: l10n.t("record values that were set by hand, or a plan that has changed, in a checkpoint as they are"),
  description: l10n.t(
    "Without an option, the committed values and the committed plan become a checkpoint, and no file changes. With --hand-edits, the uncommitted edits of the bot's file become a commit and a checkpoint.",
  ),
  operands: {},
  options: {
    "hand-edits": {
      type: "flag",
      description: l10n.t("commit the bot's uncommitted edits and make them a checkpoint"),
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
    { line: "phasegate adopt --yes", does: l10n.t("record the committed values as they are") },
    {
      line: 'phasegate adopt --hand-edits --reason "stop loss was too wide" --yes',
      does: l10n.t("commit and record edits that are not committed yet"),
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
