// Shows a change before it is made, and takes the answer to the one question.
import { randomUUID } from "node:crypto";
import { commands, Disposable, EventEmitter, type Tab, Uri, window, workspace } from "vscode";
import { forecastTitle, previewEnded } from "../../messages/editor";
import type { Answer } from "../contributions";
import { setContext } from "../ids";
import { reportError } from "../report";
import { compareFolded } from "./compare";
import { isSameContent, type View } from "./view";

const scheme = "phasegate";

/** How many editors keep their texts: one may be moved, split, or opened again. */
const mostEditors = 20;

/** The editor groups that VS Code has a command for. */
const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

/** How long a tab may be gone while it is moved from one group to another, in ms. */
const tabMoveDuration = 200;

/** A document of a preview; its text is that of the view that its editor shows now. */
interface PreviewDocument {
  readonly uri: Uri;
  readonly textIn: (view: View) => string;
}

/** A text of ours has nothing to be compared with. */
interface PreviewPair {
  readonly before: PreviewDocument | undefined;
  readonly after: PreviewDocument;
}

/** An editor that was opened, known by its title alone: VS Code tells no more of one that shows several documents. */
interface PreviewEditor {
  readonly title: string;
  readonly pairs: readonly PreviewPair[];
  view: View;
}

interface Question {
  readonly editor: PreviewEditor;
  /** What a yes does. */
  readonly answer: Answer;
  /** Whether its tab has been there: only then does its absence mean that it was closed. */
  tabAppeared: boolean;
  readonly end: (yes: boolean) => void;
}

/**
 * Shows changes in VS Code's own editor for many files, which folds what is unchanged, on read-only texts. A question is
 * answered by the editor's two title buttons; closing the last tab that asks it says no.
 */
export class Preview implements Disposable {
  // A window that is loaded again brings the tabs of its last run back: theirs must not be taken for ours.
  readonly #windowRun = randomUUID();
  readonly #editors: PreviewEditor[] = [];
  readonly #subscriptions: Disposable;
  readonly #changed = new EventEmitter<Uri>();
  #count = 0;
  #asking: Answer | "" | undefined;
  #question: Question | undefined;

  constructor() {
    this.#subscriptions = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#textAt(uri) ?? previewEnded(),
      }),
      window.tabGroups.onDidChangeTabs(() => this.#followTabs()),
      window.tabGroups.onDidChangeTabGroups(() => this.#followTabs()),
    );
  }

  dispose(): void {
    this.answer(false);
    this.#subscriptions.dispose();
  }

  /** Only shows. */
  async show(view: View): Promise<void> {
    await openEditor(this.#addEditor(view));
  }

  /**
   * Shows, and waits for the person's answer. The same question, where it is still open, is brought to the front, and
   * this asking of it ends with no; another one is withdrawn.
   */
  ask(view: View, answer: Answer): Promise<boolean> {
    const open = this.#question;
    if (open?.answer === answer && open.editor.view.title === view.title && isSameContent(open.editor.view, view)) {
      if (!isActive(open)) bringToFront(open).catch(reportError);
      return Promise.resolve(false);
    }
    this.answer(false);
    return new Promise((end, fail) => {
      const editor = this.#addEditor(view);
      this.#question = { editor, answer, tabAppeared: false, end };
      // Not awaited: an editor that is closed while it opens never reports that it has.
      openEditor(editor).then(() => this.#followTabs(), fail);
    });
  }

  /** Shows `next` in place of `shown` where that is asked about; without `next`, nothing is left to ask. */
  update(shown: View, next: View | undefined): void {
    const editor = this.#question?.editor;
    if (editor?.view.title !== shown.title) return;
    if (!next || next.files.length !== shown.files.length) this.answer(false);
    else if (!isSameContent(editor.view, next)) {
      editor.view = next;
      for (const { uri } of documentsOf(editor)) this.#changed.fire(uri);
    }
  }

  /** The person's answer to the open question, if one is open. Yes is said only to what is on screen. */
  answer(yes: boolean): void {
    const question = this.#question;
    if (!question || (yes && !isActive(question))) return;
    this.#question = undefined;
    this.#updateContext();
    void window.tabGroups.close(tabsOf(question.editor));
    question.end(yes);
  }

  #addEditor(view: View): PreviewEditor {
    const id = `${this.#windowRun}-${++this.#count}`;
    const document = (path: string, name: string, textIn: (view: View) => string): PreviewDocument => ({
      uri: Uri.from({ scheme, path: `/${path}`, query: `${name}-${id}` }),
      textIn,
    });
    const summary = document(view.title.replaceAll("/", "∕"), "summary", (now) => now.summary);
    const forecast = document(forecastTitle(), "forecast", (now) => now.forecast);
    const editor = {
      title: withoutNamesake(view.title),
      pairs: [
        ...(view.summary === "" ? [] : [{ before: undefined, after: summary }]),
        ...view.files.map(({ path }, index) => ({
          before: document(path, `before-${index}`, ({ files }) => files[index]?.before ?? ""),
          after: document(path, `after-${index}`, ({ files }) => files[index]?.after ?? ""),
        })),
        ...(view.forecast === "" ? [] : [{ before: undefined, after: forecast }]),
      ],
      view,
    };
    this.#editors.push(editor);
    if (this.#editors.length > mostEditors)
      this.#editors.splice(this.#editors[0] === this.#question?.editor ? 1 : 0, 1);
    return editor;
  }

  #textAt(uri: Uri): string | undefined {
    for (const editor of this.#editors) {
      const document = documentsOf(editor).find((each) => each.uri.toString() === uri.toString());
      if (document) return document.textIn(editor.view);
    }
    return undefined;
  }

  #followTabs(): void {
    const question = this.#question;
    if (question) {
      if (tabsOf(question.editor).length > 0) question.tabAppeared = true;
      else if (question.tabAppeared) setTimeout(() => this.#withdraw(question), tabMoveDuration);
    }
    this.#updateContext();
  }

  #withdraw(question: Question): void {
    if (this.#question === question && tabsOf(question.editor).length === 0) this.answer(false);
  }

  /** Only the question's own editor has its two buttons in its title. */
  #updateContext(): void {
    const asking = this.#question !== undefined && isActive(this.#question) ? this.#question.answer : "";
    if (this.#asking === asking) return;
    this.#asking = asking;
    setContext("asking", asking);
  }
}

function openEditor({ title, pairs }: PreviewEditor): Promise<void> {
  return compareFolded(
    title,
    pairs.map(({ before, after }) => ({ before: before?.uri, after: after.uri })),
  );
}

function documentsOf({ pairs }: PreviewEditor): PreviewDocument[] {
  return pairs.flatMap(({ before, after }) => (before ? [before, after] : [after]));
}

/** `title`, numbered where another tab has it: what is asked is found by it. */
function withoutNamesake(title: string): string {
  let free = title;
  for (let number = 2; tabsTitled(free).length > 0; number++) free = `${title} · ${number}`;
  return free;
}

function tabsOf({ title }: PreviewEditor): Tab[] {
  return tabsTitled(title);
}

/** VS Code adds how many files there are. */
function tabsTitled(title: string): Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ label }) => label === title || label.startsWith(`${title} (`));
}

/** VS Code lets nobody focus a tab as such: its group first, then its place there. */
async function bringToFront({ editor }: Question): Promise<void> {
  const [tab] = tabsOf(editor);
  const ordinal = tab && ordinals[tab.group.viewColumn - 1];
  if (!ordinal) return;
  await commands.executeCommand(`workbench.action.focus${ordinal}EditorGroup`);
  await commands.executeCommand("workbench.action.openEditorAtIndex", tab.group.tabs.indexOf(tab));
}

function isActive({ editor }: Question): boolean {
  return tabsOf(editor).some((tab) => tab.isActive && tab.group.isActive);
}
