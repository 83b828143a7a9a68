import { assess } from "./assess";
import { type Change, type FileChange, governedTexts, type Request, type Start } from "./change";
import { compareTexts, compareValues } from "./compare";
import { newestCheckpoint } from "./ledger";
import { type Problem, problem, UserError } from "./problem";
import { readSource } from "./source";
import type { PastFile } from "./whole-file";

/**
 * The change that commits the edits of the governed files as they are; `committed` holds each file that has some, by its
 * key in the plan, as it stands in HEAD.
 */
export function editsChange(
  start: Start,
  committed: ReadonlyMap<string, PastFile>,
  request: Request & { kind: "exception" },
): Change {
  if (committed.size === 0) throw new UserError(problem("nothing-to-checkpoint", {}));
  const { assessment } = start;
  const { plan, values, planHash, planPath, ledger, inEffect = [] } = assessment;
  const sources = new Map(start.sources);
  for (const [key, { text }] of committed) sources.set(key, readSource(text));
  const { changes, shown, lost } = compareValues(assess({ values, planHash, planPath, sources, ledger }), assessment);
  // The ledger could not say what became of a value that can't be read any more.
  if (lost.length > 0) throw new UserError(problem("adopt-unbound", { parameters: [...lost] }));
  const files: FileChange[] = [];
  const notes: Problem[] = [];
  for (const [key, { text: before, bytes }] of committed) {
    const [path, after] = [plan.files[key]?.path ?? "", start.sources.get(key)?.text ?? ""];
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
  const phases = assessment.phases
    .filter(({ phase, pending }) => inEffect.includes(phase.id) && pending.length === 0)
    .map(({ phase }) => phase.id);
  const ended = inEffect.filter((id) => !phases.includes(id));
  if (ended.length > 0) notes.push(problem("phases-end", { phases: ended }, { severity: "warning" }));
  return {
    request,
    event: "exception",
    summary: "checkpoint edits made by hand",
    phases,
    // Edits of the code give no consent to a plan that was changed meanwhile.
    planHash: (ledger && newestCheckpoint(ledger)?.planHash) ?? planHash,
    files,
    changes,
    plannedAgainst: governedTexts(assessment),
    notes,
  };
}
