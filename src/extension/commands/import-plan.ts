// "Import Plan…": asks for a document and the bot's file, and shows the plan that they make, not saved yet.
import { basename, dirname } from "node:path";
import { type QuickPickItem, Range, Uri, WorkspaceEdit, window, workspace } from "vscode";
import type { Imported, ImportQuestion } from "../../core/import";
import { notAParameter } from "../../core/import/types";
import { type Bindings, bindingEdits } from "../../core/plan/bind";
import { editPlan, type PlanEdit } from "../../core/plan/edit";
import { loadPlan } from "../../core/plan/load";
import { problem, UserError } from "../../core/problem";
import { sourceExtensions } from "../../core/source";
import { applyEdits } from "../../core/text";
import {
  allFiles,
  chooseBot,
  chooseConstant,
  chooseDocument,
  chooseKind,
  denialByText,
  describeItem,
  describeQuestion,
  documentKinds,
  importable,
  importDone,
  isNoParameter,
  leaveOpen,
  onLines,
  phasesBlocked,
} from "../../messages/import";
import { describeCandidate } from "../../messages/ways-out/doubts";
import {
  type BotFile,
  documentKind,
  freePlanId,
  importDocument,
  type PlanDocument,
  planFile,
  planFrom,
  readBot,
  readDocument,
} from "../../node/new-plan";
import { showInformation } from "../notify";
import { plain } from "../plain";

/** What the document leaves open is asked; Escape leaves it open in the plan. The bot is asked for where it is not known. */
export async function importPlan(knownBot?: Uri): Promise<void> {
  const filters = { [importable()]: ["md", "markdown", "csv", "json"], [allFiles()]: ["*"] };
  // Without a folder, the dialog begins in that of the bot where the bot is in the active editor.
  const defaultUri = knownBot && workspace.getWorkspaceFolder(knownBot)?.uri;
  const options = { title: chooseDocument(), filters, ...(defaultUri && { defaultUri }) };
  const [file] = (await window.showOpenDialog(options)) ?? [];
  const document = file && (await pickedDocument(file));
  const botUri = document && (knownBot ?? (await pickBot()));
  if (!document || !botUri) return;
  const bot = await botAt(botUri);
  const imported = await answered(document, bot);
  const { id, text, bindings } = await planFrom(imported, describeItem, bot);
  const { edits, open } = await askedBindings(text, bindings);
  await show(planFile(bot, await freePlanId(bot, id)), applyEdits(text, [editPlan(text, edits)]));
  const said = importDone(basename(document.path), imported.questions.length);
  void showInformation(open > 0 ? `${said} ${phasesBlocked(open)}` : said);
}

export function botAt(uri: Uri): Promise<BotFile> {
  return readBot(uri.fsPath, workspace.asRelativePath(uri), folderOf(uri));
}

/** Asks which constant each parameter is that could not be bound without doubt; Escape leaves it open. */
export async function askedBindings(
  text: string,
  bindings: Bindings,
): Promise<{ edits: readonly PlanEdit[]; open: number }> {
  const { plan } = loadPlan(text, "");
  const edits: PlanEdit[] = [];
  let open = 0;
  for (const { parameter, candidates } of plan ? bindings.open : []) {
    const items = candidates.map((candidate) => ({ label: plain(describeCandidate(candidate)), candidate }));
    const title = chooseConstant(parameter);
    const picked =
      items.length > 0
        ? await window.showQuickPick([...items, { label: leaveOpen(), candidate: undefined }], {
            title,
            ignoreFocusOut: true,
          })
        : undefined;
    const { file = "" } = plan?.parameters[parameter] ?? {};
    if (plan && picked?.candidate)
      edits.push(...bindingEdits(plan, parameter, picked.candidate, plan.files[file]?.scope ?? ""));
    else open++;
  }
  return { edits, open };
}

/** Where the name does not tell what a document is, the person does. */
async function pickedDocument(file: Uri): Promise<PlanDocument | undefined> {
  const title = chooseKind(basename(file.fsPath));
  const kind = documentKind(file.fsPath) ?? (await window.showQuickPick(documentKinds(), { title }))?.documentKind;
  return kind && readDocument(file.fsPath, workspace.asRelativePath(file), kind);
}

/** Asks for the file that the bot reads its values from: the one in the active editor comes first. */
export async function pickBot(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document.uri.toString();
  const botUris = await workspace.findFiles(
    `**/*.{${sourceExtensions.join(",")}}`,
    "**/{node_modules,.git,.venv,venv}/**",
  );
  if (botUris.length === 0) throw new UserError(problem("bot-missing", {}));
  const items = botUris
    .sort((a, b) => Number(b.toString() === active) - Number(a.toString() === active) || (a.path < b.path ? -1 : 1))
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  return (await window.showQuickPick(items, { title: chooseBot(), matchOnDescription: true }))?.uri;
}

function folderOf(bot: Uri): string {
  return workspace.getWorkspaceFolder(bot)?.uri.fsPath ?? dirname(bot.fsPath);
}

/** The imported plan once its questions were asked, one after another: an answer may raise another question. */
async function answered(document: PlanDocument, bot: BotFile): Promise<Imported> {
  const answers: Record<string, string> = {};
  for (;;) {
    const imported = await importDocument(document, { answers }, bot);
    // One whose answer was not understood is not asked for ever.
    const question = imported.questions.find(({ id }) => !Object.hasOwn(answers, id));
    const answer = question && (await ask(question));
    if (!question || answer === undefined) return imported;
    answers[question.id] = answer;
  }
}

async function ask(question: ImportQuestion): Promise<string | undefined> {
  const title = plain(describeQuestion(question));
  const deniable = "parameter" in question.data;
  if (question.choices.length === 0) {
    return window.showInputBox({ title, ignoreFocusOut: true, ...(deniable && { prompt: denialByText() }) });
  }
  const items = question.choices.map(({ id, label, places }): QuickPickItem & { id: string } => {
    const [first] = places;
    return {
      id,
      label: plain(label),
      description: onLines(places.map(({ line }) => line)),
      ...(first && { detail: plain(first.text.trim()) }),
    };
  });
  if (deniable) items.push({ id: notAParameter, label: isNoParameter() });
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.id;
}

/** Shows the plan under the name that it will be saved by. */
async function show(file: string, text: string): Promise<void> {
  const document = await workspace.openTextDocument(Uri.file(file).with({ scheme: "untitled" }));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
}
