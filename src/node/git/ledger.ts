// Reads the checkpoints of a plan from git's tags.
import { type Checkpoint, compareCheckpoints, type Ledger, parseTag, withoutLeaps } from "../../core/ledger/ledger";
import { parseMessage } from "../../core/ledger/message";
import { type Git, orGitFailed, orUnborn } from "./git";
import { commitName, reachedOf, readMessages } from "./objects";

/** A ref's name, or a tag's, and the object that it names. */
type Ref = readonly [name: string, object: string];

/** A plan's ledger, and the object of its lock where somebody is sealing, or was cut off. */
export interface LedgerAndLock {
  readonly ledger: Ledger;
  readonly lock: string | undefined;
}

/** A ledger and what it follows from: the plan's tags with their objects, and HEAD. */
export interface LedgerReading extends LedgerAndLock {
  readonly basis: string;
}

/**
 * Every checkpoint of a plan. One process and the open one; where tags or HEAD moved since `before`, and the way from HEAD to the
 * checkpoints is long, one more, for what HEAD reaches.
 */
export async function readLedger(git: Git, plan: string, before?: LedgerReading): Promise<LedgerReading> {
  const [all, head] = await Promise.all([
    readRefs(git, [...tagPatterns(plan), lockRef(plan)]),
    orGitFailed("cat-file", commitName(git, "HEAD")),
  ]);
  const refs = tagsIn(all);
  const lock = objectOf(all, lockRef(plan));
  const basis = JSON.stringify([plan, head, refs]);
  if (basis === before?.basis) return { ...before, lock };
  const known = await readCheckpoints(git, refs);
  const checkpoints = withoutLeaps(refs.flatMap(([tag]) => known.get(tag) ?? []).sort(compareCheckpoints));
  const reached = await reachedFrom(git, plan, head, checkpoints);
  const counted = new Set(checkpoints.map(({ tag }) => tag));
  return {
    ledger: {
      checkpoints: checkpoints.filter(({ tag }) => reached.has(tag)),
      unreached: checkpoints.filter(({ tag }) => !reached.has(tag)),
      unreadable: refs.map(([tag]) => tag).filter((tag) => !counted.has(tag)),
    },
    lock,
    basis,
  };
}

/** The tags of those checkpoints that `head` reaches. */
async function reachedFrom(
  git: Git,
  plan: string,
  head: string | undefined,
  checkpoints: readonly Checkpoint[],
): Promise<ReadonlySet<string>> {
  // Where HEAD is broken, git says so.
  if (head === undefined) return reachedTags(git, plan);
  if (checkpoints.length === 0) return new Set();
  const commits = new Set(checkpoints.map(({ commit }) => commit));
  const reached = await orGitFailed("cat-file", reachedOf(git, head, commits));
  if (!reached) return reachedTags(git, plan, head);
  return new Set(checkpoints.flatMap(({ tag, commit }) => (reached.has(commit) ? [tag] : [])));
}

/** The ref that is a plan's lock: one for all work trees. */
export function lockRef(plan: string): string {
  return `refs/phasegate/lock/${plan}`;
}

/** The object that a ref names, undefined where there is no such ref; one process. */
export async function refObject(git: Git, ref: string): Promise<string | undefined> {
  return objectOf(await readRefs(git, [ref]), ref);
}

function objectOf(refs: readonly Ref[], ref: string): string | undefined {
  return refs.find(([name]) => name === ref)?.[1];
}

/** The checkpoint called `tag`, undefined where there is none of ours; no process but the open one. */
export async function findCheckpoint(git: Git, tag: string): Promise<Checkpoint | undefined> {
  const [text] = (await readTags(git, [`refs/tags/${tag}`])).values();
  const found = text === undefined ? undefined : parseTagObject(text);
  return found?.tag === tag ? found : undefined;
}

/** The checkpoint that was just tagged; no process but the open one. */
export async function readCheckpoint(git: Git, tag: string): Promise<Checkpoint> {
  const sealed = await findCheckpoint(git, tag);
  if (!sealed) throw new Error(`the tag ${tag} does not read back`);
  return sealed;
}

/** The names of the plan's tags, and of those that keep git from making any of them; one process. */
export async function tagNames(git: Git, plan: string): Promise<string[]> {
  return tagsIn(await readRefs(git, tagPatterns(plan))).map(([tag]) => tag);
}

/** The plan's tags, and one that is called like their folder, with the object that each names, whether it exists or not; one process. */
export async function tagRefs(git: Git, plan: string): Promise<Ref[]> {
  return tagsIn(await readRefs(git, [tagFolder(plan)]));
}

function tagsIn(refs: readonly Ref[]): Ref[] {
  return refs.flatMap(([name, object]): Ref[] =>
    name.startsWith("refs/tags/") ? [[name.slice("refs/tags/".length), object]] : [],
  );
}

function tagFolder(plan: string): string {
  return `refs/tags/phasegate/${plan}`;
}

/** Of the plan's tags, and of those that keep git from making any of them. */
function tagPatterns(plan: string): string[] {
  // A pattern, so that it means the tag itself and not all those below it.
  return ["refs/tags/phasegat[e]", tagFolder(plan)];
}

async function readRefs(git: Git, patterns: readonly string[]): Promise<Ref[]> {
  const args = ["for-each-ref", "--format=%(objectname) %(refname)", ...patterns];
  return (await orGitFailed("for-each-ref", git.run(args))).split(/\r?\n/).flatMap((line): Ref[] => {
    const space = line.indexOf(" ");
    return space < 0 ? [] : [[line.slice(space + 1), line.slice(0, space)]];
  });
}

/**
 * What the tag objects that were read say, by their names: an object never changes, so each is read once in a process's
 * life. Undefined where it is no checkpoint's.
 */
const read = new Map<string, Checkpoint | undefined>();

/** More than any ledger holds; then it begins anew. */
const mostRead = 50_000;

/** The tag objects named, as texts. */
function readTags(git: Git, names: readonly string[]): Promise<Map<string, string>> {
  return orGitFailed("cat-file", readMessages(git, names, "tag"));
}

/** The checkpoints among the tags, by their names; no process but the open one. */
async function readCheckpoints(git: Git, refs: readonly Ref[]): Promise<Map<string, Checkpoint>> {
  if (read.size > mostRead) read.clear();
  const unread = refs.flatMap(([, object]) => (read.has(object) ? [] : object));
  for (const [object, text] of await readTags(git, unread)) read.set(object, parseTagObject(text));
  const checkpoints = new Map<string, Checkpoint>();
  for (const [tag, object] of refs) {
    const checkpoint = read.get(object);
    // A tag under another name than it was sealed with is a copy, or a forgery.
    if (checkpoint?.tag === tag) checkpoints.set(tag, checkpoint);
  }
  return checkpoints;
}

/** The checkpoint in a tag object, wherever it came from; undefined where it is not one called `tag`. */
export async function readTagObject(git: Git, tag: string, object: string): Promise<Checkpoint | undefined> {
  return (await readCheckpoints(git, [[tag, object]])).get(tag);
}

/** The headers of a tag on a commit, in the order that git writes them in. */
const headers = /^object (\w+)\ntype commit\ntag .*\ntagger (.*) (\d+) ([+-]\d{4})\n(?:.+\n)*\n/;

/** Reads a tag object as git keeps it: headers, an empty line, the message and what signs it. */
function parseTagObject(text: string): Checkpoint | undefined {
  const [all, commit, who, seconds, zone] = headers.exec(text) ?? [];
  if (all === undefined || commit === undefined || who === undefined) return undefined;
  return checkpointIn(text.slice(all.length), commit, { who, date: `${seconds} ${zone}` });
}

/** The checkpoint that a message tells of; `date` as git has it, "1700000000 +0900". Undefined where it is no checkpoint's. */
export function checkpointIn(
  text: string,
  commit: string,
  { who, date }: { readonly who: string; readonly date: string },
): Checkpoint | undefined {
  const message = parseMessage(text);
  const n = message && parseTag(message.tag)?.n;
  if (!message || n === undefined) return undefined;
  const [seconds = "", zone = ""] = date.split(" ");
  const { record, tag, summary } = message;
  return { ...record, tag, summary, n, commit, who, when: isoTime(Number(seconds), zone), at: Number(seconds) * 1000 };
}

/** As git's `iso-strict` has it. */
function isoTime(seconds: number, zone: string): string {
  const [, sign, hours = "", minutes = ""] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const local = new Date((seconds + shift) * 1000);
  if (sign === undefined || Number.isNaN(local.getTime())) return "";
  return `${local.toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}

/** The names of the plan's tags that `commit` reaches: none on a branch without one. */
export async function reachedTags(git: Git, plan: string, commit = "HEAD"): Promise<Set<string>> {
  const args = ["for-each-ref", `--merged=${commit}`, "--format=%(refname:strip=2)", `refs/tags/phasegate/${plan}/`];
  return new Set((await orGitFailed("for-each-ref", orUnborn(git, git.run(args), ""))).split(/\r?\n/));
}
