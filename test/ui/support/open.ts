import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import {
  atEnd,
  installExtension,
  launchBrowser,
  makeDemoRepository,
  planWithoutEvidence,
  quietSettings,
  startServer,
  versions,
  vsix,
  writeSettings,
} from "../../../tools/testing.mjs";
import { slowness } from "../../support/until";
import { Workbench } from "./workbench";

export interface WorkbenchOptions {
  /** The folder to open; without it, a new git repository made from the demo. */
  readonly folder?: string;
  /** The package to install; without it, dist/phasegate.vsix. */
  readonly extensionVsix?: string;
  /** A version of VS Code; without it PHASEGATE_VSCODE_VERSION, else the oldest that we support. */
  readonly version?: string;
  /** Added to the quiet settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of VS Code's server. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Opens a VS Code of its own, with new data folders and the packaged extension, and waits until it can be used. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const undo: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const closeOnce = async () => {
    for (const step of undo.reverse()) await step();
    forget();
  };
  // A signal and the suite's own end may both ask for it; each waits until it is done.
  const close = () => {
    closing ??= closeOnce();
    return closing;
  };
  const forget = atEnd(close);
  try {
    return await open(options, undo, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(options: WorkbenchOptions, undo: (() => Promise<void>)[], close: () => Promise<void>) {
  // biome-ignore lint/suspicious/noConsole: the first start takes long, and a silent test run looks hung.
  const say = (line: string) => console.log(`    ${line}`);
  const version = options.version ?? process.env["PHASEGATE_VSCODE_VERSION"] ?? versions[0] ?? "";
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "phasegate-ui-")));
  undo.push(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const dataDir = join(scratch, "vscode");
  const folder = options.folder ?? (await makeDemoRepository(scratch, planWithoutEvidence));
  const gitConfig = join(scratch, "gitconfig");
  await writeFile(gitConfig, "[user]\nname = Ada Example\nemail = ada@example.org\n");
  await writeSettings(dataDir, { ...quietSettings, ...options.settings });
  await installExtension({ version, dataDir, vsix: options.extensionVsix ?? vsix, say });
  const server = await startServer({
    version,
    dataDir,
    say,
    env: { ...process.env, GIT_CONFIG_GLOBAL: gitConfig, ...options.env },
  });
  undo.push(server.stop);
  const browser = await launchBrowser(say);
  undo.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: 1 });
  page.setDefaultTimeout(30_000 * slowness());
  await page.goto(server.url(folder));
  await waitForWorkbench(page);
  return new Workbench(page, folder, close);
}

/** Waits until a page that was sent to VS Code shows its parts, its theme's colours and the folder's files. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor();
  await page.locator(".part.statusbar .statusbar-item").first().waitFor();
  await page.locator(".part.sidebar .monaco-list-row").first().waitFor();
}

/**
 * Gives a suite one workbench, opened before its tests and closed after them; a failed test leaves a screenshot of its
 * moment. Returns a function that returns the workbench.
 */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let opened: Workbench | undefined;
  before(async () => {
    opened = await openWorkbench(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await opened?.screenshot(`failed-${this.currentTest.fullTitle()}`);
  });
  after(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error("the workbench is open inside tests only");
    return opened;
  };
}
