// Shows notifications, dialogs and progress. Every sentence in one passes through here, and so through `plain`.
import { ProgressLocation, window } from "vscode";
import type { Problem } from "../core/problem";
import { oneOfSeveral, showAll } from "../messages/editor";
import { describe } from "../messages/problems";
import { viewId } from "./ids";
import { plain } from "./plain";

/** Says something; the answer is the button that was pressed, if one was. */
export function showInformation(sentence: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showInformationMessage(plain(sentence), ...buttons);
}

/** Says what is wrong; the answer is the button that was pressed, if one was. */
export function showError(sentence: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showErrorMessage(plain(sentence), ...buttons);
}

/**
 * Says why something is refused: the first reason, and how many more there are; a button leads to all of them, whole, in a dialog
 * with the same buttons. The answer is the button that was pressed, if one was.
 */
export async function showRefusal(problems: readonly Problem[], ...buttons: string[]): Promise<string | undefined> {
  const [first = "", ...others] = problems.map(describe);
  if (others.length === 0) return showError(first, ...buttons);
  const choice = await showError(oneOfSeveral(first, others.length), ...buttons, showAll());
  return choice === showAll() ? showDialog(first, others, ...buttons) : choice;
}

/** Says what a person should look at; the answer is the button that was pressed, if one was. */
export function showWarning(sentence: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showWarningMessage(plain(sentence), ...buttons);
}

/** What came of something; what was healed, or clashes, is said as loudly as it deserves. */
export function showOutcome(notes: readonly Problem[], sentence: string): void {
  const text = [...notes.map(describe), sentence].join(" ").trim();
  void (notes.some(({ severity }) => severity !== "info") ? showError(text) : showInformation(text));
}

/** Shows a warning in a dialog, with all of the details below it, each a paragraph; the answer is the button, if one was pressed. */
export function showDialog(
  sentence: string,
  details: readonly string[],
  ...buttons: string[]
): Thenable<string | undefined> {
  return window.showWarningMessage(
    plain(sentence),
    { modal: true, detail: details.map(plain).join("\n\n") },
    ...buttons,
  );
}

/** What is done sooner is not spoken of, in ms. */
const long = 500;

/** Says something for as long as `work` takes: in a notification, in the status bar alone, or as a bar above the plan's rows. */
export async function showProgress<T>(
  where: "notification" | "status bar" | "plan's view",
  sentence: string,
  work: Promise<T>,
): Promise<T> {
  if (await isDoneSoon(work)) return work;
  const location = {
    notification: ProgressLocation.Notification,
    "status bar": ProgressLocation.Window,
    "plan's view": { viewId: viewId("plan") },
  }[where];
  return window.withProgress({ location, title: plain(sentence) }, () => work);
}

/** The same of work that only reads: undefined where the person would rather not wait for it. */
export async function showReading<T>(sentence: string, work: Promise<T>): Promise<T | undefined> {
  if (await isDoneSoon(work)) return work;
  const options = { location: ProgressLocation.Notification, title: plain(sentence), cancellable: true };
  return window.withProgress(options, (_, { onCancellationRequested }) => {
    const cancelled = new Promise<undefined>((resolve) => onCancellationRequested(() => resolve(undefined)));
    return Promise.race([work, cancelled]);
  });
}

async function isDoneSoon(work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), long);
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
