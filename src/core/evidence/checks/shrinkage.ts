// Misses the trades that a sealed gate saw and of which no file tells any more.
import type { Checkpoint } from "../../ledger/ledger";
import { problem } from "../../problem";
import { knownTrades } from "../known-trades";
import { instantOf } from "../readers/time";
import type { Instant, Trade } from "../trade";
import type { Checked } from "./sources";

/** By the newest gate that was sealed up to `at`: files are moved and rotated, but what was a trade stays one. */
export function checkShrinkage(facts: {
  readonly trades: readonly Trade[];
  readonly checkpoints: readonly Checkpoint[];
  readonly at: Instant;
}): Checked {
  const { trades, checkpoints, at } = facts;
  const newest = checkpoints.findLast((checkpoint) => checkpoint.at <= at && checkpoint.gate?.trades !== undefined);
  const [first, gate] = [checkpoints[0], newest?.gate];
  if (!first || !newest || gate?.trades === undefined) return { faults: [], findings: [] };
  const moment = instantOf(gate.at, 0) ?? at;
  const after = knownTrades(trades, first.at, moment);
  if (after >= gate.trades) return { faults: [], findings: [] };
  return {
    faults: [{ why: "contradiction", money: false, until: moment }],
    findings: [problem("evidence-shrank", { tag: newest.tag, at: moment, before: gate.trades, after })],
  };
}
