// Tells what keeps a text from being a path inside the repository.
import type { PathFlaw, PathForm } from "../problem";

/** What is wrong with a text that the schema's pattern for `form` refuses. */
export function pathFlaw(text: string, form: PathForm): PathFlaw {
  if (text === "") return { kind: "empty" };
  // In evidence, a * in the file's name stands for any characters.
  const [forbidden] = /[\\:?"<>|\p{Cc}]/u.exec(text) ?? (form === "path" ? /\*/.exec(text) : null) ?? [];
  if (forbidden !== undefined) return { kind: "character", character: forbidden };
  const [start] = /^[-/]/.exec(text) ?? [];
  if (start !== undefined) return { kind: "start", character: start };
  const parts = text.split("/");
  const part = parts.find((name) => name === "." || name === ".." || name.toLowerCase() === ".git");
  if (part !== undefined) return { kind: "part", part };
  return { kind: parts.includes("") ? "empty-part" : "star-in-folder" };
}
