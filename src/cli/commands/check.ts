// The command `check`: every finding, one a line as compilers write them.
import * as l10n from "@vscode/l10n";
import { openFindings } from "../../core/assessment/findings";
import { oneLine } from "../../core/ledger/message";
import { words } from "../../messages/cli";
import { command } from "../command";
import { findingRows } from "../findings";
import { exit } from "../session";

export const check = command({
  name: "check",
  summary: l10n.t("print every finding, one on each line; exit 1 if one is a warning or an error"),
  description: l10n.t("For commit hooks and pipelines. Changes nothing."),
  operands: {},
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate check", does: l10n.t("check the bot of this folder's plan") },
    { line: "phasegate check --plan v4.phaseplan.json --json", does: l10n.t("the findings of one plan as data") },
  ],
  async run(session) {
    const rollout = await session.rollout();
    if (rollout.withoutLedger) session.say(words.withoutLedger(rollout.withoutLedger));
    const findings = findingRows(rollout);
    const open = openFindings(rollout.findings).length;
    const lines = findings.map(({ path, line, column, severity, code, message }) =>
      oneLine(`${path}:${line}:${column}: ${severity} ${code}: ${message}`),
    );
    session.print(lines.join("\n"), findings);
    session.say(words.checked(rollout.parameters.length, open, findings.length - open));
    return open > 0 ? exit.findings : exit.done;
  },
});
