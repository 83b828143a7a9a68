// Shows plan, phase and state in the status bar.
import { Disposable, StatusBarAlignment, ThemeColor, window, workspace } from "vscode";
import type { GateResult } from "../../core/gates/verdict";
import { gateUntrusted, statusText, statusTooltip } from "../../messages/editor";
import { gateStatus } from "../../messages/gates/gate";
import { phaseFacts } from "../../messages/gates/watch";
import { commandId } from "../ids";
import type { EvidenceFeed } from "../state/evidence-feed";
import type { Snapshot } from "../state/snapshot";
import type { Store } from "../state/store";

/** Plan, phase and state at a glance; a click leads to the dashboard. */
export function statusBar(store: Store, feed: EvidenceFeed): Disposable {
  const item = window.createStatusBarItem("phasegate.status", StatusBarAlignment.Left, 50);
  item.name = "Phasegate";
  function render(text: string | undefined): void {
    if (text === undefined) {
      item.hide();
      return;
    }
    const { snapshot } = store;
    const attention = needsAttention(snapshot);
    const newest = snapshot.status === "ready" ? feed.newestGate(snapshot.rollout) : undefined;
    const gate = newest ? gateStatus(newest) : isUntrusted(snapshot) ? gateUntrusted() : undefined;
    item.text = ["$(milestone)", gate === undefined ? text : `${text} · ${gate}`].join(" ");
    item.tooltip = [...watchedNow(snapshot, newest), statusTooltip()].join("\n");
    item.command = commandId(snapshot.status === "several" ? "choosePlan" : "openDashboard");
    const background =
      newest?.outcome === "fail"
        ? "statusBarItem.errorBackground"
        : attention
          ? "statusBarItem.warningBackground"
          : undefined;
    item.backgroundColor = background === undefined ? undefined : new ThemeColor(background);
    item.show();
  }
  return Disposable.from(
    item,
    store.follow(
      ({ status }) => status,
      () => render(textOf(store.snapshot)),
    ),
    store.follow(textOf, render),
    feed.onDidChange(() => render(textOf(store.snapshot))),
  );
}

function needsAttention(snapshot: Snapshot): boolean {
  return snapshot.status !== "ready" || snapshot.rollout.unsealed.length > 0 || snapshot.rollout.unread.length > 0;
}

/** What the newest phase in effect is watched for, and what of that has passed. */
function watchedNow(snapshot: Snapshot, gate: GateResult | undefined): string[] {
  if (snapshot.status !== "ready") return [];
  const { plan, inEffect } = snapshot.rollout;
  const phase = plan.phases.find(({ id }) => id === inEffect?.at(-1));
  return phase ? phaseFacts(phase, gate).map(([label, value]) => `${label}: ${value}`) : [];
}

/** Whether gates would be judged if the workspace were trusted. */
function isUntrusted(snapshot: Snapshot): boolean {
  return snapshot.status === "ready" && !!snapshot.rollout.plan.evidence && !workspace.isTrusted;
}

function textOf(snapshot: Snapshot): string | undefined {
  switch (snapshot.status) {
    case "no-plan":
      return undefined;
    case "several":
      return statusText.several(snapshot.plans.length);
    case "unusable":
      return statusText.unusable();
    case "ready":
      return statusText.ready(snapshot.rollout);
  }
}
