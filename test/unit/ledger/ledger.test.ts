import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parseEvent } from "../../../src/core/ledger/event";
import {
  type Checkpoint,
  type CheckpointRecord,
  emptyLedger,
  formatTag,
  type Ledger,
  lastN,
  newestApplied,
  nextN,
  parseTag,
  phasesInEffect,
  withinPhases,
  withoutLeaps,
} from "../../../src/core/ledger/ledger";
import { formatMessage, messageFor, oneLine, parseMessage } from "../../../src/core/ledger/message";
import { anyEvent } from "../../support/events";
import { record as recordOfOneValue } from "../node/sandbox-data";

const record: CheckpointRecord = {
  ...recordOfOneValue,
  changes: [
    { parameter: "EXPECTED_SIGNAL_RATE", before: "0.101", after: "0.0612" },
    { parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.603" },
  ],
};

function checkpoint(n: number, token: string, phases: number[]): Checkpoint {
  const tag = formatTag({ plan: "v4", n, token });
  return { ...record, event: parseEvent(token), summary: token, phases, n, tag, commit: "", who: "", when: "", at: 0 };
}

function ledgerOf(...checkpoints: Checkpoint[]): Ledger {
  return { ...emptyLedger, checkpoints };
}

describe("a checkpoint that takes the place of others", () => {
  it("names them, those of its own plan alone", () => {
    const replaces = ["phasegate/v4/0001-apply-1", "phasegate/v4/0002-rollback-to-0001"];
    const text = formatMessage(messageFor({ ...record, event: { kind: "adopt" }, replaces }, 3));
    assert.deepEqual(parseMessage(text)?.record.replaces, replaces);
    assert.equal(parseMessage(text.replaceAll("Replaces: phasegate/v4/", "Replaces: phasegate/v5/")), undefined);
    assert.equal(parseMessage(text.replaceAll("0002-rollback-to-0001", "--force")), undefined);
    assert.equal("replaces" in (parseMessage(formatMessage(messageFor(record, 1)))?.record ?? {}), false);
  });
});

describe("an adoption", () => {
  it("names the values that it rests on", () => {
    const found = [
      { parameter: "EXIT_THRESHOLD", text: "0.603" },
      { parameter: "minimal_roi", text: '{\n  "40": 0.0 }' },
    ];
    const text = formatMessage(messageFor({ ...record, event: { kind: "adopt" }, changes: [], found }, 3));
    assert.deepEqual(parseMessage(text)?.record.found, found);
    assert.equal(parseMessage(text.replace("EXIT_THRESHOLD 0.603", "EXIT_THRESHOLD")), undefined);
    assert.equal("found" in (parseMessage(formatMessage(messageFor(record, 1)))?.record ?? {}), false);
  });
});

describe("a validation", () => {
  const validated: CheckpointRecord = {
    ...record,
    event: { kind: "validate", phase: 3 },
    phaseTitle: "Entries",
    phases: [1, 2, 3],
    changes: [],
    gate: { phase: 3, outcome: "pass", look: 2, at: "2025-10-17T09:56:00.000Z" },
    verdicts: [
      {
        criterion: "win-rate",
        outcome: "pass/met",
        value: 0.85,
        unit: "fraction",
        compare: ">",
        threshold: 0.8,
        n: 20,
        interval: [0.69, 0.94],
        level: 0.9,
        tail: 0.225,
      },
      { criterion: "exits", outcome: "pass/signed" },
      { criterion: "loss", outcome: "quiet", value: -1e-7, compare: "<", threshold: -200, n: 2 },
    ],
    signatures: [{ criterion: "exits", note: "looked at all 20: fine" }],
    evidence: [
      { path: "logs/bot 1.jsonl", size: 4096, sha256: "ab".repeat(32), newest: "2025-10-17T09:56:00.000Z" },
      { path: "logs/locked.jsonl" },
    ],
    unlistedEvidence: 2,
  };
  const text = formatMessage(messageFor(validated, 4));

  it("keeps the verdicts, the signatures and the evidence in words that git shows", () => {
    assert.equal(
      text,
      [
        "Phasegate v4: validate Phase 3, Entries",
        "",
        "Phasegate-Checkpoint: phasegate/v4/0004-validate-3",
        "Phasegate-Plan: v4",
        "Phasegate-Plan-File: v4.phaseplan.json",
        `Phasegate-Plan-Hash: ${record.planHash}`,
        "Phasegate-Event: validate-3",
        'Phasegate-Title: "Entries"',
        "Phasegate-Phases: 1, 2, 3",
        "Phasegate-Gate: 3 pass look=2 at=2025-10-17T09:56:00.000Z",
        "Phasegate-Verdict: win-rate pass/met value=0.85 unit=fraction compare=> threshold=0.8 n=20 interval=0.69..0.94 level=0.9 tail=0.225",
        "Phasegate-Verdict: exits pass/signed",
        "Phasegate-Verdict: loss quiet value=-1e-7 compare=< threshold=-200 n=2",
        'Phasegate-Signed: exits "looked at all 20: fine"',
        `Phasegate-Evidence: "logs/bot 1.jsonl" size=4096 sha256=${"ab".repeat(32)} newest=2025-10-17T09:56:00.000Z`,
        "Phasegate-Evidence: logs/locked.jsonl unreadable=yes",
        "Phasegate-Evidence-Unlisted: 2",
        "",
      ].join("\n"),
    );
    assert.deepEqual(parseMessage(text)?.record, validated);
  });

  it("is read without what a newer version adds to it", () => {
    const newer = text
      .replace("value=0.85", "value=0.85 spread=wide mood")
      .replace("look=2", "look=2 weather=fine")
      .replace("size=4096", "size=4096 lines=12")
      .replace("Phasegate-Signed", "Phasegate-Witness: me\nPhasegate-Signed");
    assert.deepEqual(parseMessage(newer)?.record, validated);
    const outcome = text.replace("loss quiet", "loss almost/so");
    assert.equal(parseMessage(outcome)?.record.verdicts?.[2]?.outcome, "almost/so");
  });

  for (const [from, to] of [
    ["3 pass look=2", "3 pass"],
    ["3 pass look=2", "13 pass look=2"],
    ["3 pass look=2", "0 pass look=2"],
    ["at=2025-10-17T09:56:00.000Z", "at=yesterday"],
    ["value=0.85", "value=NaN"],
    ["value=0.85", "value=1e400"],
    ["value=0.85", "value=0x10"],
    ["interval=0.69..0.94", "interval=0.69"],
    ["interval=0.69..0.94", "interval=0.69..0.94..1"],
    ["threshold=0.8 ", "threshold= "],
    ["win-rate pass/met", "win-rate"],
    ['exits "looked', "exits looked"],
    ["size=4096", "size=-1"],
    ["size=4096", "size=4e99"],
    ["sha256=ab", "sha256=xy"],
    ["Unlisted: 2", "Unlisted: some"],
  ] as const) {
    it(`is not read where ${from} is ${to}`, () => {
      assert.ok(text.includes(from));
      assert.equal(parseMessage(text.replace(from, to)), undefined);
    });
  }
});

describe("a checkpoint's tag", () => {
  it("has a number of at least four digits, read as a number", () => {
    assert.equal(formatTag({ plan: "v4", n: 7, token: "apply-1" }), "phasegate/v4/0007-apply-1");
    assert.deepEqual(parseTag("phasegate/v4/12345-adopt"), { plan: "v4", n: 12345, token: "adopt" });
  });

  it("is refused for names that git or another plan could take otherwise", () => {
    for (const plan of ["", "V4", "a/b", "--upload-pack=x", "../x", "a\nb", "a\n", "x".repeat(41)]) {
      assert.throws(() => formatTag({ plan, n: 1, token: "adopt" }), RangeError);
    }
    for (const token of ["", "-x", "a/b", "a b", "a..b", "a\n"]) {
      assert.throws(() => formatTag({ plan: "v4", n: 1, token }), RangeError);
    }
    for (const n of [0, -1, 1.5, Number.NaN, lastN + 1]) {
      assert.throws(() => formatTag({ plan: "v4", n, token: "adopt" }), RangeError);
    }
  });

  it("is read back up to the last number", () => {
    const last = { plan: "v4", n: lastN, token: "adopt" };
    assert.deepEqual(parseTag(formatTag(last)), last);
  });

  it("is told from tags that only look alike", () => {
    for (const tag of [
      "phasegate/v4/1000000000-x",
      "phasegate/v4/9999999999999999-x",
      "v4/0001-apply-1",
      "phasegate/v4/001-x",
      "phasegate/v4/0000-x",
      "phasegate/v4/0001",
      "phasegate/V/0001-x",
    ]) {
      assert.equal(parseTag(tag), undefined, tag);
    }
  });
});

describe("a checkpoint's message", () => {
  it("reads well without the extension", () => {
    assert.equal(
      formatMessage(messageFor({ ...record, override: "news: at 14:00" }, 1)),
      [
        "Phasegate v4: apply Phase 1, Critical parameters",
        "",
        "  EXPECTED_SIGNAL_RATE  0.101 → 0.0612",
        "  EXIT_THRESHOLD        0.70  → 0.603",
        "",
        "Phasegate-Checkpoint: phasegate/v4/0001-apply-1",
        "Phasegate-Plan: v4",
        "Phasegate-Plan-File: v4.phaseplan.json",
        `Phasegate-Plan-Hash: ${record.planHash}`,
        "Phasegate-Event: apply-1",
        'Phasegate-Title: "Critical parameters"',
        "Phasegate-Phases: 1",
        "Phasegate-Value: EXPECTED_SIGNAL_RATE 0.101 -> 0.0612",
        "Phasegate-Value: EXIT_THRESHOLD 0.70 -> 0.603",
        'Phasegate-Override: "news: at 14:00"',
        "",
      ].join("\n"),
    );
  });

  it("comes back as it was, whatever the texts", () => {
    fc.assert(
      fc.property(anyRecord, fc.integer({ min: 1, max: lastN }), (any, n) => {
        const message = messageFor(any, n);
        const read = parseMessage(formatMessage(message));
        assert.deepEqual(read, { ...message, summary: oneLine(message.summary) });
        assert.equal(read && formatMessage(read), formatMessage(message));
      }),
      { numRuns: 2000 },
    );
  });

  it("holds trailers that git itself reads", () => {
    const awkward = { parameter: 'roi["40"]', before: "\n--- x\n# y", after: 'Signed-off-by: a\r\n"ü 🎉"' };
    const message = formatMessage(
      messageFor({ ...record, phases: [1, 2], changes: [awkward], override: "a\n\nb: c" }, 12345),
    );
    const trailers = execFileSync("git", ["interpret-trailers", "--parse"], { input: message, encoding: "utf8" });
    assert.equal(trailers.trimEnd(), message.trimEnd().split("\n").slice(-9).join("\n"));
    assert.match(trailers, /^Phasegate-Phases: 1, 2$/m);
  });

  it("survives the trailers that hooks add", () => {
    const message = `${formatMessage(messageFor(record, 1))}Signed-off-by: A <a@example.org>\nChange-Id: I1\n`;
    assert.deepEqual(parseMessage(message)?.record, record);
  });

  it("is not read where it is not whole", () => {
    const message = formatMessage(messageFor(record, 1));
    const broken = [
      "",
      "fix a typo",
      `${message}${message}`,
      message.replace("Phasegate-Plan: v4\n", ""),
      message.replace("Phasegate-Plan: v4", "Phasegate-Plan: v5"),
      message.replace("Event: apply-1", "Event: apply-2"),
      message.replace(record.planHash, "abc"),
      message.replace("Phases: 1", "Phases: one"),
      message.replace("Phases: 1", "Phases: 0"),
      message.replace("Phases: 1", "Phases: 13"),
      message.replace("Phases: 1", "Phases: 7, 999999999"),
      message.replace("0.70 -> 0.603", "0.70"),
      message.replace("0.70 -> 0.603", '"\\x" -> 0.603'),
    ];
    for (const text of broken) assert.equal(parseMessage(text), undefined, text);
  });

  it("never throws, whatever it is given", () => {
    const prefixes = ["", "Phasegate-Value: ", "Phasegate-Checkpoint: "];
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), fc.string({ unit: "binary" }), (prefix, text) => {
        assert.equal(parseMessage(`x\n\n${prefix}${text}`), undefined);
      }),
    );
  });
});

describe("the ledger", () => {
  const applied = [checkpoint(1, "apply-1", [1]), checkpoint(2, "apply-2", [1, 2])];

  it("has the newest checkpoint's phases in effect", () => {
    assert.deepEqual(phasesInEffect(emptyLedger), []);
    assert.deepEqual(phasesInEffect(ledgerOf(...applied)), [1, 2]);
    assert.deepEqual(phasesInEffect(ledgerOf(...applied, checkpoint(3, "rollback-phase-2", [1]))), [1]);
  });

  it("is free of phases that the plan does not have", () => {
    const [first, second] = applied;
    assert.ok(first && second);
    const { checkpoints } = withinPhases(ledgerOf(first, second, checkpoint(3, "adopt", [1, 2, 7])), [1, 2, 3, 4]);
    assert.deepEqual(checkpoints, [first, second, checkpoint(3, "adopt", [1, 2])]);
    assert.deepEqual(newestApplied({ ...emptyLedger, checkpoints }), { phase: 2, checkpoint: second });
  });

  it("finds the checkpoint that brought in the newest phase still in effect", () => {
    const [first, second] = applied;
    assert.equal(newestApplied(emptyLedger), undefined);
    assert.deepEqual(newestApplied(ledgerOf(...applied)), { phase: 2, checkpoint: second });
    const back = checkpoint(3, "rollback-phase-2", [1]);
    assert.deepEqual(newestApplied(ledgerOf(...applied, back)), { phase: 1, checkpoint: first });
    const again = checkpoint(4, "apply-2", [1, 2]);
    assert.deepEqual(newestApplied(ledgerOf(...applied, back, again)), { phase: 2, checkpoint: again });
    const none = checkpoint(4, "rollback-phase-1", []);
    assert.equal(newestApplied(ledgerOf(...applied, back, none)), undefined);
  });

  it("takes the last one where the order was overridden, and the higher of two that came together", () => {
    const third = checkpoint(1, "apply-3", [3]);
    const first = checkpoint(2, "apply-1", [1, 3]);
    assert.deepEqual(newestApplied(ledgerOf(third, first)), { phase: 1, checkpoint: first });
    const adopted = checkpoint(1, "adopt", [1, 2]);
    assert.deepEqual(newestApplied(ledgerOf(adopted)), { phase: 2, checkpoint: adopted });
  });

  it("counts up to where a number leaps: nobody was given such a number", () => {
    const [one, two] = [checkpoint(1, "apply-1", [1]), checkpoint(1_000_001, "adopt", [1])];
    assert.deepEqual(withoutLeaps([one, two]), [one, two]);
    assert.deepEqual(withoutLeaps([one, two, checkpoint(999_999_999, "apply-2", [1, 2])]), [one, two]);
    assert.deepEqual(withoutLeaps([checkpoint(999_999_998, "adopt", []), checkpoint(999_999_999, "adopt", [])]), []);
  });

  it("numbers past every checkpoint, whether it counts or not, and gives no number twice", () => {
    assert.equal(nextN(emptyLedger), 1);
    assert.equal(nextN(ledgerOf(...applied)), 3);
    assert.equal(nextN({ ...ledgerOf(...applied), unreached: [checkpoint(5, "adopt", [])] }), 6);
    const unreadable = ["0001-mine", "0002-apply-1/x", "0004-.x", "else", "999999999-x", "999999999999999-x"];
    const foreign = { unreadable: unreadable.map((name) => `phasegate/v4/${name}`) };
    assert.equal(nextN({ ...emptyLedger, ...foreign }), 3);
    assert.equal(nextN({ ...ledgerOf(...applied), ...foreign }), 3);
    assert.equal(nextN({ ...emptyLedger, ...foreign, unreached: [checkpoint(3, "adopt", [])] }), 5);
  });
});

const anyText = fc.string({ unit: "binary", maxLength: 60 });
const anyPhases = fc.uniqueArray(fc.integer({ min: 1, max: 12 }));

const anyInstant = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
/** A trailer has no negative zero. */
const anyFigure = fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0);
const anyEnds = fc.tuple(anyFigure, anyFigure);

/** Every member of a record; a new one without an arbitrary does not compile. */
type RecordArbitraries = {
  readonly [Member in keyof CheckpointRecord]-?: fc.Arbitrary<NonNullable<CheckpointRecord[Member]>>;
};

const arbitraries: RecordArbitraries = {
  plan: fc.stringMatching(/^[a-z0-9-]{1,40}$/).filter((id) => !/^(?:con|prn|aux|nul|(?:com|lpt)\d)$/.test(id)),
  planPath: fc.string({ minLength: 1, maxLength: 60 }),
  planHash: fc.stringMatching(/^[0-9a-f]{64}$/),
  event: anyEvent,
  phases: anyPhases,
  changes: fc.array(fc.record({ parameter: anyText, before: anyText, after: anyText }, { noNullPrototype: true }), {
    maxLength: 4,
  }),
  override: anyText,
  reason: anyText,
  phaseTitle: anyText,
  backup: anyText,
  ended: anyPhases,
  found: fc.array(fc.record({ parameter: anyText, text: anyText }, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 4,
  }),
  replaces: fc.array(fc.stringMatching(/^[0-9]{3}[1-9]-adopt$/), { minLength: 1, maxLength: 3 }),
  gate: fc.record(
    {
      phase: fc.integer({ min: 1, max: 12 }),
      outcome: fc.constantFrom("pass", "fail", "inconclusive", "error"),
      look: fc.nat(),
      at: anyInstant,
    },
    { noNullPrototype: true },
  ),
  verdicts: fc.array(
    fc.record(
      {
        criterion: anyText,
        outcome: fc.constantFrom("pass/met", "fail/trigger", "inconclusive/weak", "error/no-source", "quiet"),
        value: anyFigure,
        unit: fc.constantFrom("fraction", "trades/week", "account-currency", "USD"),
        compare: fc.constantFrom("<", "<=", ">", ">=", "between"),
        threshold: fc.oneof(anyFigure, anyEnds),
        n: fc.nat(),
        interval: anyEnds,
        level: anyFigure,
        tail: anyFigure,
      },
      { requiredKeys: ["criterion", "outcome"], noNullPrototype: true },
    ),
    { minLength: 1, maxLength: 4 },
  ),
  signatures: fc.array(fc.record({ criterion: anyText, note: anyText }, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 3,
  }),
  evidence: fc.array(
    fc.record(
      {
        path: anyText,
        size: fc.maxSafeNat(),
        sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
        newest: anyInstant,
      },
      { requiredKeys: ["path", "size", "sha256"], noNullPrototype: true },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  unlistedEvidence: fc.integer({ min: 1, max: 999_999_999 }),
};

/** The tags that it replaces are of its own plan. */
const anyRecord = fc
  .record(arbitraries, {
    requiredKeys: ["plan", "planPath", "planHash", "event", "phases", "changes"],
    noNullPrototype: true,
  })
  .map(
    (any): CheckpointRecord =>
      any.replaces ? { ...any, replaces: any.replaces.map((end) => `phasegate/${any.plan}/${end}`) } : any,
  );
