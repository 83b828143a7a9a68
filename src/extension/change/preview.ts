// Shows a change before it is made, and takes the answer to the one question.
import { randomUUID } from "node:crypto";
import { commands, Disposable, type Tab, TabInputTextDiff, Uri, window, workspace } from "vscode";
import type { Position } from "../../core/text";
import { previewEnded } from "../../messages/editor";
import { setContext } from "../ids";
import { reportError } from "../report";
import { compare } from "./compare";

const scheme = "phasegate";

/** How many editors keep their texts: one may be moved, split, or opened again. */
const mostEditors = 20;

/** The editor groups that VS Code has a command for. */
const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

/** How long a tab may be gone while it is moved from one group to another, in ms. */
const tabMoveDuration = 200;

/** One file of a preview: two texts that are compared, neither of them on disk. */
export interface ComparedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly notes?: readonly Note[];
}

/** What a person should know, at a line and column (from 1) of the text as it would be. */
export interface Note {
  readonly at: Position;
  readonly text: string;
  readonly severe: boolean;
}

interface PreviewText {
  readonly uri: Uri;
  readonly text: string;
}

/** An editor that was opened: one file by its documents, several by their title alone, since VS Code tells no more. */
interface PreviewEditor {
  readonly title: string;
  readonly files: readonly {
    readonly before: PreviewText;
    readonly after: PreviewText;
    readonly notes: readonly Note[];
  }[];
}

interface Question {
  readonly editor: PreviewEditor;
  /** What is asked, to tell the same question when it is asked again. */
  readonly key: string;
  /** Whether its tab has been there: only then does its absence mean that it was closed. */
  tabAppeared: boolean;
  readonly answer: (yes: boolean) => void;
}

/**
 * Shows changes in VS Code's own diff editor, on read-only texts. A question is asked by the editor's two title
 * buttons, Apply and Cancel; closing the last tab that asks it says no.
 */
export class Preview implements Disposable {
  // A window that is loaded again brings the tabs of its last run back: theirs must not be taken for ours.
  readonly #windowRun = randomUUID();
  readonly #editors: PreviewEditor[] = [];
  readonly #subscriptions: Disposable;
  #count = 0;
  #asking: boolean | undefined;
  #question: Question | undefined;

  constructor() {
    this.#subscriptions = Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.#textAt(uri)?.text ?? previewEnded(),
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
  async show(files: readonly ComparedFile[], title: string): Promise<void> {
    await openEditor(this.#addEditor(files, title));
  }

  /**
   * Shows, and waits for the person's answer. The same question, where it is still open, is brought to the front, and
   * this asking of it ends with no; another one is withdrawn.
   */
  ask(files: readonly ComparedFile[], title: string): Promise<boolean> {
    const key = JSON.stringify([title, files]);
    if (this.#question?.key === key) {
      if (!isActive(this.#question)) bringToFront(this.#question).catch(reportError);
      return Promise.resolve(false);
    }
    this.answer(false);
    return new Promise((answer, fail) => {
      const editor = this.#addEditor(files, title);
      this.#question = { editor, key, tabAppeared: false, answer };
      // Not awaited: an editor that is closed while it opens never reports that it has.
      openEditor(editor).then(() => this.#followTabs(), fail);
    });
  }

  /** The person's answer to the open question, if one is open. Yes is said only to what is on screen. */
  answer(yes: boolean): void {
    const question = this.#question;
    if (!question || (yes && !isActive(question))) return;
    this.#question = undefined;
    this.#updateContext();
    void window.tabGroups.close(tabsOf(question.editor));
    question.answer(yes);
  }

  /** The notes of the document `uri`, where it is a side of a preview that has some. */
  notesOn(uri: Uri): readonly Note[] {
    const files = this.#editors.flatMap((editor) => editor.files);
    return files.find(({ after }) => isSameUri(after.uri, uri))?.notes ?? [];
  }

  #addEditor(files: readonly ComparedFile[], title: string): PreviewEditor {
    const id = `${this.#windowRun}-${++this.#count}`;
    const previewText = (path: string, name: string, text: string): PreviewText => ({
      uri: Uri.from({ scheme, path: `/${path}`, query: `${name}-${id}` }),
      text,
    });
    const editor = {
      title: files.length > 1 ? `${title} · #${this.#count}` : title,
      files: files.map(({ path, before, after, notes = [] }) => ({
        before: previewText(path, "before", before),
        after: previewText(path, "after", after),
        notes,
      })),
    };
    this.#editors.push(editor);
    if (this.#editors.length > mostEditors)
      this.#editors.splice(this.#editors[0] === this.#question?.editor ? 1 : 0, 1);
    return editor;
  }

  #textAt(uri: Uri): PreviewText | undefined {
    const texts = this.#editors.flatMap(({ files }) => files.flatMap(({ before, after }) => [before, after]));
    return texts.find((text) => isSameUri(text.uri, uri));
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

  /** Only the question's own editor has the two buttons in its title. */
  #updateContext(): void {
    const asking = this.#question !== undefined && isActive(this.#question);
    if (this.#asking === asking) return;
    this.#asking = asking;
    setContext("asking", asking);
  }
}

function openEditor({ title, files }: PreviewEditor): Promise<void> {
  return compare(
    title,
    files.map(({ before, after }) => ({ before: before.uri, after: after.uri })),
  );
}

function tabsOf({ title, files }: PreviewEditor): Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const [first, ...others] = files;
  if (!first) return [];
  return others.length > 0
    ? tabs.filter(({ label }) => label === title || label.startsWith(`${title} (`))
    : tabs.filter(({ input }) => input instanceof TabInputTextDiff && isSameUri(input.modified, first.after.uri));
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

function isSameUri(a: Uri, b: Uri): boolean {
  return a.toString() === b.toString();
}
