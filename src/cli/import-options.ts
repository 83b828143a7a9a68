// The options that a plan's import has, whichever command imports it.
import * as l10n from "@vscode/l10n";
import type { OptionDeclarations, OptionValues } from "./command-line/declaration";

export const importOptions = {
  answer: {
    type: "pairs",
    value: "ID=TEXT",
    description: l10n.t("the answer to a question that the import asked; can be repeated"),
  },
  id: { type: "text", value: "ID", description: l10n.t("the new plan's id") },
  score: { type: "text", value: "COLUMN", description: l10n.t("trials: the column that ranks them") },
  row: { type: "count", value: "N", description: l10n.t("trials: take this row, from 1, whatever its score") },
  digits: { type: "count", value: "N", description: l10n.t("trials: round to this many significant digits") },
} as const satisfies OptionDeclarations;

export type ImportValues = OptionValues<typeof importOptions>;
