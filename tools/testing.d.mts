import type { Browser } from "playwright-core";

type Say = (line: string) => void;

/** Where one VS Code keeps its data. `version`: one of `versions`. */
interface Place {
  readonly version: string;
  readonly dataDir: string;
  readonly say: Say;
}

/** The checkout's folder, the packaged extension in it, and a plan for a demo in which no bot runs. */
export const root: string;
export const vsix: string;
export const planWithoutEvidence: string;
/** The plan's schema and snippets, how their translations are called, all their texts for people, and what is built of them. */
export const planFiles: readonly { readonly source: string; readonly translation: string }[];
export function planTexts(): string[];
export function planFilesInOtherLanguages(): { readonly path: string; readonly contents: Buffer }[];
/** The VS Code versions under test, oldest first. */
export const versions: readonly string[];
export const quietSettings: Readonly<Record<string, unknown>>;
/** Has something done before a signal ends this process; returns a function that forgets it. */
export function atEnd(step: () => unknown): () => void;
export function launchBrowser(say: Say): Promise<Browser>;
export function makeDemoRepository(parent: string, plan?: string): Promise<string>;
export function installExtension(options: Place & { readonly vsix: string }): Promise<void>;
export function writeSettings(dataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void>;
export function startServer(options: Place & { readonly env?: NodeJS.ProcessEnv }): Promise<{
  url(folder: string, file?: string, line?: number): string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}>;
