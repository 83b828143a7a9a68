import { applyEdits, type TextEdit } from "../../../text";
import type { SourceProblem } from "../../types";
import { adoptIds, type Frame, type FrameId, moduleFrame, type State, sameState } from "../syntax/frames";
import { type Finder, Indexes } from "./chunk-index";
import { type Chunk, readChunk } from "./chunks";

/** A text as it was read, in chunks that edits leave alone where they can. */
export interface Tree {
  readonly chunks: readonly Chunk[];
  /** Where each chunk's text starts. */
  readonly offsets: readonly number[];
  readonly length: number;
  readonly indexes: Indexes;
}

/** What `finder` finds under `key` in all of the tree, in the order of the text. */
export function findAll<T, Found>(
  tree: Tree,
  finder: Finder<T>,
  key: string,
  place: (item: T, chunk: number) => Found,
): Found[] {
  return tree.indexes
    .places(tree.chunks, finder, key)
    .flatMap((chunk) => finder(tree.chunks[chunk] as Chunk, key).map((item) => place(item, chunk)));
}

export function readTree(text: string): Tree {
  const chunks: Chunk[] = [];
  let state: State = { frame: moduleFrame(), opened: undefined, atStart: true };
  let at = 0;
  do {
    const chunk = readChunk(text, at, state);
    chunks.push(chunk);
    at += chunk.text.length;
    state = chunk.exit;
  } while (at < text.length);
  return treeOf(chunks);
}

function treeOf(chunks: readonly Chunk[], indexes = new Indexes()): Tree {
  const offsets: number[] = [];
  let length = 0;
  for (const chunk of chunks) {
    offsets.push(length);
    length += chunk.text.length;
  }
  return { chunks, offsets, length, indexes };
}

export function treeText(tree: Tree): string {
  return tree.chunks.map((chunk) => chunk.text).join("");
}

/** What does not read as Python, in the order of the text. */
export function treeProblems(tree: Tree): SourceProblem[] {
  const problems = tree.chunks.flatMap((chunk, at) =>
    chunk.problems.map((problem) => moved(problem, shiftOf(tree, at))),
  );
  const open = tree.chunks.at(-1)?.exit.opened;
  if (open) problems.push(endProblem(tree.length));
  return problems;
}

/** Where the logical line that holds `offset` starts; `offset` itself where it stands in none. */
export function lineStart(tree: Tree, offset: number): number {
  const chunk = tree.offsets.findLastIndex((start) => start <= offset);
  const shift = shiftOf(tree, chunk);
  const start = tree.chunks[chunk]?.starts.findLast((line) => line + shift <= offset);
  return start === undefined ? offset : start + shift;
}

/** What to add to the offsets in a chunk to have those in the text. */
export function shiftOf(tree: Tree, chunk: number): number {
  return (tree.offsets[chunk] ?? 0) - (tree.chunks[chunk]?.origin ?? 0);
}

function moved({ code, range }: SourceProblem, shift: number): SourceProblem {
  return { code, range: { start: range.start + shift, end: range.end + shift } };
}

function endProblem(length: number): SourceProblem {
  return { code: "block-missing", range: { start: length, end: length } };
}

/**
 * The tree of the text after `edits`, which are in the text's coordinates, in order and apart from each other. `tree`
 * itself must be sound. Stops at the first problem and returns that, in the coordinates of the text after the edits.
 */
export function editTree(tree: Tree, edits: readonly TextEdit[]): Tree | SourceProblem {
  return new Editing(tree, edits).run();
}

class Editing {
  readonly #tree: Tree;
  readonly #edits: readonly TextEdit[];
  readonly #chunks: Chunk[] = [];
  /** The next chunk of the old tree, the next edit, and the length of the text made so far. */
  #next = 0;
  #edit = 0;
  #length = 0;

  constructor(tree: Tree, edits: readonly TextEdit[]) {
    this.#tree = tree;
    this.#edits = edits;
  }

  run(): Tree | SourceProblem {
    const { chunks } = this.#tree;
    while (this.#edit < this.#edits.length) {
      this.#keepUntil(this.#edits[this.#edit]?.range.start ?? 0);
      const problem = this.#region();
      if (problem) return problem;
    }
    while (this.#next < chunks.length) this.#add(chunks[this.#next++] as Chunk);
    if (this.#chunks.length === 0) this.#add(readChunk("", 0, this.#state));
    const result = treeOf(this.#chunks, this.#tree.indexes.edited(chunks, this.#chunks));
    return this.#chunks.at(-1)?.exit.opened ? endProblem(result.length) : result;
  }

  #add(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.#length += chunk.text.length;
  }

  get #state(): State {
    return this.#chunks.at(-1)?.exit ?? (this.#tree.chunks[0] as Chunk).entry;
  }

  /** Keeps the chunks before the one that holds `offset`. */
  #keepUntil(offset: number): void {
    const { chunks, offsets } = this.#tree;
    while (this.#next + 1 < offsets.length && (offsets[this.#next + 1] as number) <= offset)
      this.#add(chunks[this.#next++] as Chunk);
  }

  /** Reads the chunks again that the next edits touch, and those after them until the rest reads as it did. */
  #region(): SourceProblem | undefined {
    const { chunks } = this.#tree;
    const first = this.#chunks.length;
    const entry = this.#state;
    let text = this.#take(1);
    let at = 0;
    for (let more = 1; ; ) {
      const final = this.#next >= chunks.length;
      if (at < text.length) {
        const chunk = readChunk(text, at, this.#state);
        const cut = at + chunk.text.length >= text.length && !chunk.complete && !final;
        // A string or bracket that is open at the region's end may be closed after it.
        const problem = chunk.problems.find(({ range }) => !cut || range.start < (chunk.starts.at(-1) ?? 0));
        if (problem) return moved(problem, this.#length - at);
        if (cut) {
          text = text.slice(at) + this.#take(more);
          at = 0;
          more *= 2;
        } else {
          this.#add(chunk);
          at += chunk.text.length;
        }
      } else if (final) return undefined;
      else {
        const known = (chunks[this.#next] as Chunk).entry;
        if (sameState(this.#state, known, entry)) {
          settle(this.#chunks.slice(first), this.#state, known);
          return undefined;
        }
        text = this.#take(1);
        at = 0;
      }
    }
  }

  /** The text of the next `count` chunks, and of those that edits in them reach into, after these edits. */
  #take(count: number): string {
    const { chunks, offsets } = this.#tree;
    const start = offsets[this.#next] as number;
    const edits: TextEdit[] = [];
    let text = "";
    for (let taken = 0; this.#next < chunks.length; taken++) {
      const reached = (edits.at(-1)?.range.end ?? 0) > text.length;
      if (taken >= count && !reached) break;
      text += (chunks[this.#next++] as Chunk).text;
      this.#collect(edits, start, start + text.length);
    }
    return applyEdits(text, edits);
  }

  /** Moves the edits that start before `end` to `edits`, in the coordinates of the text that starts at `start`. */
  #collect(edits: TextEdit[], start: number, end: number): void {
    const last = this.#next >= this.#tree.chunks.length;
    for (let edit = this.#edits[this.#edit]; edit; edit = this.#edits[++this.#edit]) {
      const { range, newText } = edit;
      if (range.start >= end && !last) return;
      edits.push({ range: { start: range.start - start, end: range.end - start }, newText });
    }
  }
}

/** Lets the blocks that go on after the region keep the ids that the chunks there know. */
function settle(fresh: readonly Chunk[], exit: State, known: State): void {
  const names = new Map<FrameId, FrameId>();
  adoptIds(exit, known, (from, to) => names.set(from, to));
  if (names.size === 0) return;
  for (const chunk of fresh) {
    for (const frame of new Set([...chunk.frames, chunk.exit.frame, ...chunk.bindings.map((binding) => binding.frame)]))
      rename(frame, names);
    if (chunk.exit.opened) rename(chunk.exit.opened, names);
    for (const binding of chunk.bindings) binding.opens = (binding.opens && names.get(binding.opens)) ?? binding.opens;
  }
}

function rename(frame: Frame, names: ReadonlyMap<FrameId, FrameId>): void {
  for (let at: Frame | undefined = frame; at; at = at.parent) at.id = names.get(at.id) ?? at.id;
}
