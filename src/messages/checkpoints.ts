import { t } from "@vscode/l10n";
import type { Checkpoint } from "../core/ledger";

/** "0001 · apply Phase 1, Critical parameters" */
export function checkpointTitle({ n, summary }: Checkpoint): string {
  return `${String(n).padStart(4, "0")} · ${summary}`;
}

/** The moment as the tagger's clock had it, to the minute. */
export function when(checkpoint: Checkpoint): string {
  return checkpoint.when.slice(0, 16).replace("T", " ");
}

export function leftBehind(): string {
  return t("not on this branch: does not count");
}

export function checkpointTooltip(checkpoint: Checkpoint): string {
  const { tag, commit, who, changes, override, reason } = checkpoint;
  return [
    tag,
    t("{0}, by {1}", checkpoint.when, who),
    t("commit {0}", commit.slice(0, 10)),
    ...changes.map(({ parameter, before, after }) => `${parameter}: ${before} → ${after}`),
    ...(override === undefined ? [] : [t("Order overridden: {0}", override)]),
    ...(reason === undefined ? [] : [t("Written first, sealed later: {0}", reason)]),
  ].join("\n");
}

/** A checkpoint's row as a screen reader says it. */
export function spokenCheckpoint(checkpoint: Checkpoint, counts: boolean): string {
  const values = checkpoint.changes.map(({ parameter, before, after }) =>
    t("{0} from {1} to {2}", parameter, before, after),
  );
  return [checkpointTitle(checkpoint), counts ? when(checkpoint) : leftBehind(), ...values].join(". ");
}
