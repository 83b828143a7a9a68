// The demo's whole plan, each text of it in signs that are no letters of English: what is English then is not the plan's.
import { readFileSync } from "node:fs";
import { parse } from "jsonc-parser";
import { planWithoutEvidence } from "./demo-repository";

type Members = Record<string, unknown>;

export function planInSigns(more: Members = {}): string {
  const [base, own] = ["schemas/plans/v4.phaseplan.json", planWithoutEvidence].map((file) =>
    parse(readFileSync(file, "utf8")),
  ) as [Members, Members];
  // The way to the schema leads nowhere from the demo.
  const { extends: _, $schema: __, ...plan } = merged(base, own);
  return JSON.stringify({ ...plan, ...more }, inSigns, 2);
}

function inSigns(key: string, value: unknown): unknown {
  if (typeof value !== "string" || !["title", "why", "text", "unit", "method"].includes(key)) return value;
  // A condition's unit is the metric's own.
  return key === "unit" && /^[a-z]+$|^USD$/.test(value) && value !== "probability" ? value : "글";
}

function merged(one: Members, other: Members): Members {
  const isMap = (value: unknown): value is Members =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return Object.fromEntries(
    Object.keys({ ...one, ...other }).map((key) => {
      const [mine, theirs] = [one[key], other[key]];
      return [key, isMap(mine) && isMap(theirs) ? merged(mine, theirs) : (theirs ?? mine)];
    }),
  );
}
