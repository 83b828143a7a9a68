import { commands, Disposable } from "vscode";
import type { Store } from "./store";

/** What the manifest's conditions ask of a snapshot. */
export function contextKeys(store: Store): Disposable {
  return Disposable.from(
    store.follow(
      (snapshot) => (snapshot.status === "ready" ? snapshot.rollout.assessment.phases.length : 0),
      (count) => void commands.executeCommand("setContext", "phasegate.phaseCount", count),
    ),
    store.follow(
      (snapshot) => snapshot.status === "ready" && snapshot.rollout.assessment.ledger !== undefined,
      (known) => void commands.executeCommand("setContext", "phasegate.ledgerKnown", known),
    ),
    store.follow(
      (snapshot) => snapshot.status === "ready" && snapshot.rollout.unsealed.length > 0,
      (unsealed) => void commands.executeCommand("setContext", "phasegate.unsealed", unsealed),
    ),
    store.follow(
      ({ plans }) => plans.length,
      (count) => void commands.executeCommand("setContext", "phasegate.planCount", count),
    ),
    store.follow(
      ({ status }) => status,
      (status) => void commands.executeCommand("setContext", "phasegate.status", status),
    ),
  );
}
