import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from "vscode";
import type { ParameterState } from "../../core/assess";
import { movedBy, type Source, usesOf } from "../../core/source";
import { applyTitle, hoverFacts, phaseTitle, previewTitle, readerFacts } from "../../messages/parameters";
import { documentRange } from "../places";
import { literally } from "../plain";
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
        if (!governed || !state) return undefined;
        const contents = [facts(document, governed.source, state), ...(state.phase ? [actions(state.phase.id)] : [])];
        return new Hover(contents, hoverRange(document, state));
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

/** The plan's own words are shown as text alone: a plan from elsewhere must not bring links or images along. */
function facts(document: TextDocument, source: Source, state: ParameterState): MarkdownString {
  const { name, parameter, phase } = state;
  const bold = (text: string): string => (text.trim() === "" ? "" : `**${literally(text)}**`);
  const rows = [...hoverFacts(state), ...readers(document, source, state)];
  return new MarkdownString(
    [
      `${bold(name)} · ${literally(parameter.unit)}`,
      rows.map(([label, value]) => `- ${literally(label)}: ${bold(value)}`).join("\n"),
      literally(parameter.why),
      ...(phase ? ["---", literally(phaseTitle(phase))] : []),
    ].join("\n\n"),
  );
}

/** What to do next: the one part that may run commands, and holds no word from elsewhere. */
function actions(phase: number): MarkdownString {
  const link = (title: string, command: string): string => `[${title}](command:phasegate.${command}?${phase})`;
  const result = new MarkdownString(`${link(previewTitle(), "previewPhase")} · ${link(applyTitle(), "applyPhase")}`);
  result.isTrusted = { enabledCommands: ["phasegate.previewPhase", "phasegate.applyPhase"] };
  return result;
}
