// Collects what a person is told and asked about a plan document in the making.
import type { JsonObject } from "../../json";
import type { RejectedAnswer } from "../../problem/details";
import type {
  Answers,
  Choice,
  Contradiction,
  ImportNote,
  ImportQuestion,
  ImportQuestionCode,
  ImportQuestionData,
  TextLine,
} from "../types";
import { notAParameter } from "../types";

/** What is said to a person about the document that is being made. */
export class Draft {
  readonly notes: ImportNote[] = [];
  readonly questions: ImportQuestion[] = [];
  readonly contradictions: Contradiction[] = [];

  readonly #answers: Answers;
  readonly #known = new Set<string>();
  readonly #unfit = new Set<string>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** The answer to a question that may be asked of this document. */
  answer(id: string): string | undefined {
    this.#known.add(id);
    return Object.hasOwn(this.#answers, id) ? this.#answers[id] : undefined;
  }

  /** Whether the answer to any question about a parameter is that it is none. */
  denies(parameter: string): boolean {
    return ["baseline", "target", "phase", "file"]
      .map((member) => this.answer(`${member}:${parameter}`) ?? "")
      .some(
        (answer) =>
          answer
            .trim()
            .toLowerCase()
            .replaceAll(/[\s_-]+/g, " ") === notAParameter,
      );
  }

  /** As `answer`, where only one of the choices can be one. */
  chosen(id: string, choices: readonly string[]): string | undefined {
    const answer = this.answer(id);
    if (answer === undefined || choices.includes(answer)) return answer;
    this.unfit(id);
    return undefined;
  }

  /** Notes that an answer does not fit its question, which is asked again. */
  unfit(id: string): void {
    this.#unfit.add(id);
  }

  /** The answers that fit no question of this document. */
  get rejected(): readonly RejectedAnswer[] {
    return Object.keys(this.#answers).flatMap((id): RejectedAnswer[] => {
      if (!this.#known.has(id)) return [{ id, reason: "unknown" }];
      return this.#unfit.has(id) ? [{ id, reason: "unfit" }] : [];
    });
  }

  note(note: ImportNote): void {
    this.notes.push(note);
  }

  ask<C extends ImportQuestionCode>(
    question: C,
    id: string,
    at: string,
    data: ImportQuestionData[C],
    choices: readonly Choice[],
  ): void {
    this.questions.push({ id, question, at, data, choices } as ImportQuestion);
  }
}

/** One line for a person, as the plan's schema takes it. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 200);
}

/** A line of the document without the space around it, for a report. */
export function trimmed({ line, text }: TextLine): TextLine {
  return { line, text: text.trim() };
}

/** Keys as the plan's schema takes them, each once. */
export class Keys {
  readonly #taken = new Map<string, number>();

  /** The first words of a text; `fallback` where it has none in Latin letters. */
  next(text: string, fallback: string): string {
    let base = "";
    for (const [word] of text
      .toLowerCase()
      .slice(0, 200)
      .matchAll(/[a-z][a-z0-9]*/g)) {
      const longer = base === "" ? word.slice(0, 40) : `${base}-${word}`;
      if (longer.length > 40 || longer.split("-").length > 4) break;
      base = longer;
    }
    const key = base || fallback;
    const count = (this.#taken.get(key) ?? 0) + 1;
    this.#taken.set(key, count);
    // A double hyphen can't come out of words, so a numbered key meets no other.
    return count === 1 ? key : `${key}--${count}`;
  }
}

/** A value of the plan's own types, which are JSON by their shape. */
export function asJson<T extends object>(value: T): T extends readonly unknown[] ? readonly JsonObject[] : JsonObject {
  return value as unknown as T extends readonly unknown[] ? readonly JsonObject[] : JsonObject;
}
