import { t } from "@vscode/l10n";
import type { Checkpoint } from "../core/ledger";

/** A checkpoint's number as its tag has it: "0001" */
export function numberOf({ n }: Checkpoint): string {
  return String(n).padStart(4, "0");
}

/** "0001 · apply Phase 1, Critical parameters" */
export function checkpointTitle(checkpoint: Checkpoint): string {
  return `${numberOf(checkpoint)} · ${checkpoint.summary}`;
}

/** Who tagged, without the address. */
export function taggerName({ who }: Checkpoint): string {
  return who.replace(/ *<[^<>]*>$/, "") || who;
}

/** The moment as the tagger's clock had it, to the minute. */
export function when(checkpoint: Checkpoint): string {
  return checkpoint.when.slice(0, 16).replace("T", " ");
}

export function leftBehind(): string {
  return t("not on this branch: does not count");
}

export function checkpointTooltip(checkpoint: Checkpoint): string {
  const { tag, commit, who, changes, override } = checkpoint;
  return [
    tag,
    t("{0}, by {1}", checkpoint.when, who),
    t("commit {0}", commit.slice(0, 10)),
    ...changes.map(({ parameter, before, after }) => `${parameter}: ${before} → ${after}`),
    ...(override === undefined ? [] : [t("Order overridden: {0}", override)]),
  ].join("\n");
}

/** A checkpoint's row as a screen reader says it. */
export function spokenCheckpoint(checkpoint: Checkpoint, counts: boolean): string {
  const values = checkpoint.changes.map(({ parameter, before, after }) =>
    t("{0} from {1} to {2}", parameter, before, after),
  );
  return [checkpointTitle(checkpoint), counts ? when(checkpoint) : leftBehind(), ...values].join(". ");
}
