// VS Code's workbench as a person uses it: keys, clicks, and what is painted. Every wait is for a state of the page.
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { root } from "../../../tools/testing.mjs";
import { slowness, until } from "../../support/until";
import { activeEditors, paintedLines, pointOf } from "./editor";

export interface TreeRow {
  /** The painted label and description. */
  readonly text: string;
  /** What a screen reader says: label, description and state. */
  readonly label: string;
  /** From 1, as the view nests its rows. */
  readonly level: number;
  readonly expanded: boolean;
}

export class Workbench {
  constructor(
    /** The page, for what this driver does not do. */
    readonly page: Page,
    /** The opened folder. */
    readonly folder: string,
    /** Leaves the page, and removes what belonged to it. */
    readonly close: () => Promise<void>,
  ) {}

  // --- Commands and questions ---

  /** F1, the title, Enter. The title is that of the palette, with or without its category. */
  async runCommand(title: string): Promise<void> {
    await this.openPalette(title);
    await this.page.keyboard.press("Enter");
  }

  /** The palette's entries for a text, best first; the palette is closed again. */
  async commandsFor(text: string): Promise<string[]> {
    await this.page.keyboard.press("F1");
    await this.quickInput().fill(`>${text}`);
    let before: string[] = [];
    const rows = await until(
      `the palette's entries for “${text}”`,
      () => this.choices(),
      (now) => {
        const same = now.length > 0 && now.join("\n") === before.join("\n");
        before = now;
        return same;
      },
    );
    await this.page.keyboard.press("Escape");
    return rows;
  }

  /** Opens a file by its name or path, as Ctrl+P does. */
  async quickOpen(file: string): Promise<void> {
    const name = basename(file);
    await this.page.keyboard.press("Control+p");
    await this.quickInput().fill(file);
    await this.choose(name);
    await until(
      `${name} in the active editor`,
      () => this.activeTab(),
      (tab) => tab === name,
    );
    await activeEditors(this.page).first().waitFor();
  }

  /** Puts the cursor there, and waits until it is: keys that come too early go elsewhere. */
  async goToLine(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press("Control+g");
    await this.quickInput().fill(`:${line}:${column}`);
    await until(
      `line ${line} offered`,
      () => this.choices(),
      (all) => all.some((choice) => choice.includes(`${line}`)),
    );
    await this.page.keyboard.press("Enter");
    await this.quickInput().waitFor({ state: "hidden" });
    await until(
      "the cursor",
      () => this.statusBarText(),
      (text) => text.includes(`Ln ${line}, Col ${column}`),
    );
  }

  /** What the open quick pick offers. */
  async choices(): Promise<string[]> {
    return (await this.page.locator(".quick-input-list .monaco-list-row").allInnerTexts()).map(oneLine);
  }

  /** Picks the entry of the open quick pick that holds the text. */
  async pick(text: string): Promise<void> {
    await this.quickInput().waitFor();
    await this.choose(text);
  }

  /** The prompt or error under the open input box, "" where none is open. */
  async inputMessage(): Promise<string> {
    return oneLine(
      (await this.page.locator(".quick-input-widget:visible .quick-input-message").allInnerTexts()).join(" "),
    );
  }

  /** Types into the open input box and confirms. */
  async answer(text: string): Promise<void> {
    await this.quickInput().fill(text);
    await this.page.keyboard.press("Enter");
  }

  private quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-box input");
  }

  private async openPalette(title: string): Promise<void> {
    // The end of what was asked before may close it again.
    await until("the palette", async () => {
      await this.page.keyboard.press("F1");
      const typed = this.quickInput().fill(`>${title}`, { timeout: 3000 * slowness() });
      return typed.then(
        () => true,
        () => false,
      );
    });
    const focused = this.page.locator(".quick-input-list .monaco-list-row.focused");
    await until(
      `the command “${title}” first in the palette`,
      async () => ({ focused: (await focused.allInnerTexts()).map(oneLine), all: await this.choices() }),
      (rows) => rows.focused.some((row) => row.includes(title)),
    );
  }

  private async choose(text: string): Promise<void> {
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    let [before, still] = ["", 0];
    // The list reuses its elements, so that their order is not that of the entries; and they move while it is laid out: a
    // click would meet another one.
    await until(
      `“${text}” among the choices`,
      async () => {
        const all = await rows.evaluateAll((found) =>
          found.map((row) => ({
            index: Number(row.getAttribute("data-index")),
            top: row.getBoundingClientRect().top,
            text: row.textContent ?? "",
          })),
        );
        const [first] = all.filter((row) => oneLine(row.text).includes(text)).sort((a, b) => a.index - b.index);
        const now = JSON.stringify(all);
        still = now === before ? still + 1 : 0;
        before = now;
        if (!first || still < 4) return false;
        const row = rows.and(this.page.locator(`[data-index="${first.index}"]`)).filter({ hasText: text });
        return row.click({ timeout: 1000 * slowness() }).then(
          () => true,
          // A click that was not answered in time may have been taken all the same.
          () => this.quickInput().isHidden(),
        );
      },
      (chosen) => chosen,
    );
  }

  // --- Editors ---

  /** The name of the active tab's file, "" when no editor is open. */
  async activeTab(): Promise<string> {
    const tabs = this.page.locator(".editor-group-container.active .tab.active");
    return (await tabs.count()) === 0 ? "" : ((await tabs.first().getAttribute("data-resource-name")) ?? "");
  }

  /** What the active tab says of itself. */
  async activeTabLabel(): Promise<string> {
    return oneLine(await this.page.locator(".editor-group-container.active .tab.active").first().innerText());
  }

  /** The visible lines of the active editor, decorations included; `side` for a diff: 0 left, 1 right. */
  async editorLines(side = 0): Promise<string[]> {
    const editor = activeEditors(this.page).nth(side);
    return (await editor.count()) === 0 ? [] : await paintedLines(editor);
  }

  /** `editorLines` as one text. */
  async editorText(side = 0): Promise<string> {
    return (await this.editorLines(side)).join("\n");
  }

  /** What the active preview paints: its summary, and both sides of each file. */
  async previewText(): Promise<string> {
    const texts: string[] = [];
    for (const editor of await activeEditors(this.page).all()) texts.push(...(await paintedLines(editor)));
    return texts.join("\n");
  }

  /** Waits until the active editor asks, and says yes by the button `answer`; returns what was painted by then. */
  async say(answer: string, ...painted: string[]): Promise<string> {
    const text = await this.asked(answer, ...painted);
    await this.editorTitleButton(answer);
    return text;
  }

  /** Waits until the active editor asks by the buttons `answer` and "Cancel", and paints all of `painted`. */
  async asked(answer: string, ...painted: string[]): Promise<string> {
    await until(
      `the question “${answer}”`,
      // Where none comes, a notification mostly says why.
      async () => ({ buttons: await this.editorTitleButtons(), said: await this.notifications() }),
      ({ buttons }) => buttons.includes(answer) && buttons.includes("Cancel"),
    );
    return until(
      `the preview for “${answer}”`,
      () => this.previewText(),
      (text) => painted.every((part) => oneLine(text).includes(part)),
    );
  }

  /** What the open list of completions offers, each with what stands beside it. */
  async suggestions(): Promise<string[]> {
    return (await this.page.locator(".suggest-widget.visible .monaco-list-row").allInnerTexts()).map(oneLine);
  }

  /** All that the list of completions says, also that it has none. */
  async suggestWidgetText(): Promise<string> {
    return oneLine((await this.page.locator(".suggest-widget.visible").allInnerTexts()).join(" "));
  }

  /** The texts of the visible CodeLenses. */
  async codeLenses(): Promise<string[]> {
    return (await this.page.locator(".codelens-decoration").allInnerTexts()).map(oneLine).filter(Boolean);
  }

  /** Clicks one link of a CodeLens. */
  async clickCodeLens(text: string): Promise<void> {
    await this.page.locator(".codelens-decoration a", { hasText: text }).first().click();
  }

  /** Puts the cursor there, and opens the menu of quick fixes; returns their titles. */
  async quickFixes(line: number, column: number): Promise<string[]> {
    await this.goToLine(line, column);
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    let asked = 0;
    const titles = await until(
      "the quick fixes",
      async () => {
        // A lens that comes meanwhile moves the lines, and closes the menu.
        if (Date.now() - asked > 3000 && (await rows.count()) === 0) {
          await this.page.keyboard.press("Control+.");
          asked = Date.now();
        }
        return rows.allInnerTexts();
      },
      (all) => all.length > 0,
    );
    return titles.map(oneLine);
  }

  /** Points at `word` in the first visible line that holds `lineText`; returns the hover's text. */
  hover(lineText: string, word = lineText): Promise<string> {
    return this.hoverText(`“${word}”`, () => this.pointAt(lineText, word), Boolean);
  }

  /** Points at the first row of the side bar's trees that holds `row`; returns its tooltip, once that holds `part`. */
  tooltip(row: string, part: string): Promise<string> {
    const label = this.page.locator(".part.sidebar .monaco-list-row", { hasText: row }).first();
    const pointAtRow = async (): Promise<void> => {
      await this.page.mouse.move(0, 0);
      await label.locator(".monaco-icon-label").hover();
    };
    return this.hoverText(`the row “${row}”`, pointAtRow, (text) => text.includes(part));
  }

  /** What hovers once `point` has led the mouse to `what`. */
  private hoverText(what: string, point: () => Promise<void>, accept: (text: string) => boolean): Promise<string> {
    const hover = this.page.locator(".monaco-hover:visible .hover-contents");
    let pointed = 0;
    return until(
      `a hover on ${what}`,
      async () => {
        // What moves under a mouse that rests is not pointed at: marks, lenses and rows may still come.
        if (Date.now() - pointed > 3000) {
          await point();
          pointed = Date.now();
        }
        return (await hover.allInnerTexts()).filter((text) => !/^Loading/.test(text)).join("\n");
      },
      accept,
    );
  }

  private async pointAt(lineText: string, word: string): Promise<void> {
    const point = await until(
      `“${word}” in the editor`,
      () => pointOf(activeEditors(this.page).first(), lineText, word),
      (found) => found !== undefined,
    );
    await this.page.mouse.move(0, 0);
    await this.page.mouse.move(point?.x ?? 0, point?.y ?? 0, { steps: 3 });
  }

  /** Clicks an action in the active editor's title, once it is there. */
  async editorTitleButton(name: string): Promise<void> {
    await until(
      `the button “${name}”`,
      () => this.editorTitleButtons(),
      (all) => all.some((button) => button.startsWith(name)),
    );
    const actions = this.page.locator(".editor-group-container.active .title .editor-actions .action-label");
    const named = actions.and(this.page.locator(`[aria-label^="${name}"]`));
    await named.first().click();
  }

  /** The names of the actions in the active editor's title. */
  async editorTitleButtons(): Promise<string[]> {
    const actions = this.page.locator(".editor-group-container.active .title .editor-actions .action-label");
    return await actions.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  }

  // --- Around the editor ---

  /** Waits for the checkpoint whose tag has that name, or ends with it. */
  async checkpoint(tag: string): Promise<void> {
    await until(
      `the tag ${tag}`,
      () => execFileSync("git", ["tag"], { cwd: this.folder, encoding: "utf8" }).trim().split("\n"),
      (tags) => tags.some((each) => each.endsWith(tag)),
    );
  }

  /** The texts of the notifications on screen. */
  async notifications(): Promise<string[]> {
    const toasts = this.page.locator(".notification-toast .notification-list-item-message");
    return (await toasts.allInnerTexts()).map(oneLine);
  }

  /** The text of the notification that says `part`, once there is one. */
  async notification(part: string | RegExp): Promise<string> {
    const said = (text: string) => (typeof part === "string" ? text.includes(part) : part.test(text));
    const all = await until(
      `a notification with “${part}”`,
      () => this.notifications(),
      (texts) => texts.some(said),
    );
    return all.find(said) ?? "";
  }

  async clickNotificationButton(name: string): Promise<void> {
    await this.page.locator(".notification-toast .monaco-button", { hasText: name }).first().click();
  }

  /** The text of the modal dialog, "" when there is none. */
  async dialogText(): Promise<string> {
    return oneLine((await this.page.locator(".monaco-dialog-box .dialog-message-row").allInnerTexts()).join(" "));
  }

  async clickDialogButton(name: string): Promise<void> {
    await this.page.locator(".monaco-dialog-box .monaco-button", { hasText: name }).first().click();
  }

  /** The status bar's items, left to right. */
  async statusBarItems(): Promise<string[]> {
    return (await this.page.locator(".part.statusbar .statusbar-item").allInnerTexts()).map(oneLine).filter(Boolean);
  }

  async statusBarText(): Promise<string> {
    return (await this.statusBarItems()).join(" | ");
  }

  async clickStatusBarItem(text: string): Promise<void> {
    await this.page.locator(".part.statusbar .statusbar-item", { hasText: text }).first().click();
  }

  /** Shows the Problems panel and returns its rows of problems (those of files are left out). */
  async problems(): Promise<string[]> {
    const panel = this.page.locator(".markers-panel");
    if (!(await panel.isVisible())) await this.page.keyboard.press("Control+Shift+m");
    await panel.waitFor();
    return (await panel.locator(".monaco-list-row[aria-level='2']").allInnerTexts()).map(oneLine);
  }

  /** Opens a view container by its name in the activity bar. */
  async openView(name: string): Promise<void> {
    const item = this.page.locator(`.part.activitybar .action-item:has([aria-label^="${name}"])`).first();
    if ((await item.getAttribute("aria-expanded")) !== "true") await item.click();
    await until(
      `the view “${name}”`,
      () => this.sideBarTitle(),
      (title) => title.toLowerCase().includes(name.toLowerCase()),
    );
  }

  /** The number on a view container's icon in the activity bar, "" where there is none; and what is said of it. */
  async badge(name: string): Promise<{ count: string; label: string }> {
    const item = this.page.locator(`.part.activitybar .action-item:has([aria-label^="${name}"])`).first();
    const counts = await item.locator(".badge:visible .badge-content").allInnerTexts();
    const label = (await item.locator("[aria-label]").first().getAttribute("aria-label")) ?? "";
    return { count: counts.join(""), label };
  }

  /** Makes the side bar so wide, in px, by its edge, and waits until it is. */
  async resizeSideBar(width: number): Promise<void> {
    const bar = this.page.locator(".part.sidebar");
    await until(`a side bar of ${width} px`, async () => {
      const box = await bar.boundingBox();
      if (!box || Math.abs(box.width - width) <= 4) return box !== null;
      const [edge, y] = [box.x + box.width, box.y + box.height / 2];
      await this.page.mouse.move(edge, y);
      await this.page.mouse.down();
      await this.page.mouse.move(edge + width - box.width, y, { steps: 5 });
      await this.page.mouse.up();
      return false;
    });
    await this.page.mouse.move(700, 20);
  }

  private async sideBarTitle(): Promise<string> {
    return oneLine((await this.page.locator(".part.sidebar .composite.title").allInnerTexts()).join(" "));
  }

  /** What a view of the side bar says above its rows, or in their place. */
  async viewMessage(view: string): Promise<string> {
    const pane = this.page.locator(".part.sidebar .pane", {
      has: this.page.locator(`.pane-header[aria-label^="${view}"]`),
    });
    const said = pane.locator(".tree-explorer-viewlet-tree-view > .message:visible, .welcome-view:visible");
    return (await said.allInnerTexts()).map(oneLine).join(" ");
  }

  /** The visible rows of the side bar's trees. */
  async treeRows(): Promise<TreeRow[]> {
    return await this.page.locator(".part.sidebar .monaco-list-row").evaluateAll((rows) =>
      rows.map((row) => ({
        text: row.textContent ?? "",
        label: row.getAttribute("aria-label") ?? "",
        level: Number(row.getAttribute("aria-level")),
        expanded: row.getAttribute("aria-expanded") === "true",
      })),
    );
  }

  async clickTreeRow(text: string): Promise<void> {
    await this.page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first().click();
  }

  /** Saves what is on screen as out/screenshots/<name>.png. */
  async screenshot(name: string): Promise<void> {
    const folder = join(root, "out", "screenshots");
    await mkdir(folder, { recursive: true });
    // What fades in is shown as it ends: a picture is to be looked at.
    await this.page.screenshot({ path: join(folder, `${name.replace(/[^\w.-]+/g, "-")}.png`), animations: "disabled" });
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
