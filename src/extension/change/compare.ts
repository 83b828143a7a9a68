// Opens VS Code's own editors that compare documents.
import { commands, type Range, type Uri, window } from "vscode";

/** Two documents that are compared. */
export interface Pair {
  readonly before: Uri;
  readonly after: Uri;
}

/**
 * Compares in VS Code's own editor, opened for good: one file in the diff editor, several in the one for many. One file is
 * shown at `selection`, without it where VS Code likes.
 */
export async function compare(title: string, pairs: readonly Pair[], selection?: Range): Promise<void> {
  const [first, ...others] = pairs;
  if (!first) return;
  if (others.length === 0) {
    await commands.executeCommand("vscode.diff", first.before, first.after, title, {
      preview: false,
      ...(selection && { selection }),
    });
    return;
  }
  await compareFolded(title, pairs);
}

/**
 * Compares documents in VS Code's editor for many, which folds what is unchanged whatever the settings say, and so begins
 * at the first change. What has no `before` is shown as new.
 */
export async function compareFolded(
  title: string,
  pairs: readonly { readonly before: Uri | undefined; readonly after: Uri }[],
): Promise<void> {
  const compared = pairs.map(({ before, after }) => [after, before, after]);
  await commands.executeCommand("vscode.changes", title, compared);
  // It can't be asked to open for good, and the next editor would take its place.
  if (window.tabGroups.activeTabGroup.activeTab?.label.startsWith(title)) {
    await commands.executeCommand("workbench.action.keepEditor");
  }
}
