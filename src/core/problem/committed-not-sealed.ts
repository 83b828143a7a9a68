// Declares how a seal ends that made its commit and no checkpoint of it: neither done nor refused.
import type { Problem } from "./problem";

/** What the next apply or rollback does about a commit that has no checkpoint. */
export type NextStep =
  /** Tags it by itself, once the problems are gone. */
  | "tag"
  /** Goes on without it: the commit is not what its checkpoint would say, or its tag's name is taken. */
  | "pass-over"
  /** Finds out what nobody can tell now, whether the commit and its tag were made; then tags it, or undoes what was written. */
  | "find-out";

/** What a seal left behind. */
export interface Unsealed {
  /** The tag that the checkpoint was to have. */
  readonly tag: string;
  /** The commit's full object name; undefined where nobody can tell it, or whether there is one. */
  readonly commit: string | undefined;
  readonly next: NextStep;
}

/** A commit was made, or may have been, and it is no checkpoint: the problems say why. Unlike after a UserError, something changed. */
export class CommittedNotSealed extends Error {
  readonly problems: readonly Problem[];

  constructor(
    readonly unsealed: Unsealed,
    ...problems: Problem[]
  ) {
    super(`${unsealed.tag} is not sealed: ${problems.map(({ code }) => code).join(", ")}`);
    this.name = "CommittedNotSealed";
    this.problems = problems;
  }
}
