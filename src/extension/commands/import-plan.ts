import { existsSync } from "node:fs";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { type QuickPickItem, Range, Uri, WorkspaceEdit, window, workspace } from "vscode";
import type { Imported, ImportQuestion } from "../../core/import";
import type { JsonObject } from "../../core/json";
import { problem, UserError } from "../../core/problem";
import { readSource } from "../../core/source";
import { chooseBot, chooseImport, importDone, importFilter, onLines } from "../../messages/editor";
import { describeItem, describeQuestion } from "../../messages/import";
import { folderWithGit } from "../../node/files/paths";
import { readTextFile } from "../../node/files/text-file";
import { inform } from "../notify";
import { plain } from "../plain";

/**
 * Makes a plan of a Markdown deployment plan or of an optimizer's trials, bound to a bot's file, and shows it beside the
 * repository's other files, not saved yet. What the document leaves open is asked; Escape leaves it open in the plan.
 */
export async function importPlan(): Promise<void> {
  const filters = { [importFilter()]: ["md", "markdown", "csv", "json"] };
  const [document] = (await window.showOpenDialog({ title: chooseImport(), filters })) ?? [];
  if (!document) return;
  const bot = await pickBot();
  if (!bot) return;
  const source = readSource((await readTextFile(bot.fsPath, workspace.asRelativePath(bot))).text);
  const root = (await folderWithGit(dirname(bot.fsPath))) ?? workspace.getWorkspaceFolder(bot)?.uri.fsPath ?? "";
  const path = relative(root, bot.fsPath).split(sep).join("/");
  const imported = boundTo(await answered(document, path), path);
  const [{ formatPlan }, { bindText }] = await Promise.all([
    import("../../core/import"),
    import("../../core/plan/bind"),
  ]);
  const { text } = bindText(formatPlan(imported, describeItem), source);
  await show(root, String(imported.document["id"] ?? "plan"), text);
  void inform(importDone(basename(document.fsPath), imported.questions.length));
}

/** Asks for the file that the bot reads its values from: the one that is looked at comes first. */
async function pickBot(): Promise<Uri | undefined> {
  const looked = window.activeTextEditor?.document.uri.toString();
  const found = await workspace.findFiles("**/*.py", "**/{node_modules,.git,.venv,venv}/**");
  if (found.length === 0) throw new UserError(problem("file-missing", { path: "*.py" }));
  const items = found
    .sort((a, b) => Number(b.toString() === looked) - Number(a.toString() === looked) || (a.path < b.path ? -1 : 1))
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  return (await window.showQuickPick(items, { title: chooseBot(), matchOnDescription: true }))?.uri;
}

/** The imported plan once its questions were asked, one after another: an answer may raise another question. */
async function answered(document: Uri, path: string): Promise<Imported> {
  const { text } = await readTextFile(document.fsPath, workspace.asRelativePath(document));
  const answers: Record<string, string> = {};
  for (;;) {
    const imported = await read(document, text, answers);
    // One whose answer was not understood is not asked for ever.
    const question = imported.questions.find(({ id }) => !Object.hasOwn(answers, id));
    if (!question) return imported;
    const answer = question.question === "file-missing" ? path : await ask(question);
    if (answer === undefined) return imported;
    answers[question.id] = answer;
  }
}

async function read(document: Uri, text: string, answers: Record<string, string>): Promise<Imported> {
  const { importMarkdown, importTrials } = await import("../../core/import");
  const ending = extname(document.fsPath).toLowerCase();
  if (ending === ".csv") return importTrials(text, "csv", { answers });
  return ending === ".json" ? importTrials(text, "json", { answers }) : importMarkdown(text, { answers });
}

async function ask(question: ImportQuestion): Promise<string | undefined> {
  const title = plain(describeQuestion(question));
  if (question.choices.length === 0) return window.showInputBox({ title, ignoreFocusOut: true });
  const items = question.choices.map(({ id, label, places }): QuickPickItem & { id: string } => {
    const [first] = places;
    return {
      id,
      label: plain(label),
      description: onLines(places.map(({ line }) => line)),
      ...(first && { detail: plain(first.text.trim()) }),
    };
  });
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.id;
}

/** The document may name the bot's file otherwise, or not at all: the person has chosen it. */
function boundTo(imported: Imported, path: string): Imported {
  const document: JsonObject = { ...imported.document, files: { bot: { path } } };
  const questions = imported.questions.filter(({ question }) => question !== "file-missing");
  return { ...imported, document, questions };
}

/** Shows the plan under the name that it would be saved by; a file that is there already is left alone. */
async function show(root: string, id: string, text: string): Promise<void> {
  const names = [id, ...Array.from({ length: 98 }, (_, index) => `${id}-${index + 2}`)];
  const free = names.map((name) => join(root, `${name}.phaseplan.json`)).find((file) => !existsSync(file));
  const document = await workspace.openTextDocument(Uri.file(free ?? "").with({ scheme: "untitled" }));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
}
