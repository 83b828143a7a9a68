import fc from "fast-check";
import { type CheckpointEvent, parseEvent } from "../../src/core/ledger/event";

const anyPhase = fc.integer({ min: 1, max: 12 });
const anyNumber = fc.integer({ min: 1, max: 999_999_999 });

/** Every form that each kind of event has; the type fails to compile where a kind has none. */
const eventsByKind: { readonly [Kind in CheckpointEvent["kind"]]: fc.Arbitrary<CheckpointEvent> } = {
  apply: fc.record({ kind: fc.constant("apply"), phase: anyPhase }, { noNullPrototype: true }),
  rollback: fc
    .oneof(
      fc.record({ kind: fc.constant("before-phase"), phase: anyPhase }, { noNullPrototype: true }),
      fc.record(
        { kind: fc.constantFrom("checkpoint", "files-of-checkpoint"), n: anyNumber },
        { noNullPrototype: true },
      ),
      fc.record({ kind: fc.constantFrom("baseline", "backup") }, { noNullPrototype: true }),
    )
    .map((to) => ({ kind: "rollback", to })),
  adopt: fc.constant({ kind: "adopt" }),
  validate: fc.record({ kind: fc.constant("validate"), phase: anyPhase }, { noNullPrototype: true }),
  extend: fc.record({ kind: fc.constant("extend"), phase: anyPhase }, { noNullPrototype: true }),
  "hand-edits": fc.constant({ kind: "hand-edits" }),
  other: fc
    .stringMatching(/^[a-z0-9][a-z0-9-]{0,79}$/)
    .filter((token) => parseEvent(token).kind === "other")
    .map((token) => ({ kind: "other", token })),
};

export const anyEvent: fc.Arbitrary<CheckpointEvent> = fc.oneof(...Object.values(eventsByKind));
