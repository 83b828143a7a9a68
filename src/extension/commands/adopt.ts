// Carries out "Adopt Current State…".
import { carryOut } from "../change/carry-out";
import type { Context } from "../change/context";

/** Takes the values as they are, and the plan as it is, into the ledger. */
export async function adopt(context: Context): Promise<void> {
  await carryOut(context, { kind: "adopt" });
}
