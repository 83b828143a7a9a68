// Says what happened where a commit was made but no checkpoint: what there is, why, and what comes next.
import * as l10n from "@vscode/l10n";
import type { CommittedNotSealed, Unsealed } from "../../core/problem";
import { wayOut } from "../ways-out/way-out";
import { describe } from "./index";

export const openSourceControl = (): string => l10n.t("Open Source Control");
export const whatToDo = (): string => l10n.t("What To Do…");

/** Sentences in the order in which they are read: what happened, then why and what comes next. */
export function describeNotSealed({ unsealed, problems }: CommittedNotSealed): [string, ...string[]] {
  return [describeState(unsealed), ...problems.map(describe), describeNextStep(unsealed)];
}

function describeState({ tag, commit, next }: Unsealed): string {
  if (next === "find-out") {
    return commit === undefined
      ? l10n.t(
          "PERHAPS COMMITTED, NOT SEALED: git failed, and Phasegate can't tell whether the commit for {0} was made.",
          tag,
        )
      : l10n.t(
          "PERHAPS NOT SEALED: commit {0} was made, but Phasegate can't tell whether its tag {1} was made.",
          short(commit),
          tag,
        );
  }
  return commit === undefined
    ? l10n.t(
        "COMMITTED, BUT NOT SEALED: a commit was made, but it is not a checkpoint, because it has no tag {0}.",
        tag,
      )
    : l10n.t(
        "COMMITTED, BUT NOT SEALED: commit {0} was made, but it is not a checkpoint, because it has no tag {1}.",
        short(commit),
        tag,
      );
}

function describeNextStep({ commit, next }: Unsealed): string {
  switch (next) {
    case "tag":
      return l10n.t(
        "Don't repeat it. The next apply or rollback checks the commit again, and tags it if it has the planned values. {0} does only that. A rollback does not wait for the tag.",
        wayOut("heal"),
      );
    case "pass-over":
      return describePassedOver(commit);
    case "find-out":
      return commit === undefined
        ? l10n.t(
            "The next apply or rollback finds out. It tags the commit if there is one. If there is none, it puts the files back as they were.",
          )
        : l10n.t("The next apply or rollback finds out, and goes on from what is there.");
  }
}

function describePassedOver(commit: string | undefined): string {
  return commit === undefined
    ? l10n.t(
        'The ledger skips it. Find it with "git log" and undo it with "git revert", or keep it: the next apply or rollback starts from its values. If these are not the plan\'s, an apply asks for a reason.',
      )
    : l10n.t(
        'The ledger skips it. Undo it with "git revert {0}", or keep it: the next apply or rollback starts from its values. If these are not the plan\'s, an apply asks for a reason.',
        short(commit),
      );
}

function short(commit: string): string {
  return commit.slice(0, 10);
}
