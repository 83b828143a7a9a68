// Holds every translation to its English: complete, nothing left over, and unchanged in it what must not change.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  exportedSentences,
  faultsOf,
  koreanFaultsOf,
  readTranslations,
  type Translations,
} from "../../support/translations";

/** Fails with a list of all that a translation lacks, has too much, or breaks. */
function holds(english: Translations, korean: Translations): void {
  const faults = [
    ...Object.keys(english).flatMap((key) => (Object.hasOwn(korean, key) ? [] : [`not translated: ${key}`])),
    ...Object.keys(korean).flatMap((key) => (Object.hasOwn(english, key) ? [] : [`no longer said: ${key}`])),
    ...Object.entries(korean).flatMap(([key, text]) =>
      inKorean(english[key] ?? key, text).map((fault) => `${key} → ${text}: ${fault}`),
    ),
  ];
  assert.ok(faults.length === 0, `\n${faults.join("\n")}`);
}

const inKorean = (english: string, korean: string): string[] => [
  ...faultsOf(english, korean),
  ...koreanFaultsOf(korean),
];

describe("the Korean translation", () => {
  it("has every sentence for people, and no other", async function () {
    this.timeout(120_000);
    const sentences = Object.keys(await exportedSentences());
    const english = Object.fromEntries(sentences.map((sentence) => [sentence, sentence]));
    holds(english, readTranslations("l10n/bundle.l10n.ko.json"));
  });

  it("has every text of the manifest, and no other", () =>
    holds(readTranslations("package.nls.json"), readTranslations("package.nls.ko.json")));
});

describe("what holds a translation", () => {
  const english = 'Phase {0} sets {1} in `bot.py`; run "phasegate apply {0} --yes".';
  const korean = '{0}단계에서 `bot.py`의 {1} 값을 설정합니다. "phasegate apply {0} --yes"를 실행하세요.';
  const broken: [what: string, english: string, korean: string][] = [
    ["a placeholder less", english, korean.replace("{1} ", "")],
    ["a placeholder once only", english, korean.replace("apply {0}", "apply 1")],
    ["a placeholder that is not there", english, korean.replace("{1}", "{2}")],
    ["other code", english, korean.replace("bot.py", "봇.py")],
    ["another command", english, korean.replace("apply", "적용")],
    ["another option", english, korean.replace("--yes", "--예")],
    ["nothing", english, ""],
    ["no end", english, korean.slice(0, -1)],
    ["an end where there is none", "Apply {0}", "{0} 적용."],
    ["English that is left", english, korean.replace("설정합니다", "sets")],
    ["no translation", english, english],
    ["a particle that fits some values", english, korean.replace("{1} 값을", "{1}을")],
    ["a particle behind quotes", '"{0}" is open.', '"{0}"가 열려 있습니다.'],
    ["a hidden character", english, `${korean.slice(0, -1)}\u200b.`],
    ["a turned direction", english, `\u202e${korean}`],
    ["letters in pieces", english, korean.normalize("NFD")],
    ["a lost link", "See [it](command:phasegate.openPlan).", "[계획](command:phasegate.plan)을 보세요."],
    ["a lost icon", "$(check) Done", "완료"],
    ["another word to type", "with --override REASON", "--override 사유"],
    ["white space that was not there", " or ", "또는"],
    ["no more to follow", "Preview…", "미리 보기"],
  ];
  it("takes one that says the same", () => assert.deepEqual(inKorean(english, korean), []));
  for (const [what, from, to] of broken) {
    it(`refuses ${what}`, () => assert.notDeepEqual(inKorean(from, to), []));
  }
});
