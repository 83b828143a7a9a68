// Carries out "Show History".
import { type QuickPickItem, window } from "vscode";
import { type History, historyOf, type PastValue } from "../../core/assessment/history";
import {
  chooseParameter,
  chooseValue,
  describeOrigin,
  describePast,
  describePlanned,
  historyTitle,
} from "../../messages/history";
import { describeValue } from "../../messages/parameters";
import { type Context, rolloutOf } from "../change/context";
import { plain } from "../plain";
import { parameterAt } from "../state/snapshot";
import { showCheckpoint } from "./compare-checkpoints";
import { revealParameter } from "./reveal-parameter";

/** Lists the values that a parameter had, and shows what the checkpoint of the chosen one changed. */
export async function showHistory(context: Context, parameter?: string): Promise<void> {
  const name = parameter ?? (await pickParameter(context));
  if (name === undefined) return;
  const history = historyOf(rolloutOf(context), name);
  const chosen = await pickValue(history);
  if (!chosen) return;
  const checkpoint = chosen.broughtBy ?? chosen.replacedBy;
  await (checkpoint ? showCheckpoint(context, checkpoint) : revealParameter(context, name));
}

/** The parameters, the one under the cursor first. */
async function pickParameter(context: Context): Promise<string | undefined> {
  const { parameters } = rolloutOf(context);
  const here = parameterUnderCursor(context);
  const items = parameters.map((state) => ({
    label: state.name,
    description: plain([describeValue(state), state.parameter.unit].join(" · ")),
    state,
  }));
  items.sort((a, b) => Number(b.state.name === here) - Number(a.state.name === here));
  return (await window.showQuickPick(items, { title: chooseParameter(), matchOnDescription: true }))?.state.name;
}

function parameterUnderCursor({ store }: Context): string | undefined {
  const editor = window.activeTextEditor;
  const governed = editor && store.governedFileAt(editor.document.uri);
  return governed && parameterAt(governed, editor.document.offsetAt(editor.selection.active))?.name;
}

async function pickValue(history: History): Promise<PastValue | undefined> {
  const items = history.values.map((value): QuickPickItem & { value: PastValue } => {
    const [since, by] = describeOrigin(history, value);
    return { label: plain(describePast(value)), description: since, detail: plain(by), value };
  });
  const choice = await window.showQuickPick(items, {
    title: plain(`${historyTitle(history.name)} (${describePlanned(history)})`),
    placeHolder: chooseValue(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.value;
}
