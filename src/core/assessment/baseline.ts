// Finds how a value was written before the rollout, so that going back to the baseline keeps its spelling.
import { isEqual } from "../json";
import { languageOf, type SourceValue } from "../source";
import type { Assessment, ParameterState } from "./state";

/** The plan's baseline or target as it would be written into the code; undefined where no literal is bound. */
export function spelledValue(
  ledger: Pick<Assessment, "ledger">,
  state: ParameterState,
  which: "baseline" | "target",
): string | undefined {
  const { parameter, current, place } = state;
  if (!current) return undefined;
  const written = which === "baseline" ? baselineLiteral(ledger, state) : undefined;
  return written?.text ?? languageOf(place.path).write(parameter[which], current);
}

/** A value that the plan has for a parameter, and what it is to the plan. */
export interface SpelledChoice {
  readonly text: string;
  readonly is: readonly ("baseline" | "target")[];
}

/** The values that the plan has for a parameter, each spelling once: first the one of the phases in effect. */
export function spelledChoices(ledger: Pick<Assessment, "ledger">, state: ParameterState): SpelledChoice[] {
  const order =
    state.phaseStatus === "in-effect" ? (["target", "baseline"] as const) : (["baseline", "target"] as const);
  const texts = order.flatMap((which) => spelledValue(ledger, state, which) ?? []);
  return [...new Set(texts)].map((text) => ({ text, is: order.filter((_, index) => texts[index] === text) }));
}

/**
 * The literal that held the baseline before the first checkpoint that changed it; undefined where none is known, or where it
 * spans lines and may lean on what stood around it.
 */
export function baselineLiteral(
  { ledger }: Pick<Assessment, "ledger">,
  { name, parameter, place }: ParameterState,
): SourceValue | undefined {
  const first = ledger?.checkpoints.flatMap(({ changes }) => changes).find((change) => change.parameter === name);
  if (!first || /[\r\n]/.test(first.before)) return undefined;
  const [read, ...more] = languageOf(place.path).readValue(first.before).assignments;
  const value = more.length === 0 ? read?.value : undefined;
  return value?.value !== undefined && isEqual(value.value, parameter.baseline) ? value : undefined;
}
