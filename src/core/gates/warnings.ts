// Signs that the bot does not do what the phase is about: a person looks at them before a gate passes.
import type { BotProcess } from "../evidence/evidence";
import type { Trade } from "../evidence/trade";
import type { PhaseRun } from "../ledger/phase-run";
import { type Parameter, type Plan, phaseOf } from "../plan/plan";
import { returnOnPosition } from "./metrics/results";
import type { Warning } from "./verdict";

/** What the warnings of a window are worked out from. */
interface Watched {
  readonly plan: Plan;
  readonly run: PhaseRun;
  readonly processes: readonly BotProcess[];
  /** The closed trades that count. */
  readonly trades: readonly Trade[];
  /** The open ones, as if they were closed at their marks. */
  readonly held: readonly Trade[];
}

export function warningsOf(watched: Watched): Warning[] {
  return [...lossesBeyondStop(watched), ...heldBeyondStop(watched), ...unlikelyExits(watched)];
}

/** A fill may be so much worse than the stop, as a fraction of the price. */
const SLIPPAGE = 0.003;

/** A loss on the price far beyond the stop that runs: another value is what stops the bot, or none. */
function lossesBeyondStop(watched: Watched): Warning[] {
  const stop = runningStop(watched);
  if (!stop) return [];
  const losses = lossesOf(watched.trades);
  const beyond = losses.filter((loss) => loss > stop.value + SLIPPAGE);
  if (beyond.length === 0) return [];
  return [
    {
      kind: "loss-beyond-stop",
      parameter: stop.parameter,
      stop: stop.value,
      n: beyond.length,
      most: Math.max(...beyond),
    },
  ];
}

/** An open position that has lost so many times what the stop allows is not going to be stopped. */
const FAR_BEYOND = 2;

function heldBeyondStop(watched: Watched): Warning[] {
  const stop = runningStop(watched);
  const most = Math.max(...lossesOf(watched.held));
  if (!stop || !(most > FAR_BEYOND * stop.value)) return [];
  return [{ kind: "held-beyond-stop", parameter: stop.parameter, stop: stop.value, most }];
}

/** On the price, as positive fractions. */
function lossesOf(trades: readonly Trade[]): number[] {
  return trades.map((trade) => -(returnOnPosition(trade, "gross") ?? 0));
}

/** The one parameter that is a stop-loss as a fraction of the price, with the value that runs; undefined where none is, or several. */
function runningStop({ plan, run, processes }: Watched): { parameter: string; value: number } | undefined {
  const stops = Object.entries(plan.parameters).filter(([name]) => /stop_?loss/i.test(name) && !/trail/i.test(name));
  const [only, ...others] = stops;
  if (!only || others.length > 0) return undefined;
  const [parameter, declared] = only;
  const reported = processes.findLast(({ checkpoint, values }) => checkpoint === run.checkpoint.tag && values)?.values;
  const phase = phaseOf(plan, parameter)?.id;
  const isApplied = phase !== undefined && run.checkpoint.phases.includes(phase);
  const value = fractionOf(declared, reported?.[parameter] ?? (isApplied ? declared.target : declared.baseline));
  return value === undefined ? undefined : { parameter, value };
}

function fractionOf({ unit }: Parameter, value: unknown): number | undefined {
  const size = typeof value === "number" && Number.isFinite(value) && value !== 0 ? Math.abs(value) : undefined;
  if (size === undefined) return undefined;
  if (unit === "fraction") return size;
  return unit === "%" || unit === "percent" ? size / 100 : undefined;
}

/** A model that exits by a probability below this does not exit by its probability. */
const UNLIKELY = 0.05;

function unlikelyExits({ trades }: Watched): Warning[] {
  const probabilities = trades.flatMap(({ reason, probability }) =>
    reason === "model" && probability?.exit !== undefined ? [probability.exit] : [],
  );
  const unlikely = probabilities.filter((probability) => probability < UNLIKELY);
  if (unlikely.length === 0) return [];
  return [{ kind: "unlikely-exit", n: unlikely.length, least: Math.min(...unlikely) }];
}
