// Reads the output of git status, and what git is in the middle of.
import { join } from "node:path";
import { exists } from "../files/paths";

/**
 * A path against HEAD and the index: `partly-staged` has one change in the index and another one on top of it in the work
 * tree; `missing` has no file in the work tree.
 */
export type PathState =
  | "clean"
  | "modified"
  | "staged"
  | "partly-staged"
  | "conflicted"
  | "untracked"
  | "ignored"
  | "missing";

/** What git is in the middle of. */
export type Operation = "merge" | "rebase" | "am" | "cherry-pick" | "revert" | "bisect";

export interface Status {
  readonly head: string | undefined;
  readonly branch: string | undefined;
  /** What the branch follows, as git shortens it: "origin/main". */
  readonly upstream: string | undefined;
  stateOf(path: string): PathState;
}

/** Reads `git status --porcelain=v2 --branch -z`; a path that it doesn't list is clean. */
export function parseStatus(output: string): Status {
  const headers = new Map<string, string>();
  const states = new Map<string, PathState>();
  const folders: [string, PathState][] = [];
  for (const record of output.split("\0")) {
    const [, header, value] = /^# (\S+) (.*)$/s.exec(record) ?? [];
    if (header !== undefined && value !== undefined) headers.set(header, value);
    const entry = parseEntry(record);
    if (entry?.[0].endsWith("/")) folders.push(entry);
    else if (entry) states.set(...entry);
  }
  const [oid, branch] = [headers.get("branch.oid"), headers.get("branch.head")];
  return {
    head: oid === "(initial)" ? undefined : oid,
    branch: branch === "(detached)" ? undefined : branch,
    upstream: headers.get("branch.upstream"),
    stateOf: (path) => states.get(path) ?? folders.find(([folder]) => path.startsWith(folder))?.[1] ?? "clean",
  };
}

function parseEntry(record: string): [path: string, state: PathState] | undefined {
  if (record.startsWith("? ")) return [record.slice(2), "untracked"];
  if (record.startsWith("! ")) return [record.slice(2), "ignored"];
  const [, changed, path] = /^1 (..) \S+ \S+ \S+ \S+ \S+ \S+ (.*)$/s.exec(record) ?? [];
  if (changed !== undefined && path !== undefined) return [path, trackedState(changed)];
  const unmerged = /^u (?:\S+ ){9}(.*)$/s.exec(record)?.[1];
  return unmerged === undefined ? undefined : [unmerged, "conflicted"];
}

/** From git's two letters: the index against HEAD, the work tree against the index. */
function trackedState(changed: string): PathState {
  const [inIndex, inWorkTree] = [changed[0] !== ".", changed[1] !== "."];
  if (inIndex) return inWorkTree ? "partly-staged" : "staged";
  return "modified";
}

/** In the order in which they are told: a stopped rebase leaves the traces of a cherry-pick too. */
const traces: readonly (readonly [path: string, operation: Operation])[] = [
  ["rebase-merge", "rebase"],
  ["rebase-apply/applying", "am"],
  ["rebase-apply", "rebase"],
  ["MERGE_HEAD", "merge"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["sequencer", "cherry-pick"],
  ["BISECT_LOG", "bisect"],
];

/** What git is in the middle of, by the traces that it keeps in the work tree's git folder; no command tells. */
export async function operationIn(gitDir: string): Promise<Operation | undefined> {
  const found = await Promise.all(traces.map(([path]) => exists(join(gitDir, path))));
  return traces[found.indexOf(true)]?.[1];
}
