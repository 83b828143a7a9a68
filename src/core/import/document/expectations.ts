// Puts together what the phases and the whole rollout are expected to show.
import type { Expectation } from "../../plan/plan";
import { expectationOf, type Figure, readExpectations } from "../criteria/figures";
import type { Facts, PhaseFacts } from "../markdown/facts";
import { type Draft, trimmed } from "./draft";

export interface Expected {
  readonly ofPhase: ReadonlyMap<PhaseFacts, readonly Expectation[]>;
  readonly final: readonly Expectation[];
}

/**
 * What phases and the whole are expected to show. A figure that differs from the one of the final performance gives way
 * to it: an optimizer's result is one configuration's.
 */
export function expectations(facts: Facts, phases: readonly PhaseFacts[], draft: Draft): Expected {
  const final = facts.expected.map(readExpectations);
  const finalFigures = firstOfEach(final.flatMap(({ figures }) => figures));
  const read = phases.map((phase) => ({ phase, items: phase.expected.map(readExpectations) }));
  const others = [...facts.figures, ...read.flatMap(({ items }) => items.flatMap(({ figures }) => figures))];
  const finalItems = final.flatMap(({ expectations: items }) => items);
  report(finalFigures, others, finalItems, draft);
  const agreed = (expectation: Expectation): Expectation => {
    const figure = finalFigures.get(keyOf(expectation));
    if (!figure || expectation.value === undefined || expectation.value === figure.value) return expectation;
    return expectationOf(figure.place.text, figure);
  };
  return {
    final: finalItems,
    ofPhase: new Map(read.map(({ phase, items }) => [phase, items.flatMap((item) => item.expectations).map(agreed)])),
  };
}

function keyOf({ metric, trades }: Expectation): string {
  return JSON.stringify([metric, trades?.side, trades?.exit]);
}

function firstOfEach(figures: readonly Figure[]): Map<string, Figure> {
  const found = new Map<string, Figure>();
  for (const figure of figures) {
    const key = keyOf({ text: "", ...figure });
    if (!found.has(key)) found.set(key, figure);
  }
  return found;
}

function report(
  finalFigures: ReadonlyMap<string, Figure>,
  others: readonly Figure[],
  finalItems: readonly Expectation[],
  draft: Draft,
): void {
  for (const [key, { metric, trades, value, place }] of finalFigures) {
    const differing = others.filter((other) => keyOf({ text: "", ...other }) === key && other.value !== value);
    if (differing.length === 0) continue;
    const at = finalItems.findIndex((item) => item.metric === metric && item.text === place.text);
    draft.contradictions.push({
      about: { code: "figure", metric, ...(trades?.side && { side: trades.side }) },
      at: `/expected/${at}`,
      places: [...differing, { place, value }].map((figure) => ({ ...trimmed(figure.place), value: figure.value })),
      decided: value,
      rule: "final-figure",
    });
  }
}
