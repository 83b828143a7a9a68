// Owns what the editor knows, and keeps it up to date: on keystrokes, and when files or the ledger change.
import { join } from "node:path";
import {
  Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentChangeEvent,
  type Uri,
  window,
  workspace,
} from "vscode";
import { reassess, reassessQuickly } from "../../core/assessment/assess";
import { movedFindings } from "../../core/assessment/findings";
import type { Source } from "../../core/source";
import type { TextEdit } from "../../core/text";
import type { Rollout } from "../../node/rollout";
import { showProgress } from "../notify";
import { documentRange } from "../places";
import { reportError } from "../report";
import type { Plans } from "./plans";
import { absolutePaths, fileKeyAt, type GovernedFile, governedFileAt, isFileAt, type Snapshot } from "./snapshot";
import { watchFile, watchIn } from "./watch";

/** How long typing must rest before a plan is read again, or the slow findings are looked for, in ms. */
const pause = 200;

/** How long after a change of the refs they are read once more, in ms. */
const secondRead = 2000;

/** The refs that make the ledger, in a git folder. */
const refs = "{HEAD,packed-refs,refs/heads/**,refs/tags/phasegate/**}";

/**
 * The one owner of what is known in the editor. Surfaces render its snapshots and keep no state of their own. A
 * keystroke in a governed file is assessed at once, its slow findings when typing rests; everything else reads plan, files and
 * ledger again.
 */
export class Store implements Disposable {
  readonly #plans: Plans;
  #snapshot: Snapshot = { status: "no-plan", plans: [] };
  #reading: Promise<void> | undefined;
  #stale = false;
  #touches = 0;
  #planEdited: NodeJS.Timeout | undefined;
  #sourceEdited: NodeJS.Timeout | undefined;
  #refsQuiet: NodeJS.Timeout | undefined;
  #watched = { of: "", by: Disposable.from() };
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable;

  constructor(plans: Plans) {
    this.#plans = plans;
    const refresh = (): void => void this.refresh();
    this.#subscriptions = Disposable.from(
      this.#changed,
      plans.onDidChange(refresh),
      workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      workspace.onDidOpenTextDocument(({ uri }) => this.#isOurs(uri) && refresh()),
      workspace.onDidCloseTextDocument(({ uri }) => this.#isOurs(uri) && refresh()),
      workspace.onDidGrantWorkspaceTrust(refresh),
      window.onDidChangeWindowState(({ focused }) => focused && this.#hasPlan() && refresh()),
    );
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Counts the edits that may have taken away the mark of a finding or of a value. */
  get touches(): number {
    return this.#touches;
  }

  /** Renders what `select` takes from the snapshot: now, and whenever it is not the `same` as it was. */
  follow<T>(
    select: (snapshot: Snapshot) => T,
    render: (selected: T) => void,
    same: (a: T, b: T) => boolean = Object.is,
  ): Disposable {
    let selected = select(this.#snapshot);
    render(selected);
    return this.#changed.event(() => {
      const next = select(this.#snapshot);
      if (same(selected, next)) return;
      selected = next;
      render(next);
    });
  }

  /** What is governed in `uri`, undefined where nothing is. */
  governedFileAt(uri: Uri): GovernedFile | undefined {
    return governedFileAt(this.#snapshot, uri);
  }

  /** Reads everything again; calls that arrive meanwhile share one further reading. */
  refresh(): Promise<void> {
    this.#stale = true;
    if (!this.#reading) {
      this.#reading = this.#readWhileStale();
      void showProgress("plan's view", "", this.#reading);
    }
    return this.#reading;
  }

  dispose(): void {
    clearTimeout(this.#planEdited);
    clearTimeout(this.#sourceEdited);
    clearTimeout(this.#refsQuiet);
    this.#watched.by.dispose();
    this.#subscriptions.dispose();
  }

  async #readWhileStale(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        this.#publish(await read(this.#plans));
      } catch (error) {
        reportError(error);
      }
    }
    // Here and not once the promise is settled: a call between the two would be heard by nobody.
    this.#reading = undefined;
  }

  #publish(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    if (snapshot.status === "ready") this.#watchSources(snapshot.rollout);
    this.#changed.fire();
  }

  #hasPlan(): boolean {
    return this.#snapshot.status === "ready" || this.#snapshot.status === "unusable";
  }

  #isPlan(uri: Uri): boolean {
    const snapshot = this.#snapshot;
    if (snapshot.status === "ready") return isFileAt(snapshot.rollout, snapshot.rollout.planPath, uri);
    return snapshot.status === "unusable" && isFileAt(snapshot.plan, snapshot.plan.planPath, uri);
  }

  #isOurs(uri: Uri): boolean {
    return (
      this.#isPlan(uri) || (this.#snapshot.status === "ready" && fileKeyAt(this.#snapshot.rollout, uri) !== undefined)
    );
  }

  #edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length > 0 && this.#isPlan(document.uri)) {
      clearTimeout(this.#planEdited);
      this.#planEdited = setTimeout(() => void this.refresh(), pause);
    }
    if (this.#snapshot.status !== "ready") return;
    const { rollout } = this.#snapshot;
    const key = fileKeyAt(rollout, document.uri);
    const before = key === undefined ? undefined : rollout.sources.get(key);
    if (key === undefined || !before) return;
    // Saving changes nothing, and other line ends change every place: the one event tells of both.
    if (contentChanges.length === 0 && before.text.length === lengthOf(document)) return;
    const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      range: { start: rangeOffset, end: rangeOffset + rangeLength },
      newText: text,
    }));
    if (contentChanges.some(({ range }) => !range.isSingleLine) || edits.some(touchesMarks(rollout))) this.#touches++;
    const quick = withEdits(rollout, key, before, edits);
    const exact = isExact(quick, key, document)
      ? quick
      : withSource(rollout, key, before.language.read(document.getText()));
    this.#publish({ ...this.#snapshot, rollout: exact });
    clearTimeout(this.#sourceEdited);
    this.#sourceEdited = setTimeout(() => this.#reassess(), pause);
  }

  /** Looks for the slow findings, which a keystroke only moved along. */
  #reassess(): void {
    if (this.#snapshot.status === "ready") {
      const { rollout } = this.#snapshot;
      this.#publish({ ...this.#snapshot, rollout: { ...rollout, ...reassess(rollout, {}) } });
    }
  }

  /** Reads at once, and once more when all is quiet: VS Code has been seen to drop what follows close upon a pull. */
  #refsMoved(): void {
    void this.refresh();
    clearTimeout(this.#refsQuiet);
    this.#refsQuiet = setTimeout(() => void this.refresh(), secondRead);
  }

  /** Watches what the snapshot was read from beside the plans: the governed files, and the refs that make the ledger. */
  #watchSources(rollout: Rollout): void {
    const { plan, repository } = rollout;
    const files = Object.values(plan.files).flatMap(({ path }) => absolutePaths(rollout, path));
    // A work tree beside the first has its own HEAD, and shares the branches and tags. Where git could not be read, it may
    // be mended, or made, in the usual place.
    const folders = repository ? [repository.gitDir, repository.commonDir] : [join(rollout.root, ".git")];
    const gitFolders = [...new Set(folders)];
    const watched = [...gitFolders, "", ...files].join("\0");
    if (this.#watched.of === watched) return;
    this.#watched.by.dispose();
    const refresh = (): void => void this.refresh();
    const by = Disposable.from(
      ...files.map((path) => watchFile(path, refresh)),
      ...gitFolders.map((folder) => watchIn(folder, refs, () => this.#refsMoved())),
    );
    this.#watched = { of: watched, by };
  }
}

async function read(from: Plans): Promise<Snapshot> {
  const { plans, plan } = await from.read();
  if (!plan) return { status: plans.length > 0 ? "several" : "no-plan", plans };
  const { readRollout } = await import("../../node/rollout");
  const result = await readRollout(plan.fsPath, { git: workspace.isTrusted, editorText });
  return "problems" in result
    ? { status: "unusable", plans, plan: result }
    : { status: "ready", plans, rollout: result };
}

/** The rollout with another text of the file `key`. */
export function withSource(rollout: Rollout, key: string, source: Source): Rollout {
  return { ...rollout, ...reassess(rollout, { sources: new Map(rollout.sources).set(key, source) }) };
}

/** The same after `edits` alone; the slow findings move along with the text. */
function withEdits(rollout: Rollout, key: string, before: Source, edits: readonly TextEdit[]): Rollout {
  const path = rollout.plan.files[key]?.path ?? "";
  const sources = new Map(rollout.sources).set(key, before.edited(edits));
  return { ...rollout, ...reassessQuickly(rollout, sources, movedFindings(rollout.slowFindings, path, edits)) };
}

/** Whether an edit, in offsets before it, meets a place that is marked in the editor. */
function touchesMarks({ parameters, findings }: Rollout): (edit: { range: { start: number; end: number } }) => boolean {
  const marked = [...parameters, ...findings].flatMap(({ place }) => place?.range ?? []);
  return ({ range }) => marked.some(({ start, end }) => start <= range.end && range.start <= end);
}

/** Whether the edits led to VS Code's text, which is the truth: every governed value is where it should be. */
function isExact({ sources, parameters }: Rollout, key: string, document: TextDocument): boolean {
  const source = sources.get(key);
  if (source?.stale) return source.text.length === lengthOf(document);
  return parameters.every(
    ({ parameter, current }) =>
      parameter.file !== key || !current || document.getText(documentRange(document, current.range)) === current.text,
  );
}

function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/**
 * A file's text as the editor shows it. An open document may differ from the disk: it is not saved, or VS Code has made its
 * line ends alike; else it is about to be read again, and the disk is right.
 */
function editorText(paths: readonly string[], onDisk: string): string {
  const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === "file" && paths.includes(uri.fsPath));
  const document = open.find(({ isDirty }) => isDirty) ?? open[0];
  if (!document) return onDisk;
  const text = document.getText();
  return document.isDirty || sameLines(text, onDisk) ? text : onDisk;
}

function sameLines(a: string, b: string): boolean {
  return a === b || a.replace(/\r\n?/g, "\n") === b.replace(/\r\n?/g, "\n");
}
