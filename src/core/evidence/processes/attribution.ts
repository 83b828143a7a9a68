// Says of each run of the bot which checkpoint's values it ran.
import type { Plan } from "../../plan/plan";
import { isValueOf } from "../../source";
import type { BotProcess } from "../evidence";
import type { SealedValues } from "./checkpoint-values";
import { decidingValues, type ReportedValues } from "./reported-values";
import type { Run } from "./runs";

/** A process, and the values of the source that it runs; undefined where they are unknown. */
export interface Attributed {
  readonly process: BotProcess;
  readonly sealed?: SealedValues;
}

/** `sealed` is that of the plan's ledger, oldest first: the time before the first checkpoint, then each checkpoint. */
export function attribute(run: Run, sealed: readonly SealedValues[], plan: Plan): Attributed {
  const { started, name, values } = run;
  const deciding = decidingValues(plan, values);
  const found = deciding.size > 0 ? byValues(run, sealed, deciding) : byStart(run, sealed);
  const tag = found.sealed?.checkpoint?.tag;
  const process: BotProcess = {
    ...(started !== undefined && { started }),
    ...(name !== undefined && { name }),
    ...(values.size > 0 && { values: Object.fromEntries(values) }),
    ...(tag !== undefined && { checkpoint: tag }),
    attribution: found.attribution,
  };
  return { process, ...(found.sealed && { sealed: found.sealed }) };
}

interface Found {
  readonly attribution: BotProcess["attribution"];
  readonly sealed?: SealedValues;
}

/** The newest checkpoint before the start. A run that the records begin in the middle of may be older than that. */
function byStart(run: Run, sealed: readonly SealedValues[]): Found {
  const newest = newestBefore(run, sealed);
  if (run.started === undefined && newest?.checkpoint) return { attribution: "unknown" };
  return newest ? { attribution: "assumed", sealed: newest } : { attribution: "unknown" };
}

/** The values decide, as far as they tell one checkpoint from another. */
function byValues(run: Run, sealed: readonly SealedValues[], values: ReportedValues): Found {
  const agreeing = sealed.filter(({ texts }) =>
    [...values].every(([name, value]) => isValueOf(value, texts.get(name))),
  );
  const chosen = newestBefore(run, agreeing) ?? agreeing[0];
  if (!chosen) return { attribution: "unknown" };
  const isTold = !run.isMistakable && agreeing.every(({ texts }) => areSame(texts, chosen.texts));
  return { attribution: isTold ? "confirmed" : "assumed", sealed: chosen };
}

function newestBefore({ heard }: Run, sealed: readonly SealedValues[]): SealedValues | undefined {
  return sealed.findLast(({ checkpoint }) => checkpoint === undefined || checkpoint.at <= heard);
}

function areSame(a: SealedValues["texts"], b: SealedValues["texts"]): boolean {
  return [...a].every(([name, text]) => text === b.get(name));
}
