// Finds the parameters that a text's phases set, and decides or asks for their phase, file and values.
import { groupBy } from "../../group-by";
import type { Facts, ParameterFacts, PhaseFacts, Statement } from "../markdown/facts";
import { type Choice, note, type TextLine } from "../types";
import { decideValues } from "./decide-values";
import type { Draft } from "./draft";
import type { Governed } from "./parameters";

/** The parameters that a phase sets, by name; the others are reported. */
export function governedParameters(
  facts: Facts,
  draft: Draft,
  inCode: (name: string) => boolean = () => false,
): Map<string, Governed> {
  const governed = new Map<string, Governed>();
  for (const [name, statements] of groupBy(facts.statements, ({ parameter }) => parameter)) {
    const parameter = facts.parameters.get(name);
    if (!parameter) continue;
    const missing = whatIsMissing(parameter, statements, facts, draft, inCode);
    if (missing === undefined) governed.set(name, decide(parameter, statements, facts, draft));
    else draft.note(note("parameter-left-out", { parameter: name, line: parameter.place.line, missing }));
  }
  return governed;
}

function whatIsMissing(
  parameter: ParameterFacts,
  statements: readonly Statement[],
  facts: Facts,
  draft: Draft,
  inCode: (name: string) => boolean,
): "phase" | "target" | "baseline" | "parameter" | undefined {
  const { name } = parameter;
  if (draft.denies(name)) return "parameter";
  if (!statements.some(isTarget)) return "target";
  if (phasesOf(parameter, facts).length === 0) return "phase";
  if (isConstant(name) || inCode(name)) return undefined;
  // Any word can stand in a list; a name in the code has its marks, and a change says from what to what.
  const named = parameter.inCode || /_|[a-z][A-Z]/.test(name);
  return named && statements.some(({ member }) => member === "baseline") ? undefined : "baseline";
}

function isConstant(name: string): boolean {
  return /^_?[A-Z][A-Z0-9_]*$/.test(name);
}

function isTarget({ member }: Statement): boolean {
  return member === "target";
}

function phasesOf({ name, phases }: ParameterFacts, facts: Facts): (readonly [PhaseFacts, TextLine])[] {
  const set = [...phases].map(([written, place]) => [facts.phase(written, "", place), place] as const);
  if (set.length > 0) return set;
  const titled = [...facts.phases.values()].find(({ names }) => names.includes(name));
  return titled ? [[titled, titled.place]] : [];
}

function decide(parameter: ParameterFacts, statements: readonly Statement[], facts: Facts, draft: Draft): Governed {
  const phase = decidePhase(parameter, statements, facts, draft);
  const candidates = phase ? [] : phasesOf(parameter, facts).map(([candidate]) => candidate);
  const file = decideFile(parameter, statements, draft);
  if (!phase || file === "asked") {
    return { parameter, candidates, ...(phase && { phase }), values: { fraction: false }, fileAsked: file === "asked" };
  }
  const fitting = statements.filter(
    (statement) =>
      (statement.member === "baseline" || statement.phase === undefined || statement.phase === phase.written) &&
      (file === undefined || statement.file === undefined || statement.file === file),
  );
  return {
    parameter,
    candidates,
    phase,
    values: decideValues(parameter, fitting, draft),
    fileAsked: false,
    ...(file !== undefined && { file }),
  };
}

/** Undefined where it was asked. */
function decidePhase(
  parameter: ParameterFacts,
  statements: readonly Statement[],
  facts: Facts,
  draft: Draft,
): PhaseFacts | undefined {
  const found = phasesOf(parameter, facts);
  if (found.length <= 1) return found[0]?.[0];
  const { name } = parameter;
  const id = `phase:${name}`;
  const choices = found.map(([phase, place]): Choice => {
    const own = statements.filter((statement) => isTarget(statement) && statement.phase === phase.written);
    return { id: phase.written, label: phase.place.text.trim(), places: linesOf(own, place) };
  });
  const chosen = draft.chosen(
    id,
    choices.map((choice) => choice.id),
  );
  if (chosen === undefined) draft.ask("which-phase", id, `/parameters/${name}`, { parameter: name }, choices);
  return found.find(([{ written }]) => written === chosen)?.[0];
}

/** The file that holds a parameter, where the text says one; "asked" where it says several. */
function decideFile(
  { name, place }: ParameterFacts,
  statements: readonly Statement[],
  draft: Draft,
): string | undefined {
  const byFile = groupBy(
    statements.filter(({ file }) => file !== undefined),
    ({ file }) => file,
  );
  const [only] = byFile.keys();
  if (byFile.size <= 1) return only;
  const id = `file:${name}`;
  const choices = [...byFile].map(
    ([file = "", own]): Choice => ({ id: file, label: file, places: linesOf(own, place) }),
  );
  const chosen = draft.chosen(
    id,
    choices.map((choice) => choice.id),
  );
  if (chosen === undefined) draft.ask("which-file", id, `/parameters/${name}/file`, { parameter: name }, choices);
  return chosen ?? "asked";
}

function linesOf(statements: readonly Statement[], otherwise: TextLine): TextLine[] {
  const places = statements.map(({ place: { line, text } }) => ({ line, text }));
  return places.length > 0 ? places : [otherwise];
}
