// `phasegate import`: a plan from a document, on stdout; what was not used and what is open, on stderr.
import * as l10n from "@vscode/l10n";
import { describeItem, notPrintedYet } from "../../messages/import";
import { describe } from "../../messages/problems";
import { planFrom } from "../../node/new-plan";
import { command } from "../command";
import { problemRow } from "../data/problem-row";
import { importOptions } from "../import-options";
import { importFile, report } from "../importing";
import { exit } from "../session";

export const importPlan = command({
  name: "import",
  summary: l10n.t("print a plan made from a Markdown deployment plan or from an optimizer's trials"),
  description: l10n.t(
    "Says on stderr what it did not use, and asks what the document leaves open. Each question comes with the --answer that answers it. Prints no plan, and exits with 2, until every question is answered. Writes no file.",
  ),
  operands: { file: { arity: "required", description: l10n.t("the document"), completes: "file" } },
  options: {
    from: {
      type: "text",
      value: "KIND",
      choices: ["markdown", "trials"],
      description: l10n.t("what the document is; without it, its name decides (.md, .markdown; .csv, .json)"),
    },
    ...importOptions,
  },
  globals: ["cwd", "json"],
  examples: [
    { line: "phasegate import plan.md > v5.phaseplan.json", does: l10n.t("a plan from Markdown") },
    { line: "phasegate import plan.txt --from markdown", does: l10n.t("Markdown in a file with another name") },
    {
      line: "phasegate import trials.csv --digits 3 > v5.phaseplan.json",
      does: l10n.t("a plan from the best trial, rounded; exit 2, with questions that --answer answers"),
      exit: 2,
    },
  ],
  async run(session) {
    const imported = await importFile(session, session.operands.file, session.options.from);
    report(session, imported);
    const { text, problems } = await planFrom(imported, describeItem);
    const { length: open } = imported.questions;
    const usable = open === 0 && problems.length === 0;
    session.print(usable ? text.trimEnd() : "", { ...imported, problems: problems.map(problemRow) });
    if (open > 0) session.say(notPrintedYet(open));
    else for (const problem of problems) session.say(`${problem.code}: ${describe(problem)}`);
    return usable ? exit.done : exit.refused;
  },
});
