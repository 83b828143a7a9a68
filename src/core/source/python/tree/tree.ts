// Holds a text as chunks of logical lines, each read on its own.
import type { SourceProblem } from "../../types";
import { moduleFrame, type State } from "../syntax/frames";
import { ChunkIndex, type Lookup } from "./chunk-index";
import { type Chunk, readChunk } from "./chunks";

/** A text as it was read: at least one chunk, and all chunks together are the text. A tree never changes. */
export interface Tree {
  readonly chunks: readonly Chunk[];
  /** The offset of each chunk's text in the whole text. */
  readonly offsets: readonly number[];
  readonly length: number;
  readonly index: ChunkIndex;
}

/** What `lookup` finds under `key` in all chunks, in the order of the text; `place` gets the position of the chunk. */
export function findAll<Item, Result>(
  tree: Tree,
  lookup: Lookup<Item>,
  key: string,
  place: (item: Item, chunk: number) => Result,
): Result[] {
  return tree.index
    .positions(tree.chunks, lookup, key)
    .flatMap((chunk) => lookup(tree.chunks[chunk] as Chunk, key).map((item) => place(item, chunk)));
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

export function treeOf(chunks: readonly Chunk[], index = new ChunkIndex()): Tree {
  const offsets: number[] = [];
  let length = 0;
  for (const chunk of chunks) {
    offsets.push(length);
    length += chunk.text.length;
  }
  return { chunks, offsets, length, index };
}

export function treeText(tree: Tree): string {
  return tree.chunks.map((chunk) => chunk.text).join("");
}

/** What does not read as Python, in the order of the text, in its coordinates. */
export function treeProblems(tree: Tree): SourceProblem[] {
  const problems = tree.chunks.flatMap((chunk, at) =>
    chunk.problems.map((problem) => shifted(problem, shiftOf(tree, at))),
  );
  const open = tree.chunks.at(-1)?.exit.opened;
  if (open) problems.push(endProblem(tree.length));
  return problems;
}

/** The start of the logical line that holds `offset`; `offset` itself where none does. */
export function lineStart(tree: Tree, offset: number): number {
  const chunk = tree.offsets.findLastIndex((start) => start <= offset);
  const shift = shiftOf(tree, chunk);
  const start = tree.chunks[chunk]?.starts.findLast((line) => line + shift <= offset);
  return start === undefined ? offset : start + shift;
}

/** What to add to offsets in a chunk to get offsets in the text. */
export function shiftOf(tree: Tree, chunk: number): number {
  return (tree.offsets[chunk] ?? 0) - (tree.chunks[chunk]?.origin ?? 0);
}

export function shifted({ code, range }: SourceProblem, shift: number): SourceProblem {
  return { code, range: { start: range.start + shift, end: range.end + shift } };
}

/** A block is missing at the end of a text of that length. */
export function endProblem(length: number): SourceProblem {
  return { code: "block-missing", range: { start: length, end: length } };
}
