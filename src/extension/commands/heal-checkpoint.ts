// Carries out "Heal Checkpoint…".
import { type Problem, UserError } from "../../core/problem";
import { nothingToHeal } from "../../messages/checkpoints";
import { healing, processIsGone } from "../../messages/editor";
import { describe } from "../../messages/problems";
import { type Context, rolloutOf } from "../change/context";
import { showDialog, showOutcome, showProgress } from "../notify";

/** Completes a checkpoint that was cut off, or takes it back; where nobody can tell whether its process runs, asks first. */
export async function healCheckpoint(context: Context): Promise<void> {
  const { planFile } = rolloutOf(context);
  const { healCutOff } = await import("../../node/change/sealable-rollout");
  const heal = (gone: boolean) => showProgress("notification", healing(), healCutOff(planFile, { gone }));
  try {
    const healed = await heal(false).then(undefined, async (error: unknown) => {
      const locked = lockedBySomebodyUnknown(error);
      if (!locked) throw error;
      const choice = await showDialog(describe(locked), [], processIsGone());
      return choice === processIsGone() ? heal(true) : undefined;
    });
    if (healed) showOutcome(healed.healed, healed.healed.length > 0 ? "" : nothingToHeal());
  } finally {
    await context.store.refresh();
  }
}

/** The lock of which nobody here can tell whether its process still runs. */
function lockedBySomebodyUnknown(error: unknown): Problem | undefined {
  const [first] = error instanceof UserError ? error.problems : [];
  return first?.code === "plan-locked" && !first.data.lives ? first : undefined;
}
