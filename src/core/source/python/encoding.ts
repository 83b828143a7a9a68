// Reads the encoding that a Python file declares (PEP 263).

/** The encoding that the first two lines of a file declare, in lower case; `start` is the file's start as Latin-1. */
export function declaredEncoding(start: string): string | undefined {
  const [first = "", second = ""] = start.split(/\r\n|\r|\n/, 2);
  const firstLine = first.replace(/^\xef\xbb\xbf/, "");
  const lines = /^[ \t\f]*(#|$)/.test(firstLine) ? [firstLine, second] : [firstLine];
  for (const line of lines) {
    const name = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1];
    if (name !== undefined) return name.toLowerCase();
  }
  return undefined;
}
