import { type LogOutputChannel, window } from "vscode";
import { UserError } from "../core/problem";
import { bugReport, showLog } from "../messages/editor";
import { describe } from "../messages/problems";
import { complain } from "./notify";

let log: LogOutputChannel | undefined;

/** The channel that keeps what went wrong, made when there is something to keep. */
function channel(): LogOutputChannel {
  log ??= window.createOutputChannel("Phasegate", { log: true });
  return log;
}

/**
 * The one place that shows errors: what the person can mend in a sentence, our own bugs with a way to the log, which
 * alone has their details. Does not wait for the person to have read it.
 */
export function reportError(error: unknown): void {
  if (error instanceof UserError) {
    const sentences = error.problems.map(describe);
    for (const sentence of sentences) channel().warn(sentence);
    void complain(sentences.join(" "));
    return;
  }
  channel().error(error instanceof Error ? error : String(error));
  void complain(bugReport(), showLog()).then((choice) => choice && channel().show());
}

export function disposeLog(): void {
  log?.dispose();
  log = undefined;
}
