// Ends the guards' work where there is none, without loading the whole command line: most edits and commits are of other files.
import { isNobodysBusiness } from "../../agents/concern";
import { readToolCall } from "../../agents/tool-call";
import { workFolder } from "../../node/files/folder";
import { isCommitOfOthers } from "../../node/hooks/commit-concern";

type Input = () => Promise<string>;

/** Runs `phasegate hook …`. In any doubt, the whole command line judges. */
export async function runHook(args: readonly string[], input: Input): Promise<void> {
  let text: Promise<string> | undefined;
  const readOnce: Input = () => {
    text ??= input();
    return text;
  };
  // Whatever goes wrong, the whole command line meets and tells it.
  if (await isDone(args, readOnce).catch(() => false)) return;
  const { main } = await import("./main");
  await main(args, readOnce);
}

/** Whether the guard is asked, as hooks ask it, about something that it has nothing to say of. */
async function isDone([, what, option, plan, ...others]: readonly string[], input: Input): Promise<boolean> {
  if (what === "commit") return option === undefined && isCommitOfOthers(await workFolder());
  const isAsked = what === "agent" && (option === undefined || (option === "--plan" && plan !== undefined));
  if (!isAsked || others.length > 0) return false;
  const call = readToolCall(await input());
  return call !== undefined && isNobodysBusiness(call, call.folder ?? (await workFolder()), plan);
}
