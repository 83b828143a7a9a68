// Every command under a language that marks each sentence: what has no mark was never given to a translator.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { commands } from "../../src/cli/commands";
import { planInSigns } from "../support/plan-in-signs";
import { pseudoLanguage, pseudoTranslations, unmarkedWords, withoutValues } from "../support/pseudo";
import { exportedSentences } from "../support/translations";
import { threeWins, WatchedDemo } from "../support/watched-demo";

/** What is called the same in every language: commands, and the values of options and operands. */
const names: ReadonlySet<string> = new Set([
  ...Object.keys(commands),
  ..."text json sarif github markdown trials install uninstall commit agent claude copilot codex cursor".split(" "),
  ..."Phasegate phasegate Python bash zsh fish usage Ada Example errors unstable performance".split(" "),
]);

/** Command lines, and how they are typed. Metrics are for machines, completion is a script, and an agent's page is in English. */
const lines = [
  "",
  "--help",
  "nonsense",
  "--bogus",
  "apply",
  "apply x",
  "apply 1 --bogus",
  "gate --at yesterday",
  ...Object.keys(commands).map((name) => `${name} --help`),
  "status",
  "check",
  "check --format markdown",
  "diff 2",
  "gate",
  "gate --forecast",
  "evidence --trades",
  "log",
  "log --parameter EXIT_THRESHOLD",
  "show 0001-apply-1",
  "report",
  "report --html",
  "backups",
  "apply 2",
  "apply 3",
  "apply 2 --override 글",
  "rollback",
  "rollback baseline",
  "validate 1",
  "extend 1 --reason 글",
  "adopt",
  "adopt --hand-edits",
  "heal",
  "push",
  "fetch",
  "init bot.py",
  "import plan.md",
  "inspect plan.md",
  "schema --phase 99",
  "hook status",
  "hook install",
];

describe("the command line in another language", () => {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-pseudo-"));
  let demo: WatchedDemo;
  let code: ReadonlySet<string>;
  before(async function () {
    this.timeout(120_000);
    mkdirSync(join(folder, "l10n"));
    for (const file of ["cli.js", "main.js", "guards.js"]) cpSync(`dist/${file}`, join(folder, "dist", file));
    const bundle = pseudoTranslations(Object.keys(await exportedSentences()));
    writeFileSync(join(folder, `l10n/bundle.l10n.${pseudoLanguage}.json`), JSON.stringify(bundle));
    const sources = [{ kind: "log", path: "logs/*.jsonl", utcOffset: "+09:00" }];
    demo = new WatchedDemo(8, planInSigns({ evidence: { sources, feeRate: 0.0006 } }));
    demo.writeLog(threeWins);
    writeFileSync(join(demo.folder, "plan.md"), "# 글\n");
    code = new Set(demo.bot.split("\n").map(withoutValues));
  });
  after(() => {
    demo.remove();
    rmSync(folder, { recursive: true });
  });

  /** What a command prints, but lines of the bot and commands to type. */
  function said(line: string): string[] {
    const env = { ...demo.env, LC_ALL: pseudoLanguage };
    const args = [join(folder, "dist/cli.js"), ...line.split(" ").filter(Boolean)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: demo.folder, env, encoding: "utf8" });
    return `${stdout}${stderr}`
      .replace(/<style>.*?<\/style>/s, "")
      .replace(/^# >>>.*^# <<<.*?$/ms, "")
      .replace(/(?<=^| )phasegate (?:[a-z]+ )?(?=[A-Z[]|$)/gm, "")
      .split("\n")
      .filter((each) => !code.has(withoutValues(each)) && !/^ {2}(?:\(cd .*)?(?:phasegate|git) /.test(each));
  }

  for (const line of lines) {
    it(`marks every word of: phasegate ${line}`, () => {
      const left = said(line).flatMap((each) => {
        const words = unmarkedWords(each, names);
        return words.length > 0 ? [`${words.join(" ")} ← ${each}`] : [];
      });
      assert.ok(left.length === 0, `\n${left.join("\n")}`);
    });
  }

  it("finds a sentence that no translator was given", () => {
    const path = join(folder, `l10n/bundle.l10n.${pseudoLanguage}.json`);
    writeFileSync(path, "{}");
    assert.notDeepEqual(
      said("status").flatMap((each) => unmarkedWords(each, names)),
      [],
    );
  });
});
