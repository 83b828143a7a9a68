// Defines everything that can be wrong as coded data, and the error that carries it to a person.
import type { JsonObject } from "../json";
import type { FoundValue } from "../ledger/ledger";
import type { OtherReason, SourceProblemCode, ValueKind } from "../source";
import type { Range } from "../text";
import type {
  CommitDifference,
  Contradiction,
  FileFault,
  RedactedChange,
  StaleDifference,
  TheirCheckpoint,
  ValueDifference,
} from "./details";
import type { PlanFaultDetail, PlanPath, PlanSyntaxFault } from "./plan-faults";
import { type FindingCode, type noteSeverities, type Severity, severityOf } from "./table";
import type { Usage } from "./usage";

/**
 * Everything that Phasegate can find wrong, as data: the stable code, and what its sentence needs to name the thing.
 * The sentences are in `src/messages`. Values are texts as the code has them, or would have them.
 */
export interface ProblemData {
  // The bot's source against the plan
  "value-in-no-phase": { parameter: string; value: string; baseline: string; target: string };
  "baseline-differs": { parameter: string; value: string; baseline: string; target: string };
  "ahead-of-phase": { parameter: string; value: string; phase: number; expected: string };
  "behind-phase": { parameter: string; value: string; phase: number; expected: string };
  "out-of-range": { parameter: string; value: string; allowed: JsonObject };
  "wrong-type": { parameter: string; value: string; type: string; expected: string };
  "type-changed": { parameter: string; value: string };
  "step-too-large": { parameter: string; phase: number; from: string; to: string; largest: string };
  "literal-shared": { parameter: string; other: string };
  unbound: { parameter: string; symbol: string; scope: string; path: string };
  "symbol-invalid": { parameter: string; symbol: string };
  ambiguous: { parameter: string; symbol: string; line: number; reason: OtherReason };
  overruled: { parameter: string; symbol: string; line: number; reason: OtherReason };
  derived: { parameter: string; symbol: string; from: string };
  dead: { parameter: string; symbol: string; phase: number };
  "rule-broken": { rule: string; why: string };
  shadowed: { parameter: string; symbol: string; line: number; winner: number };
  unsealed: { path: string };
  "source-stale": { path: string; line: number; detail: SourceProblemCode };
  "source-broken": { parameter: string; path: string; line: number; detail: SourceProblemCode };

  // The plan itself
  "plan-missing": { folder: string };
  "plan-several": { plans: string[] };
  "plan-unreadable": { path: string; detail: FileFault };
  "plan-syntax": { path: string; line: number; column: number; detail: PlanSyntaxFault };
  "plan-invalid": { path: string; at: PlanPath; detail: PlanFaultDetail };
  "plan-uncommitted": { path: string };
  "plan-changed": { plan: string; tag: string };
  "plan-id-taken": { plan: string; tag: string; path: string };
  "plan-revoked": { plan: string; reason: string };

  // A new plan
  "input-missing": { path: string };
  "document-kind-unknown": { path: string };
  "document-undecodable": { path: string };
  "bot-missing": Record<never, never>;
  "bot-without-number": { path: string };
  "plan-id-invalid": { id: string };
  "plan-incomplete": { questions: number };
  "plan-exists": { path: string };

  // The governed file
  "file-missing": { path: string };
  "file-outside": { path: string };
  "file-path-invalid": { path: string };
  "file-unreadable": { path: string; detail: FileFault };
  "file-undecodable": { path: string; encoding: string };
  "file-unencodable": { path: string; encoding: string; text: string };
  "file-unsaved": { path: string };
  "file-untracked": { path: string };
  /** `lines`: those with something that looks like a key; never the key itself. */
  "file-untracked-keys": { path: string; lines: number[] };
  "file-uncommitted": { path: string };
  "file-conflicted": { path: string };
  "file-unwatched": { path: string };
  "file-partly-staged": { path: string };
  "file-unwritable": { path: string; detail: FileFault };
  "file-moved": { path: string };
  "file-not-restored": { path: string };

  // Git
  "git-detached": Record<never, never>;
  "branch-foreign": { branch: string; main: string; remote: string };
  "branch-unpublished": { branch: string };
  "branch-protected": { branch: string };
  "git-missing": Record<never, never>;
  "git-no-repository": { folder: string };
  "git-no-identity": Record<never, never>;
  "git-busy": { operation: string };
  "git-index-locked": { path: string };
  "git-no-commit": Record<never, never>;
  "git-failed": { command: string; output: string };
  "git-hook-refused": { output: string };
  "commit-differs": { path: string; detail: CommitDifference };
  "commit-unmarked": { tag: string };
  "commit-passed-over": { commit: string; tag: string };
  "commit-holds-more": { commit: string; paths: string[] };
  "tag-taken": { tag: string };
  "tag-failed": { commit: string; tag: string; output: string };
  "tag-absent": { commit: string; tag: string };
  "plan-locked": { plan: string; who: string; when: string; host: string; pid: number; ref: string };
  "remote-missing": { remotes: string[] };
  "remote-unknown": { remote: string; remotes: string[] };
  "push-detached": Record<never, never>;
  "push-behind": { remote: string; branch: string };
  "push-clash": { remote: string; theirs: readonly TheirCheckpoint[]; ours: string[] };
  "fetch-clash": { remote: string; theirs: readonly TheirCheckpoint[]; ours: string[] };
  "checkpoint-untagged": { commit: string; tag: string };
  "write-undone": { paths: string[] };
  "workspace-untrusted": Record<never, never>;

  // The order of things
  "phase-unknown": { phase: string; phases: number };
  "phase-out-of-order": { phase: number; missing: number };
  "phase-in-effect": { phase: number };
  "phase-not-in-effect": { phase: number };
  "phase-behind": { phase: number; behind: number; parameters: string[] };
  "phase-unbound": { phase: number; parameter: string };
  "phase-unwritable": { phase: number; parameter: string; kind: ValueKind };
  "comments-lost": { phase: number; parameter: string };
  "rule-would-break": { phase: number; rule: string; why: string };
  "moves-derived": { parameter: string; derived: string[] };
  "gate-missing": { phase: number };
  // What a phase's window can decide, before it starts; conditions in the author's words, chances from 0 to 1
  /** `chances`: with independent and with clustered trades; `hours` of the window, `within90` of 9 in 10. */
  "window-too-short": {
    phase: number;
    hours: number;
    trades: number;
    chances: number[];
    mean: number;
    within90: number;
  };
  "cannot-pass": {
    phase: number;
    criterion: string;
    /** Whether the promise itself misses the threshold, is the threshold, or is too seldom seen in so few. */
    why: "misses" | "equals" | "seldom";
    promise: number;
    chance?: number;
    counting?: "trades" | "candles";
    /** How many would do. */
    enough?: number;
  };
  "cannot-tell": {
    phase: number;
    criterion: string;
    floor: number;
    /** Whether the floor is only the threshold, because the plan names none. */
    unnamed: boolean;
    chance: number;
    counting: "trades" | "candles";
    measuredOn: number;
    /** How many would do. */
    enough?: number;
  };
  contradiction: { phase: number; contradiction: Contradiction };
  "verdict-not-evaluated": { phase: number };
  "requirement-unchecked": { phase: number; requirement: string };
  "override-empty": Record<never, never>;
  "change-unsound": { differences: readonly ValueDifference[] };
  "change-stale": { differences: readonly StaleDifference[] };
  "checkpoint-unknown": { tag: string };
  "checkpoint-left": { tag: string };
  "checkpoints-left": { tags: string[]; phases: number[]; adoptable: boolean };
  "parameter-unknown": { parameter: string; parameters: string[] };
  "checkpoint-unbound": { parameters: string[] };
  "rollback-kept": { parameters: string[] };
  /** `lines`: how many lines beside the governed values go back with the file. */
  "rollback-whole": { path: string; lines: number; changes: readonly RedactedChange[] };
  /** `lines`: how many lines beside the governed values differ. */
  "hand-edits-held": { path: string; lines: number; changes: readonly RedactedChange[] };
  "values-found": { phases: number[]; values: readonly FoundValue[] };
  "phases-end": { phases: number[] };
  "phases-return": { phases: number[] };
  "rollback-along": { phase: number; parameters: string[] };
  "write-unsealed": Record<never, never>;
  "nothing-to-write": { plan: string };
  "baseline-instead": { plan: string };
  "reason-empty": Record<never, never>;
  "nothing-to-checkpoint": Record<never, never>;
  "whole-file-untagged": Record<never, never>;
  "whole-file-absent": { path: string; tag: string };
  "whole-file-inexact": { path: string; tag: string };
  "backup-unknown": { file: string };
  "no-phase-in-effect": { plan: string };
  "phase-origin-unknown": { plan: string; phases: number[] };
  "adopt-unbound": { parameters: string[] };
  "rollback-unknown": { tag: string; phase: number };
  "nothing-to-adopt": { plan: string };
  "nothing-to-roll-back": { plan: string };
  usage: Usage;
}

export type ProblemCode = keyof ProblemData;

/** Where a problem is: a path relative to the repository's root and, where it has one, a range in that file. */
export interface Place {
  readonly path: string;
  readonly range?: Range;
}

export type Problem<Code extends ProblemCode = ProblemCode> = {
  [C in Code]: { readonly code: C; readonly data: ProblemData[C]; readonly severity: Severity; readonly place?: Place };
}[Code];

/** What an assessment finds. */
export type Finding = Problem<FindingCode>;

/** What is said beside a change or a seal. */
export type Note = Problem<keyof typeof noteSeverities>;

/** The severity is the table's; it is given only where the data decide it. */
export function problem<C extends ProblemCode>(
  code: C,
  data: ProblemData[C],
  { severity = severityOf(code), place }: { severity?: Severity; place?: Place | undefined } = {},
): Problem<C> {
  return { code, data, severity, ...(place && { place }) } as Problem<C>;
}

/** The user's input or situation is at fault, not the code: nothing was changed, and the problems say the way out. */
export class UserError extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: Problem[]) {
    super(problems.map(({ code, data }) => `${code} ${JSON.stringify(data)}`).join("; "));
    this.name = "UserError";
    this.problems = problems;
  }
}
