// Writes the report of a rollout in Markdown.
import * as l10n from "@vscode/l10n";
import { openFindings } from "../core/assessment/findings";
import type { Assessment } from "../core/assessment/state";
import { type Checkpoint, type Ledger, newestCheckpoint } from "../core/ledger/ledger";
import { leftBehind } from "../core/ledger/left-behind";
import { redactedChange, redactedText } from "../core/redact";
import { holdsCredentials, plainLiteral } from "../core/source";
import { checkpointTitle, factsOf, noValueChanged, numberOf, redacted, taggerName, whenWithZone } from "./checkpoints";
import { describeEvent } from "./events";
import { code, plainText, table } from "./markdown";
import { describeValueStatus, phaseTitle } from "./parameters";
import { wayOut } from "./ways-out/way-out";

/** The rollout so far in Markdown, for someone who reviews it in a month: where it stands, then each checkpoint, newest first. */
export function ledgerReport(assessment: Assessment, ledger: Ledger): string {
  const { plan } = assessment;
  const newestFirst = [...ledger.checkpoints].reverse();
  const parts = [
    `# ${l10n.t("Rollout: {0}", plainText(plan.title))}`,
    l10n.t("Plan {0}, file {1}.", code(plan.id), code(assessment.planPath)),
    standing(assessment, ledger),
    `## ${l10n.t("Values now")}`,
    values(assessment),
    `## ${l10n.t("Checkpoints")}`,
    newestFirst.length === 0 ? l10n.t("None yet.") : overview(newestFirst),
    ...newestFirst.flatMap(details),
    ...leftParts(ledger),
    ...unreadableParts(ledger),
    `---\n\n${l10n.t("Read from git's annotated tags. {0} shows each of them as it was written.", code("git show TAG"))}`,
  ];
  return parts.join("\n\n");
}

function standing({ phases, findings }: Assessment, ledger: Ledger): string {
  const inEffect = phases.filter(({ status }) => status === "in-effect");
  const newest = newestCheckpoint(ledger);
  const open = openFindings(findings).length;
  const lines = [
    inEffect.length === 0
      ? l10n.t("No phase is in effect.")
      : l10n.t("In effect: {0}.", inEffect.map(({ phase }) => plainText(phaseTitle(phase))).join("; ")),
    ...(newest ? [l10n.t("Newest checkpoint: {0}, {1}.", numberOf(newest), whenWithZone(newest))] : []),
    ...(open > 0 ? [l10n.t("Open findings: {0}. {1} names them.", open, wayOut("findings"))] : []),
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

function values({ parameters }: Assessment): string {
  const rows = parameters.map((state) => {
    const { name, parameter, phase, current, place } = state;
    const { baseline, target } = parameter;
    const [from, to] = [plainLiteral(baseline, place.path), plainLiteral(target, place.path)];
    const texts = [from, current ? redactedText(current) : "", to];
    const shown = texts.some(holdsCredentials) ? texts.map(redacted) : texts.map(code);
    return [code(name), phase ? String(phase.id) : "", ...shown, describeValueStatus(state)];
  });
  return table([l10n.t("Parameter"), l10n.t("Phase"), l10n.t("Baseline"), l10n.t("Now"), l10n.t("Target"), ""], rows);
}

function overview(checkpoints: readonly Checkpoint[]): string {
  const rows = checkpoints.map((checkpoint) => [
    numberOf(checkpoint),
    whenWithZone(checkpoint),
    plainText(describeEvent(checkpoint)),
    plainText(taggerName(checkpoint)),
    checkpoint.phases.join(", ") || l10n.t("none"),
  ]);
  return table(
    [l10n.t("No."), l10n.t("When"), l10n.t("What"), l10n.t("Who"), l10n.t("Phases in effect afterwards")],
    rows,
  );
}

function details(checkpoint: Checkpoint): string[] {
  const { tag, commit, planHash, changes } = checkpoint;
  const rows = changes.map(redactedChange).map((change) => {
    const { parameter, before, after } = change;
    return [code(parameter), ...(change.redacted ? [redacted(), ""] : [code(before ?? ""), code(after ?? "")])];
  });
  return [
    `### ${plainText(checkpointTitle(checkpoint))}`,
    l10n.t("{0}, by {1}.", whenWithZone(checkpoint), plainText(taggerName(checkpoint))),
    ...factsOf(checkpoint).map(([label, text]) => `> ${label}: ${plainText(text)}`),
    rows.length === 0 ? noValueChanged() : table([l10n.t("Parameter"), l10n.t("Before"), l10n.t("After")], rows),
    l10n.t("Tag {0}, commit {1}, plan {2}.", code(tag), code(commit.slice(0, 10)), code(planHash.slice(0, 10))),
  ];
}

function leftParts(ledger: Ledger): string[] {
  const left = leftBehind(ledger);
  if (left.length === 0) return [];
  return [
    `## ${l10n.t("Left behind")}`,
    l10n.t(
      "These checkpoints are not on this branch, so they do not count. A rebase or a squash left them behind, or another branch has them.",
    ),
    overview([...left].reverse()),
  ];
}

function unreadableParts({ unreadable }: Ledger): string[] {
  if (unreadable.length === 0) return [];
  return [
    `## ${l10n.t("Not checkpoints")}`,
    l10n.t("These tags are named like checkpoints, but Phasegate did not write them, or they were damaged later."),
    unreadable.map((tag) => `- ${code(tag)}`).join("\n"),
  ];
}
