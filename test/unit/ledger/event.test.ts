import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
  type CheckpointEvent,
  type EventDetails,
  formatEvent,
  isEventToken,
  parseEvent,
  summaryOf,
} from "../../../src/core/ledger/event";
import { formatMessage, parseMessage } from "../../../src/core/ledger/message";
import { describeEvent } from "../../../src/messages/events";
import { anyEvent } from "../../support/events";

/** Every form of token that any version has written into a tag. */
const written: readonly [token: string, event: CheckpointEvent][] = [
  ["apply-1", { kind: "apply", phase: 1 }],
  ["apply-12", { kind: "apply", phase: 12 }],
  ["rollback-phase-2", { kind: "rollback", to: { kind: "before-phase", phase: 2 } }],
  ["rollback-to-0003", { kind: "rollback", to: { kind: "checkpoint", n: 3 } }],
  ["rollback-to-12345", { kind: "rollback", to: { kind: "checkpoint", n: 12345 } }],
  ["rollback-file-to-0003", { kind: "rollback", to: { kind: "files-of-checkpoint", n: 3 } }],
  ["rollback-baseline", { kind: "rollback", to: { kind: "baseline" } }],
  ["rollback-backup", { kind: "rollback", to: { kind: "backup" } }],
  ["adopt", { kind: "adopt" }],
  ["validate-2", { kind: "validate", phase: 2 }],
  ["extend-12", { kind: "extend", phase: 12 }],
  ["hand-edits", { kind: "hand-edits" }],
];

/** What the first versions wrote of hand edits, and of a phase without its title as a trailer. */
const oldMessage = (token: string, summary: string): string =>
  [
    `Phasegate v4: ${summary}`,
    "",
    "  EXIT  0.70 → 0.603",
    "",
    `Phasegate-Checkpoint: phasegate/v4/0001-${token}`,
    "Phasegate-Plan: v4",
    "Phasegate-Plan-File: v4.phaseplan.json",
    `Phasegate-Plan-Hash: ${"0".repeat(64)}`,
    `Phasegate-Event: ${token}`,
    "Phasegate-Phases: none",
    "Phasegate-Value: EXIT 0.70 -> 0.603",
    "",
  ].join("\n");

describe("what a checkpoint did", () => {
  it("is read from the tag's token that was made of it, whatever it is", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const token = formatEvent(event);
        assert.ok(isEventToken(token), token);
        assert.deepEqual(parseEvent(token), event);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps every token, those of newer versions too", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,79}$/), (token) => {
        assert.equal(formatEvent(parseEvent(token)), token === "exception" ? "hand-edits" : token);
      }),
    );
    const unknown = [
      "validate-0",
      "extend-02",
      "extend-a",
      "apply",
      "apply-0",
      "apply-01",
      "apply-1-2",
      "rollback-to-3",
      "rollback",
    ];
    for (const token of [...unknown, "rollback-to-00003", "rollback-file-to-03", "apply-9999999999"]) {
      assert.deepEqual(parseEvent(token), { kind: "other", token });
    }
  });

  for (const [token, event] of written) {
    it(`is called ${token} in tags, and always was`, () => {
      assert.equal(formatEvent(event), token);
      assert.deepEqual(parseEvent(token), event);
    });
  }

  it("is hand edits where the tag says exception, as the first versions had it", () => {
    assert.deepEqual(parseEvent("exception"), { kind: "hand-edits" });
  });

  for (const [token, summary] of [
    ["exception", "checkpoint edits made by hand"],
    ["apply-1", "apply Phase 1, Critical parameters"],
    ["rollback-backup", "roll back Phase 1 to the backup bot.py.bak"],
    ["celebrate-3", "celebrate Phase 3"],
  ] as const) {
    it(`comes back byte for byte from an old message: ${token}`, () => {
      const read = parseMessage(oldMessage(token, summary));
      assert.deepEqual(read?.record.event, parseEvent(token));
      assert.equal(read?.summary, summary);
      assert.equal(read && formatMessage(read), oldMessage(token, summary));
    });
  }
});

describe("the line that a checkpoint's message begins with", () => {
  const lines: readonly [EventDetails, string][] = [
    [
      { event: { kind: "apply", phase: 1 }, phases: [1], phaseTitle: "Critical parameters" },
      "apply Phase 1, Critical parameters",
    ],
    [{ event: { kind: "adopt" }, phases: [1, 2] }, "adopt the values of Phases 1, 2 as found"],
    [{ event: { kind: "adopt" }, phases: [] }, "adopt the values as found, no phase"],
    [{ event: { kind: "hand-edits" }, phases: [] }, "checkpoint hand edits"],
    [{ event: { kind: "validate", phase: 2 }, phases: [1, 2], phaseTitle: "Entries" }, "validate Phase 2, Entries"],
    [{ event: { kind: "extend", phase: 2 }, phases: [1, 2] }, "extend the window of Phase 2"],
    [{ event: parseEvent("rollback-phase-2"), phases: [], ended: [2, 3] }, "roll back Phases 2, 3"],
    [{ event: parseEvent("rollback-to-0003"), phases: [1] }, "roll back values to checkpoint 0003"],
    [{ event: parseEvent("rollback-to-0003"), phases: [1], ended: [2] }, "roll back Phase 2 to checkpoint 0003"],
    [{ event: parseEvent("rollback-file-to-0003"), phases: [1] }, "roll back the whole file to checkpoint 0003"],
    [
      { event: parseEvent("rollback-file-to-0003"), phases: [1], ended: [2] },
      "roll back Phase 2 and the whole file to checkpoint 0003",
    ],
    [{ event: parseEvent("rollback-baseline"), phases: [], ended: [1] }, "roll back Phase 1 to the baseline"],
    [
      { event: parseEvent("rollback-backup"), phases: [], backup: "bot.py.bak" },
      "roll back values to the backup bot.py.bak",
    ],
  ];
  for (const [details, line] of lines) {
    it(`is “${line}”`, () => {
      assert.equal(summaryOf(details), line);
      assert.equal(describeEvent(details), line);
    });
  }
});
