// The times in which the bot ran each checkpoint's values: the bands behind every chart.
import type { BotProcess } from "../evidence/evidence";
import { sealedValues } from "../evidence/processes/checkpoint-values";
import type { Instant } from "../evidence/trade";
import type { Checkpoint } from "../ledger/ledger";
import type { Plan } from "../plan/plan";
import { redactedFoundValue } from "../redact";

/** The bot ran the values of one checkpoint, or of none, from `from` to `to`. */
export interface RunBand {
  readonly from: Instant;
  readonly to: Instant;
  /** Absent before the first one, and where nobody knows. */
  readonly checkpoint?: Checkpoint;
  readonly attribution: BotProcess["attribution"];
  /** As people may be shown them; none where nobody knows. */
  readonly values: readonly { readonly parameter: string; readonly text: string }[];
}

export interface BandInput {
  readonly processes: readonly BotProcess[];
  readonly plan: Plan;
  /** All of the ledger, oldest first. */
  readonly checkpoints: readonly Checkpoint[];
  readonly at: Instant;
  /** When the records begin; absent where there are none. */
  readonly from: Instant | undefined;
}

/**
 * Ascending and without gaps: each process from its start to the next one, also while it was down. Processes in a row with
 * the same values are one band.
 */
export function bandsOf({ processes, plan, checkpoints, at, from }: BandInput): RunBand[] {
  const sealed = sealedValues(plan, checkpoints);
  const bands: RunBand[] = [];
  for (const { started = from, checkpoint: tag, attribution } of processes) {
    if (started === undefined || started > at) continue;
    const texts = sealed.find((each) => each.checkpoint?.tag === tag)?.texts;
    const last = bands.at(-1);
    if (last && last.checkpoint?.tag === tag && last.attribution === attribution) continue;
    if (last) bands[bands.length - 1] = { ...last, to: started };
    const checkpoint = checkpoints.find((each) => each.tag === tag);
    const known = attribution === "unknown" || !texts ? [] : [...texts];
    bands.push({
      from: started,
      to: at,
      ...(checkpoint && { checkpoint }),
      attribution,
      values: known.map(([parameter, text]) => ({
        parameter,
        text: redactedFoundValue({ parameter, text }).text ?? "…",
      })),
    });
  }
  return bands;
}
