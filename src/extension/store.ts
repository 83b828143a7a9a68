import {
  commands,
  Disposable,
  EventEmitter,
  RelativePattern,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  window,
  workspace,
} from "vscode";
import { assess } from "../core/assess";
import { readSource, type Source, updateSource } from "../core/source";
import type { Rollout } from "../node/rollout";
import { documentRange } from "./places";
import { reportError } from "./report";
import { settings } from "./settings";
import { type Governed, governed, keyOf, type Snapshot } from "./snapshot";

/**
 * The one owner of what is known in the editor. Surfaces render its snapshots and keep no state of their own. A
 * keystroke in a governed file is assessed at once; everything else reads plan, files and ledger again.
 */
export class Store implements Disposable {
  #snapshot: Snapshot = { status: "no-plan", plans: [] };
  #reading: Promise<void> | undefined;
  #stale = false;
  #watched = { of: "", by: Disposable.from() };
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    const again = (): void => void this.refresh();
    this.#subscriptions = Disposable.from(
      this.#changed,
      watch("**/*.phaseplan.json", again),
      workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      workspace.onDidOpenTextDocument(({ uri }) => this.governedBy(uri) && again()),
      workspace.onDidCloseTextDocument(({ uri }) => this.governedBy(uri) && again()),
      workspace.onDidGrantWorkspaceTrust(again),
      workspace.onDidChangeWorkspaceFolders(again),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("phasegate.plan") && again()),
      window.onDidChangeWindowState(({ focused }) => focused && again()),
    );
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** What is governed in `uri`, undefined where nothing is. */
  governedBy(uri: Uri): Governed | undefined {
    return governed(this.#snapshot, uri);
  }

  /** Reads everything again; calls that arrive meanwhile share one further reading. */
  refresh(): Promise<void> {
    this.#stale = true;
    this.#reading ??= this.#readWhileStale().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  dispose(): void {
    this.#watched.by.dispose();
    this.#subscriptions.dispose();
  }

  async #readWhileStale(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        this.#publish(await read());
      } catch (error) {
        reportError(error);
      }
    }
  }

  #publish(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    if (snapshot.status === "ready") this.#watchSources(snapshot.rollout);
    const phases = snapshot.status === "ready" ? snapshot.rollout.assessment.phases.length : 0;
    void commands.executeCommand("setContext", "phasegate.phaseCount", phases);
    void commands.executeCommand("setContext", "phasegate.planCount", snapshot.plans.length);
    this.#changed.fire();
  }

  #edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (this.#snapshot.status !== "ready" || contentChanges.length === 0) return;
    const { rollout } = this.#snapshot;
    const key = keyOf(rollout, document.uri);
    const before = key === undefined ? undefined : rollout.sources.get(key);
    if (key === undefined || !before) return;
    const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      range: { start: rangeOffset, end: rangeOffset + rangeLength },
      newText: text,
    }));
    const updated = updateSource(before, edits);
    const quick = withSource(rollout, key, updated);
    const exact = isExact(quick, key, document) ? quick : withSource(rollout, key, readSource(document.getText()));
    this.#publish({ ...this.#snapshot, rollout: exact });
  }

  /** Watches what the snapshot was read from beside the plans: the governed files, and the refs that make the ledger. */
  #watchSources({ root, values, repository }: Rollout): void {
    const paths = Object.values(values.plan.files).map(({ path }) => path);
    const watched = [root, repository?.gitDir, ...paths].join("\0");
    if (this.#watched.of === watched) return;
    this.#watched.by.dispose();
    const again = (): void => void this.refresh();
    const refs = "{HEAD,packed-refs,refs/heads/**,refs/tags/phasegate/**}";
    const by = Disposable.from(
      ...paths.map((path) => watch(new RelativePattern(Uri.file(root), path), again)),
      ...(repository ? [watch(new RelativePattern(Uri.file(repository.gitDir), refs), again)] : []),
    );
    this.#watched = { of: watched, by };
  }
}

function watch(pattern: string | RelativePattern, changed: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(pattern);
  return Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
  );
}

async function read(): Promise<Snapshot> {
  const found = await workspace.findFiles("**/*.phaseplan.json", "**/{node_modules,.git}/**");
  const plans = found.filter(({ scheme }) => scheme === "file");
  const chosen = plans.filter((uri) => workspace.asRelativePath(uri, false) === settings.plan());
  const [plan, ...others] = chosen.length > 0 ? chosen : plans;
  if (!plan) return { status: "no-plan", plans };
  if (others.length > 0) return { status: "several", plans };
  const { readRollout } = await import("../node/rollout");
  const result = await readRollout(plan.fsPath, { git: workspace.isTrusted, shown: shownText });
  return "values" in result ? { status: "ready", plans, rollout: result } : { status: "unusable", plans, plan: result };
}

function withSource(rollout: Rollout, key: string, source: Source): Rollout {
  const { values, planHash, planPath, assessment } = rollout;
  const sources = new Map(rollout.sources).set(key, source);
  return {
    ...rollout,
    sources,
    assessment: assess({ values, planHash, planPath, sources, ledger: assessment.ledger }),
  };
}

/** VS Code's text is the truth: whether the edits led to it, told by every value that is governed. */
function isExact({ sources, assessment }: Rollout, key: string, document: TextDocument): boolean {
  if (sources.get(key)?.stale) return true;
  return assessment.parameters.every(
    ({ parameter, current }) =>
      parameter.file !== key || !current || document.getText(documentRange(document, current.range)) === current.text,
  );
}

/**
 * A file's text as the editor shows it. An open document may differ from the disk: it is not saved, or VS Code has made its
 * line ends alike; else it is about to be read again, and the disk is right.
 */
function shownText(path: string, onDisk: string): string {
  const document = workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === path);
  if (!document) return onDisk;
  const text = document.getText();
  return document.isDirty || sameLines(text, onDisk) ? text : onDisk;
}

function sameLines(a: string, b: string): boolean {
  return a === b || a.replace(/\r\n?/g, "\n") === b.replace(/\r\n?/g, "\n");
}
