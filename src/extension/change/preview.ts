// Shows a change before it is made, and takes the answer to the one question.
import { randomUUID } from "node:crypto";
import { commands, Disposable, type Tab, TabInputTextDiff, Uri, window, workspace } from "vscode";
import type { Position } from "../../core/text";
import { previewEnded } from "../../messages/editor";
import { setContext } from "../ids";
import { reportError } from "../report";
import { compare } from "./compare";

const scheme = "phasegate";

/** How many previews keep their texts: one may be moved, split, or opened again. */
const kept = 20;

/** The editor groups that VS Code has a command for. */
const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

/** How long a tab may be gone while it is moved from one group to another, in ms. */
const settling = 200;

/** One file of a preview: two texts that are compared, neither of them on disk. */
export interface Compared {
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

interface Side {
  readonly uri: Uri;
  readonly text: string;
}

/** An editor that was opened: one file by its documents, several by their title alone, since VS Code tells no more. */
interface Shown {
  readonly title: string;
  readonly files: readonly { readonly before: Side; readonly after: Side; readonly notes: readonly Note[] }[];
}

interface Question {
  readonly shown: Shown;
  /** What is asked, to tell the same question when it is asked again. */
  readonly asked: string;
  /** Whether its tab has been there: only then does its absence mean that it was closed. */
  seen: boolean;
  readonly answer: (yes: boolean) => void;
}

/**
 * Shows changes in VS Code's own diff editor, on read-only texts. A question is asked by the editor's two title
 * buttons, Apply and Cancel; closing the last tab that asks it says no.
 */
export class Preview implements Disposable {
  // A window that is loaded again brings the tabs of its last run back: theirs must not be taken for ours.
  readonly #run = randomUUID();
  readonly #shown: Shown[] = [];
  readonly #subscriptions: Disposable;
  #count = 0;
  #asking: boolean | undefined;
  #question: Question | undefined;

  constructor() {
    this.#subscriptions = Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.#side(uri)?.text ?? previewEnded(),
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
  async show(files: readonly Compared[], title: string): Promise<void> {
    await open(this.#hold(files, title));
  }

  /**
   * Shows, and waits for the person's answer. The same question, where it is still open, is brought to the front, and
   * this asking of it ends with no; another one is withdrawn.
   */
  ask(files: readonly Compared[], title: string): Promise<boolean> {
    const asked = JSON.stringify([title, files]);
    if (this.#question?.asked === asked) {
      if (!isActive(this.#question)) bringToFront(this.#question).catch(reportError);
      return Promise.resolve(false);
    }
    this.answer(false);
    return new Promise((answer, fail) => {
      const shown = this.#hold(files, title);
      this.#question = { shown, asked, seen: false, answer };
      // Not awaited: an editor that is closed while it opens never reports that it has.
      open(shown).then(() => this.#followTabs(), fail);
    });
  }

  /** The person's answer to the open question, if one is open. Yes is said only to what is on screen. */
  answer(yes: boolean): void {
    const question = this.#question;
    if (!question || (yes && !isActive(question))) return;
    this.#question = undefined;
    this.#updateContext();
    void window.tabGroups.close(tabsOf(question.shown));
    question.answer(yes);
  }

  /** The notes of the document `uri`, where it is a side of a preview that has some. */
  notesOn(uri: Uri): readonly Note[] {
    const files = this.#shown.flatMap((shown) => shown.files);
    return files.find(({ after }) => isSame(after.uri, uri))?.notes ?? [];
  }

  #hold(files: readonly Compared[], title: string): Shown {
    const id = `${this.#run}-${++this.#count}`;
    const side = (path: string, name: string, text: string): Side => ({
      uri: Uri.from({ scheme, path: `/${path}`, query: `${name}-${id}` }),
      text,
    });
    const shown = {
      title: files.length > 1 ? `${title} · #${this.#count}` : title,
      files: files.map(({ path, before, after, notes = [] }) => ({
        before: side(path, "before", before),
        after: side(path, "after", after),
        notes,
      })),
    };
    this.#shown.push(shown);
    if (this.#shown.length > kept) this.#shown.splice(this.#shown[0] === this.#question?.shown ? 1 : 0, 1);
    return shown;
  }

  #side(uri: Uri): Side | undefined {
    const sides = this.#shown.flatMap(({ files }) => files.flatMap(({ before, after }) => [before, after]));
    return sides.find((side) => isSame(side.uri, uri));
  }

  #followTabs(): void {
    const question = this.#question;
    if (question) {
      if (tabsOf(question.shown).length > 0) question.seen = true;
      else if (question.seen) setTimeout(() => this.#withdraw(question), settling);
    }
    this.#updateContext();
  }

  #withdraw(question: Question): void {
    if (this.#question === question && tabsOf(question.shown).length === 0) this.answer(false);
  }

  /** Only the question's own editor has the two buttons in its title. */
  #updateContext(): void {
    const asking = this.#question !== undefined && isActive(this.#question);
    if (this.#asking === asking) return;
    this.#asking = asking;
    setContext("asking", asking);
  }
}

function open({ title, files }: Shown): Promise<void> {
  return compare(
    title,
    files.map(({ before, after }) => ({ before: before.uri, after: after.uri })),
  );
}

function tabsOf({ title, files }: Shown): Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const [first, ...others] = files;
  if (!first) return [];
  return others.length > 0
    ? tabs.filter(({ label }) => label === title || label.startsWith(`${title} (`))
    : tabs.filter(({ input }) => input instanceof TabInputTextDiff && isSame(input.modified, first.after.uri));
}

/** VS Code lets nobody focus a tab as such: its group first, then its place there. */
async function bringToFront({ shown }: Question): Promise<void> {
  const [tab] = tabsOf(shown);
  const ordinal = tab && ordinals[tab.group.viewColumn - 1];
  if (!ordinal) return;
  await commands.executeCommand(`workbench.action.focus${ordinal}EditorGroup`);
  await commands.executeCommand("workbench.action.openEditorAtIndex", tab.group.tabs.indexOf(tab));
}

function isActive({ shown }: Question): boolean {
  return tabsOf(shown).some((tab) => tab.isActive && tab.group.isActive);
}

function isSame(one: Uri, other: Uri): boolean {
  return one.toString() === other.toString();
}
