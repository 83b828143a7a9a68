// The sentences for what happens around a command: its folder, its question, its output.
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
  "not-confirmed": () => l10n.t("You did not confirm, so the change was not made."),
  interrupted: () => l10n.t("Interrupted: the change was not made."),
  "output-unwritable": ({ detail }) =>
    l10n.t("Not everything that belongs on standard output could be written there. {0}", describeFileFault(detail)),
  usage: describeUsage,
} satisfies Partial<Sentences>;
