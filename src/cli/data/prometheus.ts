// Gives a rollout in the Prometheus text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
import type { Evidence } from "../../core/evidence/evidence";
import type { GateFacts } from "../../core/gates/gate-of-phase";
import type { GateResult, Verdict } from "../../core/gates/verdict";
import type { Json } from "../../core/json";
import type { Rollout } from "../../node/rollout";

type Labels = Readonly<Record<string, string | number>>;
/** A sample of a value that is not known is left out. */
type Sample = readonly [labels: Labels, value: number | undefined];

/** The judged part of a rollout: absent where the plan names no evidence, or no phase is in effect. */
export interface Judged {
  readonly facts: GateFacts;
  readonly gates: readonly GateResult[];
}

const outcomes = ["pass", "fail", "inconclusive", "error"] as const;

/** All gauges of a rollout, each with what it means; the last line ends with a line feed, as the format asks. */
export function prometheusText(rollout: Rollout, judged: Judged | undefined): string {
  const { plan, phases, inEffect, findings } = rollout;
  const gates = judged?.gates ?? [];
  const severities = ["error", "warning", "info"] as const;
  const families: readonly (readonly [name: string, help: string, samples: readonly Sample[]])[] = [
    [
      "parameter",
      "A governed value: in the bot's file, in its process, before the rollout, and as planned.",
      values(rollout, judged?.facts.evidence),
    ],
    [
      "phase_in_effect",
      "Whether the phase is in effect.",
      inEffect ? phases.map(({ phase }) => [{ phase: phase.id }, Number(inEffect.includes(phase.id))]) : [],
    ],
    [
      "findings",
      "What is wrong or worth knowing, by its severity.",
      severities.map((severity) => [{ severity }, findings.filter((finding) => finding.severity === severity).length]),
    ],
    [
      "gate",
      "The verdict on a phase in effect: 1 on the one that holds.",
      gates.flatMap(({ phase, outcome }) =>
        outcomes.map((each): Sample => [{ phase, outcome: each }, Number(each === outcome)]),
      ),
    ],
    [
      "window_hours",
      "Hours in which the bot is known to have run the phase's values.",
      gates.map(({ phase, window }) => [{ phase }, window.hours]),
    ],
    [
      "window_trades",
      "Closed trades of the window that count.",
      gates.map(({ phase, window }) => [{ phase }, window.trades]),
    ],
    [
      "condition",
      "A criterion or trigger as measured, in its own unit.",
      conditions(gates, (verdict) => verdict.reading?.value),
    ],
    ["condition_threshold", "What it is compared with; of a range, its ends.", gates.flatMap(thresholds)],
    ["condition_outcome", "How it stands: 1 on the outcome that holds.", conditionOutcomes(gates)],
    ["evidence_timestamp_seconds", "The newest record of a file of evidence.", newest(judged?.facts.evidence)],
  ];
  return families.map(([name, help, samples]) => family(`phasegate_${name}`, help, plan.id, samples)).join("");
}

function family(name: string, help: string, plan: string, samples: readonly Sample[]): string {
  const rows = samples.flatMap(([labels, value]) =>
    value === undefined ? [] : [`${name}{${labelText({ plan, ...labels })}} ${value}\n`],
  );
  return rows.length === 0 ? "" : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${rows.join("")}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${String(value).replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`)
    .join(",");
}

function values({ parameters }: Rollout, evidence: Evidence | undefined): Sample[] {
  const running = new Map(evidence?.running.map((row) => [row.parameter, row.running]));
  return parameters.flatMap(({ name, current, parameter }) => [
    [{ parameter: name, of: "source" }, numeric(current?.value)],
    [{ parameter: name, of: "running" }, numericText(running.get(name))],
    [{ parameter: name, of: "baseline" }, numeric(parameter.baseline)],
    [{ parameter: name, of: "target" }, numeric(parameter.target)],
  ]);
}

/** Texts and lists have no number. */
function numeric(value: Json | undefined): number | undefined {
  return typeof value === "boolean" ? Number(value) : typeof value === "number" ? value : undefined;
}

function numericText(text: string | undefined): number | undefined {
  if (text === "True" || text === "False") return Number(text === "True");
  return text !== undefined && /\d/.test(text) && Number.isFinite(Number(text.replaceAll("_", "")))
    ? Number(text.replaceAll("_", ""))
    : undefined;
}

function conditions(gates: readonly GateResult[], of: (verdict: Verdict) => number | undefined): Sample[] {
  return gates.flatMap((gate) => rows(gate).map(({ labels, verdict }): Sample => [labels, of(verdict)]));
}

function thresholds(gate: GateResult): Sample[] {
  return rows(gate).flatMap(({ labels, verdict: { threshold } }): Sample[] =>
    typeof threshold === "object"
      ? [
          [{ ...labels, end: "low" }, threshold[0]],
          [{ ...labels, end: "high" }, threshold[1]],
        ]
      : [[labels, threshold]],
  );
}

function conditionOutcomes(gates: readonly GateResult[]): Sample[] {
  return gates.flatMap((gate) =>
    rows(gate).flatMap(({ labels, verdict }) => {
      const possible = labels.kind === "trigger" ? ["quiet", ...outcomes.slice(1)] : outcomes;
      return possible.map((outcome): Sample => [{ ...labels, outcome }, Number(outcome === verdict.outcome.is)]);
    }),
  );
}

function rows({ phase, criteria, triggers }: GateResult) {
  const of = (kind: "criterion" | "trigger") => (verdict: Verdict) => ({
    labels: { phase, condition: verdict.criterion.id, kind },
    verdict,
  });
  return [...criteria.map(of("criterion")), ...triggers.map(of("trigger"))];
}

function newest(evidence: Evidence | undefined): Sample[] {
  return (
    evidence?.files.map(({ path, newest: at }) => [{ file: path }, at === undefined ? undefined : at / 1000]) ?? []
  );
}
