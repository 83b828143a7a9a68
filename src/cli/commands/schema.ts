import { allowedAfter } from "../../core/plan/allowed";
import { problem, UserError } from "../../core/problem";
import { type Exit, exit, type Session } from "../session";

/** The JSON Schema of the values allowed once the phases up to --phase are in effect, 0 for none of them. */
export async function schema(session: Session): Promise<Exit> {
  const { plan } = await session.rollout();
  const { phase = "0" } = session.options;
  const phases = plan.phases.length;
  if (!/^\d+$/.test(phase) || Number(phase) > phases) throw new UserError(problem("phase-unknown", { phase, phases }));
  const allowed = allowedAfter(plan, Number(phase));
  session.print(JSON.stringify(allowed, null, 2), allowed);
  return exit.done;
}
