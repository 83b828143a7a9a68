// Tells a plan from the other documents that name values.
import type { NoPlanReason } from "../../problem/details";
import type { Facts } from "../markdown/facts";
import type { Governed } from "./parameters";

/**
 * Why a document is no plan; undefined where it is one. It is one where it is divided into phases, or says of itself
 * that it is one, and has more of a plan than values: a way to judge them, or what they were.
 */
export function whyNoPlan(
  { phases, phaseWord, says, statements }: Facts,
  governed: ReadonlyMap<string, Governed>,
): NoPlanReason | undefined {
  if (governed.size === 0) return "nothing-set";
  if (says.record) return "record";
  const judged = [...phases.values()].some(
    ({ windows, criteria, rollback }) => windows.length + criteria.length + rollback.length > 0,
  );
  const changes = statements.some(({ parameter, member }) => member === "baseline" && governed.has(parameter));
  // Any manual has steps.
  const divided = phaseWord !== undefined && phaseWord.english !== "step";
  if (divided && (says.plan || says.planSection || judged || changes)) return undefined;
  return (says.plan && (judged || changes)) || (says.planSection && judged && changes) ? undefined : "not-a-plan";
}
