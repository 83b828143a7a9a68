import type { Assessment } from "../core/assessment/state";
import { problem, UserError } from "../core/problem";
import type { Session } from "./session";

/** The phase that the first operand names; without one, or with `next`, the first that is not in effect, if any. */
export function phaseOperand({ operands }: Session, { phases }: Assessment): number | undefined {
  const [operand] = operands;
  if (operand === undefined || operand === "next") return phases.find(({ status }) => status !== "in-effect")?.phase.id;
  return phaseNumber(operand, phases.length);
}

/** A phase's number as it was typed. UserError: phase-unknown where it is none; whether the plan has it is for others to say. */
export function phaseNumber(text: string, phases: number): number {
  if (!/^\d+$/.test(text)) throw new UserError(problem("phase-unknown", { phase: text, phases }));
  return Number(text);
}
