import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Disposable,
  languages,
  type TextDocument,
  Uri,
  WorkspaceEdit,
} from "vscode";
import { type Fix, fixesFor } from "../../core/fixes";
import { describeFix } from "../../messages/fixes";
import { describe } from "../../messages/problems";
import type { Rollout } from "../../node/rollout";
import { rangeIn } from "../places";
import { located, uriOf } from "../snapshot";
import type { Store } from "../store";

/** The ways out of a finding, in the lightbulb and in Problems. What they change is saved by the person, like any edit. */
export function quickFixes(store: Store): Disposable {
  return languages.registerCodeActionsProvider(
    { scheme: "file" },
    {
      async provideCodeActions(document, _range, { diagnostics }) {
        const { snapshot } = store;
        if (snapshot.status !== "ready") return [];
        const ours = diagnostics.filter(({ source }) => source === "Phasegate");
        const actions = ours.map((diagnostic) => actionsFor(store, snapshot.rollout, document, diagnostic));
        return (await Promise.all(actions)).flat();
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}

function actionsFor(
  store: Store,
  rollout: Rollout,
  document: TextDocument,
  diagnostic: Diagnostic,
): Promise<CodeAction[]> {
  const found = located(store.snapshot).find(
    ({ uri, problem }) =>
      uri.toString() === document.uri.toString() &&
      problem.code === diagnostic.code &&
      describe(problem) === diagnostic.message,
  );
  const fixes = found ? fixesFor(found.problem, rollout.assessment, rollout.sources) : [];
  return Promise.all(
    fixes.map(async (fix, index) => {
      const action = new CodeAction(describeFix(fix), CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.edit = await editFor(rollout, fix);
      // A binding across units is never what "fix all" or one keystroke should choose.
      action.isPreferred = index === 0 && !(fix.kind === "bind" && fix.candidate.units);
      return action;
    }),
  );
}

async function editFor(rollout: Rollout, fix: Fix): Promise<WorkspaceEdit> {
  const result = new WorkspaceEdit();
  if (fix.kind === "set-value") {
    const uri = uriOf(rollout.root, fix.path);
    const text = (): string =>
      rollout.sources.get(rollout.values.plan.parameters[fix.parameter]?.file ?? "")?.text ?? "";
    result.replace(uri, rangeIn(uri, text, fix.edit.range), fix.edit.newText);
    return result;
  }
  const { editPlan } = await import("../../core/plan/edit");
  const uri = Uri.file(rollout.planFile);
  const { range, newText } = editPlan(rollout.planText, fix.planEdits);
  result.replace(
    uri,
    rangeIn(uri, () => rollout.planText, range),
    newText,
  );
  return result;
}
