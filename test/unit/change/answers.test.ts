// What a checkpoint that healing completed answers: a request is not carried out twice, and none is taken for another.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { answers } from "../../../src/core/change/answers";
import type { Request } from "../../../src/core/change/change";
import { parseEvent } from "../../../src/core/ledger/event";
import { emptyLedger } from "../../../src/core/ledger/ledger";

const requests: Readonly<Record<string, Request>> = {
  "apply 1": { kind: "apply", phase: 1 },
  "apply 2": { kind: "apply", phase: 2 },
  "apply next": { kind: "apply", phase: 2, next: true },
  rollback: { kind: "rollback" },
  "rollback of Phase 1": { kind: "rollback", phase: 1 },
  "rollback to the baseline": { kind: "rollback", tag: "baseline" },
  "hand edits": { kind: "hand-edits" },
  adopt: { kind: "adopt" },
};

/** The requests that each event carries out. */
const answered: Readonly<Record<string, readonly string[]>> = {
  "apply-1": ["apply 1", "apply next"],
  "apply-2": ["apply 2", "apply next"],
  "rollback-phase-1": ["rollback", "rollback of Phase 1"],
  "rollback-phase-2": ["rollback"],
  "rollback-baseline": ["rollback to the baseline"],
  "hand-edits": ["hand edits"],
};

describe("a checkpoint that healing completed", () => {
  for (const [text, expected] of Object.entries(answered)) {
    it(`${text} answers ${expected.join(", ")}, and nothing else`, () => {
      const event = parseEvent(text);
      assert.ok(event);
      const found = Object.keys(requests).filter((name) => answers({ event }, requests[name] as Request, emptyLedger));
      assert.deepEqual(found, expected);
    });
  }
});
