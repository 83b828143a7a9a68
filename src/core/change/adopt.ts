// Plans the change that takes the present values into the ledger.
import { phasesReached } from "../assessment/reached-phases";
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
  const reached = phasesReached(plan, phases);
  const replaces = (ledger ? leftBehind(ledger) : []).map(({ tag }) => tag).filter((tag) => leadingTags.has(tag));
  if (reached.join() === inEffect.join() && !planChanged)
    throw new UserError(problem("nothing-to-adopt", { plan: plan.id }));
  const { ended } = phasesAfter(assessment, reached);
  const reachedParameters = parameters.filter(({ phase }) => phase !== undefined && reached.includes(phase.id));
  const found = reachedParameters.flatMap(({ name, current }) =>
    current ? [{ parameter: name, text: current.text }] : [],
  );
  const values = reachedParameters.flatMap(({ name, current }) =>
    current ? [{ parameter: name, text: redactedText(current) }] : [],
  );
  return {
    request: { kind: "adopt" },
    event: { kind: "adopt" },
    phases: reached,
    ...(ended && { ended }),
    planHash,
    ...(replaces.length > 0 && { replaces }),
    ...(found.length > 0 && { found }),
    files: [],
    changes: [],
    plannedAgainst: governedTexts(assessment),
    notes: [
      ...(found.length > 0 ? [problem("values-found", { phases: reached, values })] : []),
      ...(ended ? [problem("phases-end", { phases: [...ended] })] : []),
    ],
  };
}
