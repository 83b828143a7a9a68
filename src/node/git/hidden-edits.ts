// Finds edits that git's status does not show.
import { type Problem, problem } from "../../core/problem";
import { bytesOf } from "../files/atomic-write";
import { literal, type RealPath } from "../files/paths";
import { convertedObject, isVerbatim, objectAt } from "./conversion";
import { orGitFailed } from "./git";
import type { Repository, RepositoryState } from "./repository";

/** The paths of `state` that git is told not to look at: "assume unchanged", or "skip worktree". One process. UserError: git-failed. */
export async function unwatchedFiles(repository: Repository, { paths }: RepositoryState): Promise<Problem[]> {
  const present = [...paths.keys()].filter((path) => paths.get(path) !== "missing");
  const files = await Promise.all(present.map((path) => repository.resolve(path)));
  if (files.length === 0) return [];
  const args = ["ls-files", "-v", "-z", "--", ...files.map(literal)];
  const output = await orGitFailed("ls-files", repository.git.run(args));
  // A small letter is "assume unchanged", S "skip worktree".
  const unwatched = new Set(output.split("\0").flatMap((row) => (/^[a-zS] /.test(row) ? row.slice(2) : [])));
  return files.flatMap(({ path, inRepository }) =>
    unwatched.has(inRepository) ? [problem("file-unwatched", { path })] : [],
  );
}

/**
 * The paths that `state` has as clean, by their size and time, and whose bytes are not those of HEAD. Git processes: for each
 * file that git converts, hash-object. UserError: git-failed.
 */
export async function unseenEdits(repository: Repository, { head, paths }: RepositoryState): Promise<Problem[]> {
  if (head === undefined) return [];
  const clean = [...paths.keys()].filter((path) => paths.get(path) === "clean");
  const edited = await Promise.all(clean.map((path) => isEdited(repository, path, head)));
  return clean.flatMap((path, i) => (edited[i] ? [problem("file-edited-unseen", { path })] : []));
}

async function isEdited(repository: Repository, path: string, head: string): Promise<boolean> {
  const file: RealPath = await repository.resolve(path);
  const [bytes, object] = await Promise.all([bytesOf(file.absolute), objectAt(repository, head, file)]);
  if (!bytes || object === undefined || isVerbatim(bytes, object)) return false;
  if ((await convertedObject(repository, file, bytes)) === object) return false;
  // A filter may make something else of the same bytes each time; git leaves CR LF that are committed as they are.
  return (await repository.bytesAt(head, path))?.equals(bytes) !== true;
}
