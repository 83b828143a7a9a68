// What the editor says while it writes a report.
import * as l10n from "@vscode/l10n";

export const saveReport = (): string => l10n.t("Write the rollout's report to which file?");
export const reportWritten = (file: string): string => l10n.t("The report was written: {0}", file);
export const showReport = (): string => l10n.t("Open Report");

/** What the report can be, with the endings of its file. */
export const reportFilters = (): Record<string, string[]> => ({
  [l10n.t("HTML, with charts")]: ["html"],
  [l10n.t("Markdown")]: ["md"],
});
