import { parseMessage } from "../core/checkpoint-message";
import { type Checkpoint, compareCheckpoints, type Ledger, parseTag } from "../core/ledger";
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
    if (gone.length === 0) throw error.asUserError("for-each-ref");
    const sound = names.filter((name) => !gone.includes(name));
    const tags: Tag[] = [...gone];
    // No command line takes any number of names.
    for (let i = 0; i < sound.length; i += 200) {
      tags.push(...(await told("for-each-ref", readTags(git, sound.slice(i, i + 200)))));
    }
    return tags;
  }
}

async function withoutObject(git: Git, names: readonly string[]): Promise<string[]> {
  const input = names.map((name) => `refs/tags/${name}\n`).join("");
  const lines = (await told("cat-file", git.run(["cat-file", "--batch-check"], input))).split("\n");
  return names.filter((_, i) => lines[i]?.endsWith(" missing"));
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

/** The checkpoint called `tag`, undefined where there is none of ours; one process. */
export async function findCheckpoint(git: Git, tag: string): Promise<Checkpoint | undefined> {
  const [found] = await told("for-each-ref", readTags(git, [tag]));
  return typeof found === "string" ? undefined : found;
}

/** The checkpoint that was just tagged; one process. */
export async function readCheckpoint(git: Git, tag: string): Promise<Checkpoint> {
  const sealed = await findCheckpoint(git, tag);
  if (sealed === undefined) throw new Error(`the tag ${tag} does not read back`);
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

/** The checkpoint in a tag object, wherever it came from; undefined where it is not one of the plan's. One process. */
export async function readTagObject(git: Git, tag: string, object: string): Promise<Checkpoint | undefined> {
  const text = (await told("cat-file", git.catFile(["tag", object]))).toString();
  const end = text.indexOf("\n\n");
  const header = (key: string) => new RegExp(`^${key} (.*)$`, "m").exec(text.slice(0, end))?.[1] ?? "";
  const [, who = "", seconds = "", zone = ""] = /^(.*) (\d+) ([+-]\d{4})$/.exec(header("tagger")) ?? [];
  const fields = [tag, header("object"), header("type"), who.replace(/ <.*$/, ""), who.replace(/^.* </, "<")];
  const read = readTag([...fields, isoTime(Number(seconds), zone), text.slice(end + 2)], 0);
  return typeof read === "string" ? undefined : read;
}

/** As git's `iso-strict` has it. */
function isoTime(seconds: number, zone: string): string {
  const [, sign, hours = "", minutes = ""] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const local = new Date((seconds + shift) * 1000);
  if (sign === undefined || Number.isNaN(local.getTime())) return "";
  return `${local.toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}

/** The names of the plan's tags that HEAD reaches: none on a branch without a commit. */
async function reachedTags(git: Git, plan: string): Promise<Set<string>> {
  const args = ["for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", `refs/tags/phasegate/${plan}/`];
  return new Set((await told("for-each-ref", orUnborn(git, git.run(args), ""))).split(/\r?\n/));
}
