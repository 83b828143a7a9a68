// Puts every finding to the file that it is about, for every face alike.
import type { Problem } from "../problem";
import type { Assessment } from "./state";

/** A plan's file, relative to the repository's root, and its text. */
interface PlanText {
  readonly planPath: string;
  readonly planText: string;
}

/** A plan that can't be used, and why. */
interface PlanProblems extends PlanText {
  readonly problems: readonly Problem[];
}

/** A finding, and the file that it is about. */
export interface PlacedFinding {
  readonly finding: Problem;
  /** Relative to the repository's root; a finding without a place is about the plan. */
  readonly path: string;
  /** That file's text. */
  readonly text: string;
}

/** Every finding of a rollout, or why its plan can't be used, each with its file. */
export function placedFindings(rollout: (PlanText & Assessment) | PlanProblems): PlacedFinding[] {
  const { planPath, planText } = rollout;
  const texts = new Map([[planPath, planText], ...("problems" in rollout ? [] : textsByPath(rollout))]);
  const findings = "problems" in rollout ? rollout.problems : rollout.findings;
  return findings.map((finding) => {
    const path = finding.place?.path ?? planPath;
    return { finding, path, text: texts.get(path) ?? "" };
  });
}

function textsByPath({ plan, sources }: Assessment): [path: string, text: string][] {
  return Object.entries(plan.files).map(([key, { path }]) => [path, sources.get(key)?.text ?? ""]);
}
