// What `hook` does with git's pre-commit hook, and for it.
import { agentCommand, agents, settingsPath, withGuard } from "../agents/settings";
import { UserError } from "../core/problem";
import { words } from "../messages/cli";
import { folderWithGit } from "../node/files/paths";
import { readSettings } from "../node/files/settings";
import { harmOfCommit } from "../node/hooks/commit-guard";
import { type CommitHook, readCommitHook, requireWritable, writeCommitHook } from "../node/hooks/commit-hook";
import { type Exit, exit, type Session } from "./session";

export const commitHook = { install, uninstall, status, commit };

async function install(session: Session): Promise<Exit> {
  const hook = await readCommitHook(session.folder);
  if (hook.state === "installed") session.say(words.guardInstalled(hook.path));
  else {
    await requireWritable(hook);
    await write(session, hook, hook.guarded, words.installGuard(hook.path));
    session.say(words.hookWritten(hook.path, hook.shared));
  }
  session.print("", { path: hook.path, state: "installed" });
  return exit.done;
}

async function uninstall(session: Session): Promise<Exit> {
  const hook = await readCommitHook(session.folder);
  if (hook.state === "absent") session.say(words.hookAbsent(hook.path));
  else {
    await write(session, hook, hook.unguarded, words.uninstallGuard(hook.path));
    session.say(words.hookTakenOut(hook.path));
  }
  session.print("", { path: hook.path, state: "absent" });
  return exit.done;
}

/** Shows what becomes of the hook, and asks once. */
async function write(session: Session, hook: CommitHook, text: string, question: string): Promise<void> {
  session.say(text === "" ? words.hookDeleted(hook.path) : `${hook.path}\n${text}`);
  await session.confirm(question);
  await writeCommitHook(hook, text);
}

/** Ends with "findings" where commits made by hand are not guarded. */
async function status(session: Session): Promise<Exit> {
  const hook = await readCommitHook(session.folder);
  const root = (await folderWithGit(session.folder)) ?? session.folder;
  const rows = await Promise.all(
    agents.map(async (agent) => {
      const path = settingsPath(agent);
      const text = await readSettings(root, path);
      return { guard: agent, path, state: withGuard(agent, text, agentCommand) === text ? "installed" : "absent" };
    }),
  );
  const all = [{ guard: "commit", path: hook.path, state: hook.state }, ...rows];
  session.print(all.map(({ guard, path, state }) => words.guardState(guard, path, state)).join("\n"), all);
  return hook.state === "installed" ? exit.done : exit.findings;
}

/** Git's answer to the commit is the exit code. UserError: why it must not be made. */
async function commit(session: Session): Promise<Exit> {
  const harm = await harmOfCommit(session.folder);
  if (harm.length > 0) throw new UserError(...harm);
  return exit.done;
}
