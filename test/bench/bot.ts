import { demoBot } from "../support/rollout";

/** The demo's block, followed by as many lines of ordinary code as it takes. */
export function botOf(lines: number): string {
  const block = demoBot.split("\n");
  const filler = Array.from({ length: Math.max(0, lines - block.length) }, (_, i) =>
    i % 8 === 0 ? `def step_${i}(candle):` : `    value_${i} = candle.close * ${i}.5`,
  );
  return [...block, ...filler].join("\n");
}
