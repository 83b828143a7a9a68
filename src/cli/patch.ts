// Writes a change as a unified diff without the secrets around it.

import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from "diff";
import type { FileChange } from "../core/change/change";
import { inspect, readSource } from "../core/source";
import { redacted } from "../messages/checkpoints";

/**
 * Changes as a unified diff with git's a/ and b/, without a line end at its end; empty where no text changes. A patch ends
 * up in logs: the lines around a change are left out where one of them holds a secret, and where a secret is among what
 * changes, as it may be in a whole file, its lines are blotted out.
 */
export function patch(files: readonly FileChange[]): string {
  return files
    .map((file) => formatPatch(withoutSecrets(file), FILE_HEADERS_ONLY))
    .join("")
    .trimEnd();
}

function withoutSecrets({ path, before, after }: FileChange): StructuredPatch {
  const [old, next] = [secretLines(before, path), secretLines(after, path)];
  const withContext = (context: number) =>
    structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context });
  const showsSecret = ({ hunks }: StructuredPatch): boolean =>
    hunks.some(
      ({ oldStart, oldLines, newStart, newLines }) =>
        hasAny(old, oldStart, oldLines) || hasAny(next, newStart, newLines),
    );
  const [largest] = [3, 2, 1].map(withContext).filter((candidate) => !showsSecret(candidate));
  return largest ?? blotted(withContext(0), old, next);
}

/** The lines, from 1, of the values whose names look like a secret's. */
function secretLines(text: string, path: string): ReadonlySet<number> {
  const secret = inspect(readSource(path, text), path).filter(({ redacted }) => redacted);
  return new Set(
    secret.flatMap(({ line, endLine }) =>
      Array.from({ length: Number(endLine) - Number(line) + 1 }, (_, i) => Number(line) + i),
    ),
  );
}

function hasAny(lines: ReadonlySet<number>, start: number, count: number): boolean {
  return Array.from({ length: count }, (_, i) => start + i).some((line) => lines.has(line));
}

function blotted(patch: StructuredPatch, old: ReadonlySet<number>, next: ReadonlySet<number>): StructuredPatch {
  const hunks = patch.hunks.map((hunk) => {
    let [oldLine, newLine] = [hunk.oldStart, hunk.newStart];
    const lines = hunk.lines.map((line) => {
      const sign = line.charAt(0);
      const secret = sign === "-" ? old.has(oldLine++) : sign === "+" && next.has(newLine++);
      return secret ? sign + redacted() : line;
    });
    return { ...hunk, lines };
  });
  return { ...patch, hunks };
}
