// Asks git what it makes of a file's bytes: on their way into a commit it converts line ends and encodings, and runs filters.
import { createHash } from "node:crypto";
import { literal, type RealPath } from "../files/paths";
import { orGitFailed } from "./git";
import type { Repository } from "./repository";

/** The object of each file in a commit, by the path that git calls it; one that is missing, or no regular file, is left out. One process. */
export async function objectsAt(
  { git }: Repository,
  commit: string,
  files: readonly RealPath[],
): Promise<ReadonlyMap<string, string>> {
  const output = await orGitFailed("ls-tree", git.run(["ls-tree", "-z", commit, "--", ...files.map(literal)]));
  const entries = [...output.matchAll(/(?<=^|\0)100\d{3} blob ([0-9a-f]+)\t([^\0]+)/g)];
  return new Map(entries.map(([, object = "", path = ""]) => [path, object]));
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
