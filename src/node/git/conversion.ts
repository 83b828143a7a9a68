// Asks git what it makes of a file's bytes: on their way into a commit it converts line ends and encodings, and runs filters.
import { createHash } from "node:crypto";
import type { RealPath } from "../files/paths";
import { orGitFailed } from "./git";
import { entryAt } from "./objects";
import type { Repository } from "./repository";

/** The object that a commit has of a file; undefined where that is missing, or no regular file. No process but the open one. */
export async function objectAt({ git }: Repository, commit: string, file: RealPath): Promise<string | undefined> {
  const entry = await orGitFailed("cat-file", entryAt(git, commit, file.inRepository));
  return entry?.mode.startsWith("100") ? entry.object : undefined;
}

/** The object that git makes of a file's bytes; one process. UserError: git-failed, where a filter fails. */
export async function convertedObject({ git }: Repository, { inRepository }: RealPath, bytes: Buffer): Promise<string> {
  const args = ["hash-object", "--stdin", `--path=${inRepository}`];
  return (await orGitFailed("hash-object", git.run(args, bytes))).trim();
}

/** Whether `object` is made of `bytes` as they are, without a conversion. */
export function isVerbatim(bytes: Buffer, object: string): boolean {
  const hash = createHash(object.length === 40 ? "sha1" : "sha256");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex") === object;
}
