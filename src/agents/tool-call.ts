// Reads what an agent is about to do, as its hooks tell it, into one form.
import { isObject, type Json, type JsonObject } from "../core/json";
import { patchedFiles } from "./patch";
import type { FileEdit, TextEdit } from "./text-edit";

/** How an agent wants to be answered; Codex and Copilot in VS Code follow Claude Code. */
export type Dialect = "claude" | "copilot" | "cursor";

/** A tool that an agent is about to use, or has used. */
export interface ToolCall {
  readonly dialect: Dialect;
  readonly when: "before" | "after";
  /** The folder that relative paths start in; undefined where the agent does not say. */
  readonly folder: string | undefined;
  readonly tool: string;
  /** In the order in which they are made. */
  readonly edits: readonly FileEdit[];
  /** A line for a shell. */
  readonly command: string | undefined;
  /** Every text in what the tool is given: one may be a path. */
  readonly texts: readonly string[];
}

/**
 * Reads the JSON that a hook gets on stdin. Claude Code, Codex and VS Code name the tool `tool_name` and what it gets
 * `tool_input`; Copilot's `toolName` and `toolArgs`, the latter as a text of JSON. Undefined where it is none of these.
 */
export function readToolCall(text: string): ToolCall | undefined {
  const payload = parsed(text);
  if (!isObject(payload)) return undefined;
  const event = textOf(payload, ["hook_event_name", "hookEventName"]);
  const named = textOf(payload, ["tool_name", "toolName"]);
  const shell = textOf(payload, ["command"]);
  if (named === undefined && shell === undefined && event !== "afterFileEdit") return undefined;
  const input = inputOf(payload);
  const tool = named ?? event ?? "shell";
  return {
    dialect: dialectOf(payload, event),
    when: /^(?:post|after)/i.test(event ?? "") || "toolResult" in payload ? "after" : "before",
    folder: textOf(payload, ["cwd"]) ?? firstText(payload["workspace_roots"]),
    tool,
    ...actionOf(tool, input),
    texts: [...textsIn(input)],
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function dialectOf(payload: JsonObject, event: string | undefined): Dialect {
  if ("toolName" in payload || "toolArgs" in payload) return "copilot";
  return event !== undefined && /^[a-z]/.test(event) ? "cursor" : "claude";
}

/** What the tool is given; Cursor's own events have it in the payload itself. */
function inputOf(payload: JsonObject): Json {
  const given = payload["tool_input"] ?? payload["toolArgs"];
  if (typeof given === "string") return parsed(given) ?? given;
  return given ?? payload;
}

/** Names of a path, of the text to be replaced, of its replacement and of a whole file, as the agents' tools have them. */
const names = {
  path: ["file_path", "filePath", "path", "target_file", "notebook_path"],
  before: ["old_string", "oldString", "old_str", "oldText"],
  after: ["new_string", "newString", "new_str", "newText"],
  whole: ["content", "contents", "file_text"],
  line: ["insert_line"],
  edits: ["edits", "replacements"],
  shell: ["command", "cmd", "script"],
  patch: ["command", "input", "patch"],
} as const;

function actionOf(tool: string, input: Json): Pick<ToolCall, "edits" | "command"> {
  const patch = typeof input === "string" ? input : isObject(input) ? textOf(input, names.patch) : undefined;
  const patchAt = patch?.indexOf("*** Begin Patch") ?? -1;
  // What a patch writes is no command; what stands before it, where a shell is given it, is.
  if (patch !== undefined && patchAt !== -1) return { edits: patchedFiles(patch), command: patch.slice(0, patchAt) };
  if (!isObject(input)) return { edits: [], command: undefined };
  const edits = isReader(tool) ? [] : editsOf(input, undefined);
  return { edits, command: edits.length === 0 ? commandOf(input) : undefined };
}

function commandOf(input: JsonObject): string | undefined {
  for (const name of names.shell) {
    const value = input[name];
    if (typeof value === "string") return value;
    if (Array.isArray(value)) return value.filter((part) => typeof part === "string").join(" ");
  }
  return undefined;
}

/** Whether a tool only reads, by its name. */
export function isReader(tool: string): boolean {
  return /^(?:read|view|grep|glob|search|find|list|ls|get|open|codebase|semantic|file_search)/i.test(tool);
}

function editsOf(input: JsonObject, outerPath: string | undefined): FileEdit[] {
  const path = textOf(input, names.path) ?? outerPath;
  const several = names.edits.map((name) => input[name]).find(Array.isArray);
  if (several) return several.flatMap((each) => (isObject(each) ? editsOf(each, path) : untold(path)));
  if (path === undefined) return [];
  const edit = editOf(input);
  return edit ? [{ path, edit }] : [];
}

function editOf(input: JsonObject): TextEdit | undefined {
  const before = textOf(input, names.before);
  const after = textOf(input, names.after);
  if (before !== undefined) return { kind: "replace", before, after: after ?? "", all: input["replace_all"] === true };
  const line = names.line.map((name) => input[name]).find((value) => typeof value === "number");
  if (line !== undefined) return { kind: "insert", line, text: after ?? textOf(input, ["insert_text", "text"]) ?? "" };
  const whole = textOf(input, names.whole);
  return whole === undefined ? undefined : { kind: "write", text: whole };
}

function untold(path: string | undefined): FileEdit[] {
  return path === undefined ? [] : [{ path, edit: { kind: "untold" } }];
}

function textOf(object: JsonObject, keys: readonly string[]): string | undefined {
  return keys.map((key) => object[key]).find((value) => typeof value === "string");
}

function firstText(value: Json | undefined): string | undefined {
  return Array.isArray(value) ? value.find((each) => typeof each === "string") : undefined;
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each);
  else if (isObject(value)) for (const each of Object.values(value)) yield* textsIn(each);
}
