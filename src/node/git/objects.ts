// Reads git objects: messages as texts, and files as a checkout would write them.
import { randomBytes } from "node:crypto";
import { type Git, GitFailure } from "./git";

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

/** The full name of the commit that `name` leads to, undefined where there is none. Otherwise as `readMessages`. */
export async function commitName(git: Git, name: string): Promise<string | undefined> {
  return (await readObjects(git, [name], "commit")).get(name)?.object;
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
  let entry: Entry | undefined = { mode: folder, object: commit };
  for (const name of path.split("/")) {
    if (entry?.mode !== folder) return undefined;
    const tree: ReadObject | undefined = (await readObjects(git, [entry.object], "tree")).get(entry.object);
    if (!tree) throw new GitFailure(128, "", `${entry.object}^{tree} missing`);
    entry = entryIn(tree.bytes, name, tree.object.length / 2);
  }
  return entry;
}

const folder = "40000";

/** Reads `<mode> <name>`, a zero byte and the object's name in bytes, again and again. */
function entryIn(tree: Buffer, name: string, bytesOfObject: number): Entry | undefined {
  const wanted = Buffer.from(` ${name}`);
  for (let at = 0; at < tree.length; ) {
    const [space, zero] = [tree.indexOf(" ", at), tree.indexOf(0, at)];
    if (tree.subarray(space, zero).equals(wanted)) {
      const object = tree.toString("hex", zero + 1, zero + 1 + bytesOfObject);
      return { mode: tree.toString("latin1", at, space), object };
    }
    at = zero + 1 + bytesOfObject;
  }
  return undefined;
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
