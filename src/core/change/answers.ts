// Tells whether a checkpoint is what a request asks for.
import type { RollbackGoal } from "../ledger/event";
import { type Checkpoint, checkpointNamed, type Ledger } from "../ledger/ledger";
import type { Request, RollbackRequest } from "./change";

/**
 * Whether `checkpoint`, which was completed only now, is what `request` asks for: whoever asks again after the process was
 * killed must not get it twice.
 */
export function answers({ event }: Pick<Checkpoint, "event">, request: Request, ledger: Ledger): boolean {
  switch (request.kind) {
    case "apply":
      return event.kind === "apply" && (request.next === true || event.phase === request.phase);
    case "rollback":
      return event.kind === "rollback" && leadsTo(event.to, request, ledger);
    case "validate":
    case "extend":
      return event.kind === request.kind && event.phase === request.phase;
    case "hand-edits":
      // Edits that lead to a rollback's values are recorded as one; so is any rollback, and edits of later must not be passed over.
      return event.kind === "hand-edits";
    case "adopt":
      return event.kind === "adopt";
  }
}

function leadsTo(goal: RollbackGoal, request: RollbackRequest, { checkpoints }: Ledger): boolean {
  const { tag, phase, wholeFile, backup } = request;
  if (backup !== undefined) return goal.kind === "backup";
  if (tag === "baseline") return goal.kind === "baseline";
  if (tag !== undefined) {
    const kind = wholeFile ? "files-of-checkpoint" : "checkpoint";
    return goal.kind === kind && goal.n === checkpointNamed(checkpoints, tag)?.n;
  }
  return goal.kind === "before-phase" && (phase === undefined || goal.phase === phase);
}
