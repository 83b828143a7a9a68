// The command `check`: every finding, one a line as compilers write them.
import * as l10n from "@vscode/l10n";
import { oneLine } from "../../core/ledger/message";
import { UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { readRollout } from "../../node/rollout";
import { command } from "../command";
import { formatOption } from "../command-line/declaration";
import { annotations } from "../data/annotations";
import { type FindingRow, findingRows } from "../data/findings";
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
    format: formatOption,
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate check", does: l10n.t("check the bot of this folder's plan") },
    { line: "phasegate check --staged", does: l10n.t("in .git/hooks/pre-commit: refuse a commit with findings") },
    { line: "phasegate check --format sarif > phasegate.sarif", does: l10n.t("for code scanning") },
    { line: "phasegate check --plan v4.phaseplan.json --json", does: l10n.t("the findings of one plan as data") },
  ],
  async run(session) {
    // Git tells its hooks which index is about to be committed.
    const staged = session.options.staged === true || Boolean(process.env["GIT_INDEX_FILE"]);
    const rollout = await readRollout(await session.planFile(), { git: true, staged });
    const isUsable = !("problems" in rollout);
    const rows = findingRows(rollout);
    const { format } = session.options;
    if (format === "github") process.stdout.write(annotations(rows));
    else if (format === "sarif") {
      const { sarifLog } = await import("../data/sarif");
      session.print(JSON.stringify(sarifLog(rows, isUsable && !rollout.withoutLedger), null, 2), rows);
    } else if (isUsable) session.print(rows.map(findingLine).join("\n"), rows);
    if (!isUsable) throw new UserError(...rollout.problems);
    const open = rows.filter(({ severity }) => severity !== "info").length;
    session.say(words.checked(rollout.parameters.length, open, rows.length - open));
    if (rollout.withoutLedger) return exit.refused;
    return open > 0 ? exit.findings : exit.done;
  },
});

function findingLine({ path, line, column, severity, code, message }: FindingRow): string {
  return oneLine(`${path}:${line}:${column}: ${severity} ${code}: ${message}`);
}
