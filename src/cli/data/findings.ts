// Gives findings as the command line prints them: with line and column, one a line.
import { placedFindings } from "../../core/assessment/placed-findings";
import { oneLine } from "../../core/ledger/message";
import type { Problem, ProblemCode, Severity } from "../../core/problem";
import { positionAt } from "../../core/text";
import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import type { Rollout } from "../../node/rollout";

/** A finding as the command line gives it: lines and columns from 1, columns in UTF-16 code units. */
export interface FindingRow {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly data: Problem["data"];
}

/** Every finding; first of all, why the ledger can't be read, since then some of them can't be found. */
export function findingRows(rollout: Rollout): FindingRow[] {
  const { withoutLedger, planPath } = rollout;
  const unlooked = withoutLedger && {
    ...{ code: withoutLedger.code, severity: withoutLedger.severity, path: planPath, line: 1, column: 1 },
    ...{ message: oneLine(words.withoutLedger(withoutLedger)), data: withoutLedger.data },
  };
  const found = placedFindings(rollout).map(({ finding, path, text }) => {
    const { code, severity, place, data } = finding;
    const position = positionAt(text, place?.range?.start ?? 0);
    return { code, severity, path, ...position, message: oneLine(describe(finding)), data };
  });
  return unlooked ? [unlooked, ...found] : found;
}
