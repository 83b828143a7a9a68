// Reads how a text numbers its phases.

/** The word before or behind a phase's number. */
export interface PhaseWord {
  readonly english: string;
  readonly korean: string;
}

/** From the surest: a text whose phases have steps, days or stages inside is divided by its phases. */
export const phaseWords: readonly PhaseWord[] = [
  { english: "phase", korean: "단계|페이즈" },
  { english: "stage", korean: "스테이지" },
  { english: "wave", korean: "웨이브" },
  { english: "week", korean: "주차" },
  { english: "day", korean: "일차" },
  { english: "step", korean: "스텝" },
];
export const phase = phaseWords[0] as PhaseWord;

/** The head of a phase: its number as written and its title, with the text in parentheses after it. */
export interface PhaseHead {
  readonly number: string;
  readonly title: string;
  readonly remark: string;
}

/** Reads "Phase 1: Title (6 hours)", "3.1 Phase 1 - Title", "2단계 - 제목"; undefined for a mere mention of a phase. */
export function phaseHead(text: string, { english, korean }: PhaseWord): PhaseHead | undefined {
  const bare = text.replace(/^\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s{1,3}(?=\p{L})/u, "");
  const match =
    new RegExp(
      `^(?:${english}|${korean})\\s{0,3}#?(\\d{1,3}|[A-Za-z]{1,5}(?![\\p{L}\\p{N}]))(?![\\d.])(?!\\s?[-–~]\\s?\\d)(.*)$`,
      "iu",
    ).exec(bare) ?? new RegExp(`^(?:제\\s?)?(\\d{1,3})\\s?(?:${korean})(.*)$`, "iu").exec(bare);
  const [, written = "", rest = ""] = match ?? [];
  const number = /^\d/.test(written) ? written : counted(written);
  if (number === undefined) return undefined;
  const separated = /^\s{0,3}(?:[:：.)|–—-]\s{0,3}|(?=\()|$)/u.exec(rest);
  if (!separated) return undefined;
  const tail = rest.slice(separated[0].length).replace(/[:：]\s*$/u, "");
  const [, title = "", remark = ""] = /^(.*?)\s{0,3}(?:\(([^()]*)\))?\s*$/u.exec(tail.slice(0, 400)) ?? [];
  return { number, title: title.trim(), remark };
}

const COUNTED: readonly (readonly string[])[] = [
  ["A", "I", "one"],
  ["B", "II", "two"],
  ["C", "III", "three"],
  ["D", "IV", "four"],
  ["E", "V", "five"],
  ["F", "VI", "six"],
];

/** The number that a letter, a Roman numeral or a word stands for. */
function counted(written: string): string | undefined {
  const word = written.length > 2 && written !== "III" ? written.toLowerCase() : written;
  const index = COUNTED.findIndex((same) => same.includes(word));
  return index === -1 ? undefined : String(index + 1);
}

/** The number of the one phase that a text mentions; undefined where it mentions none or several. */
export function mentionedPhase(text: string, { english, korean }: PhaseWord): string | undefined {
  const found = new Set<string>();
  if (new RegExp(`\\b${english}s?\\s?\\d+\\s?[-–~]\\s?\\d+`, "iu").test(text)) return undefined;
  const mention = new RegExp(`\\b${english}\\s?(\\d{1,3})\\b|(\\d{1,3})\\s?(?:${korean})`, "giu");
  for (const [, before, behind] of text.matchAll(mention)) found.add((before ?? behind) as string);
  return found.size === 1 ? [...found][0] : undefined;
}
