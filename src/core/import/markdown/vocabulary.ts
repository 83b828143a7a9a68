// Knows the English and Korean words for sections, fields, phases and risks.
/** What a heading or a label announces. */
export type Section =
  | "parameters"
  | "before"
  | "after"
  | "impact"
  | "checkpoints"
  | "criteria"
  | "rollback"
  | "procedure"
  | "performance"
  | "timeline"
  | "risk"
  | "other";

const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/rollback (?:procedure|plan|step)|how to roll ?back|phases? [\d-]+ rollback|롤백\s?(?:절차|방법)/iu, "procedure"],
  [
    /roll ?back|abort|stop if|stop condition|fail(?:ure)? (?:criteria|condition)|롤백|중단|실패\s?(?:기준|조건)/iu,
    "rollback",
  ],
  [/success|acceptance|pass(?:ing)? criteria|^criteria$|성공|통과|합격/iu, "criteria"],
  [/timeline|schedule|일정/iu, "timeline"],
  [
    /expected (?:final |overall |total )?(?:performance|results?)|performance (?:metrics|targets?|expectations?)|^comparison|예상\s?(?:최종\s?)?(?:성과|성능|결과)|기대\s?(?:성과|성능)/iu,
    "performance",
  ],
  [/impact|effects?|영향|효과/iu, "impact"],
  [
    /checkpoints?|^monitor|what to (?:watch|expect)|validation (?:checks?|points?)|모니터링|체크포인트|검증|관찰/iu,
    "checkpoints",
  ],
  [/\b(?:before|current|baseline|old|previous|existing|pre-deployment)\b|이전|현재|기존|변경\s?전/iu, "before"],
  [/\b(?:after|target|new|optimi[sz]ed|proposed|updated)\b|목표|신규|변경\s?후|최적/iu, "after"],
  [
    /parameters?|^(?:the )?(?:changes?|values?|settings?)\b|파라미터|매개변수|변경\s?(?:사항|값|내용)|설정/iu,
    "parameters",
  ],
  [/risk assessment|^risks?$|위험\s?(?:평가|분석)|리스크\s?(?:평가|분석)/iu, "risk"],
];

/** What a heading or a label on a line of its own announces. */
export function sectionOf(label: string): Section {
  return SECTIONS.find(([pattern]) => pattern.test(label))?.[1] ?? "other";
}

/** A member of a phase or of the plan that a line gives as "Label: value". */
export type Field =
  | "timing"
  | "why"
  | "risk"
  | "window"
  | "trades"
  | "file"
  | "scope"
  | "date"
  | "method"
  | "iterations";

const FIELDS: readonly (readonly [RegExp, Field])[] = [
  [
    /^(?:timing|when|start(?:s)?(?: when)?|prerequisites?|requires|시점|시기|적용\s?시점|선행\s?조건|전제\s?조건)$/iu,
    "timing",
  ],
  [/^(?:rationale|reason|why|goal|objective|purpose|근거|이유|목적)$/iu, "why"],
  [/^(?:risk|risk level|위험|위험도|리스크)$/iu, "risk"],
  [
    /^(?:monitor|monitoring(?: period| window)?|monitoring time|duration|window|observe|observation(?: period)?|(?:모니터링|관찰|검증)(?:\s?기간)?|기간)$/iu,
    "window",
  ],
  [/^(?:trades|minimum trades|min trades|거래|거래\s?수|최소\s?거래(?:\s?수)?)$/iu, "trades"],
  [/^(?:files?|path|source|module|파일|경로)$/iu, "file"],
  [/^(?:class|scope|config class|클래스)$/iu, "scope"],
  [/^(?:created|date|written|작성일|작성|날짜|일자|생성일)$/iu, "date"],
  [/^(?:method|optimizer|optimi[sz]ation method|최적화\s?방법|방법)$/iu, "method"],
  [/^(?:iterations|trials|number of trials|반복(?:\s?횟수)?|시행(?:\s?횟수)?|시도(?:\s?횟수)?)$/iu, "iterations"],
];

export function fieldOf(label: string): Field | undefined {
  return FIELDS.find(([pattern]) => pattern.test(label))?.[1];
}

/** "Label: value" with the label as the author marked it; a label has at most eight words. */
export interface Labelled {
  readonly label: string;
  /** The text in parentheses after the label. */
  readonly remark: string;
  readonly value: string;
}

const LABELLED = /^([^:：=]{1,80}?)\s{0,3}(?:\(([^()]{0,120})\))?\s{0,3}[:：](?!\/\/)\s{0,3}(.*)$/u;

export function labelled(text: string): Labelled | undefined {
  const [, label, remark = "", value = ""] = LABELLED.exec(text) ?? [];
  if (label === undefined || label.split(/\s+/).length > 8) return undefined;
  return { label: label.trim(), remark, value: value.trim() };
}

const PHASE_WORD = "(?:phase|stage|step|단계|페이즈)";
const WEEK_WORD = "(?:week|주차)";

/** The head of a phase: its number as written and its title, with the text in parentheses after it. */
export interface PhaseHead {
  readonly number: string;
  readonly title: string;
  readonly remark: string;
}

/** Reads "Phase 1: Title (6 hours)", "2단계 - 제목", or with `weeks` "Week 1"; undefined for a mere mention of a phase. */
export function phaseHead(text: string, weeks: boolean): PhaseHead | undefined {
  const word = weeks ? WEEK_WORD : PHASE_WORD;
  const match =
    new RegExp(`^${word}\\s{0,3}#?(\\d{1,3})(?![\\d.])(?!\\s?[-–~]\\s?\\d)(.*)$`, "iu").exec(text) ??
    new RegExp(`^(?:제\\s?)?(\\d{1,3})\\s?${weeks ? "주차" : "(?:단계|페이즈)"}(.*)$`, "iu").exec(text);
  const [, number, rest = ""] = match ?? [];
  if (number === undefined) return undefined;
  const separated = /^\s{0,3}(?:[:：.)|–—-]\s{0,3}|(?=\()|$)/u.exec(rest);
  if (!separated) return undefined;
  const tail = rest.slice(separated[0].length).replace(/[:：]\s*$/u, "");
  const [, title = "", remark = ""] = /^(.*?)\s{0,3}(?:\(([^()]*)\))?\s*$/u.exec(tail.slice(0, 400)) ?? [];
  return { number, title: title.trim(), remark };
}

/** The number of the one phase that a text mentions; undefined where it mentions none or several. */
export function mentionedPhase(text: string): string | undefined {
  const found = new Set<string>();
  if (/\b(?:phases?|stages?|steps?|weeks?)\s?\d+\s?[-–~]\s?\d+/iu.test(text)) return undefined;
  for (const [, english, korean] of text.matchAll(
    /\b(?:phase|stage|step|week)\s?(\d{1,3})\b|(\d{1,3})\s?(?:단계|페이즈|주차)/giu,
  ))
    found.add((english ?? korean) as string);
  return found.size === 1 ? [...found][0] : undefined;
}

const RISKS = [
  ["low-moderate", /low[\s-]*(?:to|-|\/)?[\s-]*(?:moderate|medium)|낮음[\s~-]*(?:보통|중간)/iu],
  ["moderate-high", /(?:moderate|medium)[\s-]*(?:to|-|\/)?[\s-]*high|(?:보통|중간)[\s~-]*높음/iu],
  ["moderate", /moderate|medium|보통|중간/iu],
  ["high", /high|높음|높다/iu],
  ["low", /low|낮음|낮다/iu],
] as const;

export type Risk = (typeof RISKS)[number][0];

export function riskOf(text: string): Risk | undefined {
  return RISKS.find(([, pattern]) => pattern.test(text))?.[0];
}
