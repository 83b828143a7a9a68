// "Create a Plan for This Bot…": asks what the plan is made of, writes it as `phasegate init` does, and opens it beside the bot.
import { basename } from "node:path";
import { Uri, ViewColumn, window } from "vscode";
import { editPlan } from "../../core/plan/edit";
import { loadPlan } from "../../core/plan/load";
import { sourceExtensions } from "../../core/source";
import { applyEdits } from "../../core/text";
import { choosePlanOrigin, describeItem, planCreated, planOrigins } from "../../messages/import";
import {
  type BotFile,
  blankPlan,
  freePlanId,
  type NewPlan,
  planFile,
  planOverV4,
  writePlan,
} from "../../node/new-plan";
import { showInformation } from "../notify";
import { askedBindings, botAt, importPlan, pickBot } from "./import-plan";

/** For the bot in the active editor, else for one that is asked for. */
export async function createPlan(): Promise<void> {
  const botUri = activeBot() ?? (await pickBot());
  const picked =
    botUri && (await window.showQuickPick(planOrigins(), { title: choosePlanOrigin(basename(botUri.fsPath)) }));
  if (!picked) return;
  await window.showTextDocument(botUri, { preview: false });
  // A document's remarks are to be read before the plan is saved.
  if (picked.origin === "document") return importPlan(botUri);
  const bot = await botAt(botUri);
  const plan = picked.origin === "v4" ? await overV4(bot) : await blank(bot);
  const { edits, open } = await askedBindings(plan.text, plan.bindings);
  const text = applyEdits(plan.text, [editPlan(plan.text, edits)]);
  const file = planFile(bot, plan.id);
  await writePlan({ ...plan, text, problems: loadPlan(text, basename(file)).problems }, bot, file);
  await window.showTextDocument(Uri.file(file), { viewColumn: ViewColumn.Beside, preview: false });
  void showInformation(planCreated(basename(file), open));
}

async function overV4(bot: BotFile): Promise<NewPlan> {
  const id = await freePlanId(bot, "v4");
  return id === "v4" ? planOverV4(bot) : planOverV4(bot, id);
}

async function blank(bot: BotFile): Promise<NewPlan> {
  return blankPlan(bot, describeItem, await freePlanId(bot, "plan"));
}

function activeBot(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri?.scheme === "file" && sourceExtensions.some((ending) => uri.path.endsWith(`.${ending}`)) ? uri : undefined;
}
