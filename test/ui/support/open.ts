import { mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
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
  /** The language of VS Code, by the name that a language pack gives it; its own texts stay English. */
  readonly language?: string;
  /** Added to the installed package: texts by their paths in it. */
  readonly added?: Readonly<Record<string, string>>;
  /** Added to the quiet settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of VS Code's server. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A server with the packaged extension, and a browser that has loaded its workbench's code. */
interface Installation {
  readonly dataDir: string;
  readonly server: Awaited<ReturnType<typeof startServer>>;
  readonly context: BrowserContext;
}

/** Installations that no workbench uses now, by what they were made for: to start one takes a third of an opening. */
const idle = new Map<string, Installation[]>();

/** What ends the installations of this process. */
const undo: (() => Promise<unknown>)[] = [];

let closing: Promise<void> | undefined;

// A signal and the end of all tests may both ask for it; each waits until it is done.
function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (const step of undo.reverse()) await step();
    forget();
  })();
  return closing;
}

const forget = atEnd(closeAll);
after(closeAll);

/** Opens a workbench with the packaged extension, which knows nothing of those before it, and waits until it is there. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const key = JSON.stringify([options.version, options.extensionVsix, options.env, options.language]);
  const installation = idle.get(key)?.pop() ?? (await install(options));
  const { dataDir, server, context } = installation;
  const scratch = await temporaryFolder();
  const folder = options.folder ?? (await makeDemoRepository(scratch, planWithoutEvidence));
  await writeSettings(dataDir, { ...quietSettings, ...options.settings });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000 * slowness());
  const url = server.url(folder);
  const session = await context.newCDPSession(page);
  // What VS Code remembers is kept in the browser; the code that was loaded stays.
  const storageTypes = "cookies,file_systems,indexeddb,local_storage,service_workers";
  await session.send("Storage.clearDataForOrigin", { origin: new URL(url).origin, storageTypes });
  await page.goto(url);
  await waitForWorkbench(page);
  return new Workbench(page, folder, async () => {
    // A workbench that is left says so to its server, which then ends its extensions.
    await page.goto("about:blank");
    await page.close();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    idle.set(key, [...(idle.get(key) ?? []), installation]);
  });
}

async function install(options: WorkbenchOptions): Promise<Installation> {
  // biome-ignore lint/suspicious/noConsole: the first start takes long, and a silent test run looks hung.
  const say = (line: string) => console.log(`    ${line}`);
  const version = options.version ?? process.env["PHASEGATE_VSCODE_VERSION"] ?? versions[0] ?? "";
  const scratch = await temporaryFolder();
  const dataDir = join(scratch, "vscode");
  const gitConfig = join(scratch, "gitconfig");
  await writeFile(gitConfig, "[user]\nname = Ada Example\nemail = ada@example.org\n");
  await installExtension({ version, dataDir, vsix: options.extensionVsix ?? vsix, say });
  const extensions = join(dataDir, "extensions");
  const [installed = ""] = (await readdir(extensions)).filter((name) => name.startsWith("phasegate.phasegate-"));
  for (const [path, text] of Object.entries(options.added ?? {}))
    await writeFile(join(extensions, installed, path), text);
  const env = { ...process.env, GIT_CONFIG_GLOBAL: gitConfig, ...options.env };
  const server = await startServer({ version, dataDir, say, env });
  undo.push(server.stop);
  const browser = await launchBrowser(say);
  undo.push(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: 1 });
  if (options.language !== undefined) {
    // A language pack's messages say so themselves, in a script that the page loads.
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)};`);
  }
  return { dataDir, server, context };
}

/** A new folder, removed at the end of all tests if not before. */
async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "phasegate-ui-")));
  undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Waits until a page that was sent to VS Code shows its parts, its theme's colours and the folder's files. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor();
  await page.locator(".part.statusbar .statusbar-item").first().waitFor();
  await page.locator(".part.sidebar .monaco-list-row").first().waitFor();
}

/** A screenshot of the moment in which a test failed, also where it is about to be tried again. */
export async function keepPicture(test: Mocha.Test | undefined, vscode: Workbench | undefined): Promise<void> {
  if (test && test.state !== "passed" && !test.isPending()) await vscode?.screenshot(`failed-${test.fullTitle()}`);
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
    await keepPicture(this.currentTest, opened);
  });
  after(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error("the workbench is open inside tests only");
    return opened;
  };
}
