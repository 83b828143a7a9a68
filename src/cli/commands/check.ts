// The command `check`: every finding, one a line as compilers write them.
import * as l10n from "@vscode/l10n";
import { oneLine } from "../../core/ledger/message";
import { words } from "../../messages/cli";
import { command } from "../command";
import { findingRows } from "../data/findings";
import { exit } from "../session";

export const check = command({
  name: "check",
  summary: l10n.t("print every finding, one on each line; exit 1 if one is a warning or an error"),
  description: l10n.t(
    "For commit hooks and pipelines. Changes nothing. Exits with 2 where the ledger can't be read: what is not known can't be checked.",
  ),
  operands: {},
  options: {
    staged: {
      type: "flag",
      description: l10n.t("check what is about to be committed instead of the files on disk; git's hooks do so anyway"),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate check", does: l10n.t("check the bot of this folder's plan") },
    { line: "phasegate check --staged", does: l10n.t("in .git/hooks/pre-commit: refuse a commit with findings") },
    { line: "phasegate check --plan v4.phaseplan.json --json", does: l10n.t("the findings of one plan as data") },
  ],
  async run(session) {
    // Git tells its hooks which index is about to be committed.
    const staged = session.options.staged === true || Boolean(process.env["GIT_INDEX_FILE"]);
    const rollout = await session.rollout({ staged });
    const findings = findingRows(rollout);
    const open = findings.filter(({ severity }) => severity !== "info").length;
    const lines = findings.map(({ path, line, column, severity, code, message }) =>
      oneLine(`${path}:${line}:${column}: ${severity} ${code}: ${message}`),
    );
    session.print(lines.join("\n"), findings);
    session.say(words.checked(rollout.parameters.length, open, findings.length - open));
    if (rollout.withoutLedger) return exit.refused;
    return open > 0 ? exit.findings : exit.done;
  },
});
