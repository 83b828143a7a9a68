// The command `show`: everything of one checkpoint.
import * as l10n from "@vscode/l10n";
import { checkpointNamed } from "../../core/ledger/ledger";
import { replacementOf } from "../../core/ledger/left-behind";
import { problem, UserError } from "../../core/problem";
import { redactedCheckpoint } from "../../core/redact";
import { columnsOf, padded } from "../../core/text";
import { checkpointFacts, describeChange, noValueChanged } from "../../messages/checkpoints";
import { command } from "../command";
import { exit } from "../session";

export const show = command({
  name: "show",
  summary: l10n.t("print everything about one checkpoint"),
  description: l10n.t("Also shows a checkpoint that is not on this branch, and says so."),
  operands: {
    tag: {
      arity: "required",
      description: l10n.t('a checkpoint\'s tag, in full or only its last part; "phasegate log" lists them'),
    },
  },
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [{ line: "phasegate show 0001-apply-1", does: l10n.t("the first checkpoint of the plan") }],
  async run(session) {
    const { tag } = session.operands;
    const { ledger } = await session.ledger();
    const { checkpoints, unreached } = ledger;
    const reached = checkpointNamed(checkpoints, tag);
    const checkpoint = reached ?? checkpointNamed(unreached, tag);
    if (!checkpoint) throw new UserError(problem("checkpoint-unknown", { tag }));
    const counts = reached !== undefined;
    const replacedBy = replacementOf(ledger, checkpoint.tag);
    const facts = checkpointFacts(checkpoint, counts, replacedBy);
    const width = Math.max(...facts.map(([label]) => columnsOf(label)));
    const values = checkpoint.changes.map((change) => `  ${describeChange(change)}`);
    session.print(
      [
        ...facts.map(([label, text]) => `${padded(label, width)}  ${text}`),
        "",
        ...(values.length > 0 ? values : [noValueChanged()]),
      ].join("\n"),
      {
        ...redactedCheckpoint(checkpoint),
        counts,
        ...(replacedBy && { replacedBy: replacedBy.tag }),
      },
    );
    return exit.done;
  },
});
