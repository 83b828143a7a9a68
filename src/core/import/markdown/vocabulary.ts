// Knows the English and Korean words for sections, fields and risks.
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
  /** What was, what was tried, what is only an example. */
  | "past"
  /** Directly under the head of a phase. */
  | "start"
  | "other";

const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [
    /rollback (?:procedure|plan|step)|how to roll ?back|phases? [\d-]+ rollback|(?:deployment|rollout) steps?|^(?:steps?|procedure|instructions?)$|(?:롤백|배포)\s?(?:절차|방법)/iu,
    "procedure",
  ],
  [
    /roll ?back|abort|stop if|stop condition|fail(?:ure)? (?:criteria|condition)|롤백|되돌|원복|복구|중단|실패\s?(?:기준|조건)/iu,
    "rollback",
  ],
  [/success|acceptance|pass(?:ing)? criteria|^criteria$|성공|통과|합격/iu, "criteria"],
  [/timeline|schedule|일정/iu, "timeline"],
  [
    /expected (?:final |overall |total )?(?:performance|results?|outcomes?)|performance (?:metrics|targets?|expectations?)|^comparison|예상\s?(?:최종\s?)?(?:성과|성능|결과)|기대\s?(?:성과|성능)/iu,
    "performance",
  ],
  [
    /\b(?:results?|history|findings|backtest(?:s|ing)?|lessons|incidents?|what happened|examples?|samples?|considered|rejected|abstract|discussion|conclusions?)\b|백테스트|결과|회고|교훈|이력|예시|예제/iu,
    "past",
  ],
  [/impact|effects?|영향|효과/iu, "impact"],
  [
    /checkpoints?|\bmonitor|^[^\p{L}\p{N}]{0,3}(?:validation|validate|verify|verification)\b|what to (?:watch|expect)|validation (?:checks?|points?)|모니터링|체크포인트|검증|관찰/iu,
    "checkpoints",
  ],
  [/\b(?:before|current|baseline|old|previous|existing|pre-deployment)\b|이전|현재|기존|변경\s?전/iu, "before"],
  [/\b(?:after|target|new|optimi[sz]ed|proposed|updated)\b|목표|신규|변경\s?후|최적/iu, "after"],
  [
    /parameters?|^(?:the )?(?:changes?|values?|settings?|set|apply|edit|update|deploy)\b|\b(?:change|set|edit|update) (?:the |these )?(?:values?|constants?|settings?|config)|파라미터|매개변수|변경\s?(?:사항|값|내용)|설정/iu,
    "parameters",
  ],
  [/risk assessment|^risks?$|위험\s?(?:평가|분석)|리스크\s?(?:평가|분석)/iu, "risk"],
];

/** What a heading or a label on a line of its own announces. */
export function sectionOf(label: string): Section {
  return SECTIONS.find(([pattern]) => pattern.test(label))?.[1] ?? "other";
}

/** Whether what is there says nothing of what is to be set: it tells of the past, or of how to go back. */
export function isSilent(section: Section): boolean {
  return section === "past" || section === "procedure" || section === "risk";
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
    /^(?:monitor|monitoring(?: period| window)?|monitoring time|duration|window|observe|observation(?: period)?|validation(?: period| window)?|(?:모니터링|관찰|검증)(?:\s?기간)?|기간)$/iu,
    "window",
  ],
  [/^(?:trades|minimum trades|min trades|거래|거래\s?수|최소\s?거래(?:\s?수)?)$/iu, "trades"],
  [/^(?:(?:target |bot )?files?(?: path)?|path|source|module|(?:대상\s?)?파일(?:\s?경로)?|경로)$/iu, "file"],
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
