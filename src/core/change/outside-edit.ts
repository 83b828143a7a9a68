// Finds what an edit that Phasegate did not make does to the governed values.
import type { Assessment, ParameterState } from "../assessment/state";
import { isEqual } from "../json";
import { pathOf } from "../plan/plan";
import { type Finding, type Problem, problem } from "../problem";
import { redactedText } from "../redact";
import { plainLiteral, type SourceValue } from "../source";

/**
 * Why an edit that leads from `before` to `after` must not be made; empty where it harms nothing. A value may move only to
 * what counts now: its target where its phase is in effect, else its baseline. What is wrong already is no harm of the edit.
 */
export function harmOf(before: Assessment, after: Assessment): Problem[] {
  const found = newFindings(before, after);
  const broken = found.filter(({ code }) => code === "source-broken");
  if (broken.length > 0) return broken;
  const later = new Map(after.parameters.map((state) => [state.name, state]));
  const moved = before.parameters.flatMap((state) => harmOfValue(before, state, later.get(state.name)));
  // What else is found then follows from it.
  return moved.length > 0 ? moved : found;
}

/** The values that `after` has and `before` has not, each with what allows it now; without a ledger, nothing is known to. */
export function movedValues(before: Assessment, after: Assessment): Finding[] {
  const earlier = new Map(before.parameters.map((state) => [state.name, state.current]));
  return after.parameters.flatMap((state) => {
    const { name, current, place } = state;
    const then = earlier.get(name);
    if (!current || !then || isSame(then, current)) return [];
    const as = allowedBy(after, state) ?? null;
    const data = { parameter: name, before: redactedText(then), after: redactedText(current), as };
    return [problem("value-moved", data, { severity: as === null ? "warning" : "info", place })];
  });
}

/** What allows the value: the phase in effect that has it as its target, or the baseline before its phase. */
function allowedBy({ inEffect }: Assessment, { phase, status }: ParameterState): number | "baseline" | undefined {
  // Without the ledger nobody knows what counts.
  if (!inEffect) return undefined;
  if (phase && inEffect.includes(phase.id)) return status === "target" ? phase.id : undefined;
  return status === "baseline" ? "baseline" : undefined;
}

function harmOfValue(
  assessment: Assessment,
  { name, parameter, phase, current }: ParameterState,
  after: ParameterState | undefined,
): Problem[] {
  const path = pathOf(assessment.plan, parameter);
  if (!current) return [];
  const now = after?.current;
  if (!after || !now) return [problem("edit-loses-value", { parameter: name, path })];
  if (isSame(current, now) || allowedBy(assessment, after) !== undefined) return [];
  const isApplied = phase !== undefined && assessment.inEffect?.includes(phase.id) === true;
  const expected = isApplied ? parameter.target : parameter.baseline;
  return [
    problem("edit-moves-value", {
      parameter: name,
      path,
      value: redactedText(now),
      expected: assessment.inEffect ? plainLiteral(expected, path) : redactedText(current),
      phase: phase === undefined || isApplied ? null : phase.id,
      target: plainLiteral(parameter.target, path),
    }),
  ];
}

function isSame(a: SourceValue, b: SourceValue): boolean {
  if (a.value === undefined || b.value === undefined) return a.text === b.text;
  return a.kind === b.kind && isEqual(a.value, b.value);
}

/** The errors and warnings of `after` about its sources that `before` does not have, wherever they are now. */
function newFindings(before: Assessment, after: Assessment): Problem[] {
  const known = new Map<string, number>();
  const judged = ({ severity, code }: Problem) => severity !== "info" && !ofGit.has(code);
  for (const finding of before.findings.filter(judged)) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  return after.findings.filter(judged).filter((finding) => {
    const left = known.get(keyOf(finding)) ?? 0;
    known.set(keyOf(finding), left - 1);
    return left <= 0;
  });
}

/** What git says of files that are on disk, which an edit to come does not change. */
const ofGit: ReadonlySet<string> = new Set(["unsealed", "seal-cut-off", "commit-unsealed", "lock-left", "tag-absent"]);

/** A finding apart from its place, which moves with the lines. */
function keyOf({ code, data }: Problem): string {
  return [code, "parameter" in data ? data.parameter : "", "path" in data ? data.path : ""].join("\n");
}
