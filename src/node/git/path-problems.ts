import { type Problem, problem } from "../../core/problem";
import type { RepositoryState } from "./repository";
import type { PathState } from "./status";

/** What stands in the way of a commit of the paths that `state` was read for, the repository's own troubles first. */
export function readyProblems(state: RepositoryState): Problem[] {
  const { head, operation, indexLock, paths } = state;
  return [
    ...(head === undefined ? [problem("git-no-commit", {})] : []),
    ...(operation ? [problem("git-busy", { operation })] : []),
    ...(indexLock === undefined ? [] : [problem("git-index-locked", { path: indexLock })]),
    ...[...paths].flatMap(([path, each]) => pathProblems(path, each)),
  ];
}

/** The paths whose edits are a person's own and whole: all of them in the index, or none. */
export function editedPaths({ paths }: RepositoryState): string[] {
  return [...paths].flatMap(([path, state]) => (state === "modified" || state === "staged" ? [path] : []));
}

/** The same with such edits taken for committed: they are what is to be committed. */
export function withoutEdits(state: RepositoryState): RepositoryState {
  const edited = new Set(editedPaths(state));
  return {
    ...state,
    paths: new Map([...state.paths].map(([path, each]) => [path, edited.has(path) ? "clean" : each])),
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
