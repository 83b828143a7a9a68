// Tells an agent what the guard decided, in the form that its hooks read.
import type { Dialect, ToolCall } from "./tool-call";

/**
 * The JSON for stdout; undefined where the call may go on. Claude Code, Codex and VS Code read `hookSpecificOutput` before a
 * call and `decision` after it; Copilot reads `permissionDecision`; Cursor reads `permission`, and `additional_context` after.
 */
export function answerTo({ dialect, when }: Pick<ToolCall, "dialect" | "when">, reason: string): object | undefined {
  return reason === "" ? undefined : answers[dialect][when](reason);
}

const answers: Readonly<Record<Dialect, Readonly<Record<ToolCall["when"], (reason: string) => object>>>> = {
  claude: {
    before: (reason) => ({
      hookSpecificOutput: {
        hookEventName: "PreToolUse",
        permissionDecision: "deny",
        permissionDecisionReason: reason,
      },
    }),
    after: (reason) => ({ decision: "block", reason }),
  },
  copilot: {
    before: (reason) => ({ permissionDecision: "deny", permissionDecisionReason: reason }),
    after: (reason) => ({ additionalContext: reason }),
  },
  cursor: {
    before: (reason) => ({ permission: "deny", user_message: reason, agent_message: reason }),
    after: (reason) => ({ additional_context: reason }),
  },
};
