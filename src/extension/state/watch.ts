// Watches files by glob or by path.
import { basename, dirname } from "node:path";
import { Disposable, RelativePattern, Uri, workspace } from "vscode";

/** What to do when a file was written, and when one came or went. */
interface Reaction {
  readonly changed: () => void;
  readonly cameOrWent: () => void;
}

export function watch(pattern: string | RelativePattern, { changed, cameOrWent }: Reaction): Disposable {
  const watcher = workspace.createFileSystemWatcher(pattern);
  return Disposable.from(
    watcher,
    watcher.onDidCreate(cameOrWent),
    watcher.onDidChange(changed),
    watcher.onDidDelete(cameOrWent),
  );
}

/** The files of `folder` that the glob matches. */
export function watchIn(folder: string, glob: string, react: () => void): Disposable {
  return watch(new RelativePattern(Uri.file(folder), glob), { changed: react, cameOrWent: react });
}

/** One file, by its absolute path. A glob can't quote its own marks: `?` takes the place of each. */
export function watchFile(path: string, react: () => void): Disposable {
  return watchIn(dirname(path), basename(path).replace(/[[\]{}*?!]/g, "?"), react);
}

/** The files of one folder, by an absolute path whose last part may be a pattern of `*`, `?` and braces. */
export function watchFiles(path: string, react: () => void): Disposable {
  return watchIn(dirname(path), basename(path).replace(/[[\]!]/g, "?"), react);
}
