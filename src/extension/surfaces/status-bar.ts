// Shows plan, phase and state in the status bar.
import { Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import { statusText, statusTooltip } from "../../messages/editor";
import { commandId, viewId } from "../ids";
import type { Snapshot } from "../state/snapshot";
import type { Store } from "../state/store";

/** Plan, phase and state at a glance; a click leads to the plan's view. */
export function statusBar(store: Store): Disposable {
  const item = window.createStatusBarItem("phasegate.status", StatusBarAlignment.Left, 50);
  item.name = "Phasegate";
  function render(text: string | undefined): void {
    if (text === undefined) {
      item.hide();
      return;
    }
    const { snapshot } = store;
    const attention = snapshot.status !== "ready" || snapshot.rollout.unsealed.length > 0;
    item.text = `$(milestone) ${text}`;
    item.tooltip = statusTooltip();
    item.command = snapshot.status === "several" ? commandId("choosePlan") : `${viewId("plan")}.focus`;
    item.backgroundColor = attention ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  }
  return Disposable.from(
    item,
    store.follow(
      ({ status }) => status,
      () => render(textOf(store.snapshot)),
    ),
    store.follow(textOf, render),
  );
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
