// Holds README.ko.md to README.md: the same parts, code, pictures and links, and commands by the titles that a Korean palette has.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { englishIn, readTranslations } from "../../support/translations";

interface Readme {
  readonly prose: string;
  readonly blocks: readonly string[];
}

function read(file: string): Readme {
  const text = readFileSync(file, "utf8").replace(/^.*\[(?:English\]\(README|한국어\]\(README\.ko)\.md\).*$/m, "");
  // The tables of commands are written by a tool, of the sentences that the command line has.
  const [before = "", , after = ""] = text.split(/<!-- (?:commands:|end of commands).*?-->/s);
  const blocks = /^( *)```[\s\S]*?^\1```$|(?:^ {4}.*\n)+/gm;
  const prose = `${before}${after}`.replace(blocks, "").replace(/`[^`]*`/g, (code) => code.replace(/\s+/g, " "));
  return { prose, blocks: text.match(blocks) ?? [] };
}

const english = read("README.md");
const korean = read("README.ko.md");

const all = (pattern: RegExp, { prose }: Readme): string[] => (prose.match(pattern) ?? []).sort();

describe("README.ko.md", () => {
  it("links to README.md, and README.md to it", () => {
    for (const [file, other] of [
      ["README.md", "README.ko.md"],
      ["README.ko.md", "README.md"],
    ] as const) {
      assert.ok(readFileSync(file, "utf8").split("\n")[2]?.includes(`](${other})`), file);
    }
  });

  it("has the same parts, code, links and pictures", () => {
    assert.ok(english.blocks.length > 8);
    assert.deepEqual(korean.blocks, english.blocks);
    const levels = ({ prose }: Readme) => [...prose.matchAll(/^(#+|\d\.|-) /gm)].map(([, mark]) => mark);
    assert.deepEqual(levels(korean), levels(english));
    assert.deepEqual(all(/\]\([^)]*\)/g, korean), all(/\]\([^)]*\)/g, english));
    assert.deepEqual(
      [...new Set(all(/`[^`]*`/g, korean))],
      [...new Set([...all(/`[^`]*`/g, english), koreanLocale])].sort(),
    );
  });

  it("calls commands as the palette does", () => {
    const [titles, theirs] = ["package.nls.json", "package.nls.ko.json"].map(readTranslations);
    const named = Object.entries(titles ?? {}).filter(
      ([key, title]) => key.startsWith("command.") && new RegExp(`\\*(?:Phasegate: )?${title}\\*`).test(english.prose),
    );
    assert.ok(named.length > 5);
    for (const [key] of named) {
      const title = theirs?.[key] ?? "";
      assert.ok(korean.prose.includes(`*${title}*`) || korean.prose.includes(`: ${title}*`), title);
    }
  });

  it("has no English left but names, and what is English where it stands", () => {
    const text = korean.prose
      .replace(/\*(?:Turn the market|Welcome: Open Walkthrough…)\*/g, "")
      .replace(/\[[^\]]*\]\([^)]*\)/g, "");
    assert.deepEqual(englishIn(text, namesOfTools), []);
  });
});

const koreanLocale = "`LANG=ko_KR.UTF-8`";
const namesOfTools = new Set([
  "Node",
  "CI",
  "cron",
  "husky",
  "MIT",
  "F12",
  "F1",
  "Ctrl+Space",
  "Space",
  "English",
  "stdout",
]);
