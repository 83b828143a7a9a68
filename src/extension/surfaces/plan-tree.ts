// Shows the plan as a tree: its phases, and the parameters of each with their state.
import { Disposable, EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from "vscode";
import type { ParameterState, PhaseState, PhaseStatus, ValueStatus } from "../../core/assessment/state";
import { editsNotRecorded, goToValue, ungovernedPhase } from "../../messages/editor";
import {
  countChanges,
  describePhaseStatus,
  describeValue,
  describeValueStatus,
  phaseName,
  phaseTitle,
  spokenParameter,
  spokenPhase,
} from "../../messages/parameters";
import { describe } from "../../messages/problems";
import { commandId, viewId } from "../ids";
import type { EvidenceFeed } from "../state/evidence-feed";
import { sameItems } from "../state/same-items";
import type { Snapshot } from "../state/snapshot";
import type { Store } from "../state/store";
import { type GateRow, gateItem, type NoGatesRow, noGatesItem, noGatesRow, verdictRows } from "./gate-rows";

/** A row of the plan's tree: the plan, a phase of it, a parameter of a phase, or its gate. */
export type PlanRow =
  | { readonly kind: "plan" }
  | { readonly kind: "phase"; readonly state: PhaseState }
  | { readonly kind: "unphased" }
  | { readonly kind: "parameter"; readonly state: ParameterState }
  | NoGatesRow
  | GateRow;

const phaseIcons: Readonly<Record<PhaseStatus, ThemeIcon>> = {
  "in-effect": new ThemeIcon("pass-filled", new ThemeColor("phasegate.targetForeground")),
  next: new ThemeIcon("circle-large-outline", new ThemeColor("phasegate.pendingForeground")),
  later: new ThemeIcon("lock-small"),
  unknown: new ThemeIcon("question"),
};

const valueIcons: Readonly<Record<ValueStatus, ThemeIcon>> = {
  target: new ThemeIcon("check", new ThemeColor("phasegate.targetForeground")),
  baseline: new ThemeIcon("arrow-right", new ThemeColor("phasegate.pendingForeground")),
  other: new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground")),
  unbound: new ThemeIcon("debug-disconnect", new ThemeColor("problemsErrorIcon.foreground")),
};

/** Plan → phases → parameters, each with its state. */
export function planTree(store: Store, feed: EvidenceFeed): Disposable {
  const changed = new EventEmitter<undefined>();
  const view = window.createTreeView<PlanRow>(viewId("plan"), {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => children(store, feed, row),
      getTreeItem: (row) => item(store, row),
    },
  });
  return Disposable.from(
    changed,
    view,
    store.follow(shownFacts, () => changed.fire(undefined), sameItems),
    feed.onDidChange(() => changed.fire(undefined)),
  );
}

/** All that the rows show. */
function shownFacts({ status, ...snapshot }: Snapshot): readonly unknown[] {
  if (!("rollout" in snapshot)) return [status];
  const { planHash, unsealed, phases, parameters, withoutLedger } = snapshot.rollout;
  return [
    planHash,
    withoutLedger?.code,
    unsealed.map(({ place }) => place?.path).join("\n"),
    ...phases.flatMap((phase) => [phase.status, phase.pending.length]),
    ...parameters.flatMap((parameter) => [parameter.name, parameter.status, parameter.current?.text]),
  ];
}

function children({ snapshot }: Store, feed: EvidenceFeed, row: PlanRow | undefined): PlanRow[] {
  if (snapshot.status !== "ready") return [];
  const { phases, parameters } = snapshot.rollout;
  const parametersOf = (phase: PhaseState | undefined): PlanRow[] =>
    parameters.filter((state) => state.phase === phase?.phase).map((state) => ({ kind: "parameter", state }));
  if (!row) return [{ kind: "plan" }];
  switch (row.kind) {
    case "plan":
      return [
        ...phases.map((state): PlanRow => ({ kind: "phase", state })),
        ...(parametersOf(undefined).length > 0 ? [{ kind: "unphased" } as const] : []),
        ...noGatesRow(snapshot.rollout),
      ];
    case "phase": {
      const gate = feed.gates.get(row.state.phase.id);
      return [...parametersOf(row.state), ...(gate ? [{ kind: "gate", gate, phase: row.state.phase } as const] : [])];
    }
    case "gate":
      return verdictRows(row);
    case "unphased":
      return parametersOf(undefined);
    case "parameter":
    case "verdict":
    case "no-gates":
      return [];
  }
}

function item(store: Store, row: PlanRow): TreeItem {
  switch (row.kind) {
    case "plan":
      return planItem(store);
    case "phase":
      return phaseItem(row.state);
    case "unphased": {
      const result = new TreeItem(ungovernedPhase(), TreeItemCollapsibleState.Collapsed);
      result.id = "unphased";
      return result;
    }
    case "parameter":
      return parameterItem(row.state);
    case "no-gates":
      return noGatesItem(row);
    case "gate":
    case "verdict":
      return gateItem(row);
  }
}

function planItem({ snapshot }: Store): TreeItem {
  const plan = snapshot.status === "ready" ? snapshot.rollout.plan : undefined;
  const result = new TreeItem(plan?.title ?? "", TreeItemCollapsibleState.Expanded);
  result.id = "plan";
  const unsealed = snapshot.status === "ready" ? snapshot.rollout.unsealed : [];
  result.description = [...(unsealed.length > 0 ? [editsNotRecorded()] : []), plan?.id ?? ""].join(" · ");
  if (unsealed.length > 0) {
    result.iconPath = new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground"));
    result.tooltip = unsealed.map(describe).join("\n");
  }
  result.contextValue = "plan";
  return result;
}

function phaseItem(state: PhaseState): TreeItem {
  const { phase, status, pending } = state;
  const result = new TreeItem(phaseName(phase.id), TreeItemCollapsibleState.Expanded);
  result.id = `phase-${phase.id}`;
  // The state comes first: a narrow side bar cuts the end.
  const facts = [
    describePhaseStatus(status),
    phase.title,
    ...(pending.length > 0 ? [countChanges(pending.length)] : []),
  ];
  result.description = facts.join(" · ");
  result.iconPath = phaseIcons[status];
  result.accessibilityInformation = { label: spokenPhase(state) };
  result.contextValue = `phase.${status}`;
  result.tooltip = [phaseTitle(phase), facts.join(" · "), phase.why].filter(Boolean).join("\n");
  return result;
}

function parameterItem(state: ParameterState): TreeItem {
  const { name, parameter, status } = state;
  const result = new TreeItem(name);
  result.id = `parameter-${name}`;
  result.description = status === "target" ? (state.current?.text ?? "") : describeValue(state);
  result.iconPath = valueIcons[status];
  result.tooltip = `${name} (${parameter.unit}): ${describeValueStatus(status)}\n${parameter.why}`;
  result.accessibilityInformation = { label: spokenParameter(state) };
  result.contextValue = "parameter";
  result.command = { command: commandId("revealParameter"), title: goToValue(), arguments: [name] };
  return result;
}
