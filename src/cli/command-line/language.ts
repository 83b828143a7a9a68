// Speaks the language of the environment, where the package has a translation for it; imported for that, ahead of all that speaks.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";

/** How translations of the environment's language may be called, the nearest first: "pt-br" and "pt" for pt_BR.UTF-8. */
function languages({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string[] {
  const [, language, territory] =
    /^([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@]|$)/.exec(LC_ALL || LC_MESSAGES || LANG || "") ?? [];
  if (language === undefined) return [];
  return territory === undefined ? [language] : [`${language}-${territory.toLowerCase()}`, language];
}

/** Beside the bundled command line's own folder; undefined where there is none that can be read. */
function translation(language: string): object | undefined {
  try {
    const bundle: unknown = JSON.parse(readFileSync(join(__dirname, `../l10n/bundle.l10n.${language}.json`), "utf8"));
    return typeof bundle === "object" && bundle !== null ? bundle : undefined;
  } catch {
    // A sentence in English is better than none.
    return undefined;
  }
}

/** The language of all sentences: the environment's, or English. */
export const spokenLanguage = speak();

function speak(): string {
  for (const language of languages(process.env)) {
    const contents = translation(language);
    if (!contents) continue;
    l10n.config({ contents: contents as Record<string, string> });
    return language;
  }
  return "en";
}
