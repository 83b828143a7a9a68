// Plans the rollback of whole files.
import { reassess } from "../assessment/assess";
import type { Assessment } from "../assessment/state";
import { type Problem, problem, UserError } from "../problem";
import { readSource } from "../source";
import { areEqualBytes, type Change, type FileChange, type ReplacedFile, type RollbackRequest } from "./change";
import { compareFile, compareValues } from "./compare";
import { buildRollback, type RollbackTarget } from "./rollback";

/** A governed file as a commit has it: its text, and the bytes before and after a change that starts from it or leads to it. */
export interface CommittedFile {
  readonly text: string;
  readonly replacedFile: ReplacedFile;
}

/** The change that makes every governed file, by its key in the plan, what it was in `past`, to the byte. */
export function wholeFileChange(
  assessment: Assessment,
  past: ReadonlyMap<string, CommittedFile>,
  target: RollbackTarget,
  request: RollbackRequest,
): Change {
  const sources = new Map(
    [...past].map(([key, { text }]) => [key, readSource(assessment.plan.files[key]?.path ?? "", text)]),
  );
  const result = reassess(assessment, { sources });
  const comparison = compareValues(assessment, result);
  const { changes, boundBeforeOnly, boundAfterOnly } = comparison;
  // The ledger could not say what became of a value that it can read in the one file only.
  const boundOnce = [...boundBeforeOnly, ...boundAfterOnly];
  if (boundOnce.length > 0) throw new UserError(problem("checkpoint-unbound", { parameters: boundOnce }));
  const files: FileChange[] = [];
  const notes: Problem[] = [];
  for (const [key, { path }] of Object.entries(assessment.plan.files)) {
    const replacedFile = assessment.sources.has(key) ? past.get(key)?.replacedFile : undefined;
    if (!replacedFile || areEqualBytes(replacedFile.before, replacedFile.after)) continue;
    const { changes: fileChanges, otherLines, ...texts } = compareFile(key, assessment, result, comparison);
    files.push({ path, ...texts, replacedFile });
    // Bytes may differ where texts don't: by a mark at the beginning, or by the encoding.
    const lines = texts.edits.length === 0 ? 1 : otherLines;
    const data = { path, lines, changes: fileChanges };
    notes.push(problem("rollback-whole", data, { severity: lines > 0 ? "warning" : "info" }));
  }
  return buildRollback(assessment, { files, changes, result }, target.phases, target.to, request, notes);
}
