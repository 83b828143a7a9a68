// Knows the checkpoint that a hook runs for, before it is made.
import { type Checkpoint, type Ledger, parseTag } from "../../core/ledger/ledger";
import { parseMessage } from "../../core/ledger/message";
import { bytesOf } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { convertedObject, isVerbatim } from "../git/conversion";
import { stagedFile } from "../git/file-at";
import type { Repository } from "../git/repository";
import { type Lock, type LockedFile, lifeOfHolder } from "./lock";

/**
 * The ledger as it will be once the commit that is about to be made is sealed: with the checkpoint of `lock` where that is being
 * made right now and the index has its very files, else as it is. Two processes for each file of such a lock.
 */
export async function withBeingSealed(repository: Repository, ledger: Ledger, lock: Lock | undefined): Promise<Ledger> {
  // Where a process's start is not told, its files tell all the same.
  if (!lock?.record || !["lives", "perhaps"].includes(lifeOfHolder(lock, repository.commonDir))) return ledger;
  const { files, head: commit, message, who, when } = lock.record;
  const sealed = parseMessage(message);
  const n = sealed && parseTag(sealed.tag)?.n;
  if (!sealed || n === undefined) return ledger;
  const staged = await Promise.all(files.map((file) => isStaged(repository, file)));
  if (staged.includes(false)) return ledger;
  const { record, tag, summary } = sealed;
  const checkpoint: Checkpoint = { ...record, tag, summary, n, commit, who, when, at: Date.parse(when) };
  return { ...ledger, checkpoints: [...ledger.checkpoints, checkpoint] };
}

/** Whether the index has what git makes of the bytes that the seal wrote. */
async function isStaged(repository: Repository, { path, after }: LockedFile): Promise<boolean> {
  const file = await repository.resolve(path);
  const [bytes, staged] = await Promise.all([bytesOf(file.absolute), stagedFile(repository, path)]);
  if (!bytes || !staged || hashBytes(bytes) !== after) return false;
  return isVerbatim(bytes, staged.object) || (await convertedObject(repository, file, bytes)) === staged.object;
}
