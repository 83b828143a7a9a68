// Writes an imported plan as JSON with comments.
import { isObject, type Json, type JsonObject } from "../../json";
import type { Imported, ImportItem } from "../types";

const WIDTH = 110;

/**
 * Writes an imported plan as JSON with comments: what was decided, asked or filled in is said above its member, and
 * each line that was not used at the end. `describe` gives the sentences.
 */
export function formatPlan(imported: Imported, describe: (item: ImportItem) => string): string {
  const { document, report, questions, contradictions } = imported;
  const comments = new Comments(document);
  for (const question of questions) comments.add(question.at, describe({ kind: "question", question }));
  for (const contradiction of contradictions) {
    comments.add(contradiction.at, describe({ kind: "contradiction", contradiction }));
  }
  for (const note of report) comments.add("at" in note.data ? note.data.at : "", describe({ kind: "note", note }));
  return `${new Writer(comments).object(document, "", "")}\n`;
}

/** Comments by the pointer of the member that they are above; those about nothing in the document are at "". */
class Comments {
  readonly #texts = new Map<string, string[]>();
  readonly #around = new Set<string>();
  readonly #document: JsonObject;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  add(at: string, text: string): void {
    const pointer = this.#nearest(at);
    const lines = text.split(/[\r\n\u2028\u2029]+/u).filter((line) => line.trim() !== "");
    const known = this.#texts.get(pointer);
    if (known) known.push(...lines);
    else this.#texts.set(pointer, lines);
    for (let end = pointer.lastIndexOf("/"); end > 0; end = pointer.lastIndexOf("/", end - 1)) {
      this.#around.add(pointer.slice(0, end));
    }
  }

  at(pointer: string): readonly string[] {
    return this.#texts.get(pointer) ?? [];
  }

  /** Whether there is one inside the member. */
  within(pointer: string): boolean {
    return this.#around.has(pointer);
  }

  /** The member itself or, where it is absent, the one around it. */
  #nearest(at: string): string {
    let found = "";
    let value: Json | undefined = this.#document;
    for (const part of at.split("/").slice(1)) {
      value = Array.isArray(value) ? value[Number(part)] : isObject(value) ? value[part] : undefined;
      if (value === undefined) break;
      found += `/${part}`;
    }
    return found;
  }
}

class Writer {
  readonly #comments: Comments;

  constructor(comments: Comments) {
    this.#comments = comments;
  }

  object(value: JsonObject, pointer: string, indent: string): string {
    const inner = `${indent}  `;
    const members = Object.entries(value).map(([key, member]) => {
      const at = `${pointer}/${key}`;
      const head = `${inner}${JSON.stringify(key)}: `;
      return this.#commented(at, inner, `${head}${this.#value(member, at, inner, head.length)}`);
    });
    const rest = pointer === "" ? this.#comments.at("").map((line) => `\n${inner}// ${line}`) : [];
    return `{\n${members.join(",\n")}${rest.length > 0 ? "\n" : ""}${rest.join("")}\n${indent}}`;
  }

  #commented(at: string, indent: string, text: string): string {
    return [...this.#comments.at(at).map((line) => `${indent}// ${line}`), text].join("\n");
  }

  #value(value: Json, at: string, indent: string, column: number): string {
    const flat = inline(value);
    const open = /^\/(?:files|parameters|phases|expected)(?:\/[^/]+)?$/.test(at) && !/^\/(?:files|expected)\//.test(at);
    if (!(isObject(value) || Array.isArray(value))) return flat;
    if (!open && column + flat.length < WIDTH && !this.#comments.within(at)) return flat;
    if (isObject(value)) return this.object(value, at, indent);
    const inner = `${indent}  `;
    const items = (value as readonly Json[]).map((item, index) => {
      const itemAt = `${at}/${index}`;
      return this.#commented(itemAt, inner, `${inner}${this.#value(item, itemAt, inner, inner.length)}`);
    });
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indent}]`;
  }
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
