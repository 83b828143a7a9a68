// Reads what the running bot leaves behind, and makes evidence of it.
import { stat } from "node:fs/promises";
import { relative, sep } from "node:path";
import { requireLedger } from "../../core/assessment/assess";
import { EvidenceCollector } from "../../core/evidence/collector";
import type { Evidence } from "../../core/evidence/evidence";
import type { Instant } from "../../core/evidence/trade";
import type { EvidenceSettings } from "../../core/plan/plan";
import type { Rollout } from "../rollout";
import { EvidenceFileReader } from "./file-reader";
import { findPaths } from "./find-files";

/** What has to be known of a rollout to read its evidence. */
export type WatchedRollout = Pick<Rollout, "plan" | "root" | "ledger" | "withoutLedger" | "parameters">;

/** Reads the evidence of a rollout, as often as it is asked, and of logs only what is new. */
export class EvidenceFiles {
  #reading: Reading | undefined;
  /** Two readings at once would push the same bytes twice. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #isHashed: boolean;

  /** `isHashed`: whether the evidence is to have the hashes of its files, as a checkpoint keeps them. */
  constructor({ isHashed = false } = {}) {
    this.#isHashed = isHashed;
  }

  /** The evidence that the bot left up to the moment `at`. UserError where git can't tell the ledger; of the files, nothing throws. */
  read(rollout: WatchedRollout, at: Instant): Promise<Evidence> {
    const next = this.#last.then(() => this.#read(rollout, at));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #read(rollout: WatchedRollout, at: Instant): Promise<Evidence> {
    const { plan, root, parameters } = rollout;
    const { checkpoints } = requireLedger(rollout);
    const settings = plan.evidence ?? { sources: [] };
    const found = await findFiles(root, settings);
    if (!this.#reading?.goesOn(root, settings, checkpoints[0]?.at, found)) {
      this.#reading = new Reading(root, settings, checkpoints[0]?.at, this.#isHashed);
    }
    const { collector, files } = await this.#reading.read(found);
    const source = new Map(parameters.flatMap(({ name, current }) => (current ? [[name, current.text]] : [])));
    return collector.evidence({ files, at, plan, checkpoints, source });
  }
}

/** The path of a file, with the index of its source. */
type Found = ReadonlyMap<string, number>;

/** All that was read since the files or the plan changed in a way that makes it void. */
class Reading {
  readonly #root: string;
  readonly #settings: string;
  readonly #since: Instant | undefined;
  readonly #isHashed: boolean;
  readonly #sources: EvidenceSettings["sources"];
  readonly #collector: EvidenceCollector;
  readonly #readers = new Map<string, EvidenceFileReader>();

  constructor(root: string, settings: EvidenceSettings, since: Instant | undefined, isHashed: boolean) {
    this.#isHashed = isHashed;
    this.#root = root;
    this.#settings = JSON.stringify(settings);
    this.#since = since;
    this.#sources = settings.sources;
    this.#collector = new EvidenceCollector(settings, since);
  }

  /** Whether it is of the same files; a sample that is not there for a moment still counts with what it said before. */
  goesOn(root: string, settings: EvidenceSettings, since: Instant | undefined, found: Found): boolean {
    const isSame = root === this.#root && JSON.stringify(settings) === this.#settings && since === this.#since;
    return isSame && [...this.#readers].every(([path, { kind }]) => found.has(path) || kind.written === "sampled");
  }

  async read(found: Found) {
    for (const [path, source] of found) {
      const settings = this.#sources[source];
      if (this.#readers.has(path) || !settings) continue;
      const place = { absolute: path, path: shownPath(this.#root, path), number: this.#readers.size, source };
      this.#readers.set(path, new EvidenceFileReader(place, settings, this.#collector, this.#isHashed));
    }
    for (const [path, reader] of this.#readers) if (found.has(path)) await reader.read();
    return { collector: this.#collector, files: [...this.#readers.values()].map(({ file }) => file) };
  }
}

/** The files of all sources, each once by whatever names: it belongs to the first source that has it. */
async function findFiles(root: string, { sources }: EvidenceSettings): Promise<Found> {
  const found = new Map<string, number>();
  const files = new Set<string>();
  for (const [source, { path: pattern }] of sources.entries()) {
    for (const path of await findPaths(root, pattern)) {
      const file = await identityOf(path);
      if (!files.has(file)) found.set(path, source);
      files.add(file);
    }
  }
  return found;
}

/** The same for two links to one file. */
async function identityOf(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return path;
  }
}

/** As the plan would spell it: relative to the repository's root where it is inside. */
function shownPath(root: string, path: string): string {
  const inside = relative(root, path);
  const shown = inside.startsWith("..") || inside === "" ? path : inside;
  return shown.split(sep).join("/");
}
