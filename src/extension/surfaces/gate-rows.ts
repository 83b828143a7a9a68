// The rows of a phase's gate in the plan's tree: the gate, and each criterion and trigger with its value.
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, workspace } from "vscode";
import type { GateResult, Outcome, Verdict } from "../../core/gates/verdict";
import type { Phase } from "../../core/plan/plan";
import { describeWithoutGates, gatesTitle, gateTitle, manageTrust, openPlanTitle } from "../../messages/editor";
import {
  describeWarning,
  gateHeadline,
  gateSummary,
  noControl,
  standingIn,
  verdictTooltip,
} from "../../messages/gates/gate";
import { type Standing, verdictSummary } from "../../messages/gates/verdicts";
import type { Rollout } from "../../node/rollout";
import { commandId } from "../ids";

/** A phase's gate, or one of its conditions, by the ids that the plan gives them. */
export type GateRow =
  | { readonly kind: "gate"; readonly phase: number }
  | { readonly kind: "verdict"; readonly phase: number; readonly role: Standing["role"]; readonly criterion: string };

/** The criteria and triggers of a gate, in the order of the plan. */
export function verdictRows(gate: GateResult | undefined): GateRow[] {
  if (!gate) return [];
  const rowsOf = (verdicts: readonly Verdict[], role: Standing["role"]): GateRow[] =>
    verdicts.map(({ criterion }) => ({ kind: "verdict", phase: gate.phase, role, criterion: criterion.id }));
  return [...rowsOf(gate.criteria, "criterion"), ...rowsOf(gate.triggers, "trigger")];
}

/** Says why no gate is judged; a click leads to what can be done about it. */
export function noGatesItem(rollout: Rollout): TreeItem {
  const why = describeWithoutGates(rollout);
  const result = new TreeItem(gatesTitle());
  result.id = "no-gates";
  result.description = why?.summary ?? "";
  result.tooltip = why?.full ?? "";
  result.accessibilityInformation = { label: `${gatesTitle()}: ${why?.summary}. ${why?.full}` };
  result.iconPath = new ThemeIcon("shield");
  if (!rollout.plan.evidence) result.command = { command: commandId("openPlan"), title: openPlanTitle() };
  else if (!workspace.isTrusted) result.command = { command: "workbench.trust.manage", title: manageTrust() };
  result.contextValue = "no-gates";
  return result;
}

export function gateItem(row: GateRow, gate: GateResult, phase: Phase): TreeItem | undefined {
  if (row.kind === "gate") return gateTitleItem(gate, phase);
  const verdicts = row.role === "trigger" ? gate.triggers : gate.criteria;
  const verdict = verdicts.find(({ criterion }) => criterion.id === row.criterion);
  return verdict && verdictItem(verdict, phase, standingIn(gate, phase, row.role));
}

function gateTitleItem(gate: GateResult, phase: Phase): TreeItem {
  const isOpen = gate.outcome === "fail" || gate.outcome === "error";
  const result = new TreeItem(
    gateTitle(),
    isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  // VS Code keeps a row folded as it was: a gate that comes to need attention is another row.
  result.id = `gate-${phase.id}-${isOpen}`;
  result.description = gateSummary(gate);
  result.iconPath = icons[gate.outcome];
  result.tooltip = [gateHeadline(gate, phase), ...gate.warnings.map(describeWarning), noControl()].join("\n");
  result.contextValue = "gate";
  return result;
}

function verdictItem(verdict: Verdict, phase: Phase, standing: Standing): TreeItem {
  const { criterion, outcome } = verdict;
  const result = new TreeItem(criterion.id);
  result.id = `verdict-${phase.id}-${standing.role}-${criterion.id}`;
  result.description = verdictSummary(verdict);
  result.iconPath = icons[outcome.is];
  result.tooltip = verdictTooltip(verdict, standing);
  result.accessibilityInformation = { label: verdictTooltip(verdict, standing).replaceAll("\n", ". ") };
  result.contextValue = "verdict";
  return result;
}

const icons: Readonly<Record<Outcome["is"], ThemeIcon>> = {
  pass: new ThemeIcon("pass", new ThemeColor("phasegate.targetForeground")),
  fail: new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground")),
  inconclusive: new ThemeIcon("question", new ThemeColor("phasegate.pendingForeground")),
  error: new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground")),
  quiet: new ThemeIcon("shield"),
};
