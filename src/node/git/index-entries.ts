// Brings git's index back in line with a commit whose files it lags behind.
import { bytesOf } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { literal, type RealPath } from "../files/paths";
import { orGitFailed } from "./git";
import { readBlob } from "./objects";
import type { Repository } from "./repository";

/** A file and the SHA-256 of the bytes that a seal wrote into it. */
export type WrittenFile = RealPath & { readonly written: string };

/**
 * Brings the index entries of files up to `commit`, where that is HEAD, the files hold its bytes, and the entry is the one of
 * the commit before or of what was written: another one was staged by somebody since. A git that was killed after it moved the
 * branch leaves older entries, and so does a hook that rewrites the file, since git then commits another index than it keeps;
 * the next commit made by hand would put the old text back without a word. Git processes: status beside diff-index; where such
 * entries are, ls-files beside ls-tree, and reset.
 */
export async function catchUpIndex(
  repository: Repository,
  commit: string,
  files: readonly WrittenFile[],
): Promise<void> {
  const { git } = repository;
  const form = ["--cached", "--name-only", "-z", "--no-renames"];
  const [{ head }, output] = await Promise.all([
    repository.state([]),
    orGitFailed("diff-index", git.run(["diff-index", ...form, commit, "--", ...files.map(literal)])),
  ]);
  const differing = output.split("\0");
  const staged = files.filter(({ inRepository }) => differing.includes(inRepository));
  if (head !== commit || staged.length === 0) return;
  const [entries, before] = await Promise.all([
    objectsIn(orGitFailed("ls-files", git.run(["ls-files", "-s", "-z", "--", ...staged.map(literal)]))),
    objectsIn(orGitFailed("ls-tree", git.run(["ls-tree", "-z", `${commit}^`, "--", ...staged.map(literal)]))),
  ]);
  const behind: RealPath[] = [];
  for (const file of staged) {
    const entry = entries.get(file.inRepository);
    const isOld = entry !== undefined && entry === before.get(file.inRepository);
    const isLeft = entry !== undefined && (isOld || (await isWritten(repository, file, entry)));
    if (isLeft && (await holdsCommitted(repository, commit, file))) behind.push(file);
  }
  if (behind.length > 0)
    await orGitFailed("reset", git.run(["reset", "--quiet", commit, "--", ...behind.map(literal)]));
}

/** The objects by their paths, out of rows as `<mode> … <object>[ <stage>]\t<path>`; no conflicts. */
async function objectsIn(output: Promise<string>): Promise<Map<string, string>> {
  const rows = (await output).split("\0").map((row) => /^\d+ (?:blob )?([0-9a-f]+)(?: 0)?\t(.*)$/s.exec(row));
  return new Map(rows.flatMap((found): [string, string][] => (found ? [[found[2] ?? "", found[1] ?? ""]] : [])));
}

async function isWritten({ git }: Repository, { inRepository, written }: WrittenFile, entry: string): Promise<boolean> {
  return hashBytes(await orGitFailed("cat-file", readBlob(git, entry, inRepository))) === written;
}

/** Where the work tree has something else, what is staged may be meant. */
async function holdsCommitted(repository: Repository, commit: string, file: RealPath): Promise<boolean> {
  const [bytes, committed] = await Promise.all([bytesOf(file.absolute), repository.bytesAt(commit, file.inRepository)]);
  return bytes !== undefined && committed?.equals(bytes) === true;
}
