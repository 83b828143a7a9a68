// Places the notes of a change behind the values that they are about.
import type { Change, FileChange } from "../../core/change/change";
import type { Problem } from "../../core/problem";
import { type Position, positionAt } from "../../core/text";
import { describe } from "../../messages/problems";
import type { Rollout } from "../../node/rollout";
import type { ComparedFile, Note } from "./preview";

/** A place in the text after a change, and its notes. */
interface NotedPlace {
  readonly path: string;
  readonly at: Position;
  readonly notes: Note[];
}

/**
 * The files of a change as they are asked about, each note behind the value that it is about; a note on the
 * change as such goes where it changes something, spread so that every note begins in sight. A change without edits shows
 * the files as they are and stay.
 */
export function notedFiles(change: Change, rollout: Rollout): ComparedFile[] {
  const files = change.files.length > 0 ? change.files : unchanged(rollout);
  const changed = files.flatMap((file) => endsOf(file).map((offset) => placeIn(file, offset)));
  const ownPlace = (note: Problem): NotedPlace | undefined => {
    const name = "parameter" in note.data ? note.data.parameter : undefined;
    const state = rollout.parameters.find((parameter) => parameter.name === name);
    const file = files.find(({ path }) => path === state?.place.path);
    if (!state?.current || !file) return undefined;
    const place = placeIn(file, state.current.range.end);
    return changed.find(({ path, at }) => path === place.path && at.line === place.at.line) ?? place;
  };
  const places = new Set(changed);
  const own = new Map(change.notes.map((note) => [note, ownPlace(note)]));
  for (const note of [...change.notes].sort((a, b) => Number(!own.get(a)) - Number(!own.get(b)))) {
    const place = own.get(note) ?? [...changed].sort((a, b) => a.notes.length - b.notes.length)[0];
    if (!place) continue;
    place.notes.push({ at: place.at, text: describe(note), severe: note.severity !== "info" });
    places.add(place);
  }
  return files.map(({ path, before, after }) => {
    const notes = [...places].filter((place) => place.path === path).flatMap((place) => place.notes);
    return { path, before, after, notes };
  });
}

function unchanged({ plan, sources }: Rollout): FileChange[] {
  return Object.entries(plan.files).map(([key, { path }]) => {
    const text = sources.get(key)?.text ?? "";
    return { path, before: text, after: text, edits: [] };
  });
}

/** Where the edits of a file end, in offsets before them; its beginning, where there are none. */
function endsOf({ edits }: FileChange): number[] {
  return edits.length > 0 ? edits.map(({ range }) => range.end).sort((a, b) => a - b) : [0];
}

/** Where in the text after the place at `offset` of the text before is. */
function placeIn({ path, after, edits }: FileChange, offset: number): NotedPlace {
  const shift = edits
    .filter(({ range }) => range.end <= offset)
    .reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
  return { path, at: positionAt(after, offset + shift), notes: [] };
}
