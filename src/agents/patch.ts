// Reads the patches of Codex's `apply_patch`, which VS Code and Copilot use too.
import type { FileEdit, TextEdit } from "./text-edit";

const header = /^\*\*\* (Update File|Add File|Delete File|Move to|End of File|End Patch|Begin Patch)(?:: (.*))?$/;

/** What a patch does to each file, in order: its hunks as replacements. A moved file is one that is deleted. */
export function patchedFiles(patch: string): FileEdit[] {
  const edits: FileEdit[] = [];
  const body = patch.slice(patch.indexOf("*** Begin Patch"));
  for (const { kind, path, lines } of sections(body.split(/\r?\n/))) {
    if (kind === "Delete File" || kind === "Move to") edits.push({ path, edit: { kind: "delete" } });
    else if (kind === "Add File") edits.push({ path, edit: { kind: "write", text: added(lines) } });
    else edits.push(...hunks(lines).map((edit) => ({ path, edit })));
  }
  return edits;
}

interface Section {
  readonly kind: "Update File" | "Add File" | "Delete File" | "Move to";
  /** Of the file as it is now. */
  readonly path: string;
  readonly lines: string[];
}

function sections(lines: readonly string[]): Section[] {
  const found: Section[] = [];
  for (const line of lines) {
    const [, kind, path = ""] = header.exec(line) ?? [];
    const open = found.at(-1);
    if (kind === "Update File" || kind === "Add File" || kind === "Delete File") found.push({ kind, path, lines: [] });
    else if (kind === "Move to" && open) found.push({ kind, path: open.path, lines: [] });
    else if (kind === undefined && open) open.lines.push(line);
  }
  return found;
}

function added(lines: readonly string[]): string {
  return lines.map((line) => `${line.replace(/^\+/, "")}\n`).join("");
}

function hunks(lines: readonly string[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let before: string[] = [];
  let after: string[] = [];
  const close = () => {
    if (before.length + after.length === 0) return;
    // Lines that are only added, with nothing around them, may go anywhere.
    const isPlaced = before.some((line) => line !== "");
    edits.push(
      isPlaced
        ? { kind: "replace", before: before.join("\n"), after: after.join("\n"), all: false }
        : { kind: "untold" },
    );
    [before, after] = [[], []];
  };
  for (const line of lines) {
    if (line.startsWith("@@")) close();
    else {
      if (!line.startsWith("+")) before.push(line.slice(1));
      if (!line.startsWith("-")) after.push(line.slice(1));
    }
  }
  close();
  return edits;
}
