// Holds a Python text as it was read, and reads it again after edits.
import { applyEdits, type Range, type TextEdit } from "../../text";
import type { SourceProblem } from "../types";
import { editSoundTree, editTree } from "./tree/edit";
import { OffsetMap } from "./tree/offset-map";
import { readTree, type Tree, treeProblems, treeText } from "./tree/tree";

/** A text that was broken by edits: its first problem, where the places of the last sound text are in it, and itself. */
interface Broken {
  readonly problem: SourceProblem;
  readonly offsets: OffsetMap;
  readonly text: string;
}

/** A Python text as it was read. It never changes: `edited` makes the next one. */
export class ParsedText {
  /** What does not read as Python; while `stale`, the first such place only. */
  readonly problems: readonly SourceProblem[];
  /** Whether the text is broken, so that `tree` is of the last text that was not. */
  readonly stale: boolean;
  readonly tree: Tree;
  readonly #offsets: OffsetMap | undefined;
  #text: string | undefined;

  constructor(tree: Tree, broken?: Broken) {
    this.tree = tree;
    this.problems = broken ? [broken.problem] : treeProblems(tree);
    this.stale = broken !== undefined;
    this.#offsets = broken?.offsets;
    this.#text = broken?.text;
  }

  get text(): string {
    this.#text ??= treeText(this.tree);
    return this.#text;
  }

  /** Where a range of the tree's text is in `text`. */
  place(range: Range): Range {
    return this.#offsets ? this.#offsets.map(range) : range;
  }

  /** The text after `edits`, which are sorted, do not overlap, and are in the coordinates of `text`. */
  edited(edits: readonly TextEdit[]): ParsedText {
    if (this.problems.length > 0 && !this.stale) return new ParsedText(editTree(this.tree, edits));
    const text = this.#offsets ? applyEdits(this.text, edits) : undefined;
    const offsets = (this.#offsets ?? new OffsetMap()).followedBy(edits);
    const result = editSoundTree(this.tree, text === undefined ? edits : offsets.edits(text));
    if ("chunks" in result) return new ParsedText(result);
    return new ParsedText(this.tree, { problem: result, offsets, text: text ?? applyEdits(this.text, edits) });
  }
}

/** Reads any text; what is not Python becomes problems. */
export function parseText(text: string): ParsedText {
  return new ParsedText(readTree(text));
}
