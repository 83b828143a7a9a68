import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from "vscode";
import type { ParameterState } from "../../core/assess";
import { movedBy, type Source, usesOf } from "../../core/source";
import { applyTitle, hoverFacts, phaseTitle, previewTitle, readerFacts } from "../../messages/parameters";
import { documentRange } from "../places";
import type { Store } from "../store";

/** On a governed value or its name: what it is, what it becomes, when and why. */
export function hover(store: Store): Disposable {
  return languages.registerHoverProvider(
    { scheme: "file" },
    {
      provideHover(document, position) {
        const offset = document.offsetAt(position);
        const governed = store.governedBy(document.uri);
        const state = governed?.parameters.find((each) => covers(each, offset));
        return governed && state && new Hover(card(document, governed.source, state), hoverRange(document, state));
      },
    },
  );
}

function span({ location }: ParameterState): { start: number; end: number } | undefined {
  return "assignment" in location
    ? { start: location.assignment.nameRange.start, end: location.value.range.end }
    : undefined;
}

function covers(state: ParameterState, offset: number): boolean {
  const range = span(state);
  return range !== undefined && range.start <= offset && offset <= range.end;
}

function hoverRange(document: TextDocument, state: ParameterState) {
  const range = span(state);
  return range && documentRange(document, range);
}

/** Where the file reads the value, and what is computed from it. */
function readers(
  document: TextDocument,
  source: Source,
  { location }: ParameterState,
): [label: string, value: string][] {
  if (!("assignment" in location)) return [];
  const { scope, name } = location.assignment;
  const lines = usesOf(source, scope, name).map(({ range }) => document.positionAt(range.start).line + 1);
  return readerFacts(
    lines,
    movedBy(source, scope, name).map((each) => each.name),
  );
}

/** The plan's own words are shown as text: a plan from elsewhere must not bring links or images along. */
function card(document: TextDocument, source: Source, state: ParameterState): MarkdownString {
  const { name, parameter, phase } = state;
  const markdown = new MarkdownString();
  markdown.isTrusted = { enabledCommands: ["phasegate.previewPhase", "phasegate.applyPhase", "phasegate.openPlan"] };
  markdown.appendMarkdown("**").appendText(name).appendMarkdown("** · ").appendText(parameter.unit);
  markdown.appendMarkdown("\n\n");
  for (const [label, value] of [...hoverFacts(state), ...readers(document, source, state)]) {
    markdown
      .appendMarkdown("- ")
      .appendText(`${label}: `)
      .appendMarkdown("**")
      .appendText(value)
      .appendMarkdown("**\n");
  }
  markdown.appendMarkdown("\n").appendText(parameter.why);
  if (phase) {
    const link = (title: string, command: string): string => `[${title}](command:phasegate.${command}?${phase.id})`;
    markdown.appendMarkdown("\n\n---\n\n").appendText(phaseTitle(phase));
    markdown.appendMarkdown(` · ${link(previewTitle(), "previewPhase")} · ${link(applyTitle(), "applyPhase")}`);
  }
  return markdown;
}
