// Says what waits for a person, and nothing else: what the badge counts.
import * as l10n from "@vscode/l10n";
import type { Assessment } from "../../core/assessment/state";
import type { GateResult } from "../../core/gates/verdict";
import { conditionsToSign } from "../gates/gate";
import { phaseName } from "../parameters";
import { describe } from "../problems";
import { valuesNotRecorded } from "./index";

/** One sentence for each thing that nobody but a person can do. `gate`: that of the newest phase in effect. */
export function needsOfPerson({ unsealed, unfinished }: Assessment, gate: GateResult | undefined): string[] {
  return [
    ...(gate ? gateNeeds(gate) : []),
    ...(unsealed.length > 0 ? [valuesNotRecorded()] : []),
    ...unfinished.map(describe),
  ];
}

function gateNeeds(gate: GateResult): string[] {
  const phase = phaseName(gate.phase);
  if (gate.triggers.some(({ outcome }) => outcome.is === "fail"))
    return [l10n.t("{0}: a rollback trigger has fired.", phase)];
  const toSign = conditionsToSign(gate).length;
  if (toSign === 0) return [];
  return [
    toSign === 1
      ? l10n.t("{0}: the gate waits for 1 signature.", phase)
      : l10n.t("{0}: the gate waits for {1} signatures.", phase, toSign),
  ];
}
