// Says what in the state of a repository and its paths stands in the way of a commit.
import { type Problem, problem } from "../../core/problem";
import type { RepositoryState } from "./repository";
import type { PathState } from "./status";

/** What keeps the paths that `state` was read for from being committed; problems of the repository itself come first. */
export function unmetPreconditions(state: RepositoryState): Problem[] {
  const { head, operation, indexLock, paths } = state;
  return [
    ...(head === undefined ? [problem("git-no-commit", {})] : []),
    ...(operation ? [problem("git-busy", { operation })] : []),
    ...(indexLock === undefined ? [] : [problem("git-index-locked", { path: indexLock })]),
    ...[...paths].flatMap(([path, pathState]) => pathProblems(path, pathState)),
  ];
}

/** The paths with edits that are all in the index, or all outside of it. */
export function editedPaths({ paths }: RepositoryState): string[] {
  return [...paths].flatMap(([path, state]) => (state === "modified" || state === "staged" ? [path] : []));
}

/** The state as if those edits were committed already: they are what is to be committed. */
export function withoutEdits(state: RepositoryState): RepositoryState {
  const edited = new Set(editedPaths(state));
  return {
    ...state,
    paths: new Map([...state.paths].map(([path, pathState]) => [path, edited.has(path) ? "clean" : pathState])),
  };
}

function pathProblems(path: string, state: PathState): Problem[] {
  switch (state) {
    case "clean":
      return [];
    case "missing":
      return [problem("file-missing", { path })];
    case "untracked":
    case "ignored":
      return [problem("file-untracked", { path })];
    case "partly-staged":
      return [problem("file-partly-staged", { path })];
    case "conflicted":
      return [problem("file-conflicted", { path })];
    case "modified":
    case "staged":
      return [problem("file-uncommitted", { path })];
  }
}
