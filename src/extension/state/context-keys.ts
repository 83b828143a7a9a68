// Sets the context keys that follow from the snapshot; the manifest's conditions ask for them.
import { Disposable } from "vscode";
import type { CheckpointEvent } from "../../core/ledger/event";
import type { ContextKey, ContextValues } from "../contributions";
import { setContext } from "../ids";
import type { Snapshot } from "./snapshot";
import type { Store } from "./store";

type SnapshotKey = Exclude<ContextKey, "asking">;

const valuesOf: { readonly [Key in SnapshotKey]: (snapshot: Snapshot) => ContextValues[Key] } = {
  phaseCount: (snapshot) => (snapshot.status === "ready" ? snapshot.rollout.phases.length : 0),
  ledgerKnown: (snapshot) => snapshot.status === "ready" && snapshot.rollout.ledger !== undefined,
  unsealed: (snapshot) => snapshot.status === "ready" && snapshot.rollout.unsealed.length > 0,
  hasApplied: (snapshot) => hasCheckpoint(snapshot, "apply"),
  hasValidated: (snapshot) => hasCheckpoint(snapshot, "validate"),
  hasRolledBack: (snapshot) => hasCheckpoint(snapshot, "rollback"),
  planCount: ({ plans }) => plans.length,
  status: ({ status }) => status,
};

function hasCheckpoint(snapshot: Snapshot, kind: CheckpointEvent["kind"]): boolean {
  if (snapshot.status !== "ready") return false;
  return snapshot.rollout.ledger?.checkpoints.some(({ event }) => event.kind === kind) ?? false;
}

export function contextKeys(store: Store): Disposable {
  return Disposable.from(...(Object.keys(valuesOf) as SnapshotKey[]).map((key) => follow(store, key)));
}

function follow<Key extends SnapshotKey>(store: Store, key: Key): Disposable {
  return store.follow(valuesOf[key], (value) => setContext(key, value));
}
