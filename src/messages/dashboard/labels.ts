// What the dashboard's own controls say.
import * as l10n from "@vscode/l10n";
import type { Labels } from "../../core/dashboard/view";

export const dashboardTitle = (): string => l10n.t("Phasegate Dashboard");

export const showDashboardTitle = (): string => l10n.t("Show Dashboard");

export function labels(): Labels {
  return {
    chart: l10n.t("Show as chart"),
    table: l10n.t("Show as table"),
    time: l10n.t("Time (UTC)"),
    ranUnder: l10n.t("Values that ran"),
    page: l10n.t("Page {0} of {1}"),
    previous: l10n.t("Previous page"),
    next: l10n.t("Next page"),
    keys: l10n.t(
      "Left and Right: one point. Page Up and Page Down: a tenth of all. Home and End: first and last. Enter: its row in the table. H: these keys.",
    ),
    noValue: l10n.t("no value"),
    verdictColumns: [
      l10n.t("State"),
      l10n.t("Condition"),
      l10n.t("Value"),
      l10n.t("Demanded"),
      l10n.t("Rests on"),
      l10n.t("Why"),
    ],
    dense: l10n.t("Darker: more trades."),
    hours: l10n.t("{0} h"),
  };
}
