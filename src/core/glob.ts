// Matches names of branches against globs, as VS Code's git settings have them.
/** Whether a branch's name matches a glob: `*` and `?` stay between slashes, `**` does not, `{a,b}` is either. */
export function matchesGlob(glob: string, name: string): boolean {
  let pattern = "";
  let depth = 0;
  for (const [part] of glob.matchAll(/\*\*\/?|./gsu)) {
    pattern +=
      depth > 0 && part in inBraces ? inBraces[part] : (marks[part] ?? part.replace(/[\\^$.+()[\]|{}]/, "\\$&"));
    if (part === "{") depth++;
    if (part === "}" && depth > 0) depth--;
  }
  // A brace that is never closed means itself.
  return depth === 0 ? new RegExp(`^(?:${pattern})$`, "u").test(name) : glob === name;
}

const marks: Readonly<Record<string, string>> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
  "{": "(?:",
};

const inBraces: Readonly<Record<string, string>> = { ",": "|", "}": ")" };
