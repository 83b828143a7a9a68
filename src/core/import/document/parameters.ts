// Makes a parameter's member of the plan document.
import type { JsonObject } from "../../json";
import type { ParameterFacts, PhaseFacts } from "../markdown/facts";
import { note } from "../types";
import type { DecidedValues } from "./decide-values";
import { type Draft, oneLine } from "./draft";

/** A parameter that a phase sets, with the values that were decided for it. */
export interface Governed {
  readonly parameter: ParameterFacts;
  readonly values: DecidedValues;
  /** Absent where it was asked: `candidates` are then the phases that may set it. */
  readonly phase?: PhaseFacts;
  readonly candidates: readonly PhaseFacts[];
  /** The path of the file that holds it, where the text says one. */
  readonly file?: string;
  readonly fileAsked: boolean;
}

export function parameterDocument(
  { parameter, values: { baseline, target, fraction } }: Governed,
  file: string,
  restarts: boolean,
  draft: Draft,
): JsonObject {
  const at = `/parameters/${parameter.name}`;
  const unit = unitOf(parameter, fraction);
  const why = whyOf(parameter);
  if (unit === undefined) draft.note(note("fill-in", { at: `${at}/unit`, value: "?" }));
  if (why === "") draft.note(note("fill-in", { at: `${at}/why`, value: "?" }));
  return {
    file,
    symbol: parameter.symbol ?? parameter.name,
    unit: unit ?? "?",
    ...(baseline !== undefined && { baseline }),
    ...(target !== undefined && { target }),
    ...(restarts && { needsRestart: true }),
    ...(parameter.codeLines !== undefined && { source: oneLine(parameter.codeLines) }),
    why: why || "?",
  };
}

/** The factor by which the only parameter that rises does so, to four digits. */
export function onlyRise(governed: readonly Governed[]): number | undefined {
  const rises = governed.flatMap(({ values: { baseline, target } }) =>
    typeof baseline === "number" && typeof target === "number" && baseline > 0 && target > baseline
      ? [target / baseline]
      : [],
  );
  const [rise] = rises;
  return rises.length === 1 && rise !== undefined ? Number(rise.toPrecision(4)) : undefined;
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/candles?|bars?(?![a-z])|캔들|봉/iu, "candles"],
  [/hours?(?![a-z])|시간/iu, "hours"],
  [/minutes?(?![a-z])|분봉/iu, "minutes"],
];

function unitOf({ unit, name }: ParameterFacts, fraction: boolean): string | undefined {
  if (unit !== undefined && oneLine(unit) !== "") return oneLine(unit);
  if (fraction) return "fraction";
  return UNITS.find(([pattern]) => pattern.test(name))?.[1];
}

/** The author's remarks, without what only repeats the old value. */
function whyOf({ why }: ParameterFacts): string {
  const remarks = why.map((remark) =>
    oneLine(
      remark
        .replace(/^\d{1,2}[.)]\s/u, "")
        .replace(
          /^(?:was|previously|old|이전|현재|기존)\s?:?\s?(?:[-+~]?[\d.,]{1,20}\s?%?|true|false|none|"[^"]{0,100}")\s{0,3}/iu,
          "",
        )
        .replace(/^\(([^()]{1,200})\)$/u, "$1"),
    ),
  );
  return [
    ...new Set(
      remarks.filter(
        (remark) => /\p{L}/u.test(remark) && !/^(?:unchanged|no change|keep|유지|변경\s?없음)$/iu.test(remark),
      ),
    ),
  ]
    .join("; ")
    .slice(0, 1000);
}
