// What the dashboard says: never more than is known, and what is called for first.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Assessment } from "../../../src/core/assessment/state";
import type { Evidence, EvidenceFault } from "../../../src/core/evidence/evidence";
import type { GateFacts } from "../../../src/core/gates/gate-of-phase";
import { gateOfPhase } from "../../../src/core/gates/gate-of-phase";
import type { Checkpoint } from "../../../src/core/ledger/ledger";
import type { Phase } from "../../../src/core/plan/plan";
import { problem } from "../../../src/core/problem";
import { type DashboardInput, describeDashboard } from "../../../src/messages/dashboard/view";
import {
  apply1,
  checkpoint,
  criterion,
  evidence,
  HOUR,
  phaseWith,
  planWith,
  started,
  trade,
  trades,
  wins,
} from "../../support/gates";
import { assessed, demoBot } from "../../support/rollout";

const makesMoney = criterion({ metric: "netProfit", threshold: 0, unit: "currency" });
const loses = criterion({ metric: "netProfit", id: "loses", compare: "<", threshold: -5, unit: "currency" });
const phase = phaseWith({ window: { trades: 4 }, criteria: [makesMoney], rollback: [loses] });
const second = phaseWith({ id: 2, title: "Two" });

const validate1: Checkpoint = {
  ...checkpoint(2, "validate-1", started + 50 * HOUR),
  event: { kind: "validate", phase: 1 },
};

interface Given {
  readonly found?: Partial<Evidence>;
  readonly checkpoints?: readonly Checkpoint[];
  readonly phases?: readonly Phase[];
  readonly assessment?: Partial<Assessment>;
}

const won = { trades: trades(wins(4, 4)) };

function view(given: Given = {}, parts: Partial<DashboardInput> = {}) {
  const { found = won, checkpoints = [apply1], phases = [phase, second] } = given;
  const plan = planWith(phases, { evidence: { sources: [{ kind: "log", path: "log.jsonl" }] } });
  const ledger = { checkpoints, unreached: [], unreadable: [] };
  const inEffect = checkpoints.length > 0 ? [1] : [];
  const assessment: Assessment = {
    ...assessed(demoBot, ledger),
    plan,
    ledger,
    inEffect,
    phases: phases.map((each, index) => ({
      phase: each,
      status: inEffect.includes(each.id) ? "in-effect" : index === inEffect.length ? "next" : "later",
      pending: [],
    })),
    ...given.assessment,
  };
  const facts: GateFacts = { plan, ledger, evidence: evidence(60, found), at: started + 60 * HOUR };
  const gate = gateOfPhase(facts, phase);
  const gates = new Map(gate ? [[1, gate]] : []);
  return describeDashboard({ assessment, gates, facts, hasFailed: false, ...parts });
}

const commandsOf = ({ actions }: ReturnType<typeof view>) => actions.map(({ command }) => command);
const titlesOf = ({ notices }: ReturnType<typeof view>) => notices.map(({ title }) => title);

describe("where we are", () => {
  it("is not validated because a gate passes", () => {
    const { where, working } = view();
    assert.equal(working?.tone, "pass");
    assert.equal(where?.phases[0]?.isValidated, false);
    assert.doesNotMatch(JSON.stringify(where), /validated/);
    assert.match(where?.phases[0]?.word ?? "", /Gate: Pass/);
  });

  it("is validated by its checkpoint, which is named", () => {
    const { where } = view({ checkpoints: [apply1, validate1] });
    assert.deepEqual([where?.phases[0]?.isValidated, where?.phases[1]?.isValidated], [true, false]);
    assert.equal(where?.phases[0]?.word, "in effect · validated (0002)");
    assert.equal(where?.sentence, "Phase 1 of 2 is in effect and validated.");
  });

  it("says what the next look waits for", () => {
    const { where } = view({ found: { trades: trades(wins(1, 1)) } });
    assert.equal(where?.sentence, "Phase 1 of 2 is in effect; look 1 of 3 comes after 3 more trades.");
  });

  it("asks for a restart where no process runs the values, and not where nobody can know", () => {
    assert.match(view({ found: { processes: [] } }).where?.sentence ?? "", /restart it/);
    const faults: EvidenceFault[] = [{ why: "unreadable", money: false }];
    const { where } = view({ found: { processes: [], faults } });
    assert.match(where?.sentence ?? "", /is not known/);
    assert.doesNotMatch(where?.sentence ?? "", /restart/);
  });

  it("leads to the command that restarts the bot, where it still runs earlier values", () => {
    const findings = [problem("restart-needed", { tag: "phasegate/bot/0001-apply-1", parameters: ["EXIT"] })];
    const { notices } = view({ found: { ...won, findings } });
    assert.deepEqual(
      notices.map(({ text, actions }) => [/0001-apply-1 .*EXIT/.test(text), actions.map(({ command }) => command)]),
      [[true, ["restartBot"]]],
    );
  });

  it("is not known where the ledger is not", () => {
    const assessment = { inEffect: undefined };
    assert.match(view({ assessment }).where?.sentence ?? "", /is not known/);
  });
});

describe("what is called for", () => {
  const called = ({ actions }: ReturnType<typeof view>) =>
    actions.filter(({ isCalledFor }) => isCalledFor).map(({ command }) => command);

  it("is the first phase before any", () => assert.deepEqual(called(view({ checkpoints: [] })), ["applyNextPhase"]));

  it("is to validate what passes, and to go on only then", () => {
    assert.deepEqual(called(view()), ["validatePhase"]);
    assert.deepEqual(called(view({ checkpoints: [apply1, validate1] })), ["applyNextPhase"]);
  });

  it("is nothing while the window is open", () => {
    const open = view({ found: { trades: trades(wins(1, 1)) } });
    assert.deepEqual(commandsOf(open), ["rollBack", "showCheckpoints"]);
    assert.deepEqual(called(open), []);
  });

  it("is the way back, and nothing else, once a trigger has fired", () => {
    const fired = view({ found: { trades: trades([-4, -4]) } });
    assert.deepEqual(commandsOf(fired), ["rollBack", "showCheckpoints"]);
    assert.deepEqual(called(fired), ["rollBack"]);
    assert.equal(titlesOf(fired)[0], "A trigger has fired");
    assert.equal(fired.working?.verdicts[0]?.tone, "fail");
  });
});

describe("what must be known first", () => {
  for (const [why, title] of [
    ["stale", "Stale evidence"],
    ["unreadable", "Broken evidence"],
    ["contradiction", "Contradictory evidence"],
    ["unpaired", "An exit is missing"],
    ["no-source", "No evidence"],
  ] as const) {
    it(`is said once: ${title}`, () => {
      const faults: EvidenceFault[] = [
        { why, money: false },
        { why, money: true },
      ];
      assert.deepEqual(titlesOf(view({ found: { faults } })), [title]);
    });
  }

  it("is that nothing came yet", () => assert.deepEqual(titlesOf(view({ found: {} })), ["Waiting"]));

  it("tells files that are being read from files that could not be", () => {
    assert.deepEqual(titlesOf(view({}, { facts: undefined, gates: new Map() })), ["Reading"]);
    const failed = view({}, { facts: undefined, gates: new Map(), hasFailed: true });
    assert.deepEqual(titlesOf(failed), ["The evidence could not be read"]);
  });
});

describe("what happened", () => {
  it("shows a trade under the values that its own process ran, though it was closed after a restart", () => {
    const late = trade(started + HOUR, 1, { closed: started + 30 * HOUR });
    const processes = [
      { started, checkpoint: apply1.tag, attribution: "confirmed" as const },
      { started: started + 20 * HOUR, attribution: "unknown" as const },
    ];
    const { happened } = view({ found: { trades: [late], processes } });
    const [chart] = happened?.charts ?? [];
    assert.equal(chart?.at[0], late.closed);
    assert.equal(chart?.ranAt[0], late.opened);
    assert.equal(happened?.bands.length, 2);
  });

  it("has one instant for each value of each chart", () => {
    const candles = [{ at: started, signal: true }];
    for (const { id, at, ranAt, series } of view({ found: { ...won, candles } }).happened?.charts ?? []) {
      for (const { values } of series) assert.deepEqual([values.length, ranAt.length], [at.length, at.length], id);
    }
  });

  it("has no chart and no figure without a trade", () => {
    const { happened } = view({ found: {} });
    assert.deepEqual(happened?.charts, []);
    assert.match(happened?.sentence ?? "", /No trade is closed yet/);
  });
});

describe("whether the bot runs what we think", () => {
  const running = (running: string | undefined, by: "reported" | "assumed" | "unknown") =>
    view({
      found: {
        running: [{ parameter: "STOP", source: "0.70", target: "0.7", by, ...(running !== undefined && { running }) }],
      },
    }).running?.sentence ?? "";

  it("is yes only where it reports it", () => {
    assert.match(running("0.7", "reported"), /^Yes/);
    assert.match(running("0.7", "assumed"), /^Assumed/);
  });
  it("is no where it runs something else", () => assert.match(running("0.8", "reported"), /^No: .*STOP/));
  it("is not known where nothing tells", () => assert.match(running(undefined, "unknown"), /^Nobody knows/));
});
