import { bytesOf } from "../files/atomic-write";
import { literal, type RealPath } from "../files/paths";
import { told } from "./git";
import type { Repository } from "./repository";

/**
 * Takes to `commit`, which is HEAD, what the index has otherwise of files that hold the commit's bytes: a git that was killed
 * after it moved the branch leaves such entries, and so does a hook that rewrites the file, since git then commits another index
 * than it keeps. The next commit made by hand would put the old text back without a word. Two processes, and more where there are any.
 */
export async function catchUpIndex(repository: Repository, commit: string, files: readonly RealPath[]): Promise<void> {
  const { git } = repository;
  const form = ["--cached", "--name-only", "-z", "--no-renames"];
  const [{ head }, output] = await Promise.all([
    repository.state([]),
    told("diff-index", git.run(["diff-index", ...form, commit, "--", ...files.map(literal)])),
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
  if (behind.length > 0) await told("reset", git.run(["reset", "--quiet", commit, "--", ...behind.map(literal)]));
}
