import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { Change } from "../core/change";

/** A change as a unified diff with git's a/ and b/, without a line end at its end; empty where no text changes. */
export function patch({ files }: Change): string {
  return files
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join("")
    .trimEnd();
}
