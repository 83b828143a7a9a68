// Says every verdict that there can be, and holds each sentence to what people may be told.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { LeftOut } from "../../../../src/core/evidence/trade";
import { metrics } from "../../../../src/core/gates/metrics/metrics";
import type {
  ErrorReason,
  GateResult,
  InconclusiveReason,
  Outcome,
  Reading,
  Verdict,
} from "../../../../src/core/gates/verdict";
import type { Criterion, MeasuredCriterion, Phase, TradeSelection } from "../../../../src/core/plan/plan";
import type { Metric } from "../../../../src/core/plan/schema-names";
import { describeFired, describeGate, gateHeadline, gateSummary } from "../../../../src/messages/gates/gate";
import { describeLeftOut } from "../../../../src/messages/gates/trade-words";
import { describeVerdict, type Standing, verdictRow, verdictSummary } from "../../../../src/messages/gates/verdicts";
import { plannedWinRate } from "../../../support/gates";

const inconclusive: readonly InconclusiveReason[] = [
  "open",
  "few",
  "weak",
  "short",
  "coverage",
  "unsigned",
  "warning",
  "open-position",
  "undefined",
];
const errors: readonly ErrorReason[] = [
  "no-source",
  "unreadable",
  "stale",
  "contradiction",
  "cancelled",
  "plan-changed",
  "unpaired",
];
const outcomes: readonly Outcome[] = [
  ...(["fact", "met", "shown", "signed"] as const).map((how): Outcome => ({ is: "pass", how })),
  ...(["fact", "shown", "not-met", "trigger"] as const).map((how): Outcome => ({ is: "fail", how })),
  ...inconclusive.map((why): Outcome => ({ is: "inconclusive", why })),
  ...[1, 3].map((missing): Outcome => ({ is: "inconclusive", why: "few", missing })),
  ...errors.map((why): Outcome => ({ is: "error", why })),
  { is: "quiet" },
];
const standings: readonly Standing[] = [
  { role: "criterion", untilNextLook: "3 more trades" },
  { role: "criterion" },
  { role: "trigger", untilNextLook: "1 more trade" },
  { role: "trigger" },
];
const selections: readonly (TradeSelection | undefined)[] = [
  undefined,
  { side: "short" },
  { first: 1 },
  { first: 2 },
  { side: "long", exit: "stop-loss" },
  { exit: "model", first: 3 },
];
const leftOut: Readonly<Record<LeftOut, number>> = {
  open: 1,
  before: 2,
  straddles: 1,
  manual: 3,
  synced: 1,
  duplicate: 1,
  "no-size": 1,
  "no-price": 1,
  "impossible-time": 1,
  unattributed: 1,
};

const mark = { price: 84.5, at: Date.UTC(2025, 9, 17, 6, 20) };

function readings(value: number): Reading[] {
  const basis = { level: 0.9, leftOut: {} };
  return [
    { ...basis, n: 0 },
    { ...basis, n: 1, value: 1, interval: [0.05, 1] },
    { ...basis, n: 20, value, interval: [0.6879, 0.9388], leftOut, open: { n: 1, unpriced: 0, mark, value: 1.5 } },
    {
      ...basis,
      n: 20,
      value,
      open: { n: 2, unpriced: 0, mark },
      basis: "gross",
      scale: "year",
      interval: [Number.NEGATIVE_INFINITY, 0.9],
    },
    { ...basis, n: 7, value: -value, scale: "week", interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] },
    {
      ...basis,
      n: 13,
      value: 0.8,
      open: { n: 2, unpriced: 1, mark, value: 0.9 },
      level: 0.95,
      interval: [0.8, 0.8],
      leftOut: { open: 1 },
    },
  ];
}

function measuredCriteria(metric: Metric): MeasuredCriterion[] {
  const { unit } = metrics[metric];
  const basis = { id: `${metric}-ok`, text: `${metric} as it should be`, metric, unit };
  return selections.flatMap((trades): MeasuredCriterion[] => {
    const selected = { ...basis, ...(trades && { trades }) };
    return [
      { ...selected, compare: ">", threshold: 0.8 },
      { ...selected, compare: "<=", threshold: 0.8, confidence: 0.95, unit: "USD" },
      { ...selected, compare: "between", threshold: [0.75, 0.8] },
      { ...selected, compare: "<", threshold: 1, against: 2 },
      { ...selected, compare: ">=", threshold: 1, against: 0 },
    ];
  });
}

function measuredVerdicts(): Verdict[] {
  return (Object.keys(metrics) as Metric[]).flatMap((metric) =>
    measuredCriteria(metric).flatMap((criterion, i) =>
      outcomes.flatMap((outcome, j) => {
        // All readings of an outcome are seen with some criterion of the metric: all of all would take minutes.
        const reading = readings(0.85)[(i + j) % 6];
        return reading ? verdictsOf(criterion, reading, outcome) : [];
      }),
    ),
  );
}

function verdictsOf(criterion: MeasuredCriterion, reading: Reading, outcome: Outcome): Verdict[] {
  const verdict: Verdict = { criterion, reading, outcome, look: 1, threshold: criterion.threshold };
  const signature = { criterion: criterion.id, note: "seen\nall", who: "Ada Example <ada@example.org>" };
  return [
    { criterion, outcome, look: 0 },
    verdict,
    {
      ...verdict,
      promise: 0.831,
      floor: 0.75,
      tail: 0.2252,
      signature,
      ...(criterion.against !== undefined && { against: { ...reading, phase: criterion.against } }),
    },
  ];
}

const judgement: Criterion = { id: "exits", text: "Exits look reasonable", manual: true };
const judgements: readonly Verdict[] = outcomes.map((outcome) => ({ criterion: judgement, outcome, look: 1 }));

/** What is wrong with a text that people read. */
function flaws(text: string): string[] {
  const forbidden =
    /\bNaN\b|undefined|Infinity|∞|\[object|\{\d\}|\bproven\b|\bproved\b|\bvalidated\b|win rate is|guarantee|null|e[+-]\d\d| {2}|\.\.|: \.|\(\)|\( |;\s*\)|%%|(?<!\d)-\d/i;
  const plurals =
    /(?:^|[^\d.,])1 (?:more )?(?:trades|hours|candles|LONG trades|SHORT trades)\b|\b(?:[02-9]|\d\d+) (?:more )?(?:trade|hour|candle|LONG trade|SHORT trade)\b/;
  return [
    ...(/[.”"]$/.test(text.trim()) ? [] : ["does not end"]),
    ...(/^[\p{Lu}\d−]/u.test(text) ? [] : ["does not begin"]),
    ...[forbidden, plurals].flatMap((pattern) => pattern.exec(text)?.[0] ?? []),
  ];
}

describe("the words of a verdict", () => {
  it("are whole sentences without a riddle, for every metric, outcome and selection", () => {
    const seen = new Map<string, string[]>();
    for (const [i, verdict] of [...measuredVerdicts(), ...judgements].entries()) {
      // Each outcome comes about with each standing, as each does with each reading.
      const standing = standings[i % standings.length] as Standing;
      const text = describeVerdict(verdict, standing);
      const found = flaws(text);
      if (found.length > 0 && !seen.has(found.join())) seen.set(found.join(), [text]);
    }
    assert.deepEqual([...seen], []);
  });

  it("have cells without a riddle", () => {
    for (const verdict of [...measuredVerdicts().filter((_, i) => i % 5 === 0), ...judgements]) {
      const cells = [...Object.values(verdictRow(verdict)), verdictSummary(verdict)];
      for (const cell of cells) assert.doesNotMatch(cell, /NaN|undefined|Infinity|\{\d\}|\[object/);
    }
  });

  const reading: Reading = { value: 0.85, n: 20, interval: [0.6879, 0.9388], level: 0.9, leftOut: {} };
  const verdict: Verdict = {
    criterion: plannedWinRate,
    reading,
    threshold: 0.8,
    promise: 0.831,
    floor: 0.75,
    tail: 0.2252,
    outcome: { is: "pass", how: "met" },
    look: 1,
  };
  const say = (changes: Partial<Verdict>, standing: Partial<Standing> = {}): string =>
    describeVerdict({ ...verdict, ...changes }, { role: "criterion", ...standing });

  it("say value, interval and threshold, and what a bot that should not pass would do", () => {
    assert.equal(
      say({}),
      "17 of 20 trades won (85 %; 90 % interval 69–94 %): meets > 80 %. A bot at 75 % does as well in 23 of 100 such windows.",
    );
    assert.match(
      say({ outcome: { is: "pass", how: "shown" } }),
      /A bot at 75 % does as well in at most 5 of 100 such rollouts, however often one looks\.$/,
    );
  });

  it("never make a chance of being misled smaller, nor leave out that outcomes come in runs", () => {
    const runs = { ...reading, designEffect: 1.6 };
    const text = say({ tail: 0.2301, reading: runs });
    assert.match(text, /90 % interval 69–94 %; they come in runs and tell as much as 13 trades\): meets/);
    assert.match(text, /in 24 of 100 such windows\.$/);
    assert.match(say({ tail: 0.25 + 1e-12 }), /in 25 of 100 such windows\.$/);
    assert.match(say({ tail: 0.251 }), /in 26 of 100 such windows\.$/);
  });

  const rate: MeasuredCriterion = { ...plannedWinRate, metric: "tradesPerWeek", compare: "<", unit: "trades/week" };
  const fired = { outcome: { is: "fail", how: "trigger" }, criterion: rate, threshold: 40 } as const;

  it("say of a comparison what it assumes", () => {
    const against = { phase: 1, value: 40, n: 20, level: 0.9, leftOut: {} };
    const metIt = say({
      criterion: { ...rate, compare: ">", threshold: 1, against: 1 },
      against,
      threshold: 40,
      floor: 32,
    });
    assert.match(metIt, /If it were 0\.8 times what it was, it would come out as well in 23 of 100 such windows\./);
    assert.doesNotMatch(metIt, /A bot at/);
    const firing = (threshold: number) => say({ ...fired, criterion: { ...rate, threshold, against: 1 }, against });
    assert.match(firing(1), /If nothing had changed, this would be seen in at most 5 of 100 rollouts\./);
    assert.match(firing(1.3), /If it were 1\.3 times what it was, this would be seen in at most 5 of 100 rollouts\./);
  });

  it("name the bot that the evidence speaks against, and what the chance assumes", () => {
    const watched = say({ ...fired, promise: 37.3, evidence: { promise: 3.2 } });
    assert.match(watched, /A bot as promised \(37\.3\) looks like this in at most 5 of 100 rollouts, however often/);
    assert.match(watched, /assumes that trades come in clusters no more than before\./);
    const ratio = { ...rate, metric: "sharpeRatio", threshold: 0.2 } as const;
    const atLooks = say({ ...fired, criterion: ratio, promise: 0.45, threshold: 0.2 });
    assert.match(atLooks, /A bot at 0\.2 looks like this at a look in at most 5 of 100 rollouts\./);
    assert.match(atLooks, /assumes that results are not very skewed/);
  });

  it("never let a value look like the threshold that it misses", () => {
    const text = say({
      reading: { ...reading, n: 25001, value: 20000 / 25001 },
      outcome: { is: "inconclusive", why: "short" },
    });
    assert.match(text, /^20000 of 25001 trades won \(79\.997 %.*: misses > 80 %\./);
  });

  it("say what a fired trigger saw, and to roll back", () => {
    const trigger: MeasuredCriterion = {
      id: "first-losses",
      text: "Immediate losses >$200 in first 2 trades",
      metric: "netProfit",
      trades: { first: 2 },
      compare: "<",
      threshold: -200,
      unit: "USD",
    };
    assert.equal(
      describeVerdict(
        {
          criterion: trigger,
          reading: { value: -387.2, n: 2, level: 0.9, leftOut: { manual: 1 } },
          threshold: -200,
          outcome: { is: "fail", how: "trigger" },
          look: 0,
        },
        { role: "trigger" },
      ),
      "Net profit of the first 2 trades −387.20 USD: the trigger < −200.00 USD has fired. Roll back. Left out: 1 made by hand.",
    );
  });

  it("count what was left out by its reason, and nothing where nothing was", () => {
    assert.equal(describeLeftOut({ open: 1, manual: 2, synced: 0 }), "1 still open, 2 made by hand");
    assert.equal(describeLeftOut({}), "");
  });
});

describe("the words of a gate", () => {
  const phase: Phase = {
    id: 3,
    title: "Risk management",
    risk: "moderate",
    parameters: [],
    window: { hours: 48, trades: 20, until: "both" },
    criteria: [],
    rollback: [],
  };
  const verdicts = (outcome: Outcome): Verdict[] => [
    {
      criterion: measuredCriteria("winRate")[0] as MeasuredCriterion,
      reading: readings(0.85)[2] as Reading,
      threshold: 0.8,
      outcome,
      look: 1,
    },
    { criterion: judgement, outcome: { is: "inconclusive", why: "unsigned" }, look: 1 },
  ];

  function gateWith(
    outcome: GateResult["outcome"],
    of: Outcome,
    changes: Partial<GateResult["window"]> = {},
  ): GateResult {
    return {
      phase: 3,
      at: Date.UTC(2025, 9, 16, 12),
      look: 0,
      outcome,
      why: [{ criterion: "winRate-ok", outcome: of }],
      criteria: verdicts(of),
      triggers: verdicts(of.is === "fail" ? { is: "fail", how: "trigger" } : { is: "quiet" }),
      signatures: [],
      warnings: [],
      window: {
        from: Date.UTC(2025, 9, 15),
        hours: 31.04,
        coverage: 0.97,
        trades: 17,
        leftOut: { open: 1 },
        reached: [],
        looks: 3,
        ...changes,
      },
    };
  }

  const every = (["pass", "fail", "inconclusive", "error"] as const).flatMap((outcome) =>
    outcomes.flatMap((of) => [
      gateWith(outcome, of),
      {
        ...gateWith(outcome, of, { reached: [{ look: 1, at: 0 }], ended: Date.UTC(2025, 9, 16), leftOut: {} }),
        look: 1,
      },
      gateWith(outcome, of, { trades: 0, hours: 0, coverage: 0 }),
      { ...gateWith(outcome, of), why: [], criteria: [], triggers: [] },
    ]),
  );

  it("say the reason of an error once where all conditions have the same", () => {
    const stale = { criterion: "a", outcome: { is: "error", why: "stale" } } as const;
    const unpaired = { criterion: "b", outcome: { is: "error", why: "unpaired" } } as const;
    const gate = gateWith("error", stale.outcome);
    assert.equal(
      gateHeadline({ ...gate, why: [stale, { ...stale, criterion: "b" }] }, phase),
      "Error: evidence too old.",
    );
    assert.match(gateHeadline({ ...gate, why: [stale, unpaired] }, phase), /^Error: a \(evidence too old\), b \(/);
  });

  it("are whole sentences, with one word on what before and after can tell", () => {
    for (const gate of every) {
      const text = describeGate(gate, phase);
      assert.equal(text.split("not a controlled comparison").length, 2);
      assert.doesNotMatch(text, /NaN|undefined|Infinity|\{\d\}|\bproven\b|\bvalidated\b/);
      assert.deepEqual(flaws(gateHeadline(gate, phase)), []);
      assert.doesNotMatch(gateSummary(gate), /NaN|undefined|\{\d\}/);
      for (const line of text.split("\n")) assert.doesNotMatch(line, /\s$/);
    }
  });

  it("say what the next look waits for", () => {
    const { from: _, ...window } = gateWith("inconclusive", { is: "inconclusive", why: "open" }).window;
    const gate = { ...gateWith("inconclusive", { is: "inconclusive", why: "open" }), window };
    assert.equal(
      gateHeadline(gate, phase),
      "Inconclusive: 3 more trades and 17 more hours of running until the first look.",
    );
    assert.match(describeGate(gate, phase), /The window has not begun/);
    const either = { ...phase, window: { ...phase.window, until: "either" as const } };
    assert.match(gateHeadline(gate, either), /3 more trades or 17 more hours/);
    assert.match(
      gateHeadline({ ...gate, window: { ...window, trades: 19, hours: 47 } }, phase),
      /1 more trade and 1 more hour of running/,
    );
  });

  it("say that a trigger has fired, with its numbers, and nothing where none has", () => {
    const fired = describeFired(gateWith("fail", { is: "fail", how: "trigger" }), phase);
    assert.match(fired ?? "", /^Phase 3 calls for a rollback\. .*17 of 20 trades won .* has fired\..* Roll back\./);
    assert.equal(describeFired(gateWith("pass", { is: "pass", how: "met" }), phase), undefined);
  });
});
