// Plans the change that takes the present values into the ledger.
import { phasesAtTarget } from "../assessment/phases-at-target";
import type { Assessment } from "../assessment/state";
import { leftBehind } from "../ledger/left-behind";
import { problem, UserError } from "../problem";
import { redactedText } from "../redact";
import { type Change, governedTexts, phasesAfter } from "./change";

/**
 * The change that makes the present part of the ledger: the phases whose values are all there, under the plan as it is. It
 * takes the place of those checkpoints `leadingTags` that were left behind: what led to the values that are adopted.
 */
export function adoption(assessment: Assessment, leadingTags: ReadonlySet<string> = new Set()): Change {
  const { plan, phases, ledger, inEffect = [], planChanged, planHash, parameters } = assessment;
  const unbound = parameters.filter(({ current }) => !current).map(({ name }) => name);
  if (unbound.length > 0) throw new UserError(problem("adopt-unbound", { parameters: unbound }));
  const atTarget = phasesAtTarget(plan, phases);
  const replaces = (ledger ? leftBehind(ledger) : []).map(({ tag }) => tag).filter((tag) => leadingTags.has(tag));
  if (atTarget.join() === inEffect.join() && !planChanged)
    throw new UserError(problem("nothing-to-adopt", { plan: plan.id }));
  const { ended } = phasesAfter(assessment, atTarget);
  const adopted = parameters.filter(({ phase }) => phase !== undefined && atTarget.includes(phase.id));
  const found = adopted.flatMap(({ name, current }) => (current ? [{ parameter: name, text: current.text }] : []));
  const values = adopted.flatMap(({ name, current }) =>
    current ? [{ parameter: name, text: redactedText(current) }] : [],
  );
  return {
    request: { kind: "adopt" },
    event: { kind: "adopt" },
    phases: atTarget,
    ...(ended && { ended }),
    planHash,
    ...(replaces.length > 0 && { replaces }),
    ...(found.length > 0 && { found }),
    files: [],
    changes: [],
    plannedAgainst: governedTexts(assessment),
    notes: [
      ...(found.length > 0 ? [problem("values-found", { phases: atTarget, values })] : []),
      ...(ended ? [problem("phases-end", { phases: [...ended] })] : []),
    ],
  };
}
