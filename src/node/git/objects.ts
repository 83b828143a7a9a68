// Reads many git objects at once.
import { type Git, orGitFailed } from "./git";

/** A message that a person wrote is smaller, and so is one that lists every value of a large plan. */
const largest = 1_000_000;

const lineFeed = 0x0a;

/**
 * The objects of one type among those named, as texts; what is not there, of another type or too large for a message is
 * left out. Two processes where any are asked for.
 */
export async function readObjects(git: Git, names: readonly string[], type: "tag"): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const found = await orGitFailed("cat-file", git.run(["cat-file", "--batch-check", "--buffer"], lines(names)));
  const wanted = found.split(/\r?\n/).flatMap((line) => {
    const [name = "", is, size] = line.split(" ");
    return is === type && Number(size) <= largest ? [name] : [];
  });
  if (wanted.length === 0) return new Map();
  return readBatch(await orGitFailed("cat-file", git.catFile(["--batch", "--buffer"], lines(wanted))));
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join("");
}

/** Reads what `git cat-file --batch` prints: `<name> <type> <size>`, the object's bytes, and a line feed, again and again. */
function readBatch(output: Buffer): Map<string, string> {
  const objects = new Map<string, string>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(lineFeed, at);
    const [name = "", , size] = output.toString("latin1", at, end).split(" ");
    const next = end + 1 + Number(size);
    if (end < 0 || !(next < output.length)) throw new Error("git cat-file --batch was cut off");
    objects.set(name, output.toString("utf8", end + 1, next));
    at = next + 1;
  }
  return objects;
}
