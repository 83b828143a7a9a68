// Makes the tree of an edited text, and reads no more chunks again than it must.
import { applyEdits, type TextEdit } from "../../../text";
import type { SourceProblem } from "../../types";
import { adoptIds, type Frame, type FrameId, type State, sameState } from "../syntax/frames";
import { type Chunk, readChunk } from "./chunks";
import { endProblem, shifted, type Tree, treeOf } from "./tree";

/**
 * The tree of the text after `edits`, which are sorted, do not overlap, and are in the coordinates of `tree`'s text.
 * Both texts may have problems.
 */
export function editTree(tree: Tree, edits: readonly TextEdit[]): Tree {
  const editor = new TreeEditor(tree, edits);
  editor.run(false);
  return editor.tree();
}

/**
 * The same of a `tree` without problems, as long as the text after `edits` has none either. Stops at the first problem
 * and returns that, in the coordinates of the text after the edits.
 */
export function editSoundTree(tree: Tree, edits: readonly TextEdit[]): Tree | SourceProblem {
  const editor = new TreeEditor(tree, edits);
  const problem = editor.run(true);
  if (problem) return problem;
  const result = editor.tree();
  return result.chunks.at(-1)?.exit.opened ? endProblem(result.length) : result;
}

class TreeEditor {
  readonly #tree: Tree;
  readonly #edits: readonly TextEdit[];
  readonly #chunks: Chunk[] = [];
  /** The next chunk of the old tree. */
  #next = 0;
  /** The next edit. */
  #edit = 0;
  /** The length of the text of the new chunks so far. */
  #length = 0;

  constructor(tree: Tree, edits: readonly TextEdit[]) {
    this.#tree = tree;
    this.#edits = edits;
  }

  /** Makes the new chunks; where it `stopsAtProblem`, only those before the first problem, which it returns. */
  run(stopsAtProblem: boolean): SourceProblem | undefined {
    const { chunks } = this.#tree;
    while (this.#edit < this.#edits.length) {
      this.#keepUntil(this.#edits[this.#edit]?.range.start ?? 0);
      const problem = this.#region(stopsAtProblem);
      if (problem) return problem;
    }
    while (this.#next < chunks.length) this.#add(chunks[this.#next++] as Chunk);
    if (this.#chunks.length === 0) this.#add(readChunk("", 0, this.#state));
    return undefined;
  }

  tree(): Tree {
    return treeOf(this.#chunks, this.#tree.index.edited(this.#tree.chunks, this.#chunks));
  }

  #add(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.#length += chunk.text.length;
  }

  get #state(): State {
    return this.#chunks.at(-1)?.exit ?? (this.#tree.chunks[0] as Chunk).entry;
  }

  /** Keeps the chunks that nothing from `offset` on was looked at for. */
  #keepUntil(offset: number): void {
    const { chunks, offsets } = this.#tree;
    for (;;) {
      const chunk = chunks[this.#next] as Chunk;
      const end = offsets[this.#next + 1];
      if (end === undefined || end + chunk.reach > offset) return;
      this.#add(chunk);
      this.#next++;
    }
  }

  /** Reads the chunks that the next edits touch, and those after them until the rest would read as it did. */
  #region(stopsAtProblem: boolean): SourceProblem | undefined {
    const { chunks } = this.#tree;
    const first = this.#chunks.length;
    const entry = this.#state;
    let text = this.#take(1);
    let at = 0;
    for (let more = 1; ; ) {
      const final = this.#next >= chunks.length;
      if (at < text.length) {
        const chunk = readChunk(text, at, this.#state);
        const end = at + chunk.text.length;
        if (!final && end + chunk.reach > text.length) {
          // What follows the region may close a string or bracket that is open at its end.
          text = text.slice(at) + this.#take(more);
          at = 0;
          more *= 2;
          continue;
        }
        const [problem] = chunk.problems;
        if (stopsAtProblem && problem) return shifted(problem, this.#length - at);
        this.#add(chunk);
        at = end;
      } else if (final) return undefined;
      else {
        const oldEntry = (chunks[this.#next] as Chunk).entry;
        if (sameState(this.#state, oldEntry, entry)) {
          keepIds(this.#chunks.slice(first), this.#state, oldEntry);
          return undefined;
        }
        text = this.#take(1);
        at = 0;
      }
    }
  }

  /** The text after the edits of the next `count` chunks, and of those that these edits reach into. */
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

  /** Adds the edits that start before `end` to `edits`, in the coordinates of the text that starts at `start`. */
  #collect(edits: TextEdit[], start: number, end: number): void {
    const last = this.#next >= this.#tree.chunks.length;
    for (let edit = this.#edits[this.#edit]; edit; edit = this.#edits[++this.#edit]) {
      const { range, newText } = edit;
      if (range.start >= end && !last) return;
      edits.push({ range: { start: range.start - start, end: range.end - start }, newText });
    }
  }
}

/** Gives the blocks that go on after the region the ids that the chunks there have for them. */
function keepIds(fresh: readonly Chunk[], exit: State, old: State): void {
  const names = new Map<FrameId, FrameId>();
  adoptIds(exit, old, (from, to) => names.set(from, to));
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
