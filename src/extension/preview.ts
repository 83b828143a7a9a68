import { commands, Disposable, Uri, window, workspace } from "vscode";

const scheme = "phasegate";

/** One file of a preview: two texts that are compared, neither of them on disk. */
export interface Compared {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

interface Question {
  readonly title: string;
  readonly answer: (yes: boolean) => void;
}

/**
 * Shows changes in VS Code's own diff editor, on read-only texts. A question is asked by the editor's two title
 * buttons, Apply and Cancel; closing the editor says no.
 */
export class Preview implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: Disposable;
  #shown = 0;
  #question: Question | undefined;

  constructor() {
    this.#subscriptions = Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? "",
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.some((tab) => tab.label === this.#question?.title)) this.answer(false);
        this.#updateContext();
      }),
      window.tabGroups.onDidChangeTabGroups(() => this.#updateContext()),
    );
  }

  dispose(): void {
    this.answer(false);
    this.#subscriptions.dispose();
  }

  /** Only shows. */
  async show(files: readonly Compared[], title: string): Promise<void> {
    const id = ++this.#shown;
    const compared = files.map(({ path, before, after }) => {
      const [left, right] = [this.#hold(path, `before-${id}`, before), this.#hold(path, `after-${id}`, after)];
      return [right, left, right] as const;
    });
    const [first, ...others] = compared;
    if (!first) return;
    if (others.length > 0) await commands.executeCommand("vscode.changes", title, compared);
    else await commands.executeCommand("vscode.diff", first[1], first[2], title, { preview: false });
  }

  /** Shows, and waits for the person's answer. A question that is still open is withdrawn. */
  ask(files: readonly Compared[], title: string): Promise<boolean> {
    this.answer(false);
    return new Promise((answer, fail) => {
      this.#question = { title, answer };
      // Not awaited: an editor that is closed while it opens never reports that it has.
      this.show(files, title).then(() => this.#updateContext(), fail);
    });
  }

  /** The person's answer to the open question, if one is open. */
  answer(yes: boolean): void {
    const question = this.#question;
    if (!question) return;
    this.#question = undefined;
    this.#updateContext();
    const tab = window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === question.title);
    if (tab) void window.tabGroups.close(tab);
    question.answer(yes);
  }

  #hold(path: string, side: string, text: string): Uri {
    const uri = Uri.from({ scheme, path: `/${path}`, query: side });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  /** The two buttons stand in the title of the question's own editor only. */
  #updateContext(): void {
    const active = window.tabGroups.activeTabGroup.activeTab;
    const asking = this.#question !== undefined && active?.label === this.#question.title;
    void commands.executeCommand("setContext", "phasegate.asking", asking);
  }
}
