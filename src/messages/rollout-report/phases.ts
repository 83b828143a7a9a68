// The phases in the report of a rollout: how each stands, its values from before to after, and the verdict on it.
import * as l10n from "@vscode/l10n";
import type { Assessment, ParameterState, PhaseState } from "../../core/assessment/state";
import type { Block, Section, Words } from "../../core/dashboard/rollout-report";
import type { GateResult } from "../../core/gates/verdict";
import type { Phase } from "../../core/plan/plan";
import { redactedText } from "../../core/redact";
import { holdsCredentials, plainLiteral } from "../../core/source";
import { redacted } from "../checkpoints";
import { labels } from "../dashboard/labels";
import { gateSentences, verdictLines } from "../dashboard/view";
import { describeWatch } from "../gates/watch";
import { describePhaseStatus, describeValueStatus, phaseTitle } from "../parameters";

/** `gates`: by phase, of the newest time in which each was in effect. */
export function phaseSections(assessment: Assessment, gates: ReadonlyMap<number, GateResult>): Section[] {
  const { phases, parameters } = assessment;
  const others = parameters.filter(({ phase }) => phase === undefined);
  return [
    {
      title: l10n.t("Phases and values"),
      blocks: [],
      sections: [
        ...phases.map((state) => phaseSection(state, parameters, gates.get(state.phase.id))),
        ...(others.length > 0 ? [{ title: l10n.t("Values that no phase sets"), blocks: [valueTable(others)] }] : []),
      ],
    },
  ];
}

function phaseSection(
  { phase, status }: PhaseState,
  parameters: readonly ParameterState[],
  gate: GateResult | undefined,
): Section {
  const own = parameters.filter((state) => state.phase?.id === phase.id);
  return {
    title: phaseTitle(phase),
    blocks: [
      {
        is: "facts",
        facts: [
          [l10n.t("Now"), describePhaseStatus(status)],
          [l10n.t("Risk"), riskWords[phase.risk]?.() ?? l10n.t("not named")],
        ],
      },
      valueTable(own),
      { is: "text", text: describeWatch(phase) },
      ...(gate ? verdictBlocks(gate, phase) : []),
    ],
  };
}

const riskWords: Readonly<Record<Phase["risk"], () => string>> = {
  low: () => l10n.t("low"),
  "low-moderate": () => l10n.t("low-moderate"),
  moderate: () => l10n.t("moderate"),
  "moderate-high": () => l10n.t("moderate-high"),
  high: () => l10n.t("high"),
};

function verdictBlocks(gate: GateResult, phase: PhaseState["phase"]): Block[] {
  return [
    { is: "text", text: gateSentences(gate, phase).join(" "), tone: gate.outcome },
    { is: "verdicts", columns: labels().verdictColumns, verdicts: verdictLines(gate, phase) },
  ];
}

function valueTable(states: readonly ParameterState[]): Block {
  return {
    is: "table",
    columns: [
      l10n.t("Parameter"),
      l10n.t("Unit"),
      l10n.t("Baseline"),
      l10n.t("Target"),
      l10n.t("Now"),
      l10n.t("Status"),
    ],
    rows: states.map(valueRow),
  };
}

function valueRow(state: ParameterState): Words[] {
  const { name, parameter, current, place } = state;
  const [from, to] = [plainLiteral(parameter.baseline, place.path), plainLiteral(parameter.target, place.path)];
  const texts = [from, to, current ? redactedText(current) : ""];
  const shown = texts.some(holdsCredentials) ? texts.map(redacted) : texts.map((code) => ({ code }));
  return [{ code: name }, parameter.unit, ...shown, describeValueStatus(state)];
}
