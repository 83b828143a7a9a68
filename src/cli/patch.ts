// Writes a change as a unified diff without the secrets around it.

import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk } from "diff";
import type { FileChange } from "../core/change/change";
import { feedLineStarts, patchHunks } from "../core/change/patch-hunks";
import { readSource, secretRanges } from "../core/source";
import { lineAt } from "../core/text";
import { redacted } from "../messages/checkpoints";

/**
 * Changes as a unified diff with git's a/ and b/, without a line feed at its end; empty where no text changes. A patch ends
 * up in logs: the lines around a change are left out where one of them holds a secret, and where a secret is among what
 * changes, as it may be in a whole file, its lines are blotted out.
 */
export function patch(files: readonly FileChange[]): string {
  return files
    .map((file) => {
      const hunks = withoutSecrets(file);
      if (hunks.length === 0) return "";
      const [oldFileName, newFileName] = [`a/${file.path}`, `b/${file.path}`];
      const headers = { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined };
      return formatPatch({ ...headers, hunks }, FILE_HEADERS_ONLY);
    })
    .join("")
    .replace(/\n$/, "");
}

function withoutSecrets({ path, before, after, edits }: FileChange): StructuredPatchHunk[] {
  const [old, next] = [secretLines(before, path), secretLines(after, path)];
  const showsSecret = ({ oldStart, oldLines, newStart, newLines }: StructuredPatchHunk): boolean =>
    hasAny(old, oldStart, oldLines) || hasAny(next, newStart, newLines);
  for (const context of [3, 2, 1]) {
    const hunks = patchHunks(before, edits, context);
    if (!hunks.some(showsSecret)) return hunks;
  }
  return patchHunks(before, edits, 0).map((hunk) => blotted(hunk, old, next));
}

/** The lines, from 1, of the values whose names look like a secret's. */
function secretLines(text: string, path: string): ReadonlySet<number> {
  const starts = feedLineStarts(text);
  return new Set(
    secretRanges(readSource(path, text)).flatMap(({ start, end }) => {
      const [first, last] = [lineAt(starts, start), lineAt(starts, end)];
      return Array.from({ length: last - first + 1 }, (_, i) => first + i + 1);
    }),
  );
}

function hasAny(lines: ReadonlySet<number>, start: number, count: number): boolean {
  return Array.from({ length: count }, (_, i) => start + i).some((line) => lines.has(line));
}

function blotted(hunk: StructuredPatchHunk, old: ReadonlySet<number>, next: ReadonlySet<number>): StructuredPatchHunk {
  let [oldLine, newLine] = [hunk.oldStart, hunk.newStart];
  const lines = hunk.lines.map((line) => {
    const sign = line.charAt(0);
    const secret = sign === "-" ? old.has(oldLine++) : sign === "+" && next.has(newLine++);
    return secret ? sign + redacted() : line;
  });
  return { ...hunk, lines };
}
