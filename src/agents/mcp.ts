// Answers agents by the Model Context Protocol: what is so, and what a phase would change. It changes nothing.
import { execFile } from "node:child_process";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import { outputSchema } from "./output-schema";

/** A tool is a command that only reads, and what it prints as data. */
interface ReadingTool {
  readonly title: string;
  readonly description: string;
  /** The command; `phase` is added as it takes one, where it is given. */
  readonly command: readonly [name: string, ...args: string[]];
  readonly phase?: (phase: string) => readonly string[];
}

const asOption = (phase: string) => ["--phase", phase];

const tools: Readonly<Record<string, ReadingTool>> = {
  status: {
    title: "Status of the rollout",
    description:
      "The plan, which phases are in effect, and each governed value in the bot's file beside its baseline and target.",
    command: ["status"],
  },
  allowed_values: {
    title: "Allowed values",
    description:
      "The values that the plan allows once a phase is in effect, as JSON Schema; phase 0 is before the rollout.",
    command: ["schema"],
    phase: asOption,
  },
  preview_phase: {
    title: "Preview of a phase",
    description:
      "What applying a phase would change, as values and as a patch, with what it affects and what is not checked; without a phase, the next. A person applies it.",
    command: ["diff"],
    phase: (phase) => [phase],
  },
  findings: {
    title: "Findings",
    description:
      "All that is wrong or worth knowing in the plan, the bot's file and the checkpoints, each with its place.",
    command: ["check"],
  },
  verdict: {
    title: "Verdict on a phase",
    description:
      "The gate of a phase in effect by the bot's own trades and logs: pass, fail, inconclusive or error, each condition with value, interval, count and reason; without a phase, the newest. Inconclusive is no pass.",
    command: ["gate"],
    phase: asOption,
  },
  checkpoints: {
    title: "Checkpoints",
    description:
      "Every checkpoint, newest first: who changed which values, when and why, and whether this branch has it.",
    command: ["log"],
  },
};

const instructions =
  "Phasegate governs the values of a running bot. These tools only read. Propose a change to the person with its preview and the command; never apply, validate, sign or roll back for them.";

/** Texts that come with the data, at most so many characters: the data has the rest. */
const longest = 4000;

/**
 * Serves on standard input and output until they are closed. `program`: the command line and what each call of it gets, the
 * work folder and the plan say.
 */
export async function serve(
  version: string,
  program: { readonly file: string; readonly args: readonly string[] },
): Promise<void> {
  const server = new Server({ name: "phasegate", version }, { capabilities: { tools: {} }, instructions });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: await Promise.all(Object.entries(tools).map(listed)),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
    const tool = Object.hasOwn(tools, params.name) ? tools[params.name] : undefined;
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${JSON.stringify(params.name)}.`);
    return answer([...program.args, ...commandOf(tool, params.arguments ?? {})], program.file, signal);
  });
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once("end", () => void server.close());
  });
  await server.connect(transport);
  await closed;
}

async function listed([name, { title, description, command, phase }]: [string, ReadingTool]) {
  return {
    name,
    title,
    description,
    inputSchema: {
      type: "object" as const,
      properties: phase ? { phase: { type: "integer", minimum: 0, description: "The phase's number." } } : {},
      additionalProperties: false,
    },
    outputSchema: await outputSchema(command[0]),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  };
}

function commandOf({ command, phase: withPhase }: ReadingTool, given: Readonly<Record<string, unknown>>): string[] {
  const { phase, ...others } = given;
  const unknown = Object.keys(withPhase ? others : given);
  if (unknown.length > 0)
    throw new McpError(ErrorCode.InvalidParams, `There is no argument ${JSON.stringify(unknown[0])}.`);
  if (phase === undefined || !withPhase) return [...command, "--json"];
  if (!Number.isSafeInteger(phase) || Number(phase) < 0) {
    throw new McpError(ErrorCode.InvalidParams, "The phase is no whole number from 0 on.");
  }
  return [...command, ...withPhase(String(phase)), "--json"];
}

/** Each call is a process of its own, so that it answers as the command line does, of what is so now. */
async function answer(args: readonly string[], program: string, signal: AbortSignal): Promise<CallToolResult> {
  const { exitCode, stdout, stderr } = await run([program, ...args], signal);
  const data = dataIn(stdout);
  const notes = stderr.trim();
  const text = [notes, JSON.stringify(data)].filter((part) => part !== "").join("\n");
  return {
    content: [{ type: "text", text: text.length > longest ? `${text.slice(0, longest)}…` : text }],
    structuredContent: { exitCode, data, notes },
    isError: exitCode === 2 || exitCode === 3,
  };
}

function dataIn(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return null;
  }
}

function run(
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, args, { signal, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (child.exitCode === null) reject(error ?? new Error("it was ended by a signal"));
      else resolve({ exitCode: child.exitCode, stdout, stderr });
    });
    // What is asked of the server is not the command's to read.
    child.stdin?.end();
  });
}
