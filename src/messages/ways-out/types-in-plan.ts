// Names the types of a plan's values.
import * as l10n from "@vscode/l10n";
import type { JsonType } from "../../core/json";

/** A value's type in the words of whoever wrote the plan. */
export const typesInPlan: Readonly<Record<JsonType, () => string>> = {
  null: () => "None",
  boolean: () => l10n.t("True or False"),
  number: () => l10n.t("a number"),
  string: () => l10n.t("a text"),
  array: () => l10n.t("a list"),
  object: () => l10n.t("a dictionary"),
};
