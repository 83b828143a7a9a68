// Shows every error to the person, and logs it.
import { commands, env, extensions, type LogOutputChannel, version as platformVersion, window } from "vscode";
import { CommittedNotSealed, type Problem, type ProblemCode, UserError } from "../core/problem";
import { bugReport, copyDetails, showLog } from "../messages/editor";
import { describe } from "../messages/problems";
import { describeNotSealed, openSourceControl, whatToDo } from "../messages/problems/not-sealed";
import { showDialog, showError, showRefusal, showWarning } from "./notify";

let log: LogOutputChannel | undefined;

/** The channel that keeps what went wrong, made when there is something to keep. */
function channel(): LogOutputChannel {
  log ??= window.createOutputChannel("Phasegate", { log: true });
  return log;
}

/** What one action does about a refusal, as a button. */
export interface Remedy {
  readonly title: string;
  /** The reason that it does away with. */
  readonly remedies: ProblemCode;
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
  void offerDetails(error);
}

async function offerDetails(error: unknown): Promise<void> {
  const choice = await showError(bugReport(), showLog(), copyDetails());
  if (choice === showLog()) channel().show();
  if (choice === copyDetails()) await env.clipboard.writeText(detailsOf(error));
}

/** What whoever mends it needs to know. */
function detailsOf(error: unknown): string {
  const { version } = extensions.getExtension("phasegate.phasegate")?.packageJSON ?? {};
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [`Phasegate ${version}, VS Code ${platformVersion}, ${process.platform}`, what].join("\n");
}

async function reportRefusal({ problems }: UserError, remedy: Remedy | undefined): Promise<void> {
  for (const sentence of problems.map(describe)) channel().warn(sentence);
  // The button stands beside its own sentence.
  const isRemedied = ({ code }: Problem): boolean => code === remedy?.remedies;
  const inOrder = [...problems.filter(isRemedied), ...problems.filter((each) => !isRemedied(each))];
  const choice = await showRefusal(inOrder, ...(remedy ? [remedy.title] : []));
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
