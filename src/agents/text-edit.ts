// Works out what an agent's edit makes of a text.

/** An edit as an agent's tool describes it; `untold` is one that nobody here understands. */
export type TextEdit =
  | { readonly kind: "replace"; readonly before: string; readonly after: string; readonly all: boolean }
  /** `line`: how many lines of the text stand above what is inserted. */
  | { readonly kind: "insert"; readonly line: number; readonly text: string }
  | { readonly kind: "write"; readonly text: string }
  | { readonly kind: "delete" }
  | { readonly kind: "untold" };

export interface FileEdit {
  /** As the agent spells it. */
  readonly path: string;
  readonly edit: TextEdit;
}

/**
 * What `edit` makes of `text`. An agent's tool may match more loosely than to the letter, so what does not match here, or
 * matches twice, can't be told. Line ends may be those of the text or plain line feeds.
 */
export function editedText(text: string, edit: TextEdit): { readonly text: string } | "deleted" | undefined {
  switch (edit.kind) {
    case "write":
      return { text: edit.text };
    case "delete":
      return "deleted";
    case "insert":
      return inserted(text, edit.line, edit.text);
    case "replace":
      return replaced(text, edit) ?? replaced(text, withLineEnds(edit));
    case "untold":
      return undefined;
  }
}

type Replacement = Extract<TextEdit, { kind: "replace" }>;

function replaced(text: string, { before, after, all }: Replacement): { readonly text: string } | undefined {
  const parts = before === "" ? [] : text.split(before);
  return parts.length === 2 || (all && parts.length > 2) ? { text: parts.join(after) } : undefined;
}

function withLineEnds(edit: Replacement): Replacement {
  const crlf = (text: string) => text.replace(/\r?\n/g, "\r\n");
  return { ...edit, before: crlf(edit.before), after: crlf(edit.after) };
}

function inserted(text: string, line: number, added: string): { readonly text: string } | undefined {
  const lines = text.split("\n");
  if (!Number.isInteger(line) || line < 0 || line > lines.length) return undefined;
  return { text: [...lines.slice(0, line), added.replace(/\n$/, ""), ...lines.slice(line)].join("\n") };
}
