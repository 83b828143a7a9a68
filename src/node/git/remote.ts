// Chooses a remote, and lists and fetches its tags.
import { parseTag } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { type Git, orGitFailed } from "./git";
import { tagRefs } from "./ledger";

/** The plan's tags by name, each with the object that it names. */
export type TagObjects = ReadonlyMap<string, string>;

/**
 * The remote to exchange checkpoints with: `name` if it is one of the repository's, else the one that git itself pushes the branch
 * to (`branch.<name>.pushRemote`, `remote.pushDefault`, its upstream's) or fetches it from (its upstream's), else "origin",
 * else the only one. Two processes side by side. UserError: remote-unknown, remote-missing.
 */
export async function chooseRemote(
  git: Git,
  branch: string | undefined,
  name: string | undefined,
  direction: "push" | "fetch",
): Promise<string> {
  const [listed, configured] = await Promise.all([
    orGitFailed("remote", git.run(["remote"])),
    branch === undefined ? "" : configuredRemote(git, branch, direction),
  ]);
  // What git could take for an option is no remote, whatever the configuration calls it.
  const remotes = listed.split(/\r?\n/).filter((remote) => remote !== "" && !remote.startsWith("-"));
  // A remote that git would push to and that has no name here is an address, or gone: nothing goes elsewhere instead.
  const asked = name ?? (direction === "push" && configured !== "." && configured !== "" ? configured : undefined);
  if (asked !== undefined) {
    if (remotes.includes(asked)) return asked;
    throw new UserError(problem("remote-unknown", { remote: asked, remotes }));
  }
  const chosen =
    [configured, "origin"].find((remote) => remotes.includes(remote)) ??
    (remotes.length === 1 ? remotes[0] : undefined);
  if (chosen === undefined) throw new UserError(problem("remote-missing", { remotes }));
  return chosen;
}

async function configuredRemote(git: Git, branch: string, direction: "push" | "fetch"): Promise<string> {
  const format = direction === "push" ? "%(push:remotename)" : "%(upstream:remotename)";
  const args = ["for-each-ref", `--format=${format}`, `refs/heads/${branch}`];
  return (await orGitFailed("for-each-ref", git.run(args))).trim();
}

/** The plan's tags in this repository; one process. */
export async function localTags(git: Git, plan: string): Promise<TagObjects> {
  return new Map((await tagRefs(git, plan)).filter(([tag]) => parseTag(tag)?.plan === plan));
}

/** The plan's tags in `remote`, which is asked; one process. UserError: git-failed. */
export async function remoteTags(git: Git, remote: string, plan: string): Promise<TagObjects> {
  const args = ["ls-remote", "--refs", "--quiet", "--", remote, `refs/tags/phasegate/${plan}/*`];
  return parseTags(await orGitFailed("ls-remote", git.ask(args)), plan);
}

/** Names that are not a checkpoint's are passed over: what a remote has is anybody's. */
function parseTags(output: string, plan: string): TagObjects {
  const tags = new Map<string, string>();
  for (const line of output.split(/\r?\n/)) {
    const [, object, tag] = /^([0-9a-f]{40,64})\trefs\/tags\/(.+)$/.exec(line) ?? [];
    if (object !== undefined && tag !== undefined && parseTag(tag)?.plan === plan) tags.set(tag, object);
  }
  return tags;
}

/**
 * Makes the objects of `refs` known here without a ref, or with one where `refs` maps it: nothing is pruned, nothing else
 * comes along, nothing is overwritten. One process.
 */
export async function fetchRefs(git: Git, remote: string, refs: readonly string[]): Promise<void> {
  const alone = [
    "--no-tags",
    "--no-prune",
    "--no-prune-tags",
    "--refmap=",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
  ];
  const args = ["fetch", "--quiet", ...alone, "--stdin", "--", remote];
  if (refs.length > 0) await orGitFailed("fetch", git.ask(args, refs.map((ref) => `${ref}\n`).join("")));
}
