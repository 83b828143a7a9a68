// Finds the lines for a shell that would change the ledger, or confirm a change, in an agent's hands.
import { type Problem, problem } from "../core/problem";

/** Commands of Phasegate that ask a person first; `--yes` answers in the person's place. */
const confirmed = new Set(["apply", "rollback", "adopt", "validate", "extend", "heal", "push", "hook"]);

/** Why a line must not be run. A shell has other ways too: what they do is found after the edit. */
export function riskOfCommand(line: string | undefined): Problem[] {
  // One command after the other: a pattern over the whole line would take long on a line that is made for that.
  for (const command of (line ?? "").split(/[|;&\n]/)) {
    const words = command.split(/\s+/).map((word) => word.replace(/["'\\()]/g, ""));
    const shown = { command: words.join(" ").trim().slice(0, 200) };
    if (changesLedger(words)) return [problem("call-of-ledger", shown)];
    if (confirms(words)) return [problem("call-confirms", shown)];
    if (getsPastHooks(words)) return [problem("call-past-guard", shown)];
  }
  return [];
}

function changesLedger(words: readonly string[]): boolean {
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (!has(/phasegate\//)) return false;
  if (words.includes("rm")) return has(/\.git\/refs\//);
  if (!has(/^(?:.*\/)?git$/)) return false;
  if (words.includes("update-ref")) return true;
  if (words.includes("tag")) return has(/^(?:-[a-zA-Z]*[dfa]|--(?:delete|force|annotate))$/);
  return words.includes("push") && has(/^(?:-[a-zA-Z]*[df]|--(?:delete|force)|[:+].*)$/);
}

function getsPastHooks(words: readonly string[]): boolean {
  if (!words.some((word) => /^(?:.*\/)?git$/.test(word))) return false;
  if (words.some((word) => /^core\.hookspath(?:=|$)/i.test(word))) return true;
  return words.includes("commit") && words.some((word) => /^(?:--no-verify|-[aeiopqsvz]*n)$/.test(word));
}

function confirms(words: readonly string[]): boolean {
  const program = words.findIndex((word) => /^(?:.*\/)?(?:phasegate|cli\.js)$/.test(word));
  return program !== -1 && words.includes("--yes") && words.slice(program).some((word) => confirmed.has(word));
}
