// Offers the ways out of a finding in the lightbulb.
import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Disposable,
  languages,
  Uri,
  WorkspaceEdit,
  workspace,
} from "vscode";
import { type Fix, fixesFor } from "../../core/assessment/fixes";
import type { Problem } from "../../core/problem";
import { readSource } from "../../core/source";
import type { TextEdit } from "../../core/text";
import { describe } from "../../messages/problems";
import { describeFix } from "../../messages/ways-out/fixes";
import type { Rollout } from "../../node/rollout";
import { documentRange } from "../places";
import { documentFindings, openDocuments, shownUris } from "../state/snapshot";
import { type Store, withSource } from "../state/store";

/** A way out, before its edits are known. */
class FixAction extends CodeAction {
  constructor(
    readonly problem: Problem,
    readonly fix: Fix,
    /** Where the finding is shown. */
    readonly uri: Uri,
  ) {
    super(describeFix(fix), CodeActionKind.QuickFix);
  }
}

/** The ways out of a finding, in the lightbulb and in Problems. What they change is saved by the person, like any edit. */
export function quickFixes(store: Store): Disposable {
  return languages.registerCodeActionsProvider(
    { scheme: "file" },
    {
      provideCodeActions: (document, _range, { diagnostics }) =>
        diagnostics
          .filter(({ source }) => source === "Phasegate")
          .flatMap((diagnostic) => actionsFor(store, document.uri, diagnostic)),
      // The edits are worked out when one is chosen, on the texts as they are then.
      async resolveCodeAction(action: FixAction) {
        const edit = await editFor(store, action);
        if (edit) action.edit = edit;
        return action;
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}

function actionsFor({ snapshot }: Store, uri: Uri, diagnostic: Diagnostic): FixAction[] {
  if (snapshot.status !== "ready") return [];
  const documentFinding = documentFindings(snapshot).find(
    (candidate) =>
      candidate.uri.toString() === uri.toString() &&
      candidate.finding.code === diagnostic.code &&
      describe(candidate.finding) === diagnostic.message,
  );
  if (!documentFinding) return [];
  return fixesFor(documentFinding.finding, snapshot.rollout).map((fix, index) => {
    const action = new FixAction(documentFinding.finding, fix, uri);
    action.diagnostics = [diagnostic];
    // A binding in doubt is never what "fix all" or one keystroke should choose.
    action.isPreferred = index === 0 && !(fix.kind === "bind" && fix.candidate.doubts.length > 0);
    return action;
  });
}

/** The edits of a fix; undefined where the finding has no such way out any more. */
async function editFor({ snapshot }: Store, { problem, fix, uri }: FixAction): Promise<WorkspaceEdit | undefined> {
  if (snapshot.status !== "ready") return undefined;
  if (fix.kind === "set-value") return valueEdit(snapshot.rollout, problem, fix, uri);
  const { rollout } = snapshot;
  const { editPlan } = await import("../../core/plan/edit");
  const [open] = openDocuments(rollout, rollout.planPath);
  const document = open ?? (await workspace.openTextDocument(Uri.file(rollout.planFile)));
  return replaceIn(document, editPlan(document.getText(), fix.planEdits));
}

/** The same fix, worked out again for the text that is there now. */
async function valueEdit(rollout: Rollout, problem: Problem, fix: Fix & { kind: "set-value" }, at: Uri) {
  const key = rollout.plan.parameters[fix.parameter]?.file;
  const uris = shownUris(rollout, fix.path);
  const uri = uris.find((candidate) => candidate.toString() === at.toString()) ?? uris[0];
  if (key === undefined || !uri) return undefined;
  const document = await workspace.openTextDocument(uri);
  const fixes = fixesFor(problem, withSource(rollout, key, readSource(fix.path, document.getText())));
  const sameFix = fixes.find((candidate) => candidate.kind === "set-value" && candidate.to === fix.to);
  return sameFix?.kind === "set-value" ? replaceIn(document, sameFix.edit) : undefined;
}

function replaceIn(
  document: Parameters<typeof documentRange>[0] & { uri: Uri },
  { range, newText }: TextEdit,
): WorkspaceEdit {
  const result = new WorkspaceEdit();
  result.replace(document.uri, documentRange(document, range), newText);
  return result;
}
