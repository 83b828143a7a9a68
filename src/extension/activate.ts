import { config } from "@vscode/l10n";
import { type ExtensionContext, l10n } from "vscode";
import { checkpointFiles } from "./checkpointFiles";
import { registerCommands } from "./commands";
import { contextKeys } from "./contextKeys";
import { Plans } from "./plans";
import { Preview } from "./preview";
import { disposeLog, reportError } from "./report";
import { Store } from "./store";
import { checkpointTree } from "./surfaces/checkpointTree";
import { codeLens } from "./surfaces/codeLens";
import { diagnostics } from "./surfaces/diagnostics";
import { hover } from "./surfaces/hover";
import { inlineDiff } from "./surfaces/inlineDiff";
import { planTree } from "./surfaces/planTree";
import { previewNotes } from "./surfaces/previewNotes";
import { quickFixes } from "./surfaces/quickFixes";
import { statusBar } from "./surfaces/statusBar";

/** Wires store, surfaces and commands. The first reading goes on after activation: the editor does not wait for git. */
export function activate({ subscriptions, workspaceState }: ExtensionContext): void {
  if (l10n.uri) config({ fsPath: l10n.uri.fsPath });
  const plans = new Plans(workspaceState);
  const store = new Store(plans);
  const preview = new Preview();
  subscriptions.push(
    { dispose: disposeLog },
    plans,
    store,
    preview,
    checkpointFiles(plans),
    contextKeys(store),
    previewNotes(preview),
    diagnostics(store),
    inlineDiff(store),
    codeLens(store),
    hover(store),
    quickFixes(store),
    planTree(store),
    checkpointTree(store),
    statusBar(store),
    registerCommands({ plans, store, preview }),
  );
  store.refresh().catch(reportError);
}
