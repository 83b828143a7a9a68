import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from "diff";
import type { FileChange } from "../core/change";
import { inspect, readSource } from "../core/source";

/**
 * Changes as a unified diff with git's a/ and b/, without a line end at its end; empty where no text changes. The lines
 * around a change are left out where one of them holds a secret: a patch ends up in logs.
 */
export function patch(files: readonly FileChange[]): string {
  return files
    .map((file) => formatPatch(withoutSecrets(file), FILE_HEADERS_ONLY))
    .join("")
    .trimEnd();
}

function withoutSecrets({ path, before, after }: FileChange): StructuredPatch {
  const secret = inspect(readSource(before), path).filter(({ redacted }) => redacted);
  const withContext = (context: number) =>
    structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context });
  const shows = ({ hunks }: StructuredPatch): boolean =>
    hunks.some(({ oldStart, oldLines }) =>
      secret.some(({ line, endLine }) => Number(line) < oldStart + oldLines && oldStart <= Number(endLine)),
    );
  const [largest] = [3, 2, 1].map(withContext).filter((each) => !shows(each));
  return largest ?? withContext(0);
}
