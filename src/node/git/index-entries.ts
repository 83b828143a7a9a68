// Brings git's index back in line with a commit whose files it lags behind.
import { bytesOf } from "../files/atomic-write";
import { literal, type RealPath } from "../files/paths";
import { orGitFailed } from "./git";
import type { Repository } from "./repository";

/**
 * Brings the index entries of files up to `commit`, where that is HEAD and the files hold its bytes. A git that was killed after
 * it moved the branch leaves older entries, and so does a hook that rewrites the file, since git then commits another index than
 * it keeps; the next commit made by hand would put the old text back without a word. Git processes: status beside diff-index; where such entries are, cat-file for each and reset.
 */
export async function catchUpIndex(repository: Repository, commit: string, files: readonly RealPath[]): Promise<void> {
  const { git } = repository;
  const form = ["--cached", "--name-only", "-z", "--no-renames"];
  const [{ head }, output] = await Promise.all([
    repository.state([]),
    orGitFailed("diff-index", git.run(["diff-index", ...form, commit, "--", ...files.map(literal)])),
  ]);
  if (head !== commit) return;
  const staged = output.split("\0");
  const behind: RealPath[] = [];
  for (const file of files.filter(({ inRepository }) => staged.includes(inRepository))) {
    const [bytes, committed] = await Promise.all([
      bytesOf(file.absolute),
      repository.bytesAt(commit, file.inRepository),
    ]);
    // Where the work tree has something else, what is staged may be meant.
    if (bytes && committed?.equals(bytes)) behind.push(file);
  }
  if (behind.length > 0)
    await orGitFailed("reset", git.run(["reset", "--quiet", commit, "--", ...behind.map(literal)]));
}
