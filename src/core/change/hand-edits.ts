import { reassess } from "../assessment/assess";
import type { Assessment } from "../assessment/state";
import { newestCheckpoint } from "../ledger/ledger";
import { type Problem, problem, UserError } from "../problem";
import { readSource } from "../source";
import { type Change, differences, type FileChange, governedTexts, type Request, textsAfter } from "./change";
import { compareTexts, compareValues } from "./compare";
import type { PastFile } from "./restore-files";

/** Where the edits started from: the governed files as they are committed. */
export function committedStart(assessment: Assessment, committed: ReadonlyMap<string, PastFile>): Assessment {
  const sources = new Map(assessment.sources);
  for (const [key, { text }] of committed) sources.set(key, readSource(text));
  return reassess(assessment, { sources });
}

/** Whether the values as they are now are those that `rollback`, worked out on what is committed, would lead to. */
export function leadsHere(rollback: Change, from: Assessment, assessment: Assessment): boolean {
  const { inEffect = [] } = assessment;
  // Edits by hand take phases back; they bring none in.
  const takesBack = rollback.changes.length > 0 && rollback.phases.every((id) => inEffect.includes(id));
  const after = textsAfter(from, rollback.changes);
  return takesBack && differences(after, governedTexts(assessment)).length === 0;
}

/**
 * The change that commits the edits of the governed files as they are; `committed` holds each file that has some, by its
 * key in the plan, as it stands in HEAD. `rollback` is the one that they amount to, where they do.
 */
export function editsChange(
  assessment: Assessment,
  committed: ReadonlyMap<string, PastFile>,
  request: Request & { kind: "exception" },
  rollback: Change | undefined,
): Change {
  if (committed.size === 0) throw new UserError(problem("nothing-to-checkpoint", {}));
  const { plan, planHash, ledger, inEffect = [] } = assessment;
  const { changes, shown, lost } = compareValues(committedStart(assessment, committed), assessment);
  // The ledger could not say what became of a value that can't be read any more.
  if (lost.length > 0) throw new UserError(problem("adopt-unbound", { parameters: [...lost] }));
  const files: FileChange[] = [];
  const notes: Problem[] = [];
  for (const [key, { text: before, bytes }] of committed) {
    const [path, after] = [plan.files[key]?.path ?? "", assessment.sources.get(key)?.text ?? ""];
    const here = assessment.parameters.filter(({ name, parameter }) => parameter.file === key && shown.has(name));
    const { edits, otherLines: lines } = compareTexts(
      before,
      after,
      here.flatMap(({ current }) => current?.range ?? []),
    );
    files.push({ path, before, after, edits, whole: bytes });
    const told = here.flatMap(({ name }) => shown.get(name) ?? []);
    notes.push(
      problem("edits-held", { path, lines, values: told }, { severity: told.length > 0 ? "warning" : "info" }),
    );
  }
  // No phase is said to be in effect whose values are not there.
  const there = assessment.phases
    .filter(({ phase, pending }) => inEffect.includes(phase.id) && pending.length === 0)
    .map(({ phase }) => phase.id);
  const phases = rollback?.phases ?? there;
  const ended = inEffect.filter((id) => !phases.includes(id));
  if (ended.length > 0) notes.push(problem("phases-end", { phases: ended }));
  return {
    request,
    event: rollback?.event ?? "exception",
    summary: rollback?.summary ?? "checkpoint edits made by hand",
    phases,
    // Edits of the code give no consent to a plan that was changed meanwhile.
    planHash: (ledger && newestCheckpoint(ledger)?.planHash) ?? planHash,
    ...(request.reason !== undefined && { reason: request.reason }),
    files,
    changes,
    plannedAgainst: governedTexts(assessment),
    notes,
  };
}
