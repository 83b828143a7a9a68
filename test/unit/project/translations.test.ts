// Holds every translation to its English: complete, nothing left over, and unchanged in it what must not change.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, it } from "mocha";
import { metrics } from "../../../src/core/gates/metrics/metrics";
import { planFiles, planFilesInOtherLanguages, planTexts, root } from "../../../tools/testing.mjs";
import { schema, visit } from "../../support/plan-schema";
import {
  exportedSentences,
  faultsOf,
  koreanFaultsOf,
  readTranslations,
  type Translations,
} from "../../support/translations";

/** Fails with a list of all that a translation lacks, has too much, or breaks. */
function holds(english: Translations, korean: Translations, names?: ReadonlySet<string>): void {
  const faults = [
    ...Object.keys(english).flatMap((key) => (Object.hasOwn(korean, key) ? [] : [`not translated: ${key}`])),
    ...Object.keys(korean).flatMap((key) => (Object.hasOwn(english, key) ? [] : [`no longer said: ${key}`])),
    ...Object.entries(korean).flatMap(([key, text]) =>
      inKorean(english[key] ?? key, text, names).map((fault) => `${key} → ${text}: ${fault}`),
    ),
  ];
  assert.ok(faults.length === 0, `\n${faults.join("\n")}`);
}

const inKorean = (english: string, korean: string, names?: ReadonlySet<string>): string[] => [
  ...faultsOf(english, korean),
  ...koreanFaultsOf(korean, names),
];

/** What a plan writes as it is, whatever language its reader speaks: members, values, units, and what the schema rests on. */
function namesInPlans(): ReadonlySet<string> {
  const names = new Set(["ajv", "Merge", "Patch", "RFC", "Lines", "default", "label", "net", "gross"]);
  for (const { unit } of Object.values(metrics)) for (const word of unit.split(" ")) names.add(word);
  visit(schema, [], ({ properties = {}, enum: values }) => {
    for (const name of Object.keys(properties as object)) names.add(name);
    if (Array.isArray(values)) for (const value of values) names.add(String(value));
  });
  return names;
}

describe("the Korean translation", () => {
  it("has every sentence for people, and no other", async function () {
    this.timeout(120_000);
    const sentences = Object.keys(await exportedSentences());
    const english = Object.fromEntries(sentences.map((sentence) => [sentence, sentence]));
    holds(english, readTranslations("l10n/bundle.l10n.ko.json"));
  });

  it("has every text of the manifest, and no other", () =>
    holds(readTranslations("package.nls.json"), readTranslations("package.nls.ko.json")));

  it("names each command by the title that the palette has", () => {
    const [english, korean] = ["package.nls.json", "package.nls.ko.json"].map(readTranslations);
    const sentences = {
      ...readTranslations("l10n/bundle.l10n.ko.json"),
      ...readTranslations("l10n/phaseplan.ko.json"),
    };
    const commands = Object.entries(english ?? {}).filter(([key]) => key.startsWith("command."));
    const naming = Object.entries(sentences).flatMap(([sentence, translated]) =>
      commands.flatMap(([key, title]) =>
        sentence.includes(`"${title}"`) ? [[translated, korean?.[key]] as const] : [],
      ),
    );
    assert.ok(naming.length > 3);
    for (const [translated, title] of naming) assert.ok(translated.includes(`"${title}"`), `${title}: ${translated}`);
  });

  it("has every text of the plan's schema and snippets, and no other", () => {
    const english = Object.fromEntries(planTexts().map((text) => [text, text]));
    holds(english, readTranslations("l10n/phaseplan.ko.json"), namesInPlans());
  });

  it("has the schema and the snippets where the manifest names them, and they differ from the English in their texts alone", () => {
    const [names, koreanNames] = ["package.nls.json", "package.nls.ko.json"].map(readTranslations);
    const built = planFilesInOtherLanguages();
    const texts = readTranslations("l10n/phaseplan.ko.json");
    for (const [index, key] of ["schema.url", "snippets.path", "snippets.bot.path"].entries()) {
      const { source = "", translation = "" } = planFiles[index] ?? {};
      assert.equal(names?.[key], `./${source}`);
      assert.equal(koreanNames?.[key], `./${translation.replace("*", "ko")}`);
      const korean = built.find(({ path }) => `./${relative(root, path).replaceAll("\\", "/")}` === koreanNames?.[key]);
      const [was, is] = [readFileSync(source, "utf8"), String(korean?.contents)].map((text) =>
        leaves(JSON.parse(text)),
      );
      assert.deepEqual(
        is?.map(([path]) => path),
        was?.map(([path]) => path),
      );
      const changed = (was ?? []).flatMap(([path, text], leaf) =>
        is?.[leaf]?.[1] === text ? [] : [[path, text, is?.[leaf]?.[1]]],
      );
      assert.ok(changed.length > (key === "snippets.bot.path" ? 0 : 20));
      for (const [path, text = "", now = ""] of changed) {
        const parts = Object.keys(texts).filter((part) => text.includes(part));
        assert.ok(
          parts.some((part) => now === text.replace(part, texts[part] ?? "")),
          `${path}: ${text} → ${now}`,
        );
      }
    }
  });
});

/** Every value that holds no other, by its path. */
function leaves(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, `${path}/${key}`));
}

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
