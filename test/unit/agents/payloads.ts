// What each agent's hook gets on stdin, in the form that its documentation describes and recordings show.

export interface Call {
  readonly tool: string;
  readonly input: object;
}

type Payload = (folder: string, call: Call, event?: "before" | "after") => string;

/** Claude Code; `tool_response` comes after a call alone. */
export const claude: Payload = (folder, { tool, input }, event = "before") =>
  JSON.stringify({
    session_id: "6f1c2a9e-0000-4000-8000-3d1f5b7a9c11",
    transcript_path: "/home/ada/.claude/projects/bot/6f1c2a9e.jsonl",
    cwd: folder,
    permission_mode: "acceptEdits",
    hook_event_name: event === "before" ? "PreToolUse" : "PostToolUse",
    tool_name: tool,
    tool_input: input,
    tool_use_id: "toolu_01A2B3",
    ...(event === "after" && { tool_response: { success: true } }),
  });

/** Codex: an edit is a patch, in the field that has a shell's line otherwise. */
export const codex: Payload = (folder, { tool, input }, event = "before") =>
  JSON.stringify({
    session_id: "0199a5f2",
    turn_id: "1",
    cwd: folder,
    hook_event_name: event === "before" ? "PreToolUse" : "PostToolUse",
    model: "gpt-5-codex",
    permission_mode: "default",
    tool_name: tool,
    tool_input: input,
    tool_use_id: "call_9",
  });

/** Copilot on the command line and in the cloud: the arguments are a text. */
export const copilot: Payload = (folder, { tool, input }, event = "before") =>
  JSON.stringify({
    timestamp: 1_784_000_000_000,
    cwd: folder,
    toolName: tool,
    toolArgs: JSON.stringify(input),
    ...(event === "after" && { toolResult: { resultType: "success", textResultForLlm: "done" } }),
  });

/** Copilot in VS Code. */
export const vscode: Payload = (folder, { tool, input }, event = "before") =>
  JSON.stringify({
    timestamp: "2026-07-01T10:00:00.000Z",
    cwd: folder,
    sessionId: "b2",
    hookEventName: event === "before" ? "PreToolUse" : "PostToolUse",
    tool_name: tool,
    tool_input: input,
    tool_use_id: "tool-7",
  });

export const cursor: Payload = (folder, { tool, input }, event = "before") =>
  JSON.stringify({
    conversation_id: "c-1",
    generation_id: "g-1",
    model: "default",
    hook_event_name: event === "before" ? "preToolUse" : "postToolUse",
    cursor_version: "2.4.0",
    workspace_roots: [folder],
    tool_name: tool,
    tool_input: input,
    tool_use_id: "t-1",
    cwd: folder,
  });
