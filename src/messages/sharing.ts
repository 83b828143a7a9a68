// Says what a push or a fetch of checkpoints came to.
import * as l10n from "@vscode/l10n";

/** `tags`: the new checkpoints'. */
export function describePush(pushed: {
  readonly remote: string;
  readonly branch: string;
  readonly branchMoved: boolean;
  readonly tags: readonly string[];
}): string {
  const { remote, branch, branchMoved, tags } = pushed;
  if (tags.length === 1) return l10n.t("Pushed {0} and 1 new checkpoint to {1}.", branch, remote);
  if (tags.length > 1) return l10n.t("Pushed {0} and {2} new checkpoints to {1}.", branch, remote, tags.length);
  return branchMoved
    ? l10n.t("Pushed {0} to {1}. There was no new checkpoint.", branch, remote)
    : l10n.t("Nothing to push: {0} has everything already.", remote);
}

/** `count`: of the new checkpoints. */
export function describeFetch(remote: string, count: number): string {
  if (count === 0) return l10n.t("There is no new checkpoint on {0}.", remote);
  return count === 1
    ? l10n.t("Fetched 1 new checkpoint from {0}.", remote)
    : l10n.t("Fetched {1} new checkpoints from {0}.", remote, count);
}

export const pullNeeded = (): string =>
  l10n.t(
    'A checkpoint counts once its commit is on this branch. "git pull" brings the commits that belong to this branch.',
  );
