// Tells which names a code fence gives values to, and whether they are old or new.
import { isName } from "../names";
import { sourcePathIn } from "../source-paths";
import type { Block } from "./blocks";
import type { Role } from "./context";
import { type FenceEntry, isShell, readFence } from "./fences";
import { fieldOf } from "./vocabulary";

export type Fence = Extract<Block, { kind: "fence" }>;

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [
    /^[^\p{L}\p{N}]*(?:before|current(?:ly)?|old|existing|baseline|from|변경\s?전|이전|현재|기존)(?![\p{L}\p{N}_])/iu,
    "baseline",
  ],
  [
    /^[^\p{L}\p{N}]*(?:after|new|target|proposed|recommended|suggested|optimi[sz]ed|to|변경\s?후|목표|신규|최적|권장|추천)(?![\p{L}\p{N}_])/iu,
    "target",
  ],
];
export const OPTION =
  /^[^\p{L}\p{N}]*((?:[Oo]ption|OPTION|[Aa]lternative|[Ss]cenario|[Vv]ariant|Plan|대안|옵션|시나리오|방안)\s?(?:[A-Z]|\d{1,2})(?![\p{L}\p{N}]).{0,40}|[A-C]안.{0,40})/u;
const RECORDS = new Set(["log", "logs", "output", "csv", "tsv", "markdown", "md"]);
/** Words by which a line above a fence says that what follows is only shown. */
const SHOWS =
  /\b(?:examples?|e\.g\.|samples?|output|prints?|logs?|looks? like|pseudo-?code|roughly|suppose|sketch|snippet|results?|returns)\b|예시|예제|출력|로그|의사\s?코드|결과/iu;
/** Words by which it says what to do with the values in it. */
const TELLS =
  /\b(?:set|apply|change|edit|update|deploy|use|replace|put|new|config(?:uration)?|constants?)\b|변경|적용|수정|설정/iu;
const STATEMENT =
  /^\s*(?:def|if|elif|else|for|while|return|try|except|with|async|await|import|from\s+\S+\s+import|print\s?\(|function|const|let)\b/u;

/** Whether a fence has the statements of a program: what it assigns is then how the code works, and not what to set. */
export function isProgram({ lines }: Fence): boolean {
  return lines.some(({ text }) => STATEMENT.test(text));
}

/** Whether a fence shows what was printed or computed. */
export function isRecord({ language, lines }: Fence): boolean {
  return RECORDS.has(language) || lines.some(({ text }) => /^\W?\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/.test(text.trim()));
}

/** What the line above a fence says of it: "shows" for an example, "tells" for values to set. */
export function leadOf(text: string | undefined, known: boolean): "shows" | "tells" | "nothing" {
  if (text === undefined) return "nothing";
  if (SHOWS.test(text)) return "shows";
  const label = /[:：][\s*_`]*$/u.test(text);
  if (!label) return "nothing";
  return known || TELLS.test(text) || sourcePathIn(text) !== undefined ? "tells" : "shows";
}

/** The names that a fence or table gives values to, so that other lines may call them so. */
export function namesInFence(fence: Fence): string[] {
  if (isShell(fence.language)) return [];
  const entries = readFence(fence.language, fence.lines);
  return entries.flatMap((entry) =>
    entry.kind === "entry" && isAssignment(entry) && !roleOf(entry.key) ? [entry.key] : [],
  );
}

export function isAssignment({ key, choices, given }: FenceEntry): boolean {
  return (
    isName(key) && (choices.length > 0 || /→|->/.test(given)) && fieldOf(key) === undefined && !/^phase_?\d/i.test(key)
  );
}

/** Whether a key or a comment announces old values or new ones. */
export function roleOf(text: string): Role {
  return text.length > 80 ? undefined : ROLES.find(([pattern]) => pattern.test(text))?.[1];
}
