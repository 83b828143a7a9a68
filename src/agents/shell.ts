// Finds the lines for a shell that would change the ledger, or confirm a change, in an agent's hands.
import { type Problem, problem } from "../core/problem";

/** Commands of Phasegate that ask a person first; `--yes` answers in the person's place. */
const confirmed = "apply|rollback|adopt|validate|extend|heal|push|import|init";

const ofLedger = [
  /\bgit\b[^|;&\n]*\btag\b[^|;&\n]*(?:\s-[a-zA-Z]*[dfa]|\s--(?:delete|force|annotate))[^|;&\n]*\bphasegate\//,
  /\bgit\b[^|;&\n]*\btag\b[^|;&\n]*\bphasegate\/[^|;&\n]*\s(?:-[a-zA-Z]*[dfa]|--(?:delete|force|annotate))/,
  /\bgit\b[^|;&\n]*\bupdate-ref\b[^|;&\n]*\bphasegate\b/,
  /\bgit\b[^|;&\n]*\bpush\b[^|;&\n]*(?:--delete|\s-d\b|\s:)[^|;&\n]*\bphasegate\//,
  /\brm\b[^|;&\n]*\.git\/refs\/(?:tags\/)?phasegate\b/,
];
const confirms = new RegExp(`\\bphasegate(?:\\.js)?\\b[^|;&\\n]*\\b(?:${confirmed})\\b[^|;&\\n]*\\s--yes\\b`);
const confirmsByFile = new RegExp(`\\bcli\\.js\\b[^|;&\\n]*\\b(?:${confirmed})\\b[^|;&\\n]*\\s--yes\\b`);

/** Why a line must not be run. A shell has other ways too: what they do is found after the edit. */
export function riskOfCommand(line: string | undefined): Problem[] {
  if (line === undefined) return [];
  const ledger = ofLedger.map((pattern) => pattern.exec(line)?.[0]).find((found) => found !== undefined);
  if (ledger !== undefined) return [problem("call-of-ledger", { command: ledger.trim() })];
  const yes = (confirms.exec(line) ?? confirmsByFile.exec(line))?.[0];
  return yes === undefined ? [] : [problem("call-confirms", { command: yes.trim() })];
}
