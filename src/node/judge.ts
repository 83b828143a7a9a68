// Judges the gate of a phase by the evidence that the bot left behind.
import type { Judge } from "../core/change/validate";
import { problem, UserError } from "../core/problem";
import type { Rollout } from "./rollout";

/** Judges gates of the rollout. UserError: verdict-not-evaluated. */
export async function judgeOf(_rollout: Rollout): Promise<Judge> {
  return ({ id }) => {
    throw new UserError(problem("verdict-not-evaluated", { phase: id }));
  };
}
