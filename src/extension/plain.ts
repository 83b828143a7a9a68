// Takes the marks out of a text that VS Code would act on.
/** Controls, line separators, and the marks that reorder what follows them. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text as it may go into a notification, a title, a prompt or a list: VS Code makes `[text](command:…)` a link and
 * `$(name)` an icon there, and much of what we say quotes a plan, a file or git.
 */
export function plain(text: string): string {
  return text.replace(unseen, " ").replace(/(?<=[\]$])\(/g, "\u200b(");
}

/** Text as it may go into Markdown: every mark of ASCII is an entity, so that nothing begins a link, an image or a tag. */
export function literally(text: string): string {
  const line = text.replace(unseen, " ").replace(/\s+/g, " ").trim();
  return line.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
