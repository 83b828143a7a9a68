// Decides when a rollback may be written now and sealed later: where git, not the values, is in the way.
import type { Problem, ProblemCode } from "../problem";
import type { RollbackRequest } from "./change";

/** What keeps git from sealing anything, whatever the values are. */
const gitInTheWay = new Set<ProblemCode>([
  "git-missing",
  "git-too-old",
  "git-unstartable",
  "git-busy",
  "git-index-locked",
  "git-failed",
  "git-hook-refused",
  "git-no-identity",
  "plan-locked",
  "tag-failed",
]);

/** Whether a rollback of values that was refused for `problems` may be written without git. */
export function mayBeWrittenUnsealed({ wholeFile }: RollbackRequest, problems: readonly Problem[]): boolean {
  return !wholeFile && problems.some(({ code }) => gitInTheWay.has(code));
}
