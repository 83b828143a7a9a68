import { oneLine } from "../core/ledger/message";
import type { Problem, ProblemCode, Severity } from "../core/problem";
import { positionAt } from "../core/text";
import { describe } from "../messages/problems";
import type { Rollout } from "../node/rollout";

/** A finding as the command line gives it: lines and columns from 1, columns in UTF-16 code units. */
export interface PlacedFinding {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly data: Problem["data"];
}

export function placed({ planPath, values, sources, unread, unsealed, assessment }: Rollout): PlacedFinding[] {
  const texts = new Map(
    Object.entries(values.plan.files).map(([key, { path }]) => [path, sources.get(key)?.text ?? ""] as const),
  );
  return [...unread, ...unsealed, ...assessment.problems].map((problem) => {
    const { code, severity, place, data } = problem;
    const path = place?.path ?? planPath;
    const position = positionAt(texts.get(path) ?? "", place?.range?.start ?? 0);
    return { code, severity, path, ...position, message: oneLine(describe(problem)), data };
  });
}
