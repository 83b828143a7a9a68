// The command `report`: the whole rollout for someone who was not there.
import { resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { htmlReport } from "../../messages/rollout-report/html";
import { markdownReport } from "../../messages/rollout-report/markdown";
import { describeRollout } from "../../messages/rollout-report/report";
import { readGateFacts } from "../../node/evidence/judge";
import { writeReport } from "../../node/files/report-file";
import { command } from "../command";
import { spokenLanguage } from "../command-line/language";
import { exit } from "../session";
import { visible } from "../terminal/visible";

export const report = command({
  name: "report",
  summary: l10n.t("tell the whole rollout to someone who was not there, as Markdown or HTML"),
  description: l10n.t(
    "The plan, each phase with its values and its verdict, what happened, what was left out, and every checkpoint with who, when and why. HTML is one file with charts, which loads nothing. A file is overwritten only if it is such a report.",
  ),
  operands: {},
  options: {
    html: { type: "flag", description: l10n.t("one HTML file with charts, to be read in a browser and printed") },
    output: {
      type: "text",
      value: "FILE",
      description: l10n.t("write it to this file, and print the file's path"),
      completes: "file",
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate report", does: l10n.t("the rollout as Markdown") },
    { line: "phasegate report --html --output rollout.html", does: l10n.t("the same with charts, in one file") },
  ],
  async run(session) {
    const { html, output } = session.options;
    const { rollout, ledger } = await session.ledger();
    const facts = rollout.plan.evidence ? await session.wait(() => readGateFacts(rollout, Date.now())) : undefined;
    const told = describeRollout({ assessment: rollout, ledger, facts });
    const text = html ? htmlReport(told, spokenLanguage) : markdownReport(told);
    const format = html ? "html" : "markdown";
    if (output === undefined) session.print(text, { format, text });
    else {
      const file = resolve(session.folder, output);
      await writeReport(file, `${visible(text)}\n`);
      await session.printDone(file, { format, file });
    }
    return exit.done;
  },
});
