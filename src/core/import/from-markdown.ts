// Makes a plan document from a Markdown deployment plan.
import { groupBy } from "../group-by";
import type { JsonObject } from "../json";
import { mostPhases } from "../limits";
import type { NoPlanReason } from "../problem/details";
import { asJson, Draft, Keys, oneLine } from "./document/draft";
import { expectations } from "./document/expectations";
import { placeFiles } from "./document/files";
import { governedParameters } from "./document/governed";
import { type Governed, onlyRise, parameterDocument } from "./document/parameters";
import { type NumberedPhase, phaseDocument } from "./document/phases";
import { whyNoPlan } from "./document/planhood";
import type { Facts, PhaseFacts } from "./markdown/facts";
import { repairMojibake } from "./markdown/mojibake";
import { phase as phaseWord } from "./markdown/phase-words";
import { readMarkdown } from "./markdown/read-markdown";
import { type Answers, type Imported, note } from "./types";

export interface MarkdownOptions {
  /** The plan's id; taken from the title when absent. */
  readonly id?: string;
  /** The path of the bot's file; the one that the document names when absent. */
  readonly bot?: string;
  /** Whether the bot's code has a name: one of its names needs no upper case to be a parameter's. */
  readonly inCode?: (name: string) => boolean;
  readonly answers?: Answers;
}

/** A plan from a Markdown deployment plan, in English or Korean. Never throws; time is linear in the text's length. */
export function importMarkdown(text: string, options: MarkdownOptions = {}): Imported {
  const { text: clean, lines } = repairMojibake(text.replace(/^\ufeff/, ""));
  const facts = readMarkdown(clean);
  const draft = new Draft(options.answers ?? {});
  const governed = governedParameters(facts, draft, options.inCode);
  const reason = whyNoPlan(facts, governed);
  if (reason !== undefined) return withoutPlan(facts, reason);
  if (lines[0] !== undefined) draft.note(note("mojibake", { line: lines[0], lines: lines.length }));
  const document = new PlanWriter(facts, governed, draft, options).write();
  const unread = [...facts.notes].sort((a, b) => lineOf(a.data) - lineOf(b.data));
  return {
    document,
    report: [...draft.notes, ...unread],
    questions: draft.questions,
    contradictions: draft.contradictions,
    rejected: draft.rejected,
  };
}

function withoutPlan({ title }: Facts, reason: NoPlanReason): Imported {
  return {
    document: { formatVersion: 1, title: oneLine(title ?? "") || "?", files: {}, parameters: {}, phases: [] },
    report: [note("plan-empty", { reason })],
    questions: [],
    contradictions: [],
    rejected: [],
  };
}

function lineOf(data: object): number {
  return "line" in data ? Number(data.line) : 0;
}

class PlanWriter {
  readonly #facts: Facts;
  readonly #governed: ReadonlyMap<string, Governed>;
  readonly #draft: Draft;
  readonly #options: MarkdownOptions;

  constructor(facts: Facts, governed: ReadonlyMap<string, Governed>, draft: Draft, options: MarkdownOptions) {
    this.#facts = facts;
    this.#governed = governed;
    this.#draft = draft;
    this.#options = options;
  }

  write(): JsonObject {
    const { title, restarts } = this.#facts;
    const phases = this.#numbered();
    const written = new Set(phases.map(({ facts }) => facts));
    const governed = [...this.#governed].filter(
      ([, { phase, candidates }]) =>
        phase === undefined || written.has(phase) || candidates.some((one) => written.has(one)),
    );
    const ids = new Map(phases.map((phase) => [phase.facts.written, phase.id]));
    const named = oneLine(title ?? "");
    if (named === "") this.#draft.note(note("fill-in", { at: "/title", value: "?" }));
    const found = expectations(
      this.#facts,
      phases.map(({ facts }) => facts),
      this.#draft,
    );
    const withExpected = phases.map((phase) => ({ ...phase, expected: found.ofPhase.get(phase.facts) ?? [] }));
    const files = placeFiles(this.#facts, new Map(governed), this.#draft, this.#options.bot);
    return {
      formatVersion: 1,
      id: this.#options.id ?? idFrom(named),
      title: named || "?",
      ...this.#provenance(),
      files: files.members,
      parameters: Object.fromEntries(
        inOrder(phases, governed).map(([name, parameter]) => [
          name,
          parameterDocument(parameter, files.keyOf(name), restarts, this.#draft),
        ]),
      ),
      phases: withExpected.map((phase) => phaseDocument(phase, ids, this.#facts.phaseWord ?? phaseWord, this.#draft)),
      ...(found.final.length > 0 && { expected: asJson(found.final) }),
    };
  }

  #provenance(): JsonObject {
    const { method, iterations, date } = this.#facts;
    if (method === undefined && iterations === undefined) {
      if (date) this.#facts.unread(date.place, "no-place");
      return {};
    }
    if (method === undefined) this.#draft.note(note("fill-in", { at: "/provenance/method", value: "?" }));
    return {
      provenance: {
        method: method || "?",
        ...(iterations !== undefined && { iterations }),
        ...(date !== undefined && isDate(date.iso) && { date: date.iso }),
      },
    };
  }

  /** The phases in the order of their numbers, without those that change nothing. */
  #numbered(): NumberedPhase[] {
    const byPhase = groupBy([...this.#governed.values()], ({ phase }) => phase);
    const open = new Set([...this.#governed.values()].flatMap(({ candidates }) => candidates));
    const sorted = [...this.#facts.phases.values()].sort((a, b) => Number(a.written) - Number(b.written));
    const changing = sorted.filter((facts) => {
      const changes = byPhase.has(facts) || open.has(facts);
      if (!changes) this.#leaveOut(facts, "phase-empty");
      return changes;
    });
    for (const facts of changing.slice(mostPhases)) this.#leaveOut(facts, "phase-surplus");
    return changing.slice(0, mostPhases).map((facts, index) => {
      const own = byPhase.get(facts) ?? [];
      const rise = onlyRise(own);
      return {
        facts,
        id: index + 1,
        parameters: own.map(({ parameter }) => parameter.name),
        expected: [],
        ...(rise !== undefined && { rise }),
      };
    });
  }

  /** Nothing that the text says of the phase is dropped without a line in the report. */
  #leaveOut({ place, windows, criteria, rollback, expected }: PhaseFacts, code: "phase-empty" | "phase-surplus"): void {
    this.#draft.note(note(code, { line: place.line, title: oneLine(place.text) }));
    const lines = [...windows.map((window) => window.place), ...criteria, ...rollback, ...expected];
    for (const line of lines) if (line.line !== place.line) this.#facts.unread(line, "phase-left-out");
  }
}

/** The parameters in the order of their phases; those whose phase is asked for come last. */
function inOrder(phases: readonly NumberedPhase[], governed: readonly (readonly [string, Governed])[]) {
  const rank = new Map(phases.flatMap(({ parameters }) => parameters).map((name, index) => [name, index]));
  const last = rank.size;
  return [...governed].sort(([a], [b]) => (rank.get(a) ?? last) - (rank.get(b) ?? last));
}

function isDate(date: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(date);
}

function idFrom(title: string): string {
  const version = /\bv\d{1,4}(?:[.-]\d{1,3})?\b/iu.exec(title)?.[0];
  return version ? version.toLowerCase().replaceAll(".", "-") : new Keys().next(title, "imported");
}
