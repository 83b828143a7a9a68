// Holds a translation to its English: what must be the same in both, and what Korean demands.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { getL10nJson, type l10nJsonFormat } from "@vscode/l10n-dev";

/** A text in English, and in another language. */
export type Translations = Readonly<Record<string, string>>;

export interface Source {
  /** Below src, with "/". */
  readonly file: string;
  readonly text: string;
}

export const sources: readonly Source[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file: file.replaceAll(sep, "/"), text: readFileSync(join("src", file), "utf8") }));

/** A command of the command line declares its help beside its options; all other sentences are in messages. */
export const hasSentences = (file: string): boolean => file.startsWith("messages/") || file.startsWith("cli/");

/** Every sentence for people, as VS Code's own tool finds them; it parses with WebAssembly, which takes its time. */
export function exportedSentences(): Promise<l10nJsonFormat> {
  const files = sources.filter(({ file }) => hasSentences(file));
  return getL10nJson(files.map(({ text }) => ({ extension: ".ts", contents: text })));
}

export function readTranslations(file: string): Translations {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What stands in both languages alike: placeholders, code, options, commands, addresses, icons, emphasis. */
const kept: readonly RegExp[] = [
  /\{\d+\}/g,
  /`[^`]*`/g,
  /(?<![\w-])--?[a-z][a-z-]*/g,
  /"(?:git|phasegate) [^"]*"/g,
  /phasegate(?: [a-z-]+)+(?=[ "`]|$)/g,
  /\]\([^)]*\)/g,
  /https?:\/\/\S+/g,
  /\$\([a-z-]+\)/g,
  /\*\*/g,
  /<[^<>]*>/g,
  /\b(?!(?:LONG|SHORT|WRITTEN|COMMITTED|PERHAPS|BUT|NOT|SEALED)\b)[A-Z]{3,}\b/g,
  /[…:]$/g,
  /^\s+|\s+$/g,
];

/** Not seen, or not where it stands: control characters (a line's end apart), and what turns the direction of a text. */
const unseen = /[^\P{C}\n]|[\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

/** What the translation of one text breaks, in words; [] where it holds. */
export function faultsOf(english: string, translated: string): string[] {
  const lost = kept.flatMap((pattern) => {
    const [theirs, ours] = [english, translated].map((text) => (text.match(pattern) ?? []).sort().join(" "));
    return theirs === ours ? [] : [`“${theirs}” became “${ours}”`];
  });
  const isSentence = (text: string): boolean => /[.?!]["”)]*$/.test(text) && text !== "No.";
  return [
    ...lost,
    ...(translated.trim() === "" && english.trim() !== "" ? ["it is empty"] : []),
    ...(isSentence(english) === isSentence(translated) ? [] : ["one is a whole sentence, the other is not"]),
    ...(unseen.test(translated) ? ["it has characters that are not seen"] : []),
    ...(translated === translated.normalize("NFC") ? [] : ["it is not normalised (NFC)"]),
  ];
}

/** What Korean writes in Latin letters: names, and what traders, git, Python and keyboards say so. */
export const latin: ReadonlySet<string> = new Set(
  [
    "Phasegate phasegate VS Code Claude Copilot Codex Cursor GitHub Actions Windows Mac Roman Prometheus node_exporter",
    "Python import True False true false null array boolean integer number object string float scope worst task init",
    "Markdown JSON Schema UTF-8 CP949 V4 v4 PnL id trial prune con nul touch",
    "git diff unified origin pre-commit fetch rebase squash amend attributes stderr bash zsh fish source fpath",
    "textfile collector Model Context Protocol Ctrl-C Ctrl Cmd Esc Enter Page Up Down Home End",
  ].flatMap((words) => words.split(" ")),
);

/** What stands between the words, and is no language. */
const noWords = [
  /\{\d+\}/,
  /`[^`]*`/,
  /"(?:git|phasegate|--[a-z]+) [^"]*"/,
  /"[a-z][\w:.-]*"/,
  /"Phase 1: …"/,
  /"STOP_LOSS = 0\.02 {2}# was 0\.03"/,
  /for, with, except, case/,
  /(?<![\w-])--?[a-z][a-z-]*/,
  /(?:git|phasegate)(?: (?:--)?[a-z][a-z-]*)+/,
  /\]\([^)]*\)/,
  /https?:\/\/\S+/,
  /\$\([a-z-]+\)/,
  /<[^<>]*>/,
  /\$data|\d{4}-\d\d-\d\dT\S+/,
  // Paths, and names of code.
  /[\w./*~-]*[\w*~]?[./][\w./*-]+/,
  /\w+_\w+|[a-z]+[A-Z]\w*/,
  /\b[A-Z]{2,}\b/,
];
const noNames: ReadonlySet<string> = new Set();
const noWord = new RegExp(noWords.map(({ source }) => source).join("|"), "g");

/** The words of English that a Korean text still has; `names` are none. */
export function englishIn(korean: string, names: ReadonlySet<string> = noNames): string[] {
  const words = korean.replace(noWord, " ").match(/[A-Za-z][\w'’-]+/g) ?? [];
  return words.filter((word) => !latin.has(word) && !names.has(word));
}

/** Which particle follows depends on the sound before it, which nobody knows of a value. */
const bareParticle = /\{\d+\}[`"”’*]*(?:을|를|은|는|이|가|과|와|으로|로|아|야)(?![가-힣(])/g;

/** What a Korean text breaks besides. */
export function koreanFaultsOf(korean: string, names?: ReadonlySet<string>): string[] {
  const left = englishIn(korean, names);
  const particles = korean.match(bareParticle) ?? [];
  return [
    ...(left.length > 0 ? [`English is left: ${left.join(" ")}`] : []),
    ...particles.map((particle) => `“${particle}” fits some values only`),
  ];
}
