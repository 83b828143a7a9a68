// Makes a new plan for a bot: over the bundled one, from a document, or with one parameter as an example.
import { mkdir, realpath } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import type { Answers, Imported, ImportItem } from "../core/import";
import type { JsonObject } from "../core/json";
import { isPlanId } from "../core/ledger/ledger";
import { type Bindings, bindText, unbound } from "../core/plan/bind";
import { loadPlan } from "../core/plan/load";
import { type Problem, problem, UserError } from "../core/problem";
import { readSource, type Source } from "../core/source";
import { decodeDocument } from "./files/document-text";
import { errorCode, isMissing, leadsNowhere } from "./files/errors";
import { writeNew, writeProblem } from "./files/new-file";
import { exists, folderWithGit, realPath } from "./files/paths";
import { readProblem, readRegularFile, UnfitFile } from "./files/read-file";
import { decodeText, readTextFile, requireSource } from "./files/text-file";
import { resultOrProblems } from "./result-or-problems";

/** What a document is: a deployment plan for people, or an optimizer's trials. */
export type DocumentKind = "markdown" | "trials";

export interface PlanDocument {
  /** As the person named it. */
  readonly path: string;
  readonly kind: DocumentKind;
  readonly text: string;
  readonly encoding: string;
}

export interface ImportOptions {
  /** The new plan's id; taken from the document when absent. */
  readonly id?: string | undefined;
  readonly answers?: Answers | undefined;
  /** For trials: the column that ranks them. */
  readonly score?: string | undefined;
  /** For trials: the one to take, from 1. */
  readonly row?: number | undefined;
  /** For trials: the significant digits that values are rounded to. */
  readonly digits?: number | undefined;
}

/** The file that a bot reads its values from. */
export interface BotFile {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly source: Source;
}

export interface NewPlan {
  readonly id: string;
  readonly text: string;
  readonly bindings: Bindings;
  /** Why the plan can't be used as it is. */
  readonly problems: readonly Problem[];
}

/** The words for what an import has to say; they become comments in the plan. */
type Describe = (item: ImportItem) => string;

const kinds: Readonly<Record<string, DocumentKind>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".csv": "trials",
  ".json": "trials",
};

/** What a document is by the ending of its name; undefined where that does not tell. */
export function documentKind(path: string): DocumentKind | undefined {
  return kinds[extname(path).toLowerCase()];
}

/**
 * Reads a document to make a plan of; `path` names it in problems.
 * UserError: document-kind-unknown, input-missing, file-unreadable, document-undecodable.
 */
export async function readDocument(absolute: string, path: string, kind = documentKind(path)): Promise<PlanDocument> {
  if (!kind) throw new UserError(problem("document-kind-unknown", { path }));
  const decoded = decodeDocument(await readInput(absolute, path));
  if (!decoded) throw new UserError(problem("document-undecodable", { path }));
  return { path, kind, ...decoded };
}

/**
 * Reads the bot's file; `path` names it in problems, `folder` is the root where there is no repository.
 * UserError: input-missing, file-unreadable, file-undecodable, file-foreign, file-outside, file-path-invalid.
 */
export async function readBot(absolute: string, path: string, folder: string): Promise<BotFile> {
  const { text } = requireSource(decodeText(path, await readInput(absolute, path)));
  const root = (await folderWithGit(dirname(absolute))) ?? folder;
  const { path: fromRoot } = await realPath(root, pathBetween(root, absolute));
  return { root, path: fromRoot, source: readSource(fromRoot, text) };
}

async function readInput(absolute: string, path: string): Promise<Buffer> {
  try {
    return await readRegularFile(absolute);
  } catch (error) {
    throw isMissing(error) ? new UserError(problem("input-missing", { path })) : readProblem(path, error);
  }
}

/** What a document says, for `bot` where there is one. UserError: plan-id-invalid, not-a-plan. */
export async function importDocument(document: PlanDocument, options: ImportOptions, bot?: BotFile): Promise<Imported> {
  const { id, answers, score, row, digits } = options;
  checkId(id);
  // Loaded here, because nothing else needs the readers of Markdown and CSV.
  const { importMarkdown, importTrials, note } = await import("../core/import");
  const common = { ...(id !== undefined && { id }), ...(answers && { answers }) };
  const imported =
    document.kind === "markdown"
      ? importMarkdown(document.text, { ...common, ...(bot && { bot: bot.path, inCode: namesOf(bot) }) })
      : importTrials(document.text, trialFormat(document), {
          ...common,
          ...(bot && { file: bot.path }),
          ...(score !== undefined && { score }),
          ...(row !== undefined && { row }),
          ...(digits !== undefined && { round: { significant: digits } }),
        });
  const empty = imported.report.find((item) => item.code === "plan-empty");
  if (empty) throw new UserError(problem("not-a-plan", { path: document.path, reason: empty.data.reason }));
  const { encoding } = document;
  if (encoding === "utf-8") return imported;
  return { ...imported, report: [...imported.report, note("decoded", { encoding })] };
}

function namesOf({ source }: BotFile): (name: string) => boolean {
  const names = new Set(source.assignments.map(({ name }) => name));
  return (name) => names.has(name);
}

function trialFormat({ path, text }: PlanDocument): "csv" | "json" {
  const ending = extname(path).toLowerCase();
  if (ending === ".csv" || ending === ".json") return ending === ".csv" ? "csv" : "json";
  return /^\s*[[{]/.test(text) ? "json" : "csv";
}

/** The plan that an import makes, bound to `bot` where one is given. */
export async function planFrom(imported: Imported, describe: Describe, bot?: BotFile): Promise<NewPlan> {
  const { formatPlan } = await import("../core/import");
  return newPlan(formatPlan(imported, describe), String(imported.document["id"]), bot);
}

/** A plan over the bundled V4 plan: only its bindings are the bot's own. UserError: plan-id-invalid. */
export async function planOverV4(bot: BotFile, id?: string): Promise<NewPlan> {
  checkId(id);
  const files = { bot: { path: bot.path } };
  const document: JsonObject = { formatVersion: 1, extends: "phasegate:v4", ...(id !== undefined && { id }), files };
  return newPlan(`${JSON.stringify(document, null, 2)}\n`, id ?? "v4", bot);
}

/** A plan to fill in, with one of the bot's own values as its example. UserError: plan-id-invalid, bot-without-number. */
export async function blankPlan(bot: BotFile, describe: Describe, id = "plan"): Promise<NewPlan> {
  checkId(id);
  const { examplePlan } = await import("../core/import");
  const example = examplePlan(bot.source, bot.path, id);
  if (!example) throw new UserError(problem("bot-without-number", { path: bot.path }));
  return planFrom(example, describe);
}

async function newPlan(document: string, id: string, bot: BotFile | undefined): Promise<NewPlan> {
  const { text, bindings } = bot
    ? bindText(document, await sourcesFor(document, bot))
    : { text: document, bindings: unbound };
  return { id, text, bindings, problems: loadPlan(text, fileName(id)).problems };
}

/** The sources of the plan's files; those that can't be read are left out, which a check of the plan says. */
async function sourcesFor(document: string, { root, path: botPath, source }: BotFile): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>();
  for (const [file, { path }] of Object.entries(loadPlan(document, "").plan?.files ?? {})) {
    if (path === botPath) sources.set(file, source);
    else {
      const { result } = await resultOrProblems(sourceAt(root, path));
      if (result) sources.set(file, result);
    }
  }
  return sources;
}

/** UserError: file-path-invalid, file-outside, file-missing, file-unreadable, file-undecodable, file-foreign. */
async function sourceAt(root: string, path: string): Promise<Source> {
  const { absolute } = await realPath(root, path);
  return readSource(path, requireSource(await readTextFile(absolute, path)).text);
}

function checkId(id: string | undefined): void {
  if (id !== undefined && !isPlanId(id)) throw new UserError(problem("plan-id-invalid", { id }));
}

/** Where a new plan goes when nobody says otherwise. */
export function planFile({ root }: BotFile, id: string): string {
  return join(root, fileName(id));
}

/** `id`, with a number behind it where there is a plan of that name already: two plans with one id would share a ledger. */
export async function freePlanId(bot: BotFile, id: string): Promise<string> {
  let free = id;
  for (let number = 2; await exists(planFile(bot, free)); number++) free = `${id}-${number}`;
  return free;
}

/** How the names of plans end, by which they are found. */
const planEnding = ".phaseplan.json";

function fileName(id: string): string {
  return `${id}${planEnding}`;
}

/**
 * Writes a plan that can be used; a file that is there already is never overwritten.
 * UserError: the plan's problems, plan-misnamed, file-outside, file-path-invalid, plan-exists, file-unwritable.
 */
export async function writePlan({ text, problems }: NewPlan, { root }: BotFile, file: string): Promise<void> {
  if (problems.length > 0) throw new UserError(...problems);
  const path = basename(file);
  if (!path.endsWith(planEnding) || path === planEnding) {
    throw new UserError(problem("plan-misnamed", { path, name: `${path.split(".")[0] || "plan"}${planEnding}` }));
  }
  try {
    await realPath(root, pathBetween(await realpath(root), await withRealFolder(file)));
    await makeFolder(dirname(file));
    await writeNew(file, text);
  } catch (error) {
    throw errorCode(error) === "EEXIST" ? new UserError(problem("plan-exists", { path })) : writeProblem(path, error);
  }
}

/** UnfitFile: a part of its path is a file. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw errorCode(error) === "EEXIST" ? new UnfitFile("not-folder") : error;
  }
}

/** The file with the links in those of its folders that exist already followed: one may lead out of the repository. */
async function withRealFolder(file: string): Promise<string> {
  const folder = dirname(file);
  try {
    return join(await realpath(folder), basename(file));
  } catch (error) {
    if (!leadsNowhere(error)) throw error;
    return join(await withRealFolder(folder), basename(file));
  }
}

function pathBetween(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}
