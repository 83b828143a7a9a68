import { canonical } from "../json";
import type { Phase, Plan } from "../plan/plan";
import type { PhaseState } from "./state";

/**
 * The phases whose values are all there, ascending. The ledger is asked only where the values can't tell: of a phase that
 * changes none.
 */
export function phasesReached(plan: Plan, phases: readonly PhaseState[]): number[] {
  return phases
    .filter(({ phase, status, pending }) => pending.length === 0 && (status === "in-effect" || moves(plan, phase)))
    .map(({ phase }) => phase.id);
}

/** Whether a phase changes anything: one that keeps its values can't be told from one that was never applied. */
function moves(plan: Plan, phase: Phase): boolean {
  return phase.parameters.some((name) => {
    const parameter = plan.parameters[name];
    return parameter !== undefined && canonical(parameter.baseline) !== canonical(parameter.target);
  });
}
