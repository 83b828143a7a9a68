// Holds every code that a problem may have: its data, and in tables its severity and what else is to be known of it.

import type { JsonObject, JsonType } from "../json";
import type { FoundValue } from "../ledger/ledger";
import type { Foreignness, OtherReason, SourceProblemCode, ValueKind, ValueType } from "../source";
import type {
  CommitDifference,
  CountedUnit,
  FigureContradiction,
  FileFault,
  NeedlessExtension,
  NoPlanReason,
  RedactedChange,
  RejectedAnswer,
  StaleDifference,
  TheirCheckpoint,
  UndecidedCondition,
  UndecidedGate,
  ValueDifference,
} from "./details";
import type { PathFlaw, PlanFaultDetail, PlanPath, PlanSyntaxFault } from "./plan-faults";
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
  "out-of-range": { parameter: string; value: string; allowed: JsonObject; path: string };
  "wrong-type": { parameter: string; value: string; type: ValueType | ValueKind; expected: JsonType };
  "type-changed": { parameter: string; value: string };
  "step-too-large": { parameter: string; phase: number; from: string; to: string; largest: string };
  "literal-shared": { parameter: string; other: string };
  unbound: { parameter: string; symbol: string; scope: string; path: string };
  /** `meant`: a class that the file has, and whose name is close. */
  "scope-missing": { path: string; scope: string; meant?: string };
  "symbol-invalid": { parameter: string; symbol: string };
  ambiguous: { parameter: string; symbol: string; line: number; reason: OtherReason };
  /** `path`: of another file that `line` is in; `from`: what replaces the value, where it is set. */
  overruled: { parameter: string; symbol: string; line: number; reason: OtherReason; path?: string; from?: string };
  /** A place that may set any of `parameters`, but names none. */
  "may-be-overruled": { parameters: string[]; line: number; reason: OtherReason; path?: string };
  clipped: {
    parameter: string;
    value: string;
    limit: string;
    bound: "lowest" | "highest";
    line: number;
  };
  derived: { parameter: string; symbol: string; from: string };
  /** `literals`: comparisons with numbers that may stand in its place, as the code has them. */
  dead: { parameter: string; symbol: string; phase: number; literals: readonly { text: string; line: number }[] };
  /** The target lies beyond `limit`, a constant or a number; `appliedLine`: where the code applies it, else only its name says so. */
  "target-limited": {
    parameter: string;
    line: number;
    phase: number;
    target: string;
    side: "least" | "most";
    limit: string;
    value: string;
    limitLine: number;
    appliedLine?: number;
  };
  /** What the plan counts, and what the name in the code says. */
  "unit-differs": { parameter: string; symbol: string; plan: CountedUnit; code: CountedUnit; target: string };
  /** `named`: the plan's own words. */
  "line-differs": { parameter: string; named: string; line: number };
  /** Since the commit that a change is held against. `as`: what allows the new value now; of a phase that is in effect, its number. */
  "value-moved": { parameter: string; before: string; after: string; as: number | "baseline" | null };
  /** `line`: of the module's constant; `other`: of the one in the class `scope`. */
  "scope-unnamed": { parameter: string; line: number; scope: string; other: number };
  /** `most`: so many files were looked at, and there are more; `paths`: source files that are too large or can't be read. */
  "search-incomplete": { most: number | null; paths: readonly string[] };
  "rule-broken": { rule: string; why: string };
  /** The rule holds a value against `name`, which no file has: it says nothing. */
  "rule-unbound": { rule: string; name: string };
  /** `used`: the first line between the two that may use the earlier value. */
  shadowed: { parameter: string; symbol: string; line: number; winner: number; used?: number };
  unsealed: { path: string };
  "source-stale": { path: string; line: number; detail: SourceProblemCode };
  "source-broken": { parameter: string; path: string; line: number; detail: SourceProblemCode };

  // The plan itself
  "plan-missing": { folder: string };
  "plan-several": { plans: string[] };
  "plan-unreadable": { path: string; detail: FileFault };
  "plan-syntax": { path: string; line: number; column: number; detail: PlanSyntaxFault };
  "plan-invalid": { path: string; line: number; column: number; at: PlanPath; detail: PlanFaultDetail };
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
  "not-a-plan": { path: string; reason: NoPlanReason };
  /** `asked`: the ids of the questions that are open. */
  "answer-rejected": { answers: RejectedAnswer[]; asked: string[] };
  "plan-exists": { path: string };
  /** A file that is no report stands where one is to be written. */
  "report-exists": { path: string };
  /** `name`: one that commands find. */
  "plan-misnamed": { path: string; name: string };

  // The governed file
  /** `path`: null for the folder that the command line was started in. */
  "folder-missing": { path: string | null };
  "folder-unreadable": { path: string; detail: FileFault };
  /** `candidates`: files that a governed one may have become. */
  "file-missing": { path: string; candidates?: readonly string[] };
  "file-outside": { path: string };
  "file-path-invalid": { path: string; flaw: PathFlaw };
  "file-shared": { path: string; other: string };
  "file-unreadable": { path: string; detail: FileFault };
  "file-undecodable": { path: string; encoding: string };
  "file-foreign": { path: string; languages: string[] } & Foreignness;
  "file-unencodable": { path: string; encoding: string; text: string };
  "file-unsaved": { path: string };
  "file-untracked": { path: string };
  /** `lines`: those with something that looks like a key; never the key itself. */
  "file-untracked-keys": { path: string; lines: number[] };
  "file-uncommitted": { path: string };
  "file-conflicted": { path: string };
  "file-unwatched": { path: string };
  "file-edited-unseen": { path: string };
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
  "git-unstartable": { detail: FileFault };
  "git-too-old": { version: string; oldest: string };
  "git-no-repository": { folder: string };
  "git-no-identity": Record<never, never>;
  "git-busy": { operation: string };
  "git-index-locked": { path: string };
  "git-no-commit": Record<never, never>;
  "git-failed": { command: string; output: string };
  "git-hook-refused": { output: string };
  /** `by`: git's own conversion of the planned bytes, or anything else; absent where that is not known. */
  "commit-differs": { path: string; detail: CommitDifference; by?: "conversion" | "other" };
  "commit-unmarked": { tag: string };
  "commit-passed-over": { commit: string; tag: string };
  "commit-holds-more": { commit: string; paths: string[] };
  "tag-taken": { tag: string };
  "tag-failed": { commit: string; tag: string; output: string };
  "tag-absent": { commit: string; tag: string };
  /** `lives`: whether the process runs for certain; else nobody here can tell. */
  "plan-locked": {
    plan: string;
    who: string;
    when: string;
    host: string;
    pid: number;
    workTree: string;
    lives: boolean;
  };
  "lock-left": { plan: string; who: string; when: string };
  "lock-dropped": { plan: string };
  "seal-cut-off": { tag: string; who: string; when: string };
  "commit-unsealed": { commit: string; tag: string; who: string; when: string };
  "seal-complete": { tag: string };
  "seal-undone": { tag: string };
  "request-completed": { tag: string };
  /** In bytes. */
  "message-too-large": { size: number; largest: number };
  "remote-missing": { remotes: string[] };
  "remote-unknown": { remote: string; remotes: string[] };
  "push-detached": Record<never, never>;
  "push-behind": { remote: string; branch: string };
  "push-clash": { remote: string; theirs: readonly TheirCheckpoint[]; ours: string[] };
  "fetch-clash": { remote: string; theirs: readonly TheirCheckpoint[]; ours: string[] };
  "checkpoint-untagged": { commit: string; tag: string };
  "write-undone": { tag: string; paths: string[] };
  "write-kept": { tag: string; paths: string[] };
  "workspace-untrusted": Record<never, never>;

  // What the bot left behind, against itself; instants in ms since the epoch, money in the account's currency
  "source-missing": { path: string };
  "evidence-unreadable": { path: string; unusable: number; records: number };
  /** `offset`: the byte at which the first of them stands; the times are those of the records around. */
  "records-broken": { path: string; broken: number; offset: number; from?: number; to?: number };
  /** The names that a source has for the field; `owners`: how many there are. */
  "owners-mixed": { path: string; field: "symbol" | "strategy" | "account" | "bot"; owners: number; names: string[] };
  /** The first of so many `overlaps` of two processes. */
  "processes-overlap": { path: string; overlaps: number; names: string[]; from: number; to: number };
  /** What a state says of its trades, and what was read of them; `closed` are those of them that are over. */
  "totals-worse": { path: string; of: "trades" | "closed" | "wins" | "net"; told: number; read: number };
  "totals-better": { path: string; of: "trades" | "closed" | "wins" | "net"; told: number; read: number };
  /** `wanted`: what the plan's `where` says; so many `records` are of others. */
  "where-unmatched": { path: string; wanted: string; records: number };
  /** `newest` is absent where no record tells a time. */
  "records-stale": { newest?: number; minutes: number };
  "source-silent": { path: string; newest: number };
  /** The file's newest record is so many minutes ahead of it; `utcOffset` is the one that would explain it. */
  "times-ahead": { path: string; minutes: number; declared: string; utcOffset?: string };
  /** `hours`: by how much later exits would make all of them possible. */
  "times-impossible": { path: string; trades: number; hours?: number };
  /** The first of so many `trades`; `flat`: when the bot had no position any more. */
  "trade-unpaired": {
    trades: number;
    side: "long" | "short";
    opened: number;
    quantity: number;
    entry: number;
    flat: number;
  };
  /** The first of so many `trades`, which was closed `at`. */
  "exit-unpaired": {
    path: string;
    trades: number;
    at: number;
    side: "long" | "short";
    quantity?: number;
    exit?: number;
  };
  /** The first of so many `trades`; `contradicts`: the fields can't all be true, else they can't be used. */
  "trade-unusable": { path: string; trades: number; at: number; fields: string[]; contradicts: boolean };
  /** The results that the first of so many `trades` has in its records. */
  "results-contradict": { trades: number; side: "long" | "short"; opened: number; results: number[] };
  /** The first of so many `trades`: its net as reported, and by its prices. */
  "cost-twice": { path: string; trades: number; opened: number; reported: number; prices: number };
  "result-differs": { path: string; trades: number; of: number; opened: number; reported: number; prices: number };
  "costs-unknown": { trades: number };
  /** q·p / (share · equity), at first and from the instant `at` on. */
  "quantity-changed": { path: string; from: number; to: number; at: number };
  /** The first of so many `overlaps`: the second position was opened while the first was open, with another size or leverage. */
  "positions-overlap": { path: string; overlaps: number; first: number; second: number; sizes: [number, number] };
  /** From `from` to `to`, in the largest of so many `spans`, the balance moved by `moved`, and its trades came to `net`. */
  "balance-differs": { spans: number; from: number; to: number; moved: number; net: number };
  /** The largest of so many `jumps`. */
  "balance-reset": { jumps: number; at: number; before: number; after: number };
  /** How many trades the gate sealed by `tag` saw up to the instant `at`, and how many of them the files tell now. */
  "evidence-shrank": { tag: string; at: number; before: number; after: number };
  "state-shrank": { path: string; before: number; after: number };
  "restarts-in-a-row": { starts: number; from: number; to: number };
  /** The longest of so many `gaps`. */
  "evidence-gaps": { gaps: number; from: number; to: number };
  "starts-unknown": Record<never, never>;
  "restart-needed": { tag: string; parameters: string[]; started?: number };
  "running-unsealed": { values: readonly { parameter: string; running: string; sealed: string }[] };

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
  /** `figure`: as the comment has it. */
  "comment-names-value": { parameter: string; figure: string };
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
    /**
     * Whether the promise itself misses the threshold, is the threshold, or is too seldom seen in so few; or no record can
     * tell the value.
     */
    why: "misses" | "equals" | "seldom" | "unrecorded";
    promise?: number;
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
  contradiction: { phase: number; contradiction: FigureContradiction };
  "requirement-unchecked": { phase: number; requirement: string };
  "position-unknown": { phase: number };
  // What a phase requires of the running bot; instants in ms since the epoch
  "gate-not-passed": { phase: number; required: number };
  /** `triggers`: the ids of those that have fired; `validated`: whether they did since the phase was validated. */
  "gate-failed": { phase: number; required: number; validated: boolean; triggers: string[] };
  "position-open": { phase: number; side: "long" | "short"; opened: number };
  "evidence-stale": { phase: number; newest: number };
  // The gate of a phase in effect
  "phase-not-watched": { phase: number };
  "phase-drifted": { phase: number; parameters: string[] };
  "phase-validated": { phase: number; tag: string };
  "evidence-undeclared": { plan: string };
  "gate-undecided": { phase: number; outcome: UndecidedGate; conditions: readonly UndecidedCondition[] };
  "gate-fired": { phase: number; triggers: string[] };
  /** `conditions`: the ids of those that a signature would settle. */
  "signature-unknown": { phase: number; criterion: string; conditions: string[] };
  "signature-needless": { phase: number; criterion: string; conditions: string[] };
  "signature-empty": { criterion: string };
  "extension-needless": { phase: number; why: NeedlessExtension; unsigned: readonly string[] };
  "override-empty": Record<never, never>;
  "change-unsound": { differences: readonly ValueDifference[] };
  "change-stale": { differences: readonly StaleDifference[] };
  "checkpoint-unknown": { tag: string };
  "revision-unknown": { revision: string };
  "checkpoint-left": { tag: string };
  "checkpoints-left": { tags: string[]; phases: number[]; adoptable: boolean };
  "parameter-unknown": { parameter: string; parameters: string[] };
  "checkpoint-unbound": { parameters: string[] };
  "rollback-kept": { parameters: string[] };
  "past-unreadable": { path: string };
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
  // Why an agent's tool call or a commit is refused, and why a guard can't be written
  /** `value`: after the edit; `expected`: what counts now; `target`: of its phase, null where no phase changes it. */
  "edit-moves-value": {
    parameter: string;
    path: string;
    value: string;
    expected: string;
    phase: number | null;
    target: string;
  };
  "edit-loses-value": { parameter: string; path: string };
  "edit-untold": { path: string };
  "edit-of-plan": { path: string };
  "edit-of-guard": { path: string };
  "settings-unreadable": { path: string };
  /** `manager`: the program that writes the hook anew. */
  "hook-managed": { path: string; manager: string };
  /** `line`: the hook's first one. */
  "hook-not-shell": { path: string; line: string };
  "hook-switched-off": { path: string };
  "hook-elsewhere": { path: string };
  "call-of-ledger": { command: string };
  "call-confirms": { command: string };
  "call-past-guard": { command: string };
  "not-confirmed": Record<never, never>;
  interrupted: Record<never, never>;
  /** What was printed is not complete. */
  "output-unwritable": { detail: FileFault };
  usage: Usage;
}

export type ProblemCode = keyof ProblemData;

export type Severity = "error" | "warning" | "info";

/** A way out of a finding that an editor can offer in the lightbulb. */
export type FixKind = "set-to-baseline" | "set-to-target" | "take-as-baseline" | "bind" | "set-path";

interface FindingFacts {
  readonly severity: Severity;
  /** The likeliest first. */
  readonly fixes?: readonly FixKind[];
  /** Whether the value is not what the ledger says. */
  readonly offLedger?: true;
  /** Whether it is said beside a change of its parameter too: the change would mean less than it seems. */
  readonly besideChange?: true;
}

/**
 * What an assessment can find. To add a finding: its data in `ProblemData` and its row here, its sentence in
 * `src/messages/problems/`, its row in docs/FINDINGS.md.
 */
export const findingTable = {
  "baseline-differs": {
    severity: "error",
    fixes: ["take-as-baseline", "set-to-baseline", "set-to-target"],
    besideChange: true,
  },
  "value-in-no-phase": {
    severity: "error",
    fixes: ["set-to-baseline", "set-to-target"],
    offLedger: true,
    besideChange: true,
  },
  "ahead-of-phase": { severity: "warning", fixes: ["set-to-baseline", "set-to-target"], offLedger: true },
  "behind-phase": { severity: "warning", fixes: ["set-to-target", "set-to-baseline"], offLedger: true },
  "out-of-range": { severity: "error", fixes: ["set-to-baseline", "set-to-target"], offLedger: true },
  "wrong-type": { severity: "error", fixes: ["set-to-baseline", "set-to-target"], besideChange: true },
  "type-changed": { severity: "warning", fixes: ["set-to-baseline", "set-to-target"] },
  "rule-broken": { severity: "error" },
  "rule-unbound": { severity: "warning" },
  "step-too-large": { severity: "warning" },
  unbound: { severity: "error", fixes: ["bind"] },
  "scope-missing": { severity: "error" },
  "symbol-invalid": { severity: "error", fixes: ["bind"] },
  "literal-shared": { severity: "error", besideChange: true },
  derived: { severity: "error" },
  ambiguous: { severity: "error" },
  overruled: { severity: "warning", besideChange: true },
  "may-be-overruled": { severity: "warning", besideChange: true },
  clipped: { severity: "warning", besideChange: true },
  shadowed: { severity: "warning" },
  "target-limited": { severity: "warning", besideChange: true },
  "unit-differs": { severity: "warning", besideChange: true },
  "line-differs": { severity: "info" },
  "value-moved": { severity: "warning" },
  "scope-unnamed": { severity: "warning", besideChange: true },
  "search-incomplete": { severity: "info" },
  dead: { severity: "warning", besideChange: true },
  "source-broken": { severity: "error" },
  "source-stale": { severity: "warning" },
  unsealed: { severity: "warning" },
  "seal-cut-off": { severity: "warning" },
  "commit-unsealed": { severity: "warning" },
  "lock-left": { severity: "warning" },
  "tag-absent": { severity: "warning" },
  "file-missing": { severity: "error", fixes: ["set-path"] },
  "file-outside": { severity: "error" },
  "file-path-invalid": { severity: "error" },
  "file-shared": { severity: "error" },
  "file-unreadable": { severity: "error" },
  "file-undecodable": { severity: "error" },
  "file-foreign": { severity: "error" },
  "plan-changed": { severity: "warning" },
  "plan-id-taken": { severity: "warning" },
  "plan-revoked": { severity: "warning" },
  "checkpoints-left": { severity: "warning" },
  "source-missing": { severity: "error" },
  "evidence-unreadable": { severity: "error" },
  "records-broken": { severity: "error" },
  "owners-mixed": { severity: "error" },
  "processes-overlap": { severity: "error" },
  "where-unmatched": { severity: "error" },
  "totals-worse": { severity: "error" },
  "totals-better": { severity: "info" },
  "records-stale": { severity: "warning" },
  "source-silent": { severity: "error" },
  "times-ahead": { severity: "error" },
  "times-impossible": { severity: "warning" },
  "trade-unpaired": { severity: "error" },
  "exit-unpaired": { severity: "error" },
  "trade-unusable": { severity: "error" },
  "results-contradict": { severity: "error" },
  "cost-twice": { severity: "info" },
  "result-differs": { severity: "warning" },
  "costs-unknown": { severity: "warning" },
  "quantity-changed": { severity: "warning" },
  "positions-overlap": { severity: "error" },
  "balance-differs": { severity: "warning" },
  "balance-reset": { severity: "warning" },
  "evidence-shrank": { severity: "error" },
  "state-shrank": { severity: "info" },
  "restarts-in-a-row": { severity: "warning" },
  "evidence-gaps": { severity: "info" },
  "starts-unknown": { severity: "info" },
  "restart-needed": { severity: "warning" },
  "running-unsealed": { severity: "warning" },
} as const satisfies Readonly<Partial<Record<ProblemCode, FindingFacts>>>;

export type FindingCode = keyof typeof findingTable;

/** What is said beside a change or a seal, and keeps nothing from being done. */
export const noteSeverities = {
  "git-detached": "warning",
  "branch-foreign": "warning",
  "branch-unpublished": "info",
  "branch-protected": "warning",
  "checkpoint-untagged": "info",
  "commit-passed-over": "warning",
  "write-undone": "info",
  "write-kept": "warning",
  "seal-complete": "info",
  "seal-undone": "info",
  "lock-dropped": "warning",
  "write-unsealed": "warning",
  "baseline-instead": "warning",
  "moves-derived": "info",
  "comment-names-value": "info",
  "gate-missing": "info",
  "requirement-unchecked": "info",
  "position-unknown": "warning",
  "window-too-short": "info",
  "cannot-pass": "warning",
  "cannot-tell": "info",
  contradiction: "warning",
  "values-found": "info",
  "phases-end": "warning",
  "phases-return": "warning",
  "rollback-along": "warning",
  "rollback-kept": "warning",
  "past-unreadable": "warning",
  "rollback-whole": "warning",
  "hand-edits-held": "warning",
} as const satisfies Readonly<Partial<Record<ProblemCode, Severity>>>;

/** How serious a problem of this code is, where nothing else is known of it. */
export function severityOf(code: string): Severity {
  if (isFinding(code)) return findingTable[code].severity;
  return Object.hasOwn(noteSeverities, code) ? noteSeverities[code as keyof typeof noteSeverities] : "error";
}

/** The ways out of a finding, the likeliest first; none for any other problem. */
export function fixKindsOf(code: string): readonly FixKind[] {
  return factsOf(code)?.fixes ?? [];
}

/** Whether a finding says that a value is not what the ledger says. */
export function isOffLedger(code: string): boolean {
  return factsOf(code)?.offLedger === true;
}

/** Whether a finding is said beside a change of its parameter. */
export function isBesideChange(code: string): boolean {
  return factsOf(code)?.besideChange === true;
}

function factsOf(code: string): FindingFacts | undefined {
  return isFinding(code) ? findingTable[code] : undefined;
}

function isFinding(code: string): code is FindingCode {
  return Object.hasOwn(findingTable, code);
}
