import { parseMessage } from "../core/checkpoint-message";
import { type Checkpoint, compareCheckpoints, type Ledger, numberIn, parseTag } from "../core/ledger";
import { type Git, GitFailure, orUnborn, told } from "./git";

/** Of the tag itself: to read the commit that it names as well would cost as much again. */
const fields = ["refname:strip=2", "object", "type", "taggername", "taggeremail", "taggerdate:iso-strict", "contents"];
const format = `${fields.map((field) => `%(${field})`).join("%00")}%00`;

/** A tag of the plan: a checkpoint, or a name alone where its message is not one of ours. */
type Tag = Checkpoint | string;

/** Every checkpoint of a plan; two processes, side by side. */
export async function readLedger(git: Git, plan: string): Promise<Ledger> {
  const [tags, reached] = await Promise.all([allTags(git, plan), reachedTags(git, plan)]);
  const unreadable = tags.filter((tag) => typeof tag === "string");
  const checkpoints = tags.filter((tag) => typeof tag !== "string").sort(compareCheckpoints);
  return {
    checkpoints: checkpoints.filter(({ tag }) => reached.has(tag)),
    left: checkpoints.filter(({ tag }) => !reached.has(tag)),
    unreadable,
  };
}

/** Every tag of a plan; one process, and some more where the object of one is gone, which git refuses to pass over. */
async function allTags(git: Git, plan: string): Promise<Tag[]> {
  try {
    return await readTags(git, [`phasegate/${plan}`]);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const names = await tagNames(git, plan);
    const gone = await withoutObject(git, names);
    if (gone.size === 0) throw error.asUserError("for-each-ref");
    return [...gone, ...(await readNamed(git, names, gone))];
  }
}

/** The tags called `names` but for those that are `gone`. */
async function readNamed(git: Git, names: readonly string[], gone: ReadonlySet<string>): Promise<Tag[]> {
  const sound = names.filter((name) => !gone.has(name));
  const tags: Tag[] = [];
  // No command line takes any number of names.
  for (let i = 0; i < sound.length; i += 200) {
    tags.push(...(await told("for-each-ref", readTags(git, sound.slice(i, i + 200)))));
  }
  return tags;
}

async function withoutObject(git: Git, names: readonly string[]): Promise<Set<string>> {
  const input = names.map((name) => `refs/tags/${name}\n`).join("");
  const lines = (await told("cat-file", git.run(["cat-file", "--batch-check"], input))).split("\n");
  return new Set(names.filter((_, i) => lines[i]?.endsWith(" missing")));
}

/** The tags called `names`, and those below them; one process. Throws GitFailure. */
async function readTags(git: Git, names: readonly string[]): Promise<Tag[]> {
  const refs = names.map((name) => `refs/tags/${name}`);
  const output = await git.run(["for-each-ref", `--format=${format}`, ...refs]);
  const texts = output.split("\0");
  const tags: Tag[] = [];
  for (let i = 0; i + fields.length < texts.length; i += fields.length) tags.push(readTag(texts, i));
  return tags;
}

/** The checkpoint that was just tagged; one process. */
export async function readCheckpoint(git: Git, tag: string): Promise<Checkpoint> {
  const [sealed] = await told("for-each-ref", readTags(git, [tag]));
  if (sealed === undefined || typeof sealed === "string") throw new Error(`the tag ${tag} does not read back`);
  return sealed;
}

/** The plan's tags by name, and those that stand in the way of all of them; one process. */
export async function tagNames(git: Git, plan: string): Promise<string[]> {
  // A pattern, so that it means the tag itself and not all those below it.
  const refs = ["refs/tags/phasegat[e]", `refs/tags/phasegate/${plan}`];
  const args = ["for-each-ref", "--format=%(refname:strip=2)", ...refs];
  return (await told("for-each-ref", git.run(args))).split(/\r?\n/).filter((name) => name !== "");
}

/**
 * Those of the plan's tags called `names` that leave no room for a checkpoint numbered `n`: what has its number, be it what it
 * may, and checkpoints past it. No process, but for two where a tag has a higher number.
 */
export async function tagsInTheWay(git: Git, names: readonly string[], n: number): Promise<string[]> {
  const past = names.filter((name) => (parseTag(name)?.n ?? 0) > n);
  const read = past.length === 0 ? [] : await readNamed(git, past, await withoutObject(git, past));
  const later = read.flatMap((tag) => (typeof tag === "string" ? [] : [tag.tag]));
  return [...names.filter((name) => numberIn(name) === n), ...later];
}

/** The tag whose fields begin at `at`; git ends each record with a line feed, which so begins the next one. */
function readTag(texts: readonly string[], at: number): Tag {
  const tag = (texts[at] ?? "").trimStart();
  const name = parseTag(tag);
  const message = texts[at + 2] === "commit" && name ? parseMessage(texts[at + 6] ?? "") : undefined;
  if (!name || message?.tag !== tag) return tag;
  const [commit = "", who, when = ""] = [texts[at + 1], `${texts[at + 3]} ${texts[at + 4]}`, texts[at + 5]];
  return { ...message.record, tag, n: name.n, commit, who, when };
}

/** The names of the plan's tags that HEAD reaches: none on a branch without a commit. */
async function reachedTags(git: Git, plan: string): Promise<Set<string>> {
  const args = ["for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", `refs/tags/phasegate/${plan}/`];
  return new Set((await told("for-each-ref", orUnborn(git, git.run(args), ""))).split(/\r?\n/));
}
