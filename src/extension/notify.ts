// Shows notifications, dialogs and progress. Every sentence in one passes through here, and so through `plain`.
import { ProgressLocation, window } from "vscode";
import type { Problem } from "../core/problem";
import { oneOfSeveral, showAll } from "../messages/editor";
import { describe } from "../messages/problems";
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

/** Says something for as long as `work` takes: in a notification, or in the status bar alone. */
export function showProgress<T>(where: "notification" | "status bar", sentence: string, work: Promise<T>): Thenable<T> {
  const location = where === "notification" ? ProgressLocation.Notification : ProgressLocation.Window;
  return window.withProgress({ location, title: plain(sentence) }, () => work);
}
