// The checkpoints in the report of a rollout: what was done by whom, when and why, newest first, and what people decided.
import * as l10n from "@vscode/l10n";
import type { Block, Section, Words } from "../../core/dashboard/rollout-report";
import type { Checkpoint, Ledger } from "../../core/ledger/ledger";
import { leftBehind } from "../../core/ledger/left-behind";
import { redactedChange } from "../../core/redact";
import {
  checkpointTitle,
  decisionsOf,
  factsOf,
  noValueChanged,
  numberOf,
  redacted,
  taggerName,
  whenWithZone,
} from "../checkpoints";
import { describeEvent } from "../events";

export function checkpointSections(ledger: Ledger): Section[] {
  const newestFirst = [...ledger.checkpoints].reverse();
  return [
    ...decisionSections(newestFirst),
    {
      title: l10n.t("Checkpoints"),
      blocks: newestFirst.length === 0 ? [{ is: "text", text: l10n.t("None yet.") }] : [overview(newestFirst)],
      sections: newestFirst.map(details),
    },
    ...leftSections(ledger),
    ...unreadableSections(ledger),
  ];
}

/** Overrides, reasons and signatures, and what was rolled back. */
function decisionSections(newestFirst: readonly Checkpoint[]): Section[] {
  const rows = newestFirst.flatMap((checkpoint) => {
    const decisions = decisionsOf(checkpoint);
    if (decisions.length === 0 && checkpoint.event.kind !== "rollback") return [];
    const why = decisions.map(([label, text]) => `${label}: ${text}`).join("; ");
    return [[...headOf(checkpoint), why === "" ? l10n.t("No reason was given.") : why]];
  });
  if (rows.length === 0) return [];
  return [
    {
      title: l10n.t("What did people decide?"),
      blocks: [{ is: "table", columns: [...headColumns(), l10n.t("Why")], rows }],
    },
  ];
}

const headColumns = (): string[] => [l10n.t("No."), l10n.t("When"), l10n.t("What"), l10n.t("Who")];

function headOf(checkpoint: Checkpoint): string[] {
  return [numberOf(checkpoint), whenWithZone(checkpoint), describeEvent(checkpoint), taggerName(checkpoint)];
}

function overview(checkpoints: readonly Checkpoint[]): Block {
  return {
    is: "table",
    columns: [...headColumns(), l10n.t("Phases in effect afterwards")],
    rows: checkpoints.map((checkpoint) => [...headOf(checkpoint), checkpoint.phases.join(", ") || l10n.t("none")]),
  };
}

function details(checkpoint: Checkpoint): Section {
  const { tag, commit, planHash, changes } = checkpoint;
  const rows = changes
    .map(redactedChange)
    .map(({ parameter, before, after, ...change }): Words[] => [
      { code: parameter },
      ...(change.redacted ? [redacted(), ""] : [{ code: before ?? "" }, { code: after ?? "" }]),
    ]);
  const columns = [l10n.t("Parameter"), l10n.t("Before"), l10n.t("After")];
  return {
    title: checkpointTitle(checkpoint),
    blocks: [
      { is: "text", text: l10n.t("{0}, by {1}.", whenWithZone(checkpoint), taggerName(checkpoint)) },
      ...(rows.length === 0
        ? [{ is: "text", text: noValueChanged() } as const]
        : [{ is: "table", columns, rows } as const]),
      {
        is: "facts",
        facts: [
          ...factsOf(checkpoint),
          [l10n.t("Tag"), { code: tag }],
          [l10n.t("Commit"), { code: commit.slice(0, 10) }],
          [l10n.t("Plan's SHA-256"), { code: planHash.slice(0, 10) }],
        ],
      },
    ],
  };
}

function leftSections(ledger: Ledger): Section[] {
  const left = leftBehind(ledger);
  if (left.length === 0) return [];
  const text = l10n.t(
    "These checkpoints are not on this branch, so they do not count. A rebase or a squash left them behind, or another branch has them.",
  );
  return [{ title: l10n.t("Left behind"), blocks: [{ is: "text", text }, overview([...left].reverse())] }];
}

function unreadableSections({ unreadable }: Ledger): Section[] {
  if (unreadable.length === 0) return [];
  const text = l10n.t(
    "These tags are named like checkpoints, but Phasegate did not write them, or they were damaged later.",
  );
  const items = unreadable.map((tag) => ({ code: tag }));
  return [
    {
      title: l10n.t("Not checkpoints"),
      blocks: [
        { is: "text", text },
        { is: "list", items },
      ],
    },
  ];
}
