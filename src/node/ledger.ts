import { parseMessage } from "../core/checkpoint-message";
import { type Checkpoint, compareCheckpoints, type Ledger, parseTag } from "../core/ledger";
import { type Git, orUnborn, told } from "./git";

/** Of the tag itself: to read the commit that it names as well would cost as much again. */
const fields = ["refname:strip=2", "object", "type", "tagger", "contents"];
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
  for (let i = 0; i + fields.length < texts.length; i += fields.length) {
    // Git ends each record with a line feed, which so begins the next one.
    tags.push(readTag(texts.slice(i, i + fields.length).map((text, at) => (at === 0 ? text.trimStart() : text))));
  }
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

function readTag(texts: readonly string[]): Tag {
  const [tag = "", commit = "", type, tagger = "", contents = ""] = texts;
  const message = type === "commit" ? parseMessage(contents) : undefined;
  const [, who, seconds, zone] = /^(.*) (\d+) ([+-]\d{4})$/.exec(tagger) ?? [];
  const n = parseTag(tag)?.n;
  if (message?.tag !== tag || n === undefined || who === undefined || zone === undefined) return tag;
  return { ...message.record, tag, n, commit, who, when: isoTime(Number(seconds), zone) };
}

/** Git's seconds and "+0900" as ISO 8601. */
function isoTime(seconds: number, zone: string): string {
  const sign = zone.startsWith("-") ? -1 : 1;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(3)];
  const local = new Date((seconds + sign * (Number(hours) * 3600 + Number(minutes) * 60)) * 1000);
  return `${local.toISOString().slice(0, 19)}${zone.slice(0, 1)}${hours}:${minutes}`;
}

/** The names of the plan's tags that HEAD reaches: none on a branch without a commit. */
async function reachedTags(git: Git, plan: string): Promise<Set<string>> {
  const args = ["for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", `refs/tags/phasegate/${plan}/`];
  return new Set((await told("for-each-ref", orUnborn(git, git.run(args), ""))).split(/\r?\n/));
}
