// The command `hook`: guards the governed values from an agent's edits and from commits made by hand, and installs both guards.
import { relative } from "node:path";
import * as l10n from "@vscode/l10n";
import skill from "../../../skills/phasegate/SKILL.md";
import { answerTo } from "../../agents/answer";
import { guard } from "../../agents/guard";
import { type Agent, agentCommand, agents, settingsPath, skillPath, withGuard } from "../../agents/settings";
import { readToolCall, type ToolCall } from "../../agents/tool-call";
import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import { folderWithGit } from "../../node/files/paths";
import { readSettings, writeSettings } from "../../node/files/settings";
import { command } from "../command";
import { misused } from "../command-line/arguments";
import { type Exit, exit, type Session } from "../session";

export const hook = command({
  name: "hook",
  summary: l10n.t("keep commits and coding agents from moving governed values outside of their phase"),
  description: l10n.t(
    '"install", "uninstall" and "status" are about git\'s pre-commit hook, which runs "phasegate hook commit": it refuses a commit that moves, deletes, renames or shadows a governed value where no phase in effect allows it. "phasegate hook agent" reads the tool call that a coding agent is about to make on standard input, and refuses such an edit, one of the plan or of the guard\'s own settings, and commands that change checkpoints, get past the hook or answer Phasegate\'s question. Everything else passes without a word. After a call, it tells the agent what is wrong since.',
  ),
  operands: {
    what: {
      arity: "required",
      choices: ["install", "uninstall", "status", "commit", "agent"],
      description: l10n.t("what to do with git's pre-commit hook, or what to judge: a commit, or an agent's call"),
    },
    action: {
      arity: "optional",
      choices: ["install"],
      description: l10n.t(
        'of "agent": write the guard into its settings; without it, judge the call on standard input',
      ),
    },
    agent: { arity: "optional", choices: agents, description: l10n.t("the agent whose settings are meant") },
  },
  options: {},
  globals: ["plan", "cwd", "json", "yes"],
  examples: [
    { line: "phasegate hook install --yes", does: l10n.t("guard this repository from commits made by hand") },
    {
      line: "phasegate hook agent install claude --yes",
      does: l10n.t("guard this repository from Claude Code's edits"),
    },
    { line: "phasegate hook status", does: l10n.t("which guards this repository has"), exit: exit.findings },
  ],
  async run(session, { input }) {
    const { what, action, agent } = session.operands;
    if (what === "agent") {
      if (action === undefined) return judge(session, await input());
      if (agent === undefined) throw misused({ reason: "operand-missing", command: "hook", operand: "agent" });
      return install(session, agent);
    }
    if (action !== undefined) throw misused({ reason: "operands-too-many", command: "hook", operands: [action] });
    const { commitHook } = await import("../commit-hook");
    return commitHook[what](session);
  },
});

async function judge(session: Session, input: string): Promise<Exit> {
  const call = readToolCall(input);
  if (!call) {
    session.say(words.callUnreadable());
    return exit.findings;
  }
  const answer = answerTo(call, await reasonAgainst(session, call));
  if (answer) process.stdout.write(`${JSON.stringify(answer)}\n`);
  return exit.done;
}

/** Empty where nothing speaks against it. What fails for a reason that nobody foresaw is refused, and says so. */
async function reasonAgainst(session: Session, call: ToolCall): Promise<string> {
  try {
    const plan = session.options.plan === undefined ? undefined : await session.planFile();
    const problems = await guard(call, call.folder ?? session.folder, plan);
    return problems.map(describe).join("\n");
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(describe).join("\n");
    return `${words.bug()}\n${String(error)}`;
  }
}

/** Shows what is to be written, and asks once. A skill that is there already may have been adapted, and stays. */
async function install(session: Session, agent: Agent): Promise<Exit> {
  const root = (await folderWithGit(session.folder)) ?? session.folder;
  const path = settingsPath(agent);
  const before = await readSettings(root, path);
  const plan = session.options.plan === undefined ? "" : ` --plan "${relative(root, await session.planFile())}"`;
  const after = withGuard(agent, before, `${agentCommand}${plan}`);
  if (after === undefined) throw new UserError(problem("settings-unreadable", { path }));
  const hasSkill = (await readSettings(root, skillPath(agent))) !== "";
  const files = [
    ...(after === before ? [] : [{ path, text: after }]),
    ...(hasSkill ? [] : [{ path: skillPath(agent), text: skill }]),
  ];
  const paths = files.map((file) => file.path).join(", ");
  if (files.length === 0) {
    session.say(words.guardInstalled(path));
  } else {
    for (const file of files) session.say(`${file.path}\n${file.text}`);
    await session.confirm(words.installGuard(paths));
    for (const file of files) await writeSettings(root, file.path, file.text);
    session.say(words.guardWritten(paths));
  }
  session.print("", { path, state: "installed" });
  return exit.done;
}
