// Finds edits that git's status does not show.
import { type Problem, problem } from "../../core/problem";
import { bytesOf } from "../files/atomic-write";
import { literal, type RealPath } from "../files/paths";
import { convertedObject, isVerbatim } from "./conversion";
import { orGitFailed } from "./git";
import type { Repository, RepositoryState } from "./repository";

/** What the index has of a path. */
interface IndexEntry {
  readonly object: string;
  /** Whether git is told not to look at the file: "assume unchanged", or "skip worktree". */
  readonly isUnwatched: boolean;
}

/**
 * What keeps `state` from being believed: that git is told not to look at a path, or that it calls one clean by its size and
 * time, and the bytes are others. Git processes: ls-files; for each file that git converts, hash-object and, where that
 * does not tell, cat-file. UserError: git-failed.
 */
export async function hiddenEdits(repository: Repository, { head, paths }: RepositoryState): Promise<Problem[]> {
  const present = [...paths.keys()].filter((path) => paths.get(path) !== "missing");
  const files = await Promise.all(present.map((path) => repository.resolve(path)));
  if (head === undefined || files.length === 0) return [];
  const entries = await indexEntries(repository, files);
  const problems = await Promise.all(
    files.map(async (file): Promise<Problem[]> => {
      const entry = entries.get(file.inRepository);
      if (entry?.isUnwatched) return [problem("file-unwatched", { path: file.path })];
      return entry && paths.get(file.path) === "clean" && (await isEdited(repository, file, entry.object, head))
        ? [problem("file-edited-unseen", { path: file.path })]
        : [];
    }),
  );
  return problems.flat();
}

async function indexEntries({ git }: Repository, files: readonly RealPath[]): Promise<ReadonlyMap<string, IndexEntry>> {
  const args = ["ls-files", "--stage", "-v", "-z", "--", ...files.map(literal)];
  const output = await orGitFailed("ls-files", git.run(args));
  const entries = [...output.matchAll(/(?<=^|\0)(\S) \d+ ([0-9a-f]+) \d\t([^\0]+)/g)];
  // A small letter is "assume unchanged", S "skip worktree".
  return new Map(
    entries.map(([, mark = "", object = "", path = ""]) => [path, { object, isUnwatched: /[a-zS]/.test(mark) }]),
  );
}

async function isEdited(repository: Repository, file: RealPath, object: string, head: string): Promise<boolean> {
  const bytes = await bytesOf(file.absolute);
  if (!bytes || isVerbatim(bytes, object)) return false;
  if ((await convertedObject(repository, file, bytes)) === object) return false;
  // A filter may make something else of the same bytes each time; git leaves CR LF that are committed as they are.
  return (await repository.bytesAt(head, file.path))?.equals(bytes) !== true;
}
