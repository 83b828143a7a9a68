// The values that each checkpoint left in the source, folded over the ledger.
import type { Json } from "../../json";
import type { Checkpoint, Ledger } from "../../ledger/ledger";
import { settingCheckpoints } from "../../ledger/phase-run";
import { type Parameter, type Plan, pathOf } from "../../plan/plan";
import { plainLiteral } from "../../source";

/** A value as its text stands in the source. */
export type Texts = ReadonlyMap<string, string>;

/** What the source held from one checkpoint to the next. */
export interface SealedValues {
  /** Absent for the time before the first. */
  readonly checkpoint?: Checkpoint;
  readonly texts: Texts;
}

/** The values before the first checkpoint and after each one that sets values, oldest first. */
export function sealedValues(plan: Plan, checkpoints: readonly Checkpoint[]): SealedValues[] {
  const texts = new Map(
    Object.entries(plan.parameters).map(([name, parameter]) => [name, textOf(parameter.baseline, parameter, plan)]),
  );
  const setting = new Set(settingCheckpoints({ checkpoints } as Ledger));
  // What stood there before the first change of a value is what it was all along.
  for (const { parameter, before } of checkpoints.flatMap(({ changes }) => changes).reverse()) {
    texts.set(parameter, before);
  }
  const sealed: SealedValues[] = [{ texts: new Map(texts) }];
  for (const checkpoint of checkpoints) {
    for (const { parameter, after } of checkpoint.changes) texts.set(parameter, after);
    for (const { parameter, text } of checkpoint.found ?? []) texts.set(parameter, text);
    if (setting.has(checkpoint)) sealed.push({ checkpoint, texts: new Map(texts) });
  }
  return sealed;
}

/** `value` as the file of `parameter` would write it. */
export function textOf(value: Json, parameter: Parameter, plan: Plan): string {
  return plainLiteral(value, pathOf(plan, parameter));
}
