// Plans the checkpoint of hand edits: uncommitted edits of the governed files, as they are.
import { reassess } from "../assessment/assess";
import type { Assessment } from "../assessment/state";
import { newestCheckpoint } from "../ledger/ledger";
import { type Problem, problem, UserError } from "../problem";
import { isSameValue, readSource } from "../source";
import {
  type Change,
  type FileChange,
  governedTexts,
  type HandEditsRequest,
  phasesAfter,
  textsAfter,
  valueDifferences,
} from "./change";
import { compareFile, compareValues } from "./compare";
import type { CommittedFile } from "./restore-files";

/** Where the edits started from: the governed files as they are committed. */
export function committedStart(assessment: Assessment, committed: ReadonlyMap<string, CommittedFile>): Assessment {
  const sources = new Map(assessment.sources);
  for (const [key, { text }] of committed) sources.set(key, readSource(assessment.plan.files[key]?.path ?? "", text));
  return reassess(assessment, { sources });
}

/** Whether the values as they are now are those that `rollback`, worked out on what is committed, would lead to. */
export function leadsToCurrentValues(rollback: Change, from: Assessment, assessment: Assessment): boolean {
  const { inEffect = [] } = assessment;
  // Edits by hand take phases back; they bring none in.
  const takesBack = rollback.changes.length > 0 && rollback.phases.every((id) => inEffect.includes(id));
  const differences = valueDifferences(textsAfter(from, rollback.changes), governedTexts(assessment));
  // What was written without the ledger is spelled as the plan has it.
  return takesBack && differences.every(({ before = "", after = "" }) => isSameValue(before, after));
}

/**
 * The change that commits the edits of the governed files as they are; `committed` holds each file that has some, by its
 * key in the plan, as it stands in HEAD. `rollback` is the one that they amount to, where they do.
 */
export function handEditsChange(
  assessment: Assessment,
  committed: ReadonlyMap<string, CommittedFile>,
  request: HandEditsRequest,
  rollback: Change | undefined,
): Change {
  if (committed.size === 0) throw new UserError(problem("nothing-to-checkpoint", {}));
  const { plan, planHash, ledger, inEffect = [] } = assessment;
  const start = committedStart(assessment, committed);
  const comparison = compareValues(start, assessment);
  const { changes, boundBeforeOnly } = comparison;
  // The ledger could not say what became of a value that can't be read any more.
  if (boundBeforeOnly.length > 0) throw new UserError(problem("adopt-unbound", { parameters: [...boundBeforeOnly] }));
  const files: FileChange[] = [];
  const notes: Problem[] = [];
  for (const [key, { replacedFile }] of committed) {
    const path = plan.files[key]?.path ?? "";
    const { changes: fileChanges, otherLines: lines, ...texts } = compareFile(key, start, assessment, comparison);
    files.push({ path, ...texts, replacedFile });
    const data = { path, lines, changes: fileChanges };
    notes.push(problem("hand-edits-held", data, { severity: fileChanges.length > 0 ? "warning" : "info" }));
  }
  // No phase is said to be in effect whose values are not there.
  const phasesKept = assessment.phases
    .filter(({ phase, pending }) => inEffect.includes(phase.id) && pending.length === 0)
    .map(({ phase }) => phase.id);
  const phases = rollback?.phases ?? phasesKept;
  const { ended } = phasesAfter(assessment, phases);
  if (ended) notes.push(problem("phases-end", { phases: [...ended] }));
  return {
    request,
    event: rollback?.event ?? { kind: "hand-edits" },
    phases,
    ...(ended && { ended }),
    // Edits of the code give no consent to a plan that was changed meanwhile.
    planHash: (ledger && newestCheckpoint(ledger)?.planHash) ?? planHash,
    ...(request.reason !== undefined && { reason: request.reason }),
    files,
    changes,
    plannedAgainst: governedTexts(assessment),
    notes,
  };
}
