// The command `check`: every finding, one a line as compilers write them.
import * as l10n from "@vscode/l10n";
import { reassess } from "../../core/assessment/assess";
import { movedValues } from "../../core/change/outside-edit";
import { oneLine } from "../../core/ledger/message";
import { type Problem, problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { baseCommit, sourcesAt } from "../../node/git/file-at";
import { type Rollout, readRollout } from "../../node/rollout";
import { command } from "../command";
import { formatOption } from "../command-line/declaration";
import { annotations } from "../data/annotations";
import { type FindingRow, findingRows } from "../data/findings";
import { markdownSummary } from "../data/summary";
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
    base: {
      type: "text",
      value: "REV",
      description: l10n.t("tell too which values have moved since this branch left that commit, and what allows them"),
    },
    format: formatOption,
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate check", does: l10n.t("check the bot of this folder's plan") },
    { line: "phasegate check --staged", does: l10n.t("in .git/hooks/pre-commit: refuse a commit with findings") },
    {
      line: "phasegate check --base HEAD~1",
      does: l10n.t("for a pull request: the values that it moves, old and new"),
    },
    { line: "phasegate check --format sarif > phasegate.sarif", does: l10n.t("for code scanning") },
    { line: "phasegate check --plan v4.phaseplan.json --json", does: l10n.t("the findings of one plan as data") },
  ],
  async run(session) {
    // Git tells its hooks which index is about to be committed.
    const staged = session.options.staged === true || Boolean(process.env["GIT_INDEX_FILE"]);
    const planFile = await session.planFile();
    const rollout = await session.wait(() => readRollout(planFile, { git: true, staged }));
    const isUsable = !("problems" in rollout);
    const { base } = session.options;
    const moved = isUsable && base !== undefined ? await session.wait(() => movedSince(rollout, base)) : [];
    const rows = findingRows(isUsable ? { ...rollout, findings: [...rollout.findings, ...moved] } : rollout);
    const { format } = session.options;
    if (format === "github") process.stdout.write(annotations(rows));
    else if (format === "markdown") session.print(markdownSummary(rows), rows);
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

/** UserError: revision-unknown; why git can't be asked. */
async function movedSince(rollout: Rollout, revision: string): Promise<Problem[]> {
  const { repository, withoutLedger } = rollout;
  if (!repository) throw new UserError(withoutLedger ?? problem("workspace-untrusted", {}));
  const sources = await sourcesAt(repository, await baseCommit(repository, revision), rollout.plan);
  return movedValues(reassess(rollout, { sources }), rollout);
}

function findingLine({ path, line, column, severity, code, message }: FindingRow): string {
  return oneLine(`${path}:${line}:${column}: ${severity} ${code}: ${message}`);
}
