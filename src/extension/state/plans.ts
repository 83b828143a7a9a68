// Finds the plans of the workspace, and knows which one is in use.
import { Disposable, EventEmitter, type Memento, Uri, workspace } from "vscode";
import { problem, UserError } from "../../core/problem";
import { reportError } from "../report";
import { findPlans, planFiles } from "./plan-files";
import { settings } from "./settings";
import { watch } from "./watch";

const chosenKey = "plan";

/** The plans of the workspace, and the one in use. They are looked for once, and again when one came or went. */
export class Plans implements Disposable {
  readonly #memento: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  #plans: Thenable<readonly Uri[]> | undefined;
  /** The settings' plans that are missing, as they were last reported. */
  #reported = "";

  /** A plan came, went or was written, or another one is to be used. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
    const announce = (): void => this.#changed.fire();
    const searchAgain = (): void => {
      this.#plans = undefined;
      announce();
    };
    this.#subscriptions = Disposable.from(
      this.#changed,
      watch(planFiles, { changed: announce, cameOrWent: searchAgain }),
      workspace.onDidChangeWorkspaceFolders(searchAgain),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("phasegate.plan") && announce()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** All plans, and the one in use: the settings' own, else the one that the person chose, else the only one. */
  async read(): Promise<{ readonly plans: readonly Uri[]; readonly plan: Uri | undefined }> {
    this.#plans ??= findPlans();
    const plans = (await this.#plans).filter(({ scheme }) => scheme === "file");
    const plansOfSettings = this.#inSettings(plans);
    const candidates = plansOfSettings.length > 0 ? plansOfSettings : plans;
    const chosen = candidates.find((uri) => uri.toString() === this.#memento.get(chosenKey));
    return { plans, plan: chosen ?? (candidates.length === 1 ? candidates[0] : undefined) };
  }

  /** Uses `plan` in this workspace from now on. */
  async choose(plan: Uri): Promise<void> {
    await this.#memento.update(chosenKey, plan.toString());
    this.#changed.fire();
  }

  /** The plans that the settings name, each folder its own; a setting that names none is reported once. */
  #inSettings(plans: readonly Uri[]): Uri[] {
    const wanted = (workspace.workspaceFolders ?? []).flatMap(({ uri }) => {
      const path = settings.plan(uri);
      return path === "" ? [] : [{ path, uri: Uri.joinPath(uri, path).toString() }];
    });
    const existing = plans.filter((plan) => wanted.some(({ uri }) => uri === plan.toString()));
    const missing = existing.length === 0 ? [...new Set(wanted.map(({ path }) => path))] : [];
    if (missing.join("\n") !== this.#reported) {
      this.#reported = missing.join("\n");
      const problems = missing.map((path) => problem("plan-unreadable", { path, detail: "missing" }));
      if (problems.length > 0) reportError(new UserError(...problems));
    }
    return existing;
  }
}
