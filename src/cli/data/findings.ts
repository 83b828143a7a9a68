// Gives findings as the command line prints them: with their place by line and column.
import { type PlacedFinding, placedFindings } from "../../core/assessment/placed-findings";
import { oneLine } from "../../core/ledger/message";
import type { Problem, ProblemCode, Severity } from "../../core/problem";
import { lineStarts, positionAt } from "../../core/text";
import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import { hashJson } from "../../node/files/hash";
import type { Rollout, UnusablePlan } from "../../node/rollout";

/** A finding as the command line gives it: lines and columns from 1, columns in UTF-16 code units, the end exclusive. */
export interface FindingRow {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly data: Problem["data"];
  /** Hexadecimal; stays the same where the finding's line moves. */
  readonly fingerprint: string;
}

/**
 * Every finding, or why the plan can't be used; first of all, why the ledger can't be read, since then some of them can't be
 * found.
 */
export function findingRows(rollout: Rollout | UnusablePlan): FindingRow[] {
  const unlooked = "problems" in rollout ? undefined : rollout.withoutLedger;
  const { planPath: path, planText: text } = rollout;
  const placed = placedFindings(rollout);
  const all = unlooked ? [{ finding: unlooked, path, text }, ...placed] : placed;
  const seen = new Map<string, number>();
  return all.map((each) => {
    const { finding } = each;
    const { code, severity, data } = finding;
    const message = finding === unlooked ? words.withoutLedger(finding) : describe(finding);
    const like = hashJson([code, each.path, lineOf(each)]);
    const before = seen.get(like) ?? 0;
    seen.set(like, before + 1);
    const fingerprint = hashJson([like, before]).slice(0, 16);
    return { code, severity, path: each.path, ...rangeOf(each), message: oneLine(message), data, fingerprint };
  });
}

function rangeOf({ finding: { place }, text }: PlacedFinding) {
  const { start, end } = place?.range ?? { start: 0, end: 0 };
  const { line: endLine, column: endColumn } = positionAt(text, end);
  return { ...positionAt(text, start), endLine, endColumn };
}

/** The line in which a finding begins, without the space around it. */
function lineOf({ finding: { place }, text }: PlacedFinding): string {
  const { line } = positionAt(text, place?.range?.start ?? 0);
  const starts = lineStarts(text);
  return text.slice(starts[line - 1], starts[line]).trim();
}
