// Tells which phases have all their values at the target, whatever the ledger says.
import { isEqual } from "../json";
import type { Phase, Plan } from "../plan/plan";
import type { PhaseState } from "./state";

/**
 * Their ids, ascending. The ledger is asked only where the values can't tell: of a phase that
 * changes none.
 */
export function phasesAtTarget(plan: Plan, phases: readonly PhaseState[]): number[] {
  return phases
    .filter(
      ({ phase, status, pending }) => pending.length === 0 && (status === "in-effect" || changesValues(plan, phase)),
    )
    .map(({ phase }) => phase.id);
}

/** Whether a phase changes any value. Of one that changes none, the values can't say whether it was applied. */
function changesValues(plan: Plan, phase: Phase): boolean {
  return phase.parameters.some((name) => {
    const parameter = plan.parameters[name];
    return parameter !== undefined && !isEqual(parameter.baseline, parameter.target);
  });
}
