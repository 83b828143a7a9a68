// Tells a whole rollout to someone who was not there: the plan, where it stands, each phase and its verdict, what happened, every checkpoint.
import * as l10n from "@vscode/l10n";
import { openFindings } from "../../core/assessment/findings";
import type { Assessment } from "../../core/assessment/state";
import type { Block, Fact, RolloutReport, Section } from "../../core/dashboard/rollout-report";
import type { Answer, DashboardView, TextTable } from "../../core/dashboard/view";
import { type GateFacts, gateOfPhase } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import type { Ledger } from "../../core/ledger/ledger";
import type { Provenance } from "../../core/plan/plan";
import { describeDashboard } from "../dashboard/view";
import { figure } from "../figures/numbers";
import { noControl } from "../gates/gate";
import { describe } from "../problems";
import { checkpointSections } from "./checkpoints";
import { phaseSections } from "./phases";

export interface ReportInput {
  readonly assessment: Assessment;
  readonly ledger: Ledger;
  /** Absent where the plan names no evidence. */
  readonly facts: GateFacts | undefined;
}

export function describeRollout({ assessment, ledger, facts }: ReportInput): RolloutReport {
  const { plan, inEffect = [] } = assessment;
  const gates = gatesOf(facts);
  const current = new Map([...gates].filter(([phase]) => inEffect.includes(phase)));
  const view = describeDashboard({ assessment, gates: current, facts, hasFailed: false });
  return {
    title: l10n.t("Rollout: {0}", plan.title),
    blocks: [{ is: "facts", facts: planFacts(assessment, view) }],
    sections: [
      standing(assessment, view),
      ...phaseSections(assessment, gates),
      ...happened(view),
      ...[view.running, view.leftOut, view.health].flatMap((part) => (part ? [answered(part)] : [])),
      ...checkpointSections(ledger),
    ],
    ending: [
      ...(gates.size > 0 ? [noControl()] : []),
      l10n.t(
        "Read from git's annotated tags and the bot's own files. git show TAG prints a checkpoint as it was written.",
      ),
    ],
  };
}

/** By phase, of the newest time in which each was in effect. */
function gatesOf(facts: GateFacts | undefined): Map<number, GateResult> {
  const phases = facts?.plan.phases ?? [];
  return new Map(
    phases.flatMap((phase) => {
      const gate = facts && gateOfPhase(facts, phase);
      return gate ? [[phase.id, gate] as const] : [];
    }),
  );
}

// --- The plan ---

function planFacts({ plan, planPath, planHash }: Assessment, { asOf }: DashboardView): Fact[] {
  const { id, provenance, supersedes = [], revoked, files } = plan;
  return [
    [l10n.t("Plan"), { code: id }],
    [l10n.t("Plan's file"), { code: planPath }],
    [l10n.t("Plan's SHA-256"), { code: planHash }],
    [
      l10n.t("Governed files"),
      {
        code: Object.values(files)
          .map(({ path }) => path)
          .join(", "),
      },
    ],
    ...(provenance ? [[l10n.t("Targets are from"), describeProvenance(provenance)] as Fact] : []),
    ...(supersedes.length > 0 ? [[l10n.t("Takes the place of"), { code: supersedes.join(", ") }] as Fact] : []),
    ...(revoked ? [[l10n.t("Revoked"), [revoked.date, revoked.reason].filter(Boolean).join(": ")] as Fact] : []),
    ...(asOf === "" ? [] : [[l10n.t("Evidence"), asOf] as Fact]),
  ];
}

/** "bayesian optimization, 220 iterations, 2025-10-15" */
function describeProvenance({ method, iterations, date, trial = {} }: Provenance): string {
  return [
    method,
    ...(iterations === undefined ? [] : [l10n.t("{0} iterations", iterations)]),
    ...(trial.row === undefined ? [] : [l10n.t("trial {0}", trial.row)]),
    ...(trial.score === undefined || trial.value === undefined ? [] : [`${trial.score} ${figure(trial.value)}`]),
    ...(date === undefined ? [] : [date]),
  ].join(", ");
}

// --- What the dashboard answers too ---

function standing({ findings }: Assessment, { where, notices }: DashboardView): Section {
  const open = openFindings(findings).map((finding) => `${finding.code}: ${describe(finding)}`);
  return {
    title: where?.question ?? "",
    blocks: [
      ...(where
        ? [{ is: "text", text: where.sentence } as const, { is: "phases", phases: where.phases } as const]
        : []),
      ...notices
        .filter(({ tone }) => tone !== "quiet")
        .map(({ tone, title, text }) => ({ is: "text", text: `${title}. ${text}`, tone }) as const),
      ...(open.length === 0
        ? []
        : [{ is: "text", text: l10n.t("Open findings:") } as const, { is: "list", items: open } as const]),
    ],
  };
}

function happened({ happened: part }: DashboardView): Section[] {
  if (!part) return [];
  const { question, sentence, charts, bands } = part;
  return [
    {
      title: question,
      blocks: [
        { is: "text", text: sentence },
        { is: "charts", charts, bands },
      ],
    },
  ];
}

function answered({ question, sentence, table }: Answer & { readonly table: TextTable }): Section {
  const blocks: Block[] = [{ is: "text", text: sentence }];
  return { title: question, blocks: table.rows.length > 0 ? [...blocks, { is: "table", ...table }] : blocks };
}
