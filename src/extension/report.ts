// Shows every error to the person, and logs it.
import { commands, type LogOutputChannel, window } from "vscode";
import { CommittedNotSealed, UserError } from "../core/problem";
import { bugReport, showLog } from "../messages/editor";
import { describe } from "../messages/problems";
import { describeNotSealed, openSourceControl, whatToDo } from "../messages/problems/not-sealed";
import { showDialog, showError, showWarning } from "./notify";

let log: LogOutputChannel | undefined;

/** The channel that keeps what went wrong, made when there is something to keep. */
function channel(): LogOutputChannel {
  log ??= window.createOutputChannel("Phasegate", { log: true });
  return log;
}

/** What one action does about a refusal, as a button. */
export interface Remedy {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/**
 * The one place that shows errors: what the person can correct in a sentence, with the button of its `remedy`, and our own bugs
 * with a way to the log, which alone has their details. Does not wait for the person to have read it.
 */
export function reportError(error: unknown, remedy?: Remedy): void {
  if (error instanceof UserError) {
    reportRefusal(error, remedy).catch(reportError);
    return;
  }
  if (error instanceof CommittedNotSealed) {
    reportNotSealed(error);
    return;
  }
  channel().error(error instanceof Error ? error : String(error));
  void showError(bugReport(), showLog()).then((choice) => choice && channel().show());
}

async function reportRefusal({ problems }: UserError, remedy: Remedy | undefined): Promise<void> {
  const sentences = problems.map(describe);
  for (const sentence of sentences) channel().warn(sentence);
  const choice = await showError(sentences.join(" "), ...(remedy ? [remedy.title] : []));
  if (choice !== undefined) await remedy?.run();
}

/** Not a refusal: something changed, and the log keeps what. */
function reportNotSealed(error: CommittedNotSealed): void {
  const [state, ...details] = describeNotSealed(error);
  for (const sentence of [state, ...details]) channel().warn(sentence);
  offerWhatToDo(state, details).catch(reportError);
}

/** What happened fits into a notification; why, and what to do, is as long as git's own words, and needs a dialog. */
async function offerWhatToDo(state: string, details: readonly string[]): Promise<void> {
  const button = await showWarning(state, whatToDo(), openSourceControl());
  const choice = button === whatToDo() ? await showDialog(state, details, openSourceControl(), showLog()) : button;
  if (choice === openSourceControl()) await commands.executeCommand("workbench.view.scm");
  if (choice === showLog()) channel().show();
}

export function disposeLog(): void {
  log?.dispose();
  log = undefined;
}
