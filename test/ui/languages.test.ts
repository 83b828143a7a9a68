// The editor in another language, walked as a person walks it: no word of English is left in what is ours. In Korean, the
// screenshots show it as a person reads it; in a language that marks each text, whatever was never given to a translator shows.
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { botPath } from "../support/demo-repository";
import { planInSigns } from "../support/plan-in-signs";
import { pseudo, pseudoLanguage, pseudoTranslations, unmarkedWords, withoutValues } from "../support/pseudo";
import { exportedSentences, latin, readTranslations, type Translations } from "../support/translations";
import { until } from "../support/until";
import { threeWins, WatchedDemo } from "../support/watched-demo";
import { dashboardFrame } from "./support/dashboard";
import { keepPicture, openWorkbench } from "./support/open";
import type { Workbench } from "./support/workbench";

const botName = "phase4_dynamic_testnet_trading.py";

/** What is named as it is in every language, and what VS Code adds in its own. */
const names: ReadonlySet<string> = new Set(
  "Phasegate Ada Example errors unstable performance unsealed milestone Section View Focus on More Actions Collapse All Ctrl Enter Mac Cmd".split(
    " ",
  ),
);

interface Language {
  readonly name: string;
  readonly manifest: Translations;
  readonly say: (english: string) => string;
  readonly added: Readonly<Record<string, string>>;
  readonly names: ReadonlySet<string>;
}

async function marked(): Promise<Language> {
  const manifest = readTranslations("package.nls.json");
  const translated = Object.fromEntries(Object.entries(manifest).map(([key, text]) => [key, pseudo(text)]));
  const bundle = pseudoTranslations(Object.keys(await exportedSentences()));
  return {
    name: pseudoLanguage,
    manifest: translated,
    say: pseudo,
    added: {
      [`package.nls.${pseudoLanguage}.json`]: JSON.stringify(translated),
      [`l10n/bundle.l10n.${pseudoLanguage}.json`]: JSON.stringify(bundle),
    },
    names,
  };
}

async function korean(): Promise<Language> {
  const bundle = readTranslations("l10n/bundle.l10n.ko.json");
  return {
    name: "ko",
    manifest: readTranslations("package.nls.ko.json"),
    say: (english) => bundle[english] ?? assert.fail(english),
    added: {},
    names: new Set([...names, ...latin]),
  };
}

for (const [title, load] of [
  ["a language that marks every text", marked],
  ["Korean", korean],
] as const) {
  describe(`the editor in ${title}`, () => {
    let language: Language;
    let demo: WatchedDemo;
    let vscode: Workbench;
    let code: ReadonlySet<string>;

    before(async () => {
      language = await load();
      const sources = [{ kind: "log", path: "logs/*.jsonl", utcOffset: "+09:00" }];
      demo = new WatchedDemo(20, planInSigns({ evidence: { sources, feeRate: 0.0006 } }));
      demo.writeLog(threeWins);
      // A value that no phase allows, for Problems.
      demo.bot = demo.bot.replace("MAX_HOLD_CANDLES = 4", "MAX_HOLD_CANDLES = 6");
      demo.git("config", "user.name", "Ada Example");
      demo.git("config", "user.email", "ada@example.org");
      code = new Set(demo.bot.split("\n").map(withoutValues));
      vscode = await openWorkbench({ folder: demo.folder, language: language.name, added: language.added });
      await until(
        "the status",
        () => vscode.statusBarText(),
        (text) => text.includes("v4 ·"),
      );
    });
    afterEach(async function () {
      await keepPicture(this.currentTest, vscode);
    });
    after(async () => {
      await vscode?.close();
      demo?.remove();
    });

    const picture = (name: string): Promise<void> => vscode.screenshot(`language-${language.name}-${name}`);

    /** Fails with every line that has words of English; lines of the bot's code have none of ours. */
    function noEnglishIn(texts: readonly string[]): void {
      const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
      assert.ok(lines.length > 0, "nothing is shown");
      const left = lines.flatMap((line) => {
        const words = code.has(withoutValues(line)) ? [] : unmarkedWords(line, language.names);
        return words.length > 0 ? [`${words.join(" ")} ← ${line}`] : [];
      });
      assert.ok(left.length === 0, `\n${[...new Set(left)].join("\n")}`);
    }

    /** What is painted in these places, and what a screen reader says of them. */
    async function said(...places: Locator[]): Promise<string[]> {
      const texts = await Promise.all(
        places.map(async (place) => [
          ...(await place.allInnerTexts()),
          ...(await place.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""))),
        ]),
      );
      return texts.flat();
    }

    it("says how the newest phase stands, in the status bar", async () => {
      await until(
        "the gate",
        () => vscode.statusBarText(),
        (text) => text.includes(language.say("Inconclusive")),
      );
      noEnglishIn(await said(vscode.page.locator('.part.statusbar .statusbar-item[id^="phasegate"]')));
    });

    it("shows plan, gate and checkpoints in the side bar, with what each row tells when it is pointed at", async () => {
      await vscode.openView("Phasegate");
      await vscode.clickTreeRow(language.say("Gate"));
      await until(
        "the conditions",
        () => vscode.treeRows(),
        (rows) => rows.some(({ text }) => text.includes("signal-rate")),
      );
      await picture("side-bar");
      noEnglishIn((await vscode.treeRows()).flatMap(({ text, label }) => [text, label]));
      noEnglishIn(
        await said(
          vscode.page.locator(".part.sidebar .pane-header"),
          vscode.page.locator(".part.sidebar .pane-header .action-label"),
        ),
      );
      const told = [
        ["signal-rate", "글"],
        ["EXIT_THRESHOLD", "0.603"],
        ["0001", "Ada Example"],
      ] as const;
      for (const [row, part] of told) noEnglishIn([await vscode.tooltip(row, part)]);
      await picture("tooltip");
      await vscode.page.mouse.move(700, 20);
    });

    it("marks values and offers the next phase in the bot's file", async () => {
      await vscode.quickOpen(botName);
      await vscode.goToLine(40);
      await until(
        "the marks",
        () => vscode.editorText(),
        (text) => text.replace(/\s/g, "").includes("→0.0052"),
      );
      const lenses = await until(
        "the lens",
        () => vscode.codeLenses(),
        (all) => all.length > 0,
      );
      await picture("bot");
      noEnglishIn(lenses);
      noEnglishIn(await attachedTexts(vscode));
    });

    it("tells all of a value on hover", async () => {
      const text = await vscode.hover("EXIT_THRESHOLD = 0.603", "0.603");
      await picture("hover");
      noEnglishIn([text]);
      await vscode.page.mouse.move(700, 20);
    });

    it("lists what is wrong, and how to mend it", async () => {
      const problems = await until(
        "the problems",
        () => vscode.problems(),
        (all) => all.length > 0,
      );
      await picture("problems");
      noEnglishIn(problems.map((text) => text.replace(/\[Ln \d+, Col \d+\]/, "")));
      await vscode.page.keyboard.press("Control+j");
      const line = demo.bot.split("\n").findIndex((each) => each.includes("MAX_HOLD_CANDLES = 6")) + 1;
      const fixes = await vscode.quickFixes(line, demo.bot.split("\n")[line - 1]?.indexOf("6") ?? 1);
      await picture("fixes");
      noEnglishIn(fixes);
      await vscode.page.keyboard.press("Escape");
    });

    it("calls its commands so in the palette", async () => {
      const entries = await vscode.commandsFor("Phasegate");
      // VS Code adds the English title of each.
      noEnglishIn(entries.map((entry) => entry.replace(/(?<=\S) ?Phasegate: .*$/, "")));
    });

    it("explains what a plan may have", async function () {
      const texts = language.name === "ko" ? readTranslations("l10n/phaseplan.ko.json") : this.skip();
      await vscode.quickOpen("v4.phaseplan.json");
      const text = await vscode.hover('"formatVersion"');
      await picture("schema");
      assert.ok(text.includes(texts["The version of the plan format. This one is 1."] ?? "?"), text);
      await vscode.page.mouse.move(700, 20);
      await vscode.quickOpen(botName);
    });

    it("says why a phase is held back, and asks for the reason of an override", async () => {
      demo.git("checkout", "--quiet", "--", botPath);
      await until(
        "no edits",
        () => vscode.treeRows(),
        (rows) => !rows.some(({ text }) => text.includes(language.say("edits not recorded"))),
      );
      await vscode.runCommand(language.manifest["command.applyPhase2"] ?? "");
      const toasts = await until(
        "the refusal",
        () => vscode.notifications(),
        (all) => all.length > 0,
      );
      await picture("refusal");
      noEnglishIn(toasts);
      noEnglishIn(await said(vscode.page.locator(".notification-toast .monaco-button")));
      await vscode.clickNotificationButton(language.say("Override…"));
      const question = await until(
        "the question",
        () => vscode.inputMessage(),
        (text) => text !== "",
      );
      await picture("reason");
      noEnglishIn([question.replace("(Press 'Enter' to confirm or 'Escape' to cancel)", "")]);
      await vscode.answer("글");
      await answered("preview", "answerPhase2");
      await vscode.editorTitleButton(language.manifest["command.answerCancel"] ?? "");
      await until(
        "the bot's file",
        () => vscode.activeTab(),
        (tab) => tab === botName,
      );
    });

    it("lists where to go back to, previews it, and says that it is done", async () => {
      await vscode.runCommand(`Phasegate: ${language.manifest["command.rollBack"]}`);
      const goals = await until(
        "the goals",
        () => vscode.choices(),
        (all) => all.length > 0 && !all.some((each) => each.startsWith("Phasegate:")),
      );
      await picture("goals");
      noEnglishIn(goals);
      await vscode.page.keyboard.press("Enter");
      await answered("roll-back", "answerRollBack");
      await vscode.editorTitleButton(language.manifest["command.answerRollBack"] ?? "");
      await until(
        "the checkpoint",
        () => demo.git("tag"),
        (tags) => tags.includes("0002-rollback"),
      );
      noEnglishIn(
        await until(
          "what was done",
          () => vscode.notifications(),
          (all) => all.length > 0,
        ),
      );
      await picture("done");
    });

    it("answers in the dashboard", async () => {
      await vscode.page.keyboard.press("Escape");
      await vscode.runCommand(`Phasegate: ${language.manifest["command.openDashboard"]}`);
      const frame = await dashboardFrame(vscode.page);
      await until(
        "the charts",
        () => frame.locator(".chart").count(),
        (n) => n > 2,
      );
      await picture("dashboard");
      noEnglishIn(
        await said(
          frame.locator("main"),
          frame.locator("main [aria-label]"),
          frame.locator("main [aria-roledescription]"),
        ),
      );
      const switches = frame.locator("button.switch");
      await switches.first().click();
      noEnglishIn(await said(frame.locator("main")));
    });

    /** Waits until the active editor asks, and looks at all that it shows. */
    async function answered(name: string, command: string): Promise<void> {
      const [answer = "", cancel = ""] = [command, "answerCancel"].map((key) => language.manifest[`command.${key}`]);
      await until(
        "the question",
        () => vscode.editorTitleButtons(),
        (all) => all.includes(answer) && all.includes(cancel),
      );
      const text = await until(
        "the preview",
        () => vscode.previewText(),
        (all) => all.includes("→"),
      );
      await picture(name);
      // VS Code counts the files.
      noEnglishIn([text, (await vscode.activeTabLabel()).replace(/ \(\d+ files?\)/, "")]);
    }
  });
}

/** What decorations add to the visible lines of the editor: CSS, in no text node. */
function attachedTexts(vscode: Workbench): Promise<string[]> {
  return vscode.page.locator(".editor-group-container.active .view-line span").evaluateAll((spans) =>
    spans
      .flatMap((span) =>
        ["::before", "::after"].map((side) => span.ownerDocument.defaultView.getComputedStyle(span, side).content),
      )
      .filter((content: string) => content.startsWith('"'))
      .map((content: string) => content.slice(1, -1)),
  );
}
