// Carries out "Restart Bot": the plan's task, in a trusted workspace only, after asking.
import { relative, sep } from "node:path";
import { ProcessExecution, ShellExecution, type Task, type TaskExecution, tasks, Uri, workspace } from "vscode";
import {
  restartBotTitle,
  restartQuestion,
  restartStillRuns,
  restartTaskMissing,
  restartUnknown,
  restartUntrusted,
} from "../../messages/editor";
import { restartBy } from "../../messages/parameters";
import { type Context, rolloutOf } from "../change/context";
import { showDialog, showError, showInformation } from "../notify";

/** So long a task may take to end, in ms, before a person is told. */
const patience = 30_000;

/** Ends the plan's task where it runs, and runs it; where the plan has none, says what a person has to do. */
export async function restartBot(context: Context): Promise<void> {
  const { plan, root } = rolloutOf(context);
  const { task: label, text } = plan.restart ?? {};
  if (label === undefined) {
    void showInformation(text === undefined ? restartUnknown() : restartBy(text));
    return;
  }
  if (!workspace.isTrusted) {
    void showError(restartUntrusted());
    return;
  }
  const task = await findTask(label, root);
  if (!task) {
    void showError([restartTaskMissing(label), ...(text === undefined ? [] : [restartBy(text)])].join(" "));
    return;
  }
  const [question, details] = restartQuestion(label, commandOf(task));
  if ((await showDialog(question, details, restartBotTitle())) === undefined) return;
  const running = tasks.taskExecutions.filter((execution) => isSame(execution.task, task));
  const ended = await Promise.all(running.map(end));
  if (ended.includes(false)) void showError(restartStillRuns(label));
  else await tasks.executeTask(task);
}

/** The task of that label of the folder that the plan is in; tasks that extensions make up do not count. */
async function findTask(label: string, root: string): Promise<Task | undefined> {
  const named = (await tasks.fetchTasks()).filter(({ name, source }) => name === label && source === "Workspace");
  const folder = workspace.getWorkspaceFolder(Uri.file(root));
  const own = named.filter(({ scope }) => typeof scope === "object" && isWithin(scope.uri.fsPath, root));
  return own.find(({ scope }) => typeof scope === "object" && scope.uri.path === folder?.uri.path) ?? own[0];
}

/** Whether one of two folders is in the other, or both are one. */
function isWithin(folder: string, root: string): boolean {
  const leads = (from: string, to: string) => !relative(from, to).split(sep).includes("..");
  return leads(folder, root) || leads(root, folder);
}

function isSame(one: Task, other: Task): boolean {
  return one.name === other.name && one.source === other.source && scopeOf(one) === scopeOf(other);
}

function scopeOf({ scope }: Task): string {
  return typeof scope === "object" ? scope.uri.toString() : String(scope);
}

/** What a task runs, where VS Code tells. */
function commandOf({ execution }: Task): string | undefined {
  if (execution instanceof ProcessExecution) return [execution.process, ...execution.args].join(" ");
  if (!(execution instanceof ShellExecution)) return undefined;
  if (execution.commandLine !== undefined) return execution.commandLine;
  const words = [execution.command, ...(execution.args ?? [])];
  return words.map((word) => (typeof word === "object" ? word.value : (word ?? ""))).join(" ");
}

/** Ends an execution; false where it does not end in time. */
function end(execution: TaskExecution): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (hasEnded: boolean) => {
      clearTimeout(timer);
      listener.dispose();
      resolve(hasEnded);
    };
    const listener = tasks.onDidEndTask((event) => {
      if (event.execution === execution) finish(true);
    });
    const timer = setTimeout(() => finish(false), patience);
    execution.terminate();
  });
}
