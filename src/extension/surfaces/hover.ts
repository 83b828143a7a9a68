import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from "vscode";
import type { ParameterState } from "../../core/assess";
import { applyTitle, hoverFacts, phaseTitle, previewTitle } from "../../messages/parameters";
import { documentRange } from "../places";
import type { Store } from "../store";

/** On a governed value or its name: what it is, what it becomes, when and why. */
export function hover(store: Store): Disposable {
  return languages.registerHoverProvider(
    { scheme: "file" },
    {
      provideHover(document, position) {
        const offset = document.offsetAt(position);
        const state = store.governedBy(document.uri)?.parameters.find((each) => covers(each, offset));
        return state && new Hover(card(state), hoverRange(document, state));
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

/** The plan's own words are shown as text: a plan from elsewhere must not bring links or images along. */
function card(state: ParameterState): MarkdownString {
  const { name, parameter, phase } = state;
  const markdown = new MarkdownString();
  markdown.isTrusted = { enabledCommands: ["phasegate.previewPhase", "phasegate.applyPhase", "phasegate.openPlan"] };
  markdown.appendMarkdown("**").appendText(name).appendMarkdown("** · ").appendText(parameter.unit);
  markdown.appendMarkdown("\n\n");
  for (const [label, value] of hoverFacts(state)) {
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
