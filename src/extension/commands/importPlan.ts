import { basename, extname } from "node:path";
import { TextDecoder } from "node:util";
import { type Uri, window, workspace } from "vscode";
import type { Imported, ImportQuestion } from "../../core/plan/import";
import { describeItem, describeQuestion } from "../../messages/import";
import { choiceLine, chooseImport, importDone, importFilter } from "../../messages/words";

/** Makes a plan of a Markdown deployment plan or of an optimizer's trials, asks what it leaves open, and shows the result unsaved. */
export async function importPlan(): Promise<void> {
  const [file] =
    (await window.showOpenDialog({
      title: chooseImport(),
      filters: { [importFilter()]: ["md", "markdown", "csv", "json"] },
    })) ?? [];
  if (!file) return;
  const text = new TextDecoder().decode(await workspace.fs.readFile(file));
  const answers: Record<string, string> = {};
  let imported = await read(file, text, answers);
  for (let question = next(imported, answers); question; question = next(imported, answers)) {
    const answer = await ask(question);
    if (answer === undefined) break;
    answers[question.id] = answer;
    imported = await read(file, text, answers);
  }
  const { formatPlan } = await import("../../core/plan/import");
  const document = await workspace.openTextDocument({ language: "jsonc", content: formatPlan(imported, describeItem) });
  await window.showTextDocument(document);
  void window.showInformationMessage(importDone(basename(file.path), imported.questions.length));
}

async function read(file: Uri, text: string, answers: Record<string, string>): Promise<Imported> {
  const { importMarkdown, importTrials } = await import("../../core/plan/import");
  switch (extname(file.path).toLowerCase()) {
    case ".csv":
      return importTrials(text, "csv", { answers });
    case ".json":
      return importTrials(text, "json", { answers });
    default:
      return importMarkdown(text, { answers });
  }
}

/** The first question that was not answered; one whose answer was not understood is not asked for ever. */
function next({ questions }: Imported, answers: Record<string, string>): ImportQuestion | undefined {
  return questions.find(({ id }) => !Object.hasOwn(answers, id));
}

async function ask(question: ImportQuestion): Promise<string | undefined> {
  const title = describeQuestion(question);
  if (question.choices.length === 0) return window.showInputBox({ title, ignoreFocusOut: true });
  const items = question.choices.map(({ id, label, places }) => ({
    id,
    label,
    description: choiceLine(places.map(({ line }) => line)),
  }));
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.id;
}
