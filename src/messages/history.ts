// Tells a parameter's history: each value, since when, and by which checkpoint.
import * as l10n from "@vscode/l10n";
import type { History, PastValue } from "../core/assessment/history";
import { shortLine } from "../core/redact";
import { plainLiteral } from "../core/source";
import { checkpointTitle, numberOf, redacted, taggerName, when } from "./checkpoints";

export const historyTitle = (name: string): string => l10n.t("History of {0}", name);
export const chooseParameter = (): string => l10n.t("The history of which parameter?");
export const chooseValue = (): string => l10n.t("Newest first: choose a value to see what its checkpoint changed");
export const historyLink = (): string => l10n.t("History");
const noHistory = (): string => l10n.t("no checkpoint has changed it");

/** What the plan says of the parameter: "probability, baseline 0.7, target 0.603". */
export function describePlanned({ parameter, path }: History): string {
  return parameter
    ? l10n.t(
        "{0}, baseline {1}, target {2}",
        parameter.unit,
        plainLiteral(parameter.baseline, path),
        plainLiteral(parameter.target, path),
      )
    : l10n.t("no longer in the plan");
}

export function describePast({ text }: PastValue): string {
  return text === undefined ? redacted() : shortLine(text);
}

/** Where a value comes from, as the columns "since" and "by". */
export function describeOrigin({ values }: History, { broughtBy, replacedBy }: PastValue): [since: string, by: string] {
  if (broughtBy) return [when(broughtBy), `${checkpointTitle(broughtBy)} · ${taggerName(broughtBy)}`];
  const oldest = replacedBy && values.every((value) => !value.broughtBy || value.broughtBy.n >= replacedBy.n);
  if (oldest) return ["", l10n.t("before checkpoint {0}", numberOf(replacedBy))];
  if (replacedBy) return ["", l10n.t("set outside Phasegate, found by checkpoint {0}", numberOf(replacedBy))];
  const newest = values.find((value) => value.broughtBy)?.broughtBy;
  return ["", newest ? l10n.t("set outside Phasegate, after checkpoint {0}", numberOf(newest)) : noHistory()];
}

/** An earlier value's: "(0002)"; none where no checkpoint brought it. */
export function earlierOrigin({ broughtBy }: PastValue): string {
  return broughtBy ? `(${numberOf(broughtBy)})` : "";
}
