// Reads git objects: messages as texts, and files as a checkout would write them.
import { randomBytes } from "node:crypto";
import { type Committer, type Git, GitFailure } from "./git";

/** A message that a person wrote is smaller, and so is one that lists every value of a large plan; in bytes. */
const largestMessage = 1_000_000;

const lineFeed = 0x0a;

/**
 * The messages of a type among the objects named, headers included, by these names; what is not there, is another object or is
 * too large for a message is left out. No process but the open one. Throws GitFailure, and UserError git-missing.
 */
export async function readMessages(
  git: Git,
  names: readonly string[],
  type: "commit" | "tag",
): Promise<Map<string, string>> {
  const found = await readObjects(git, names, type, largestMessage);
  return new Map([...found].map(([name, { bytes }]) => [name, bytes.toString()]));
}

/** A commit as git keeps it. */
export interface CommitObject {
  /** Its full name. */
  readonly commit: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly committer: Committer;
  readonly message: string;
}

/** The commits that the names lead to, by these names; what leads to none is left out. Otherwise as `readMessages`. */
export async function readCommits(git: Git, names: readonly string[]): Promise<Map<string, CommitObject>> {
  const found = await readObjects(git, names, "commit");
  return new Map([...found].map(([name, { object, bytes }]) => [name, parseCommit(object, bytes.toString())]));
}

/** Headers, one a line (a signature goes on over lines that begin with a space), an empty line, the message. */
function parseCommit(commit: string, text: string): CommitObject {
  const end = text.indexOf("\n\n");
  const headers = (end < 0 ? text : text.slice(0, end)).split("\n").map((line) => /^(\S+) (.*)$/s.exec(line));
  const values = (name: string): string[] => headers.flatMap((found) => (found?.[1] === name ? (found[2] ?? "") : []));
  const [, name = "", mail = "", date = ""] =
    /^(.*?) ?<([^>]*)> (\d+ [+-]\d{4})$/s.exec(values("committer")[0] ?? "") ?? [];
  const message = end < 0 ? "" : text.slice(end + 2);
  return { commit, tree: values("tree")[0] ?? "", parents: values("parent"), committer: { name, mail, date }, message };
}

/** The paths that differ between two trees, as git calls them; of a path that is a folder in one of them, all below it. */
export async function changedPaths(git: Git, before: string, after: string, folder = ""): Promise<string[]> {
  const [left, right] = [await entriesOf(git, before), await entriesOf(git, after)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const differing = names.filter((name) => !isSameEntry(left.get(name), right.get(name)));
  const paths: string[] = [];
  for (const name of differing) {
    const [was, is] = [left.get(name), right.get(name)];
    const below = [was, is].map((entry) => (entry?.mode === folderMode ? entry.object : ""));
    const [treeBefore = "", treeAfter = ""] = below;
    if (treeBefore + treeAfter !== "")
      paths.push(...(await changedPaths(git, treeBefore, treeAfter, `${folder}${name}/`)));
    if ([was, is].some((entry) => entry && entry.mode !== folderMode)) paths.push(folder + name);
  }
  return paths;
}

function isSameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  return a?.mode === b?.mode && a?.object === b?.object;
}

/** What a tree has, by name; nothing where there is none. */
async function entriesOf(git: Git, tree: string): Promise<Map<string, Entry>> {
  return tree === "" ? new Map() : new Map(entriesIn(await readTree(git, tree)));
}

/** The full name of the commit that `name` leads to, undefined where there is none. Otherwise as `readMessages`. */
export async function commitName(git: Git, name: string): Promise<string | undefined> {
  return (await readObjects(git, [name], "commit")).get(name)?.object;
}

/** How many commits are read one by one; where the way is longer, git itself is faster. */
const mostWalked = 200;

/**
 * Those of `wanted` (commits) that `head` is or stands on; undefined where the way is long, or leads to a commit that is not
 * here. No process but the open one. As `readMessages`, it throws.
 */
export async function reachedOf(
  git: Git,
  head: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlySet<string> | undefined> {
  const parents = new Map<string, readonly string[]>();
  const reached = new Set<string>();
  // All at once: most checkpoints stand on one another.
  let unknown = [...new Set([head, ...wanted])];
  while (unknown.length > 0) {
    if (parents.size + unknown.length > mostWalked) return undefined;
    const read = await readCommits(git, unknown);
    if (read.size < unknown.length) return undefined;
    for (const [name, commit] of read) parents.set(name, commit.parents);
    reached.clear();
    unknown = walked(head, parents, reached);
    if ([...wanted].every((commit) => reached.has(commit))) break;
  }
  return new Set([...wanted].filter((commit) => reached.has(commit)));
}

/** Fills `reached` with the commits that `head` reaches as far as their parents are known; gives those whose are not. */
function walked(head: string, parents: ReadonlyMap<string, readonly string[]>, reached: Set<string>): string[] {
  const unknown = new Set<string>();
  const ahead = [head];
  for (let commit = ahead.pop(); commit !== undefined; commit = ahead.pop()) {
    if (reached.has(commit)) continue;
    const known = parents.get(commit);
    if (!known) unknown.add(commit);
    else {
      reached.add(commit);
      ahead.push(...known);
    }
  }
  return [...unknown];
}

/** An object's full name and its bytes. */
interface ReadObject {
  readonly object: string;
  readonly bytes: Buffer;
}

/** The objects among those named that are of `type`, or lead to one of it, and have at most `largest` bytes, by these names. */
async function readObjects(
  { catFile }: Git,
  names: readonly string[],
  type: "commit" | "tag" | "tree",
  largest = Number.POSITIVE_INFINITY,
): Promise<Map<string, ReadObject>> {
  if (names.length === 0) return new Map();
  const mark = newMark();
  const answers = new Answers(names, endOf(mark), largest);
  // Git would pass another object, a file say, through the filters, and not tell its size.
  await catFile.ask(lines([...names.map((name) => `${name}^{${type}}`), mark]), (chunk) => answers.take(chunk));
  return answers.found;
}

/** What a commit has at one path. */
interface Entry {
  /** As git writes it, in octal: 40000 for a folder, 120000 for a link. */
  readonly mode: string;
  readonly object: string;
}

/** What `commit` has at `path`, undefined where there is nothing. No process but the open one. As `readMessages`, it throws. */
export async function entryAt(git: Git, commit: string, path: string): Promise<Entry | undefined> {
  let entry: Entry | undefined = { mode: folderMode, object: commit };
  for (const name of path.split("/")) {
    if (entry?.mode !== folderMode) return undefined;
    entry = entryIn(await readTree(git, entry.object), name);
  }
  return entry;
}

const folderMode = "40000";

async function readTree(git: Git, name: string): Promise<ReadObject> {
  const tree = (await readObjects(git, [name], "tree")).get(name);
  if (!tree) throw new GitFailure(128, "", `${name}^{tree} missing`);
  return tree;
}

function entryIn(tree: ReadObject, name: string): Entry | undefined {
  for (const [found, entry] of entriesIn(tree)) if (found === name) return entry;
  return undefined;
}

/** Reads `<mode> <name>`, a zero byte and the object's name in bytes, again and again. */
function* entriesIn({ object, bytes }: ReadObject): Generator<[name: string, entry: Entry]> {
  const bytesOfObject = object.length / 2;
  for (let at = 0; at < bytes.length; ) {
    const [space, zero] = [bytes.indexOf(" ", at), bytes.indexOf(0, at)];
    const end = zero + 1 + bytesOfObject;
    const entry = { mode: bytes.toString("latin1", at, space), object: bytes.toString("hex", zero + 1, end) };
    yield [bytes.toString("utf8", space + 1, zero), entry];
    at = end;
  }
}

/**
 * A file's bytes in a commit as a checkout would write them; undefined where the commit has none. No process but the open one.
 * Throws GitFailure, and UserError git-missing.
 */
export async function readFile(git: Git, commit: string, path: string): Promise<Buffer | undefined> {
  const entry = await entryAt(git, commit, path);
  return entry && readBlob(git, entry.object, path);
}

/** A blob's bytes as a checkout would write them at `path`. No process but the open one. As `readFile`, it throws. */
export async function readBlob(git: Git, object: string, path: string): Promise<Buffer> {
  const mark = newMark();
  const end = Buffer.from(`\n${endOf(mark)}`);
  const chunks: Buffer[] = [];
  let tail: Buffer = Buffer.alloc(0);
  // The size that git tells is the one before the filters.
  await git.catFile.ask(lines([`${object} ${path}`, mark]), (chunk) => {
    chunks.push(chunk);
    tail = Buffer.concat([tail, chunk]).subarray(-end.length);
    return tail.equals(end);
  });
  const answer = Buffer.concat(chunks);
  const headerEnd = answer.indexOf(lineFeed);
  const header = answer.toString("latin1", 0, headerEnd);
  if (!/^\w+ blob \d+$/.test(header)) throw new GitFailure(128, "", `${object} ${path}: ${header}`);
  return answer.subarray(headerEnd + 1, -end.length);
}

/** A name that no object has and that nothing read can hold: git's answer to it ends the answers to what was asked before. */
function newMark(): string {
  return randomBytes(16).toString("hex");
}

function endOf(mark: string): string {
  return `${mark} missing\n`;
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join("");
}

/** Reads git's answers as they come: `<object> <type> <size>`, the object's bytes and a line feed; or `<name> missing`. */
class Answers {
  readonly found = new Map<string, ReadObject>();
  readonly #names: Iterator<string>;
  readonly #end: string;
  readonly #largest: number;
  #rest: Buffer = Buffer.alloc(0);
  /** How many of the bytes to come are of an object that is not wanted. */
  #skipped = 0;

  constructor(names: readonly string[], end: string, largest: number) {
    this.#names = names.values();
    this.#end = end;
    this.#largest = largest;
  }

  /** Returns whether the answers are complete. */
  take(chunk: Buffer): boolean {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const skipped = Math.min(this.#skipped, this.#rest.length);
      this.#skipped -= skipped;
      this.#rest = this.#rest.subarray(skipped);
      const header = this.#rest.toString("utf8", 0, this.#rest.indexOf(lineFeed) + 1);
      if (header === this.#end) return true;
      if (header === "" || !this.#takeObject(header)) return false;
    }
  }

  /** Returns whether all of it has come. */
  #takeObject(header: string): boolean {
    const [, object = "", told = ""] = /^([0-9a-f]+) \w+ (\d+)\n$/.exec(header) ?? [];
    const size = object === "" ? Number.NaN : Number(told);
    const start = Buffer.byteLength(header);
    const end = start + size;
    if (size <= this.#largest && this.#rest.length <= end) return false;
    const name: string = this.#names.next().value ?? "";
    if (size <= this.#largest) this.found.set(name, { object, bytes: this.#rest.subarray(start, end) });
    // Where there is no object, its line is all there is.
    this.#skipped = Number.isNaN(size) ? start : end + 1;
    return true;
  }
}
