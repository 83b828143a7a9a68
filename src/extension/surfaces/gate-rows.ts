// The rows of a phase's gate in the plan's tree: the gate, and each criterion and trigger with its value.
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, workspace } from "vscode";
import type { GateResult, Outcome, Verdict } from "../../core/gates/verdict";
import type { Criterion, Phase } from "../../core/plan/plan";
import { describeWithoutGates, gatesTitle, gateTitle, manageTrust, openPlanTitle } from "../../messages/editor";
import {
  conditionTitle,
  describeWarning,
  gateHeadline,
  noControl,
  standingIn,
  verdictTooltip,
} from "../../messages/gates/gate";
import { type Standing, verdictSummary } from "../../messages/gates/verdicts";
import { describeWatch, gateWithProgress, windowLength } from "../../messages/gates/watch";
import type { Rollout } from "../../node/rollout";
import { commandId } from "../ids";
import { plain } from "../plain";

/** A phase's gate, or one of its conditions, by the ids that the plan gives them. */
export type GateRow =
  | { readonly kind: "gate"; readonly phase: number }
  | { readonly kind: "verdict"; readonly phase: number; readonly role: Standing["role"]; readonly criterion: string };

/** The criteria and triggers of a phase's gate, in the order of the plan. */
export function verdictRows({ id, criteria, rollback }: Phase): GateRow[] {
  const rowsOf = (conditions: readonly Criterion[], role: Standing["role"]): GateRow[] =>
    conditions.map((condition) => ({ kind: "verdict", phase: id, role, criterion: condition.id }));
  return [...rowsOf(criteria, "criterion"), ...rowsOf(rollback, "trigger")];
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

/** What of a gate a row shows: its verdict, or what the plan asks for where none is judged yet. */
export function gateItem(row: GateRow, gate: GateResult | undefined, phase: Phase): TreeItem | undefined {
  if (!gate) return plannedItem(row, phase);
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
  result.description = gateWithProgress(gate, phase);
  result.iconPath = icons[gate.outcome];
  const sentences = [
    gateHeadline(gate, phase),
    describeWatch(phase),
    ...gate.warnings.map(describeWarning),
    noControl(),
  ];
  result.tooltip = sentences.join("\n");
  result.contextValue = "gate";
  return result;
}

function plannedItem(row: GateRow, phase: Phase): TreeItem | undefined {
  if (row.kind === "verdict") return conditionItem(row, phase);
  const result = new TreeItem(gateTitle(), TreeItemCollapsibleState.Collapsed);
  result.id = `gate-${phase.id}-planned`;
  result.description = windowLength(phase.window);
  result.tooltip = describeWatch(phase);
  result.accessibilityInformation = { label: `${gateTitle()}: ${describeWatch(phase)}` };
  result.iconPath = new ThemeIcon("shield");
  result.contextValue = "gate";
  return result;
}

/** A condition that nobody has judged yet, in the words of the plan's author. */
function conditionItem({ role, criterion }: Extract<GateRow, { kind: "verdict" }>, phase: Phase): TreeItem | undefined {
  const condition = (role === "trigger" ? phase.rollback : phase.criteria).find(({ id }) => id === criterion);
  if (!condition) return undefined;
  const result = new TreeItem(condition.id);
  result.id = `condition-${phase.id}-${role}-${condition.id}`;
  result.description = plain(condition.text);
  result.tooltip = conditionTitle(role, condition);
  result.accessibilityInformation = { label: conditionTitle(role, condition) };
  result.iconPath = new ThemeIcon(role === "trigger" ? "discard" : "circle-outline");
  result.contextValue = "verdict";
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
