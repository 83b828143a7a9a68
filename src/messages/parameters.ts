// Describes parameters, their values and the phases.
import * as l10n from "@vscode/l10n";
import { isAheadOfPhase, type ParameterState, type PhaseState, type PhaseStatus } from "../core/assessment/state";
import type { Phase, Restart } from "../core/plan/plan";
import type { CountedUnit } from "../core/problem";
import { redactedText } from "../core/redact";
import { plainLiteral } from "../core/source";
import { describeAllowed } from "./allowed";

/** "target of Phase 2": what a value that the plan has for a parameter is. */
export function describeChoice({ phase }: ParameterState, is: readonly ("baseline" | "target")[]): string {
  if (is.length > 1) return l10n.t("baseline and target");
  if (is[0] === "baseline") return l10n.t("baseline");
  return phase ? l10n.t("target of Phase {0}", phase.id) : l10n.t("target");
}

/** What is shown beside a value in the editor: its target, the mark that it is there, or that no phase allows it. */
export function describeInline(state: ParameterState): string {
  const { status, parameter, place, phase } = state;
  const { baseline, target } = parameter;
  switch (status) {
    case "target":
      return isAheadOfPhase(state) ? `⚠ ${aheadOf(state)}` : "✓";
    case "other": {
      const [from, to] = [plainLiteral(baseline, place.path), plainLiteral(target, place.path)];
      return from === to ? l10n.t("✗ not {0}", to) : l10n.t("✗ neither {0} nor {1}", from, to);
    }
    default:
      return [`→ ${plainLiteral(target, place.path)}`, ...(phase ? [phaseName(phase.id)] : [])].join(" · ");
  }
}

/** "ahead of Phase 3". */
function aheadOf({ phase }: ParameterState): string {
  return l10n.t("ahead of Phase {0}", phase?.id ?? "");
}

/** "0.70 → 0.603", or the value alone where it is at its target. */
export function describeValue(state: ParameterState): string {
  const { current, status, parameter, place } = state;
  if (!current) return l10n.t("not bound");
  if (isAheadOfPhase(state)) return `${redactedText(current)} ⚠ ${aheadOf(state)}`;
  return status === "target"
    ? `${redactedText(current)} ✓`
    : `${redactedText(current)} → ${plainLiteral(parameter.target, place.path)}`;
}

/** The longest value that a row begins with, in characters: its name stands after it. */
const longestInRow = 16;

/**
 * A parameter's row: its value, its name, and what becomes of it. A narrow side bar cuts the end, and neither a value without
 * its name nor a name without its value tells anything.
 */
export function parameterRow(state: ParameterState): { label: string; description: string } {
  const { current, status, name, parameter, place } = state;
  if (!current) return { label: l10n.t("not bound"), description: name };
  const text = redactedText(current);
  const value = text.length > longestInRow ? `${text.slice(0, longestInRow - 1)}…` : text;
  if (isAheadOfPhase(state)) return { label: `${value} ⚠`, description: `${name} · ${aheadOf(state)}` };
  // The icon is the mark of a value at its target.
  return {
    label: value,
    description: status === "target" ? name : `${name} → ${plainLiteral(parameter.target, place.path)}`,
  };
}

export function describeValueStatus(state: ParameterState): string {
  if (isAheadOfPhase(state)) return l10n.t("at its target, ahead of Phase {0}", state.phase?.id ?? "");
  switch (state.status) {
    case "target":
      return l10n.t("at its target");
    case "baseline":
      return l10n.t("at its baseline");
    case "other":
      return l10n.t("in no phase");
    case "unbound":
      return l10n.t("not bound");
  }
}

export function describePhaseStatus(status: PhaseStatus): string {
  switch (status) {
    case "in-effect":
      return l10n.t("in effect");
    case "next":
      return l10n.t("next");
    case "later":
      return l10n.t("later");
    case "unknown":
      return l10n.t("not known");
  }
}

export function phaseTitle(phase: Phase): string {
  return l10n.t("Phase {0}: {1}", phase.id, phase.title);
}

export function countChanges(count: number): string {
  return count === 1 ? l10n.t("1 change") : l10n.t("{0} changes", count);
}

export const phaseName = (id: number): string => l10n.t("Phase {0}", id);
export const previewTitle = (): string => l10n.t("Preview");
export const applyTitle = (): string => l10n.t("Apply");
export const everyPhaseInEffect = (): string => l10n.t("All phases are in effect.");
/** `restart`: how the plan says that it is done. */
export function restartNeeded({ task, text }: Restart = {}): string {
  const needed = l10n.t("Restart the bot for the change to take effect.");
  const how = text ?? (task === undefined ? undefined : l10n.t('in VS Code, "Restart Bot" runs the task "{0}".', task));
  return how === undefined ? needed : `${needed} ${restartBy(how)}`;
}

/** What a person has to do, in the words of the plan. */
export const restartBy = (how: string): string => l10n.t("To restart it: {0}", how);

/** The facts of a hover, each a label and a value. */
export function hoverFacts(state: ParameterState): [label: string, value: string][] {
  const { current, parameter, place } = state;
  const { baseline, target, allowed, needsRestart = true } = parameter;
  return [
    [l10n.t("Now"), current ? `${redactedText(current)} (${describeValueStatus(state)})` : l10n.t("not bound")],
    [l10n.t("Baseline → target"), `${plainLiteral(baseline, place.path)} → ${plainLiteral(target, place.path)}`],
    ...(allowed ? [[l10n.t("Allowed"), describeAllowed(allowed, place.path)] as [string, string]] : []),
    [l10n.t("Takes effect"), needsRestart ? l10n.t("when the bot restarts") : l10n.t("at once")],
  ];
}

/** Where a value is used, by line, and the names that are computed from it. */
export function readerFacts(lines: readonly number[], derived: readonly string[]): [label: string, value: string][] {
  const where = [...new Set(lines)].join(", ");
  return [
    [l10n.t("Used"), describeReads(lines.length, where)],
    ...(derived.length > 0 ? [[l10n.t("Also changes"), derived.join(", ")] as [string, string]] : []),
  ];
}

function describeReads(count: number, lines: string): string {
  if (count === 0) return l10n.t("nowhere in this file");
  return count === 1 ? l10n.t("in 1 place: line {0}", lines) : l10n.t("in {0} places: lines {1}", count, lines);
}

/** A parameter's row as a screen reader says it: without arrows and check marks. */
export function spokenParameter(state: ParameterState): string {
  const { name, current, parameter, place } = state;
  const { target, why } = parameter;
  const value = current
    ? l10n.t("{0} is {1}, target {2}", name, redactedText(current), plainLiteral(target, place.path))
    : l10n.t("{0}, target {1}", name, plainLiteral(target, place.path));
  return [value, describeValueStatus(state), why].filter(Boolean).join(". ");
}

/** A phase's row as a screen reader says it. */
export function spokenPhase({ phase, status, pending }: PhaseState): string {
  return [phaseTitle(phase), describePhaseStatus(status), countChanges(pending.length), phase.why]
    .filter(Boolean)
    .join(". ");
}

/** What a number counts, as the names in a plan and in code tell it. */
export const countedUnits: Readonly<Record<CountedUnit, () => string>> = {
  milliseconds: () => l10n.t("milliseconds"),
  seconds: () => l10n.t("seconds"),
  minutes: () => l10n.t("minutes"),
  hours: () => l10n.t("hours"),
  days: () => l10n.t("days"),
  weeks: () => l10n.t("weeks"),
  candles: () => l10n.t("candles"),
  percent: () => l10n.t("percent"),
  "basis-points": () => l10n.t("basis points"),
  fraction: () => l10n.t("fraction"),
  dollars: () => l10n.t("dollars"),
};
