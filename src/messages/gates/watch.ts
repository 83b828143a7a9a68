// Says how long a phase is watched, what calls it back, and how much of its window has passed.
import * as l10n from "@vscode/l10n";
import type { GateResult } from "../../core/gates/verdict";
import type { MonitoringWindow, Phase } from "../../core/plan/plan";
import { countOf, hoursOf, partOfHours, partOfTrades } from "../figures/numbers";
import { phaseName } from "../parameters";
import { gateSummary, joined } from "./gate";

/** "6 hours and 3 trades". */
export function windowLength({ hours, trades, until = "both" }: MonitoringWindow): string {
  const parts = [
    ...(hours === undefined ? [] : [hoursOf(hours)]),
    ...(trades === undefined ? [] : [countOf(trades, "trades")]),
  ];
  return parts.length < 2 ? (parts[0] ?? "") : joined(parts[0] ?? "", parts[1] ?? "", until);
}

/** What the phase's author wrote of what calls for a rollback, "" where nothing does. */
function rollbackReasons({ rollback }: Phase): string {
  return rollback.map(({ text }) => text).join("; ");
}

/** Whole sentences: "Watch it for 6 hours and 3 trades. Roll back if: Bot errors/crashes." */
export function describeWatch(phase: Phase): string {
  const length = windowLength(phase.window);
  const reasons = rollbackReasons(phase);
  return reasons === ""
    ? l10n.t("Watch it for {0}.", length)
    : l10n.t("Watch it for {0}. Roll back if: {1}.", length, reasons);
}

/** "2.5 of 6 hours, 1 of 3 trades": what of the window has passed. */
function watchProgress({ window: { hours, trades } }: GateResult, { window }: Phase): string {
  return [
    ...(window.hours === undefined ? [] : [partOfHours(hours, window.hours)]),
    ...(window.trades === undefined ? [] : [partOfTrades(trades, window.trades)]),
  ].join(", ");
}

/** "Inconclusive, look 0 of 3 · 2.5 of 6 hours, 1 of 3 trades": the gate, and what of its window has passed while it is open. */
export function gateWithProgress(gate: GateResult, phase: Phase): string {
  const passed = gate.outcome === "inconclusive" ? [watchProgress(gate, phase)] : [];
  return [gateSummary(gate), ...passed].join(" · ");
}

/** What a hover says of the phase that sets a value: its title, how long it is watched, and what calls it back. */
export function phaseFacts(phase: Phase, gate: GateResult | undefined): [label: string, value: string][] {
  const reasons = rollbackReasons(phase);
  return [
    [phaseName(phase.id), phase.title],
    [l10n.t("Watched for"), windowLength(phase.window)],
    ...(gate ? [[l10n.t("Gate"), gateWithProgress(gate, phase)] as [string, string]] : []),
    ...(reasons === "" ? [] : [[l10n.t("Roll back if"), reasons] as [string, string]]),
  ];
}
