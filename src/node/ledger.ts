import { parseMessage } from "../core/checkpoint-message";
import { type Checkpoint, compareCheckpoints, type Ledger, parseTag } from "../core/ledger";
import { type Git, orUnborn, told } from "./git";

/** Of the tag itself: to read the commit that it names as well would cost as much again. */
const fields = ["refname:strip=2", "object", "type", "taggername", "taggeremail", "taggerdate:iso-strict", "contents"];
const format = `${fields.map((field) => `%(${field})`).join("%00")}%00`;

/** A tag of the plan: a checkpoint, or a name alone where its message is not one of ours. */
type Tag = Checkpoint | string;

/** Every checkpoint of a plan; two processes, side by side. */
export async function readLedger(git: Git, plan: string): Promise<Ledger> {
  const [tags, reached] = await Promise.all([readTags(git, `phasegate/${plan}`), reachedTags(git, plan)]);
  const unreadable = tags.filter((tag) => typeof tag === "string");
  const checkpoints = tags.filter((tag) => typeof tag !== "string").sort(compareCheckpoints);
  return {
    checkpoints: checkpoints.filter(({ tag }) => reached.has(tag)),
    left: checkpoints.filter(({ tag }) => !reached.has(tag)),
    unreadable,
  };
}

/** The tag called `name`, and those below it; one process. */
async function readTags(git: Git, name: string): Promise<Tag[]> {
  const output = await told("for-each-ref", git.run(["for-each-ref", `--format=${format}`, `refs/tags/${name}`]));
  const texts = output.split("\0");
  const tags: Tag[] = [];
  for (let i = 0; i + fields.length < texts.length; i += fields.length) tags.push(readTag(texts, i));
  return tags;
}

/** The checkpoint that was just tagged; one process. */
export async function readCheckpoint(git: Git, tag: string): Promise<Checkpoint> {
  const [sealed] = await readTags(git, tag);
  if (sealed === undefined || typeof sealed === "string") throw new Error(`the tag ${tag} does not read back`);
  return sealed;
}

/** The plan's tags by name, and one that stands in their way; one process. */
export async function tagNames(git: Git, plan: string): Promise<string[]> {
  const args = ["for-each-ref", "--format=%(refname:strip=2)", `refs/tags/phasegate/${plan}`];
  return (await told("for-each-ref", git.run(args))).split(/\r?\n/).filter((name) => name !== "");
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
