// Reads a governed file out of a commit, as text or to the byte, or out of the index.
import type { Plan } from "../../core/plan/plan";
import { problem, UserError } from "../../core/problem";
import { readSource, type Source } from "../../core/source";
import { literal } from "../files/paths";
import { decodeText } from "../files/text-file";
import { convertedObject } from "./conversion";
import { GitFailure, orGitFailed } from "./git";
import { readBlob } from "./objects";
import type { Repository } from "./repository";

/**
 * A governed file's bytes in a commit, as a checkout would write them, where a commit of them would hold the very same file
 * again. `tag` is what the person named. Git processes: cat-file, ls-tree and cat-file side by side, then hash-object.
 * UserError: whole-file-absent where the file was missing or a link, whole-file-inexact.
 */
export async function exactFileAt(
  repository: Repository,
  { commit, tag }: { readonly commit: string; readonly tag: string },
  path: string,
): Promise<Buffer> {
  const { git } = repository;
  const file = await repository.resolve(path);
  const [bytes, entry, followed] = await Promise.all([
    repository.bytesAt(commit, path),
    orGitFailed("ls-tree", git.run(["ls-tree", "-z", commit, "--", literal(file)])),
    orGitFailed("cat-file", git.run(["cat-file", "--batch-check", "--follow-symlinks"], `${commit}:${path}\n`)),
  ]);
  const object = /^100(?:644|755) blob ([0-9a-f]+)\t/.exec(entry)?.[1];
  // A plan may name a link: then as now, it must lead to this very file.
  if (!bytes || object === undefined || followed.split(" ")[0] !== object) {
    throw new UserError(problem("whole-file-absent", { path, tag }));
  }
  if ((await convertedObject(repository, file, bytes)) !== object)
    throw new UserError(problem("whole-file-inexact", { path, tag }));
  return bytes;
}

/** A file's text in a commit; empty where the commit has no such file. UserError: file-undecodable. */
export async function textAt(repository: Repository, commit: string, path: string): Promise<string> {
  const bytes = await repository.bytesAt(commit, path);
  return bytes ? decodeText(path, bytes).text : "";
}

/**
 * The commit at which HEAD left `revision`, a branch say; where they have none in common, that of `revision`. Two git
 * processes. UserError: revision-unknown.
 */
export async function baseCommit({ git }: Repository, revision: string): Promise<string> {
  const named = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const commit = await git.run(named).catch((error: unknown) => {
    throw error instanceof GitFailure ? new UserError(problem("revision-unknown", { revision })) : error;
  });
  const base = await git.run(["merge-base", commit.trim(), "HEAD"]).catch(() => commit);
  return base.trim();
}

/** The governed sources as they were in a commit, by their key in the plan; one that it does not have is absent. UserError: file-undecodable. */
export async function sourcesAt(repository: Repository, commit: string, plan: Plan): Promise<Map<string, Source>> {
  const files = Object.entries(plan.files).map(async ([key, { path }]): Promise<[string, Source][]> => {
    const bytes = await repository.bytesAt(commit, path);
    return bytes ? [[key, readSource(path, decodeText(path, bytes).text)]] : [];
  });
  return new Map((await Promise.all(files)).flat());
}

/** A file in the index. */
export interface StagedFile {
  readonly object: string;
  /** As a checkout would write them. */
  readonly bytes: Buffer;
}

/** What the index has at a path (as a plan spells it), undefined where it has nothing or a conflict. One process. UserError: git-failed. */
export async function stagedFile(repository: Repository, path: string): Promise<StagedFile | undefined> {
  const { git } = repository;
  const file = await repository.resolve(path);
  const args = ["ls-files", "--stage", "-z", "--", literal(file)];
  const output = await orGitFailed("ls-files", git.runOnHooksIndex(args));
  const object = /^100\d{3} ([0-9a-f]+) 0\t/.exec(output)?.[1];
  if (object === undefined) return undefined;
  return { object, bytes: await orGitFailed("cat-file", readBlob(git, object, file.inRepository)) };
}
