// Refuses where something stands in the way of a checkpoint: edits, a merge, a plan that is not committed.
import { isDeepStrictEqual } from "node:util";
import type { Request } from "../../core/change/change";
import { type Problem, problem, UserError } from "../../core/problem";
import { keyLines, readSource } from "../../core/source";
import { unseenEdits, unwatchedFiles } from "../git/hidden-edits";
import { unmetPreconditions, withoutEdits } from "../git/path-problems";
import type { Repository, RepositoryState } from "../git/repository";
import { fileAt, type Rollout } from "../rollout";
import type { SealableRollout } from "./sealable-rollout";

/**
 * Where a checkpoint that touches `paths` would go. Git processes: status, those of `unseenEdits`; the first time, ls-files and
 * var. Planned `again`, git's marks on the files are not asked for: `unseenEdits` finds the edits that they hide. UserError:
 * everything that keeps it from being made.
 */
export async function requireCommitPreconditions(
  { rollout, repository }: Pick<SealableRollout, "rollout" | "repository">,
  paths: readonly string[],
  { kind }: Request,
  { again = false } = {},
): Promise<{ head: string; state: RepositoryState }> {
  const { planPath } = rollout;
  const { state, hidden } = await stateAndHiddenEdits(repository, [planPath, ...paths], { again });
  const { head } = state;
  const files = new Map(paths.map((path) => [path, state.paths.get(path) ?? "missing"] as const));
  const plan = state.paths.get(planPath) === "clean" ? [] : [problem("plan-uncommitted", { path: planPath })];
  const asked = { ...state, paths: files };
  const unmet = unmetPreconditions(kind === "hand-edits" ? withoutEdits(asked) : asked);
  const inTheWay = [...unmet.map((found) => namingKeys(found, rollout)), ...hidden, ...plan];
  if (head === undefined || inTheWay.length > 0) throw new UserError(...inTheWay);
  await repository.identity();
  return { head, state: asked };
}

/**
 * The state of `paths`, and their edits that git's status does not show, of one moment: what is written or committed between
 * the two questions looks like such an edit, and is none.
 */
async function stateAndHiddenEdits(
  repository: Repository,
  paths: readonly string[],
  { again, attempts = 5 }: { again: boolean; attempts?: number },
): Promise<{ state: RepositoryState; hidden: Problem[] }> {
  const state = await repository.state(paths);
  const unwatched = again ? [] : await unwatchedFiles(repository, state);
  const unseen = await unseenEdits(repository, state);
  const moved = unseen.length > 0 && attempts > 1 && !isDeepStrictEqual(await repository.state(paths), state);
  if (moved) return stateAndHiddenEdits(repository, paths, { again, attempts: attempts - 1 });
  return { state, hidden: [...unwatched, ...unseen] };
}

/** A file that is about to be committed for the first time should hold no key. */
export function namingKeys(found: Problem, rollout: Rollout): Problem {
  if (found.code !== "file-untracked") return found;
  const { path } = found.data;
  const file = fileAt(rollout, path);
  const lines = file ? keyLines(readSource(path, file.text)) : [];
  return lines.length > 0 ? problem("file-untracked-keys", { path, lines }) : found;
}
