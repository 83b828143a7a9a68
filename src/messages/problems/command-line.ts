// The sentences for what happens around a command: its folder, its question, its output, and an agent that asks.
import * as l10n from "@vscode/l10n";
import { describeFileFault } from "./faults/file-faults";
import type { Sentences } from "./sentences";
import { describeUsage } from "./usage";

export const commandLine = {
  "folder-missing": ({ path }) =>
    path === null
      ? l10n.t("The folder that this was started in is gone. Change to a folder that is there.")
      : l10n.t("There is no folder {0}. Check the path.", path),
  "folder-unreadable": ({ path, detail }) =>
    l10n.t("The folder {0} can't be searched for a plan. {1}", path, describeFileFault(detail)),
  "edit-moves-value": ({ parameter, path, value, expected, phase, target }) =>
    [
      l10n.t("{0} in {1} must stay {2}: this edit would make it {3}.", parameter, path, expected, value),
      phase === null
        ? l10n.t("No phase of the plan changes it now.")
        : l10n.t(
            'Phase {0} sets it to {1}. "phasegate diff {0}" shows that phase; a person applies it with "phasegate apply {0}".',
            phase,
            target,
          ),
    ].join(" "),
  "edit-loses-value": ({ parameter, path }) =>
    l10n.t(
      "After this edit, {0} is no longer found in {1} as a plain value: it is deleted, renamed, moved, computed or assigned twice. Leave it as it is, or have the plan changed first.",
      parameter,
      path,
    ),
  "edit-untold": ({ path }) =>
    l10n.t(
      "What this call would make of {0} can't be told, and that file holds values that a plan governs. Read the file again, then name the exact text to replace, or write the whole file.",
      path,
    ),
  "edit-of-plan": ({ path }) =>
    l10n.t("{0} says which values are allowed, so a person changes it. Say what you would change, and why.", path),
  "edit-of-guard": ({ path }) =>
    l10n.t("This edit of {0} would switch off the guard of the governed values. Ask the person to do that.", path),
  "settings-unreadable": ({ path }) =>
    l10n.t("{0} is not what that agent expects, so nothing was written. Correct it first.", path),
  "hook-managed": ({ path, manager }) =>
    l10n.t(
      '{0} is written by {1}, which would drop lines of others. Let {1} run "phasegate hook commit" at each commit instead.',
      path,
      manager,
    ),
  "hook-not-shell": ({ path, line }) =>
    l10n.t(
      '{0} is no script for a shell ("{1}"). Let it run "phasegate hook commit" and fail where that fails.',
      path,
      line,
    ),
  "hook-switched-off": ({ path }) =>
    l10n.t(
      "{0} is there, but can't be executed, so git does not run it. Make it executable, or delete it, and install again.",
      path,
    ),
  "hook-elsewhere": ({ path }) =>
    l10n.t(
      'Git runs {0} at each commit, which is outside of this repository and serves others too. Let it run "phasegate hook commit" where there is a plan, or give this repository hooks of its own: git config --local core.hooksPath .git/hooks',
      path,
    ),
  "call-past-guard": ({ command }) =>
    l10n.t("{0} gets past the guard of the governed values. Do it without that, or ask the person.", command),
  "call-of-ledger": ({ command }) =>
    l10n.t(
      "{0} would change the checkpoints, which are the record of what ran when. Ask the person to do that.",
      command,
    ),
  "call-confirms": ({ command }) =>
    l10n.t(
      "{0} changes what the bot runs, so a person confirms it. Show them the preview, and the command to type.",
      command,
    ),
  "not-confirmed": () => l10n.t("You did not confirm, so the change was not made."),
  interrupted: () => l10n.t("Interrupted: the change was not made."),
  "output-unwritable": ({ detail }) =>
    l10n.t("Not everything that belongs on standard output could be written there. {0}", describeFileFault(detail)),
  usage: describeUsage,
} satisfies Partial<Sentences>;
