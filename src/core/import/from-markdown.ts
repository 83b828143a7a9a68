// Makes a plan document from a Markdown deployment plan.
import { groupBy } from "../group-by";
import type { Json, JsonObject } from "../json";
import { mostPhases } from "../limits";
import { decideValues } from "./document/decide-values";
import { asJson, Draft, Keys, oneLine } from "./document/draft";
import { expectations } from "./document/expectations";
import { type Governed, onlyRise, parameterDocument } from "./document/parameters";
import { type NumberedPhase, phaseDocument } from "./document/phases";
import type { Facts, ParameterFacts, PhaseFacts, Statement } from "./markdown/facts";
import { repairMojibake } from "./markdown/mojibake";
import { readMarkdown } from "./markdown/read-markdown";
import { sourceStem } from "./source-paths";
import { type Answers, type Imported, note } from "./types";

export interface MarkdownOptions {
  /** The plan's id; taken from the title when absent. */
  readonly id?: string;
  readonly answers?: Answers;
}

/** A plan from a Markdown deployment plan, in English or Korean. Never throws; time is linear in the text's length. */
export function importMarkdown(text: string, options: MarkdownOptions = {}): Imported {
  const { text: clean, lines } = repairMojibake(text.replace(/^\ufeff/, ""));
  const facts = readMarkdown(clean);
  const draft = new Draft(options.answers ?? {});
  if (lines[0] !== undefined) draft.note(note("mojibake", { line: lines[0], lines: lines.length }));
  const document = new PlanWriter(facts, draft).write(options.id);
  const unread = [...facts.notes].sort((a, b) => lineOf(a.data) - lineOf(b.data));
  return {
    document,
    report: [...draft.notes, ...unread],
    questions: draft.questions,
    contradictions: draft.contradictions,
  };
}

function lineOf(data: object): number {
  return "line" in data ? Number(data.line) : 0;
}

class PlanWriter {
  readonly #facts: Facts;
  readonly #draft: Draft;
  readonly #files = new Map<string, string>();

  constructor(facts: Facts, draft: Draft) {
    this.#facts = facts;
    this.#draft = draft;
  }

  write(id: string | undefined): JsonObject {
    const { title, method, iterations, date, restarts } = this.#facts;
    const governed = this.#governed();
    const phases = this.#numbered(governed);
    const ids = new Map(phases.map((phase) => [phase.facts.written, phase.id]));
    const named = oneLine(title ?? "");
    if (named === "") this.#draft.note(note("fill-in", { at: "/title", value: "?" }));
    const found = expectations(
      this.#facts,
      phases.map(({ facts }) => facts),
      this.#draft,
    );
    const withExpected = phases.map((phase) => ({ ...phase, expected: found.ofPhase.get(phase.facts) ?? [] }));
    if (phases.length === 0) this.#draft.note(note("plan-empty", {}));
    if (method === undefined && iterations !== undefined)
      this.#draft.note(note("fill-in", { at: "/provenance/method", value: "?" }));
    const known = method !== undefined || iterations !== undefined;
    return {
      formatVersion: 1,
      id: id ?? idFrom(named),
      title: named || "?",
      ...(known && {
        provenance: {
          method: method || "?",
          ...(iterations !== undefined && { iterations }),
          ...(date !== undefined && isDate(date) && { date }),
        },
      }),
      files: this.#fileMembers(),
      parameters: Object.fromEntries(
        phases.flatMap(({ parameters }) =>
          parameters.flatMap((name) => {
            const parameter = governed.get(name);
            if (!parameter) return [];
            const file = this.#fileKey(parameter.parameter);
            return [[name, parameterDocument(parameter, file, restarts, this.#draft)]];
          }),
        ),
      ),
      phases: withExpected.map((phase) => phaseDocument(phase, ids, this.#draft)),
      ...(found.final.length > 0 && { expected: asJson(found.final) }),
    };
  }

  /** The parameters that a phase sets, with their values; the others are reported. */
  #governed(): Map<string, Governed> {
    const { parameters, phases, statements } = this.#facts;
    const byParameter = groupBy(statements, ({ parameter }) => parameter);
    const changing = [...parameters.values()].filter(({ name }) => byParameter.get(name)?.some(isTarget));
    const only = phases.size === 0 && changing.length > 0 ? this.#onlyPhase(changing) : undefined;
    const governed = new Map<string, Governed>();
    for (const [name, own] of byParameter) {
      const parameter = parameters.get(name);
      if (!parameter) continue;
      const target = own.some(isTarget);
      const phase = only ?? this.#phaseOf(parameter);
      if (!target || !phase) {
        const missing = target ? "phase" : "target";
        this.#draft.note(note("parameter-left-out", { parameter: name, line: parameter.place.line, missing }));
      } else governed.set(name, { parameter, phase, values: decideValues(parameter, own, this.#draft) });
    }
    return governed;
  }

  #onlyPhase([first]: readonly ParameterFacts[]): PhaseFacts {
    const place = first?.place ?? { line: 1, text: "" };
    this.#draft.note(note("phases-missing", { at: "/phases/0" }));
    return this.#facts.phase("1", "", place);
  }

  #phaseOf({ name, phases }: ParameterFacts): PhaseFacts | undefined {
    const [first, ...others] = phases;
    if (!first) return [...this.#facts.phases.values()].find(({ names }) => names.includes(name));
    const phase = this.#facts.phase(first[0], "", first[1]);
    for (const [written, { line }] of others) {
      const at = `/parameters/${name}`;
      this.#draft.note(note("parameter-repeated", { at, parameter: name, line, phase: Number(written) }));
    }
    return phase;
  }

  /** The phases in the order of their numbers, without those that change nothing. */
  #numbered(governed: ReadonlyMap<string, Governed>): NumberedPhase[] {
    const byPhase = groupBy([...governed.values()], ({ phase }) => phase);
    const inOrder = [...this.#facts.phases.values()].sort((a, b) => Number(a.written) - Number(b.written));
    const changing = inOrder.filter((facts) => {
      if (!byPhase.has(facts))
        this.#draft.note(note("phase-empty", { line: facts.place.line, title: oneLine(facts.place.text) }));
      return byPhase.has(facts);
    });
    for (const { place } of changing.slice(mostPhases)) {
      this.#draft.note(note("phase-surplus", { line: place.line, title: oneLine(place.text) }));
    }
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

  #fileKey({ file = "" }: ParameterFacts): string {
    return this.#files.get(file) ?? "bot";
  }

  #fileMembers(): JsonObject {
    const { files, scope } = this.#facts;
    const answer = this.#draft.answers["file"];
    const paths = answer === undefined ? [...files.keys()] : [answer];
    if (paths.length === 0) this.#draft.ask("file-missing", "file", "/files/bot/path", {}, []);
    const inScope = scope !== undefined && /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(scope) ? { scope } : {};
    const keys = new Keys();
    const members = paths.map((path, index): [string, Json] => {
      const key = keys.next(index === 0 ? "bot" : sourceStem(path), "file");
      this.#files.set(path, key);
      return [key, { path, ...(index === 0 && inScope) }];
    });
    return Object.fromEntries(members.length > 0 ? members : [["bot", { ...inScope }]]);
  }
}

function isTarget({ member }: Statement): boolean {
  return member === "target";
}

function isDate(date: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(date);
}

function idFrom(title: string): string {
  const version = /\bv\d{1,4}(?:[.-]\d{1,3})?\b/iu.exec(title)?.[0];
  return version ? version.toLowerCase().replaceAll(".", "-") : new Keys().next(title, "imported");
}
