// Builds evidence, runs and plans for gates: a bot that trades every two hours, won or lost as a test says.
import { type Evidence, emptyEvidence } from "../../src/core/evidence/evidence";
import type { Trade } from "../../src/core/evidence/trade";
import { evaluate, type GateInput } from "../../src/core/gates/evaluate";
import type { GateResult, Verdict } from "../../src/core/gates/verdict";
import type { Checkpoint } from "../../src/core/ledger/ledger";
import type { PhaseRun } from "../../src/core/ledger/phase-run";
import type { MeasuredCriterion, Phase, Plan } from "../../src/core/plan/plan";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** When Phase 1 was applied; the bot starts an hour later. */
export const applied = Date.UTC(2025, 9, 15, 12);
export const started = applied + HOUR;

export function checkpoint(n: number, token: string, at: number): Checkpoint {
  return {
    plan: "bot",
    planPath: "bot.phaseplan.json",
    planHash: "0".repeat(64),
    event: { kind: "apply", phase: 1 },
    phases: [1],
    changes: [],
    tag: `phasegate/bot/${String(n).padStart(4, "0")}-${token}`,
    summary: token,
    n,
    commit: "0".repeat(40),
    who: "Ada <ada@example.org>",
    when: new Date(at).toISOString(),
    at,
  };
}

export const apply1 = checkpoint(1, "apply-1", applied);
export const run1: PhaseRun = { phase: 1, checkpoint: apply1, applied, extensions: 0 };

/** A long position of 1 at 100, closed one hour later with this result. */
export function trade(opened: number, net: number, parts: Partial<Trade> = {}): Trade {
  return {
    side: "long",
    opened,
    closed: opened + HOUR,
    quantity: 1,
    entry: 100,
    exit: 100 + net,
    equity: 1000,
    gross: net,
    net,
    netBy: "prices",
    costs: 0,
    reported: [],
    process: 0,
    checkpoint: apply1.tag,
    origin: { file: 0, offset: 0 },
    ...parts,
  };
}

/** One trade every two hours from the start on, with these results. */
export function trades(results: readonly number[], from = started): Trade[] {
  return results.map((net, index) => trade(from + index * 2 * HOUR, net));
}

/** `won` wins among `count` trades, spread evenly. */
export function wins(won: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    Math.floor(((index + 1) * won) / count) > Math.floor((index * won) / count) ? 0.5 : -0.5,
  );
}

/** What a bot left that ran without a break from its start, as long as `hours`. */
export function evidence(hours: number, parts: Partial<Evidence> = {}): Evidence {
  const end = started + hours * HOUR;
  return {
    ...emptyEvidence,
    files: [{ path: "log.jsonl", source: 0, size: 1, modified: end, hash: "", records: 1, unreadable: 0 }],
    observed: [{ from: started, to: end }],
    processes: [{ started, checkpoint: apply1.tag, attribution: "confirmed" }],
    newest: end,
    ...parts,
  };
}

export function criterion(parts: Partial<MeasuredCriterion> & Pick<MeasuredCriterion, "metric">): MeasuredCriterion {
  return { id: parts.metric, text: parts.metric, compare: ">", threshold: 0, unit: "", ...parts };
}

export const winRate = criterion({ metric: "winRate", compare: ">", threshold: 0.8, unit: "fraction" });
/** As the bundled plan has it. */
export const plannedWinRate = criterion({ ...winRate, id: "win-rate", text: "Win rate >80%" });
export const lowWinRate = criterion({ metric: "winRate", id: "low", compare: "<", threshold: 0.75, unit: "fraction" });

export function phaseWith(parts: Partial<Phase>): Phase {
  return {
    id: 1,
    title: "One",
    risk: "low",
    parameters: [],
    window: { trades: 20 },
    criteria: [winRate],
    rollback: [],
    ...parts,
  };
}

export function planWith(phases: readonly Phase[], parts: Partial<Plan> = {}): Plan {
  return { id: "bot", title: "Bot", files: {}, parameters: {}, phases, ...parts };
}

/** The gate of `phase` with this evidence, at its end where no other moment is given. */
export function judge(phase: Phase, found: Evidence, parts: Partial<GateInput> = {}): GateResult {
  return evaluate({
    plan: planWith([phase]),
    phase,
    run: run1,
    earlierRuns: [],
    evidence: found,
    at: found.observed.at(-1)?.to ?? started,
    signatures: [],
    ...parts,
  });
}

export function verdictOf({ criteria, triggers }: GateResult, id: string): Verdict {
  const verdict = [...criteria, ...triggers].find(({ criterion }) => criterion.id === id);
  if (!verdict) throw new Error(`no condition ${id}`);
  return verdict;
}

/** What the bundled plan promises of the win rate, and a phase with that promise and a trigger below it. */
export const promised = { text: "83 %", metric: "winRate", value: 0.831, unit: "fraction" } as const;
export const watched = phaseWith({ rollback: [lowWinRate], expected: [promised] });
