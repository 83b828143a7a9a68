// The dashboard's panel: shows the snapshot and the evidence, and runs the commands of its buttons.
import { commands, Disposable, type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { DashboardCommand, DashboardView } from "../../core/dashboard/view";
import { dashboardTitle } from "../../messages/dashboard/labels";
import { fromWebview, protocolVersion, type ToWebview } from "../../webview/protocol";
import { commandId, dashboardViewType } from "../ids";
import { reportError } from "../report";
import type { EvidenceFeed } from "../state/evidence-feed";
import type { Store } from "../state/store";
import { pageOf, resourceRoot } from "./page";

/** One panel at most. While it is hidden nothing is worked out for it, and VS Code keeps no page. */
export class Dashboard implements Disposable {
  readonly #store: Store;
  readonly #feed: EvidenceFeed;
  readonly #extension: Uri;
  #panel: WebviewPanel | undefined;
  /** Whether the page has said that it is ready: what is sent before is lost. */
  #isReady = false;
  #isSending = false;
  #isStale = false;
  readonly #subscriptions: Disposable;

  constructor(store: Store, feed: EvidenceFeed, extension: Uri) {
    this.#store = store;
    this.#feed = feed;
    this.#extension = extension;
    const changed = (): void => this.#changed();
    this.#subscriptions = Disposable.from(
      // Not on every keystroke: what a value in the text is stands in the editor itself.
      store.follow(shownOf, changed),
      feed.onDidChange(changed),
      window.registerWebviewPanelSerializer(dashboardViewType, {
        deserializeWebviewPanel: async (panel) => this.#take(panel),
      }),
    );
  }

  /** Opens it, or shows it where it is. */
  open(): void {
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    const options = { enableScripts: true, localResourceRoots: [resourceRoot(this.#extension)] };
    this.#take(window.createWebviewPanel(dashboardViewType, dashboardTitle(), ViewColumn.Active, options));
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  /** A panel that was made here, or that VS Code brings back after a reload. */
  #take(panel: WebviewPanel): void {
    if (this.#panel && this.#panel !== panel) this.#panel.dispose();
    this.#panel = panel;
    this.#isReady = false;
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.onDidChangeViewState(() => {
      // VS Code throws a hidden page away, and loads it anew when it is shown.
      if (!panel.visible) this.#isReady = false;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#received(message));
    panel.webview.options = { enableScripts: true, localResourceRoots: [resourceRoot(this.#extension)] };
    panel.webview.html = pageOf(panel.webview, this.#extension, dashboardTitle());
  }

  #received(message: unknown): void {
    const known = fromWebview(message);
    if (known?.type === "ready") {
      this.#isReady = true;
      this.#changed();
    }
    if (known?.type === "run") void commands.executeCommand(idOf(known.command));
  }

  #changed(): void {
    if (!this.#panel?.visible || !this.#isReady) return;
    this.#isStale = true;
    if (!this.#isSending) this.#sendWhileStale().catch(reportError);
  }

  /** However many changes come while one is sent, one more is sent after it. */
  async #sendWhileStale(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#isStale && this.#panel?.visible) {
        this.#isStale = false;
        const message: ToWebview = { type: "view", version: protocolVersion, view: await this.#view() };
        await this.#panel.webview.postMessage(message);
      }
    } finally {
      this.#isSending = false;
    }
  }

  async #view(): Promise<DashboardView> {
    const { viewOf } = await import("./view");
    return viewOf(this.#store.snapshot, this.#feed);
  }
}

/** What the dashboard shows of a snapshot changes where one of these does. */
function shownOf(snapshot: Store["snapshot"]): string {
  if (snapshot.status === "unusable") return JSON.stringify(snapshot.plan.problems);
  if (snapshot.status !== "ready") return snapshot.status;
  const { planHash, ledger, inEffect, withoutLedger, unsealed } = snapshot.rollout;
  return JSON.stringify([planHash, ledger?.checkpoints.at(-1)?.tag, inEffect, withoutLedger?.code, unsealed]);
}

function idOf(command: DashboardCommand): string {
  return command === "manageTrust" ? "workbench.trust.manage" : commandId(command);
}
