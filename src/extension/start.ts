// Wires the store, the surfaces and the commands, once there is something to do.
import * as bundle from "@vscode/l10n";
import { type ExtensionContext, l10n } from "vscode";
import { speakFor } from "../messages/ways-out/way-out";
import { checkpointFiles } from "./change/checkpoint-files";
import { Preview } from "./change/preview";
import { registerCommands } from "./commands";
import { Dashboard } from "./dashboard/dashboard";
import type { LateView } from "./late-view";
import { disposeLog, reportError } from "./report";
import { contextKeys } from "./state/context-keys";
import { EvidenceFeed } from "./state/evidence-feed";
import { followEditor } from "./state/follow-editor";
import { Plans } from "./state/plans";
import { Store } from "./state/store";
import { badge } from "./surfaces/badge";
import { bundledPlans } from "./surfaces/bundled-plan";
import { type CheckpointRow, checkpointTree } from "./surfaces/checkpoint-tree";
import { codeLens } from "./surfaces/code-lens";
import { diagnostics } from "./surfaces/diagnostics";
import { firedTriggers } from "./surfaces/fired-triggers";
import { hover } from "./surfaces/hover";
import { inlineDiff } from "./surfaces/inline-diff";
import { links } from "./surfaces/links";
import { mcpServers } from "./surfaces/mcp-servers";
import { planDocument } from "./surfaces/plan-document";
import { type PlanRow, planTree } from "./surfaces/plan-tree";
import { quickFixes } from "./surfaces/quick-fixes";
import { statusBar } from "./surfaces/status-bar";
import { valueCompletion } from "./surfaces/value-completion";

/** The views that are there before. */
export interface Views {
  readonly plan: LateView<PlanRow>;
  readonly checkpoints: LateView<CheckpointRow>;
}

/** The first reading goes on after this: the editor does not wait for git. */
export function start(context: ExtensionContext, views: Views): void {
  const { subscriptions, workspaceState, extension, extensionUri } = context;
  speakFor("editor");
  if (l10n.uri) bundle.config({ fsPath: l10n.uri.fsPath });
  const plans = new Plans(workspaceState);
  const store = new Store(plans);
  const feed = new EvidenceFeed(store);
  const preview = new Preview();
  const dashboard = new Dashboard(store, feed, extensionUri);
  subscriptions.push(
    { dispose: disposeLog },
    plans,
    store,
    feed,
    preview,
    dashboard,
    checkpointFiles(plans),
    contextKeys(store),
    followEditor(plans, store),
    diagnostics(store),
    inlineDiff(store),
    codeLens(store),
    hover(store, feed),
    valueCompletion(store),
    planDocument(store),
    bundledPlans(),
    links(store),
    quickFixes(store),
    planTree(views.plan, store, feed),
    checkpointTree(views.checkpoints, store),
    badge(views.plan, store, feed),
    statusBar(store, feed),
    firedTriggers(store, feed, workspaceState),
    mcpServers(plans, extension),
    registerCommands({ plans, store, preview, dashboard, extension: context }),
  );
  store.refresh().catch(reportError);
}
