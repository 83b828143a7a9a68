// Shows every error to the person, and logs it.
import { commands, type LogOutputChannel, window } from "vscode";
import { CommittedNotSealed, UserError } from "../core/problem";
import { bugReport, showLog } from "../messages/editor";
import { describeNotSealed, openSourceControl } from "../messages/not-sealed";
import { describe } from "../messages/problems";
import { showError, showWarning } from "./notify";

let log: LogOutputChannel | undefined;

/** The channel that keeps what went wrong, made when there is something to keep. */
function channel(): LogOutputChannel {
  log ??= window.createOutputChannel("Phasegate", { log: true });
  return log;
}

/**
 * The one place that shows errors: what the person can correct in a sentence, our own bugs with a way to the log, which
 * alone has their details. Does not wait for the person to have read it.
 */
export function reportError(error: unknown): void {
  if (error instanceof UserError) {
    const sentences = error.problems.map(describe);
    for (const sentence of sentences) channel().warn(sentence);
    void showError(sentences.join(" "));
    return;
  }
  if (error instanceof CommittedNotSealed) {
    reportNotSealed(error);
    return;
  }
  channel().error(error instanceof Error ? error : String(error));
  void showError(bugReport(), showLog()).then((choice) => choice && channel().show());
}

/** Not a refusal: something changed, and the log keeps what. */
function reportNotSealed(error: CommittedNotSealed): void {
  const sentences = describeNotSealed(error);
  for (const sentence of sentences) channel().warn(sentence);
  void showWarning(sentences.join(" "), openSourceControl(), showLog()).then((choice) => {
    if (choice === openSourceControl()) return commands.executeCommand("workbench.view.scm");
    if (choice === showLog()) channel().show();
    return undefined;
  });
}

export function disposeLog(): void {
  log?.dispose();
  log = undefined;
}
