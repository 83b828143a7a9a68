import type { Assessment } from "../core/assess";
import { problem, UserError } from "../core/problem";
import type { Session } from "./session";

/** The phase that the first operand names; without one, or with `next`, the first that is not in effect, if any. */
export function phaseOperand({ operands }: Session, { phases }: Assessment): number | undefined {
  const [operand] = operands;
  if (operand === undefined || operand === "next") return phases.find(({ status }) => status !== "in-effect")?.phase.id;
  if (!/^\d+$/.test(operand)) throw new UserError(problem("phase-unknown", { phase: operand, phases: phases.length }));
  return Number(operand);
}
