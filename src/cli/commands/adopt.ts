import { carryOut } from "../carry-out";
import type { Exit, Session } from "../session";

/**
 * Takes the values as they are, and the plan as it is, into the ledger; with --edits, the governed files' edits that are not
 * committed, as a checkpoint of their own.
 */
export function adopt(session: Session): Promise<Exit> {
  const { edits, reason } = session.options;
  return carryOut(session, edits ? { kind: "exception", ...(reason !== undefined && { reason }) } : { kind: "adopt" });
}
