// Declares what is asked of a seal, and what its steps work on.
import type { CheckpointRecord } from "../../core/ledger/ledger";
import type { Problem } from "../../core/problem";
import type { FileBytes, FileWrite } from "../files/atomic-write";
import type { Repository, RepositoryState } from "../git/repository";
import type { Lock } from "./lock";

export interface SealRequest {
  /** `record.event` names the checkpoint's tag. */
  readonly record: CheckpointRecord;
  /** Empty, or without a difference, where the existing HEAD is to be tagged. */
  readonly files: readonly FileBytes[];
  /** Whether the files hold what is to be committed already, as a person edited them. */
  readonly alreadyWritten?: boolean;
  /** Looks at a file's bytes as they are in the commit: what is wrong with the values there, undefined when nothing is. */
  readonly verify: (path: string, bytes: Buffer) => Problem | undefined;
  /** What the request was planned against: HEAD's full object name, and the next checkpoint's number. */
  readonly head: string;
  readonly n: number;
  /** The branch's short name, undefined where HEAD is detached. */
  readonly branch?: string | undefined;
  /** The lock that a seal has left whose commit stands without its tag, and can't get it yet. */
  readonly left?: Lock | undefined;
  /** Works the request out again, under the lock. UserError: why it is no longer what a person has seen. */
  readonly planAgain?: () => Promise<PlannedAgain>;
}

/** A request as it was worked out again, and what was read for it. */
export interface PlannedAgain {
  readonly request: SealRequest;
  /** Of the request's files, and others. */
  readonly state: RepositoryState;
  /** The names of the plan's tags, and of those that keep git from making any of them. */
  readonly names: readonly string[];
}

/** A request with its names worked out. */
export interface SealWork {
  readonly repository: Repository;
  readonly request: SealRequest;
  readonly files: readonly FileWrite[];
  readonly tag: string;
  /** The file that has the message of commit and tag, for git to read. */
  readonly messageFile: string;
}
