// Makes text harmless for a terminal and for a build's log.
/** What a terminal obeys instead of showing it; line ends and tabs are layout. */
const control = String.raw`(?!\t|\r?\n)[\p{Cc}\p{Bidi_Control}]`;

/** How a line begins, or what is in it, that a build server takes for a command: the sign that makes it one. */
const command = String.raw`:(?<=^\s*:)(?=:)|#(?=#(?:vso)?\[)`;

const active = new RegExp(`${control}|${command}`, "gmu");

/** Text for a terminal or a build's log, whoever wrote it: what would act there is spelled `\u001b`. JSON means the same. */
export function visible(text: string): string {
  return text.replace(active, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
