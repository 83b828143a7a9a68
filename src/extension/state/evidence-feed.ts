// Keeps the gates of the phases in effect up to date with what the bot writes.
import { dirname, resolve } from "node:path";
import { Disposable, EventEmitter, window } from "vscode";
import type { EvidenceFile } from "../../core/evidence/evidence";
import type { Instant } from "../../core/evidence/trade";
import type { GateFacts } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import type { EvidenceFiles } from "../../node/evidence/evidence";
import type { Rollout } from "../../node/rollout";
import { showProgress } from "../notify";
import { reportError } from "../report";
import { sameItems } from "./same-items";
import type { Snapshot } from "./snapshot";
import type { Store } from "./store";
import { watchFiles } from "./watch";

/** How soon after the bot has written its files are read, in ms: what it writes until then costs one reading. */
const pause = 2000;

/** How long a new watcher may take until it hears anything, in ms: what is written meanwhile is read by then. */
const watcherStart = 5000;

/** How often gates are judged again though no file changed, in ms: silence too is evidence. */
const interval = 60_000;

/** What one reading came to. */
interface Judged {
  /** Of which plan. */
  readonly of?: string;
  readonly gates: ReadonlyMap<number, GateResult>;
  readonly facts?: GateFacts;
  /** Whether reading threw: what was said before may no longer hold. */
  readonly hasFailed?: true;
}

const nothingJudged: Judged = { gates: new Map() };
const notReadable: Judged = { gates: new Map(), hasFailed: true };

/**
 * The gates of the phases in effect, by phase; none where the plan names no evidence or the ledger is not known. They are
 * read in the background: when plan or ledger change, when the bot's files do, and once a minute.
 */
export class EvidenceFeed implements Disposable {
  readonly #store: Store;
  #judged: Judged = nothingJudged;
  #reading: Promise<void> | undefined;
  #files: EvidenceFiles | undefined;
  #stale = false;
  #written: NodeJS.Timeout | undefined;
  #watcherStarted: NodeJS.Timeout | undefined;
  /** What was last wrong; the same is not reported every minute. */
  #reported = "";
  #watched = { of: "", by: Disposable.from() };
  readonly #changed = new EventEmitter<void>();
  readonly #timer: NodeJS.Timeout;
  readonly #subscriptions: Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(store: Store) {
    this.#store = store;
    this.#subscriptions = Disposable.from(
      this.#changed,
      store.follow(judgedBy, () => this.#readSoon(), sameItems),
      window.onDidChangeWindowState(({ focused }) => focused && this.#readSoon()),
    );
    this.#timer = setInterval(() => this.#readSoon(), interval);
  }

  get gates(): ReadonlyMap<number, GateResult> {
    return this.#judged.gates;
  }

  /** What the gates were judged by; undefined where none is. */
  get facts(): GateFacts | undefined {
    return this.#judged.facts;
  }

  /** The same, undefined where it is of another plan than the rollout's: of one that was in use until just now. */
  factsOf(rollout: Rollout): GateFacts | undefined {
    return this.#judged.of === planOf(rollout) ? this.#judged.facts : undefined;
  }

  /** The gate of the newest phase in effect, as far as it is known. */
  newestGate(rollout: Rollout): GateResult | undefined {
    const newest = rollout.inEffect?.at(-1);
    return newest === undefined || !this.factsOf(rollout) ? undefined : this.gates.get(newest);
  }

  get hasFailed(): boolean {
    return this.#judged.hasFailed ?? false;
  }

  dispose(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#written);
    clearTimeout(this.#watcherStarted);
    this.#watched.by.dispose();
    this.#subscriptions.dispose();
  }

  #readSoon(): void {
    if (!isWatched(this.#store.snapshot) && this.#judged === nothingJudged) return;
    this.#stale = true;
    if (this.#reading) return;
    this.#reading = this.#readWhileStale();
    void showProgress("plan's view", "", this.#reading);
  }

  async #readWhileStale(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        this.#publish(await this.#read(this.#store.snapshot, Date.now()));
        this.#reported = "";
      } catch (error) {
        this.#publish(notReadable);
        if (this.#reported !== String(error)) reportError(error);
        this.#reported = String(error);
      }
    }
    // Here and not once the promise is settled: a call between the two would be heard by nobody.
    this.#reading = undefined;
  }

  #publish(judged: Judged): void {
    this.#judged = judged;
    this.#changed.fire();
  }

  async #read(snapshot: Snapshot, at: Instant): Promise<Judged> {
    if (!isWatched(snapshot)) {
      this.#watch([]);
      return nothingJudged;
    }
    const gates = new Map<number, GateResult>();
    const { rollout } = snapshot;
    const [{ EvidenceFiles }, { readGateFacts }, { gateOfPhase }] = await Promise.all([
      import("../../node/evidence/evidence"),
      import("../../node/evidence/judge"),
      import("../../core/gates/gate-of-phase"),
    ]);
    this.#files ??= new EvidenceFiles();
    const facts = await readGateFacts(rollout, at, this.#files);
    this.#watch(watchedPaths(rollout, facts.evidence.files));
    for (const phase of rollout.plan.phases) {
      const gate = rollout.inEffect?.includes(phase.id) ? gateOfPhase(facts, phase) : undefined;
      if (gate) gates.set(phase.id, gate);
    }
    return { of: planOf(rollout), gates, facts };
  }

  /** Watches the files of these paths, whose last part may be a pattern. */
  #watch(paths: readonly string[]): void {
    const watched = paths.join("\0");
    if (this.#watched.of === watched) return;
    this.#watched.by.dispose();
    // Not put off by what follows: some bots never rest.
    const written = (): void => {
      this.#written ??= setTimeout(() => {
        this.#written = undefined;
        this.#readSoon();
      }, pause);
    };
    this.#watched = { of: watched, by: Disposable.from(...paths.map((path) => watchFiles(path, written))) };
    clearTimeout(this.#watcherStarted);
    this.#watcherStarted = setTimeout(() => this.#readSoon(), watcherStart);
  }
}

/** What tells one plan, and one state of it, from another. */
function planOf({ planFile, planHash }: Rollout): string {
  return `${planFile}\0${planHash}`;
}

/** Whether there are gates to judge. */
function isWatched(snapshot: Snapshot): snapshot is Extract<Snapshot, { status: "ready" }> {
  return snapshot.status === "ready" && !!snapshot.rollout.ledger && !!snapshot.rollout.plan.evidence;
}

/**
 * What tells that the bot has written: the plan's patterns, which also find a file that is yet to come; where one names
 * folders, the files that were found.
 */
function watchedPaths({ root, plan }: Rollout, files: readonly EvidenceFile[]): string[] {
  const patterns = (plan.evidence?.sources ?? []).map(({ path }) => resolve(root, path));
  const inFolders = patterns.filter((pattern) => !/[*?{]/.test(dirname(pattern)));
  const folders = new Set(inFolders.map((pattern) => dirname(pattern)));
  const others = files.map(({ path }) => resolve(root, path)).filter((path) => !folders.has(dirname(path)));
  return [...new Set([...inFolders, ...others])];
}

/** What a gate depends on beside the bot's files: not the text that is being typed. */
function judgedBy({ status, ...snapshot }: Snapshot): readonly unknown[] {
  if (!("rollout" in snapshot)) return [status];
  const { planHash, ledger, inEffect } = snapshot.rollout as Rollout;
  return [planHash, ledger?.checkpoints.at(-1)?.tag, inEffect?.join()];
}
