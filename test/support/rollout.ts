import { readFileSync } from "node:fs";
import { assess } from "../../src/core/assessment/assess";
import type { Assessment, Inputs } from "../../src/core/assessment/state";
import { parseEvent } from "../../src/core/ledger/event";
import type { Checkpoint, Ledger } from "../../src/core/ledger/ledger";
import { AllowedValues } from "../../src/core/plan/allowed";
import { loadPlan } from "../../src/core/plan/load";
import type { Plan } from "../../src/core/plan/plan";
import { readSource, type Source } from "../../src/core/source";

export const demoBot = readFileSync("demo/scripts/production/phase4_dynamic_testnet_trading.py", "utf8");
export const botPath = "scripts/production/phase4_dynamic_testnet_trading.py";

/** The demo's plan with its values, compiled once for all tests. */
export const planText = readFileSync("test/fixtures/v4.phaseplan.json", "utf8");
export const { plan, allowed } = ((): { plan: Plan; allowed: AllowedValues } => {
  const { plan, problems } = loadPlan(planText, "v4.phaseplan.json");
  if (!plan) throw new Error(JSON.stringify(problems));
  return { plan, allowed: new AllowedValues(plan) };
})();

export const planPath = "v4.phaseplan.json";
export const planHash = "0".repeat(64);

/** A ledger of events, each with the phases in effect after it. */
export function ledgerOf(...events: [token: string, ...phases: number[]][]): Ledger {
  const checkpoints = events.map(([token, ...phases], index): Checkpoint => {
    const n = index + 1;
    return {
      plan: "v4",
      planHash,
      planPath,
      event: parseEvent(token),
      summary: token,
      phases,
      changes: [{ parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.603" }],
      tag: `phasegate/v4/${String(n).padStart(4, "0")}-${token}`,
      n,
      commit: String(n).repeat(40),
      who: "Tester <tester@example.org>",
      when: "2025-10-15T18:56:00+09:00",
      at: Date.UTC(2025, 9, 15, 9, 56),
    };
  });
  return { checkpoints, unreached: [], unreadable: [] };
}

/** What an assessment of the demo's plan is made from. */
export function inputsOf(sources: ReadonlyMap<string, Source>, ledger: Ledger | undefined): Inputs {
  const found = {
    unread: [],
    unsealed: [],
    unfinished: [],
    neighbours: new Map<string, Source>(),
    valueFiles: new Map<string, string>(),
    unsearched: { paths: [] },
  };
  return { plan, allowed, planHash, planPath, planText, sources, ledger, withoutLedger: undefined, ...found };
}

export function assessed(text: string, ledger: Ledger | undefined): Assessment {
  return assess(inputsOf(new Map([["bot", readSource("bot.py", text)]]), ledger));
}
