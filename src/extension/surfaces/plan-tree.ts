// Shows the plan as a tree: its phases, and the parameters of each with their state.
import { Disposable, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import {
  isAheadOfPhase,
  type ParameterState,
  type PhaseState,
  type PhaseStatus,
  type ValueStatus,
} from "../../core/assessment/state";
import type { Phase } from "../../core/plan/plan";
import { describeWithoutGates, editsNotRecorded, goToValue, ungovernedPhase } from "../../messages/editor";
import { describeWatch } from "../../messages/gates/watch";
import {
  countChanges,
  describePhaseStatus,
  describeValue,
  describeValueStatus,
  parameterRow,
  phaseName,
  phaseTitle,
  spokenParameter,
  spokenPhase,
} from "../../messages/parameters";
import { describe } from "../../messages/problems";
import type { Rollout } from "../../node/rollout";
import { commandId } from "../ids";
import type { LateView } from "../late-view";
import { plain } from "../plain";
import type { EvidenceFeed } from "../state/evidence-feed";
import { sameItems } from "../state/same-items";
import type { Snapshot } from "../state/snapshot";
import type { Store } from "../state/store";
import { type GateRow, gateItem, noGatesItem, verdictRows } from "./gate-rows";

/** A row of the plan's tree, by what it is about: a phase of the plan, a parameter, or a phase's gate. The snapshot has the rest. */
export type PlanRow =
  | { readonly kind: "plan" }
  | { readonly kind: "phase"; readonly phase: number }
  | { readonly kind: "unphased" }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "no-gates" }
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

const aheadIcon = new ThemeIcon("warning", new ThemeColor("phasegate.pendingForeground"));

/** Fills the view: plan → phases → parameters, each with its state. */
export function planTree(view: LateView<PlanRow>, store: Store, feed: EvidenceFeed): Disposable {
  view.fill({
    getChildren: (row) => children(store, row),
    getTreeItem: (row) => item(store, feed, row),
  });
  return Disposable.from(
    store.follow(shownFacts, () => view.refresh(), sameItems),
    store.follow(messageIn, (message) => {
      view.message = message;
    }),
    feed.onDidChange(() => view.refresh()),
  );
}

/** Above the rows: which governed file can't be read, without which no row has a value. A narrow view breaks its path. */
function messageIn(snapshot: Snapshot): string {
  if (snapshot.status !== "ready") return "";
  const sentences = snapshot.rollout.unread.map((each) => plain(describe(each)));
  return sentences.join(" ").replaceAll("/", "/\u200b");
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
    ...parameters.flatMap((parameter) => [
      parameter.name,
      parameter.status,
      parameter.phaseStatus,
      parameter.current?.text,
    ]),
  ];
}

function children({ snapshot }: Store, row: PlanRow | undefined): PlanRow[] {
  if (snapshot.status !== "ready") return [];
  const { rollout } = snapshot;
  const parametersOf = (phase: number | undefined): PlanRow[] =>
    rollout.parameters.filter((state) => state.phase?.id === phase).map(({ name }) => ({ kind: "parameter", name }));
  if (!row) return [{ kind: "plan" }];
  switch (row.kind) {
    case "plan":
      return [
        // First, where a low view still has it.
        ...(describeWithoutGates(rollout) ? [{ kind: "no-gates" } as const] : []),
        ...rollout.phases.map(({ phase }): PlanRow => ({ kind: "phase", phase: phase.id })),
        ...(parametersOf(undefined).length > 0 ? [{ kind: "unphased" } as const] : []),
      ];
    case "phase":
      return [...parametersOf(row.phase), { kind: "gate", phase: row.phase }];
    case "gate": {
      const phase = phaseIn(rollout, row.phase);
      return phase ? verdictRows(phase) : [];
    }
    case "unphased":
      return parametersOf(undefined);
    case "parameter":
    case "verdict":
    case "no-gates":
      return [];
  }
}

/** What the row shows now. VS Code may still ask for one whose subject is gone: it is about to ask for the others. */
function item({ snapshot }: Store, feed: EvidenceFeed, row: PlanRow): TreeItem {
  const rollout = snapshot.status === "ready" ? snapshot.rollout : undefined;
  return (rollout && itemIn(rollout, feed, row)) ?? new TreeItem("");
}

function itemIn(rollout: Rollout, feed: EvidenceFeed, row: PlanRow): TreeItem | undefined {
  switch (row.kind) {
    case "plan":
      return planItem(rollout);
    case "phase": {
      const state = rollout.phases.find(({ phase }) => phase.id === row.phase);
      return state && phaseItem(state);
    }
    case "unphased":
      return unphasedItem();
    case "parameter": {
      const state = rollout.parameters.find(({ name }) => name === row.name);
      return state && parameterItem(state);
    }
    case "no-gates":
      return noGatesItem(rollout);
    case "gate":
    case "verdict": {
      const phase = phaseIn(rollout, row.phase);
      return phase && gateItem(row, feed.gates.get(row.phase), phase);
    }
  }
}

function phaseIn({ plan }: Rollout, phase: number): Phase | undefined {
  return plan.phases.find(({ id }) => id === phase);
}

function unphasedItem(): TreeItem {
  const result = new TreeItem(ungovernedPhase(), TreeItemCollapsibleState.Collapsed);
  result.id = "unphased";
  return result;
}

function planItem({ plan, unsealed }: Rollout): TreeItem {
  const result = new TreeItem(plan.title, TreeItemCollapsibleState.Expanded);
  result.id = "plan";
  result.description = [...(unsealed.length > 0 ? [editsNotRecorded()] : []), plan.id].join(" · ");
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
  result.tooltip = [phaseTitle(phase), facts.join(" · "), phase.why, describeWatch(phase)].filter(Boolean).join("\n");
  return result;
}

function parameterItem(state: ParameterState): TreeItem {
  const { name, parameter, status } = state;
  const { label, description } = parameterRow(state);
  const result = new TreeItem(plain(label));
  result.id = `parameter-${name}`;
  result.description = plain(description);
  result.iconPath = isAheadOfPhase(state) ? aheadIcon : valueIcons[status];
  result.tooltip = `${name} (${parameter.unit}): ${describeValue(state)}, ${describeValueStatus(state)}\n${parameter.why}`;
  result.accessibilityInformation = { label: spokenParameter(state) };
  result.contextValue = "parameter";
  result.command = { command: commandId("revealParameter"), title: goToValue(), arguments: [name] };
  return result;
}
