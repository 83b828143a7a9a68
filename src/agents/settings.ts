// Writes the guard into the hooks of each agent, beside what others wrote there.
import { applyEdits, modify, parse } from "jsonc-parser";
import { isObject, type Json } from "../core/json";

export const agents = ["claude", "copilot", "codex", "cursor"] as const;
export type Agent = (typeof agents)[number];

/** What an agent runs before and after a call. */
export const agentCommand = "phasegate hook agent";

/** The files, by their paths from `/` on, that say which hooks an agent runs. */
export const guardedSetting =
  /\/(?:\.claude\/settings(?:\.local)?\.json|\.github\/hooks\/[^/]+\.json|\.codex\/(?:hooks\.json|config\.toml)|\.cursor\/hooks\.json)$/;

interface Hooks {
  /** The agent's file, from the repository's root on. */
  readonly path: string;
  /** The version that the file's format has, where it has one. */
  readonly version?: number;
  /** Where it looks for what it may learn. */
  readonly skills: string;
  /** By the list that it goes into. */
  readonly entries: (command: string) => Readonly<Record<string, Json>>;
}

const edits = "Edit|MultiEdit|Write|NotebookEdit|Bash";

const likeClaude = (matcher: string) => (command: string) => {
  const entry = { matcher, hooks: [{ type: "command", command, timeout: 60 }] };
  return { PreToolUse: entry, PostToolUse: entry };
};

const hooksOf: Readonly<Record<Agent, Hooks>> = {
  claude: { path: ".claude/settings.json", skills: ".claude/skills", entries: likeClaude(edits) },
  codex: { path: ".codex/hooks.json", skills: ".agents/skills", entries: likeClaude(`apply_patch|${edits}`) },
  copilot: {
    path: ".github/hooks/phasegate.json",
    skills: ".github/skills",
    version: 1,
    entries: (command) => {
      const entry = { type: "command", bash: command, powershell: command, timeoutSec: 60 };
      return { preToolUse: entry, postToolUse: entry };
    },
  },
  cursor: {
    path: ".cursor/hooks.json",
    skills: ".cursor/skills",
    version: 1,
    entries: (command) => ({
      preToolUse: { command, timeout: 60, failClosed: true },
      postToolUse: { command, timeout: 60 },
    }),
  },
};

/** The agent's file of hooks, from the repository's root on. */
export function settingsPath(agent: Agent): string {
  return hooksOf[agent].path;
}

/** The file that teaches an agent the loop, from the repository's root on. */
export function skillPath(agent: Agent): string {
  return `${hooksOf[agent].skills}/phasegate/SKILL.md`;
}

/**
 * The text of an agent's settings with the guard in it; `before` is empty where there is no such file. The very same text
 * where the guard is in it. Undefined where the text is no JSON object, or has something else in a list's place.
 */
export function withGuard(agent: Agent, before: string, command: string): string | undefined {
  const text = before.trim() === "" ? "{}\n" : before;
  const settings = parse(text);
  if (!isObject(settings)) return undefined;
  const { version, entries } = hooksOf[agent];
  let after = text;
  if (version !== undefined && !("version" in settings)) after = edited(after, ["version"], version);
  const hooks = settings["hooks"] ?? {};
  if (!isObject(hooks)) return undefined;
  for (const [event, entry] of Object.entries(entries(command))) {
    const list = hooks[event] ?? [];
    if (!Array.isArray(list)) return undefined;
    if (JSON.stringify(list).includes(JSON.stringify(command).slice(1, -1))) continue;
    after = edited(after, ["hooks", event], [...list, entry]);
  }
  return after;
}

function edited(text: string, path: string[], value: Json): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: { tabSize: 2, insertSpaces: true } }));
}
