// Carries out "Write Report…": the whole rollout as a file, for someone who was not there.
import { env, Uri, window } from "vscode";
import { reading } from "../../messages/editor";
import { reportFilters, reportWritten, saveReport, showReport } from "../../messages/rollout-report/labels";
import { readGateFacts } from "../../node/evidence/judge";
import { writeReport as writeReportFile } from "../../node/files/report-file";
import { type Context, rolloutWithLedger } from "../change/context";
import { showInformation, showReading } from "../notify";

/** As HTML, or as Markdown where the file's name says so. */
export async function writeReport(context: Context): Promise<void> {
  const { rollout, ledger } = rolloutWithLedger(context);
  const { plan, root } = rollout;
  const defaultUri = Uri.joinPath(Uri.file(root), `${plan.id}-rollout.html`);
  const file = await window.showSaveDialog({ title: saveReport(), defaultUri, filters: reportFilters() });
  if (!file) return;
  const [{ describeRollout }, { htmlReport }, { markdownReport }] = await Promise.all([
    import("../../messages/rollout-report/report"),
    import("../../messages/rollout-report/html"),
    import("../../messages/rollout-report/markdown"),
  ]);
  const facts = plan.evidence ? await showReading(reading(), readGateFacts(rollout, Date.now())) : undefined;
  // Without what the bot left behind it would be another report than was asked for.
  if (plan.evidence && !facts) return;
  const told = describeRollout({ assessment: rollout, ledger, facts });
  const isMarkdown = /\.(?:md|markdown)$/i.test(file.path);
  await writeReportFile(file.fsPath, `${isMarkdown ? markdownReport(told) : htmlReport(told, env.language)}\n`);
  if (await showInformation(reportWritten(file.fsPath), showReport())) await env.openExternal(file);
}
