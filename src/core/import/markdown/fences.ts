// Takes the lines of a code fence apart, by its language.
import type { Json } from "../../json";
import { type Language, languageOfFence, type SourceValue } from "../../source";
import { isName } from "../names";
import type { TextLine } from "../types";
import { type Literal, readChoices, readLiteral } from "../value-text";

/** One line of a fence, as far as its language tells. */
export type FenceLine =
  | { readonly kind: "comment"; readonly line: number; readonly text: string; readonly column: number }
  /** A name or a label with what is given to it; `choices` is empty where that is no literal. */
  | FenceEntry
  | { readonly kind: "blank" }
  | { readonly kind: "other"; readonly line: number; readonly text: string };

export interface FenceEntry {
  readonly kind: "entry";
  readonly line: number;
  readonly text: string;
  readonly key: string;
  /** The name in the code where it is a path: `config["stop_loss"]`. */
  readonly symbol?: string;
  readonly scope?: string;
  readonly given: string;
  readonly choices: readonly Literal[];
  readonly comment: string;
  /** The column of the comment, or -1. */
  readonly column: number;
  readonly indent: number;
  /** The side of a diff that the line is on. */
  readonly side?: "before" | "after" | "context";
}

const SHELL = new Set(["bash", "sh", "shell", "console", "zsh", "powershell", "bat", "cmd"]);
const ARROW = /→|->|=>/;

export function isShell(language: string): boolean {
  return SHELL.has(language);
}

export function readFence(language: string, lines: readonly TextLine[]): FenceLine[] {
  if (language === "diff") return lines.map((line) => diffLine(line));
  const sourceLanguage = languageOfFence(language);
  const assigned = sourceLanguage ? assignedEntries(sourceLanguage, lines) : new Map<number, AssignedEntry[]>();
  const covered = new Set<number>();
  return lines.flatMap((line): FenceLine[] => {
    const entries = ARROW.test(codeOf(line.text)) ? undefined : assigned.get(line.line);
    if (entries) {
      for (const { lastLine } of entries)
        for (let number = line.line; number <= lastLine; number++) covered.add(number);
      return entries.map(({ entry }) => entry);
    }
    return covered.has(line.line) ? [] : [plainLine(line)];
  });
}

/** The heads of a diff name the file: `+++ b/bot/risk.py`. */
const DIFF_HEAD = /^(?:---|\+\+\+)\s+(?:[ab]\/)?(\S+)/;

function diffLine({ line, text }: TextLine): FenceLine {
  const path = DIFF_HEAD.exec(text)?.[1];
  if (path !== undefined) return { kind: "comment", line, text: path, column: 0 };
  const read = plainLine({ line, text: text.replace(/^[-+]/, " ") });
  if (read.kind !== "entry") return read;
  return { ...read, text, side: text.startsWith("-") ? "before" : text.startsWith("+") ? "after" : "context" };
}

/** Up to the comment; a # in a string is rare enough in a plan to be cut too. */
function codeOf(text: string): string {
  const at = text.search(/(?:^|\s)(?:#|\/\/)/);
  return at === -1 ? text : text.slice(0, at);
}

function commentOf(text: string): { comment: string; column: number } {
  const code = codeOf(text).trimEnd();
  if (code.length >= text.trimEnd().length) return { comment: "", column: -1 };
  const rest = text.slice(code.length);
  return {
    comment: rest.replace(/^\s*(?:#+|\/\/)\s*/, "").trim(),
    column: code.length + (rest.length - rest.trimStart().length),
  };
}

const ENTRY = /^(?:[-*]\s+)?["']?([\p{L}_][\p{L}\p{N}_.&#/ ()-]{0,79}?)["']?\s{0,20}(?:[:=]|→)\s{0,20}(?!=)(.*)$/u;

function plainLine({ line, text }: TextLine): FenceLine {
  if (text.trim() === "") return { kind: "blank" };
  const code = codeOf(text);
  const { comment, column } = commentOf(text);
  if (code.trim() === "") return { kind: "comment", line, text: comment, column };
  const [, key, given = ""] = ENTRY.exec(code.trim()) ?? [];
  if (key === undefined) return { kind: "other", line, text };
  const value = given.replace(/,\s*$/, "").trim();
  const indent = text.length - text.trimStart().length;
  const last = key.split(".").at(-1) ?? key;
  return {
    kind: "entry",
    line,
    text,
    key: isName(last) ? last : key.trim(),
    given: value,
    choices: choicesOf(value),
    comment,
    column,
    indent,
  };
}

/** Nothing but one value, or several with "or" between them. */
function choicesOf(given: string): Literal[] {
  const literal = readLiteral(given);
  if (literal) return [literal];
  const choices = readChoices(given);
  return choices.length > 1 ? choices : [];
}

interface AssignedEntry {
  readonly entry: FenceEntry;
  readonly lastLine: number;
}

/** Assignments as their language reads them, by the line they start on: values over several lines, annotations, classes. */
function assignedEntries(language: Language, lines: readonly TextLine[]): Map<number, AssignedEntry[]> {
  const text = lines.map((line) => line.text).join("\n");
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.text.length + 1;
  }
  const first = lines[0]?.line ?? 1;
  const found = new Map<number, AssignedEntry[]>();
  let index = 0;
  for (const { name, scope, nameRange, value } of language.read(text).assignments) {
    while ((starts[index + 1] ?? Number.POSITIVE_INFINITY) <= nameRange.start) index++;
    let last = index;
    while ((starts[last + 1] ?? Number.POSITIVE_INFINITY) < value.range.end) last++;
    const line = first + index;
    const source = lines[index]?.text ?? "";
    const common = {
      kind: "entry" as const,
      line,
      text: source,
      ...commentOf(lines[last]?.text ?? ""),
      indent: source.length - source.trimStart().length,
      ...(scope !== "" && { scope }),
    };
    const entries = literalsOf(name, value).map(({ key, symbol, given, choices }) => ({
      lastLine: first + last,
      entry: { ...common, key, given, choices, ...(symbol !== key && { symbol }) },
    }));
    found.set(line, [...(found.get(line) ?? []), ...entries]);
  }
  return found;
}

/** A dict holds a parameter in each of its members; anything else is one value. */
function literalsOf(name: string, value: SourceValue) {
  const members = value.kind === "dict" ? value.elements : [];
  const named = members.flatMap(({ step, value: member }) =>
    step?.type === "item" && typeof step.key === "string" && isName(step.key) ? [{ key: step.key, member }] : [],
  );
  if (named.length === 0 || named.length < members.length) return [codeEntry(name, name, value)];
  return named.map(({ key, member }) => codeEntry(key, `${name}["${key}"]`, member));
}

function codeEntry(key: string, symbol: string, { text, value, derived }: SourceValue) {
  const json: Json | undefined = derived ? undefined : value;
  return { key, symbol, given: text, choices: json === undefined ? [] : [{ value: json, text, percent: false }] };
}
