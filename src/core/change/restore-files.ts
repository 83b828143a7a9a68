import { reassess } from "../assessment/assess";
import type { Assessment } from "../assessment/state";
import { type Problem, problem, UserError } from "../problem";
import { readSource } from "../source";
import { type Change, type FileChange, type Request, sameBytes, type WholeBytes } from "./change";
import { compareTexts, compareValues } from "./compare";
import { assembled, type RollbackTarget } from "./rollback";

/** A governed file as it stood at the target of a rollback: its text, and its bytes beside those of now. */
export interface PastFile {
  readonly text: string;
  readonly bytes: WholeBytes;
}

/** The change that makes every governed file, by its key in the plan, what it was in `past`, to the byte. */
export function wholeFileChange(
  assessment: Assessment,
  past: ReadonlyMap<string, PastFile>,
  target: RollbackTarget,
  request: Request & { kind: "rollback" },
): Change {
  const sources = new Map([...past].map(([key, { text }]) => [key, readSource(text)]));
  const result = reassess(assessment, { sources });
  const { changes, shown, lost, gained } = compareValues(assessment, result);
  // The ledger could not say what became of a value that it can read in the one file only.
  if (lost.length + gained.length > 0) {
    throw new UserError(problem("checkpoint-unbound", { parameters: [...lost, ...gained] }));
  }
  const files: FileChange[] = [];
  const notes: Problem[] = [];
  for (const [key, { path }] of Object.entries(assessment.plan.files)) {
    const [before, then] = [assessment.sources.get(key)?.text, past.get(key)];
    if (before === undefined || !then || sameBytes(then.bytes.before, then.bytes.after)) continue;
    const here = result.parameters.filter(({ name, parameter }) => parameter.file === key && shown.has(name));
    const own = here.flatMap(({ current }) => current?.range ?? []);
    const { edits, otherLines } = compareTexts(before, then.text, own);
    files.push({ path, before, after: then.text, edits, whole: then.bytes });
    // Bytes may differ where texts don't: by a mark at the beginning, or by the encoding.
    const lines = edits.length === 0 ? 1 : otherLines;
    const told = here.flatMap(({ name }) => shown.get(name) ?? []);
    notes.push(problem("rollback-whole", { path, lines, values: told }, { severity: lines > 0 ? "warning" : "info" }));
  }
  const event = target.event.replace("rollback-", "rollback-file-");
  return assembled(assessment, { files, changes, result }, target.phases, event, request, notes);
}
