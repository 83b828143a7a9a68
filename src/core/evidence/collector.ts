// Keeps what readers tell of the bot's files in bounded memory, and makes the evidence of it whenever it is asked for.
import type { EvidenceSettings } from "../plan/plan";
import { assemble, type EvidenceContext } from "./assemble";
import type { Evidence } from "./evidence";
import { FileRecords } from "./records/file-records";
import type { Report } from "./report";
import type { Instant } from "./trade";

/** Its memory is bounded by the trades of the rollout, however long the files are. */
export class EvidenceCollector {
  readonly #settings: EvidenceSettings;
  readonly #since: Instant | undefined;
  readonly #files = new Map<number, FileRecords>();

  /** `since`: the first checkpoint; of what is older, only the newest trades are kept. */
  constructor(settings: EvidenceSettings, since?: Instant) {
    this.#settings = settings;
    this.#since = since;
  }

  /** A report of the file with that number, which belongs to a source of the plan. */
  take(file: number, source: number, report: Report): void {
    this.#recordsOf(file, source).take(report);
  }

  /** The file is read again from its start. Of a sample, the earlier readings still count. */
  replaced(file: number): void {
    const records = this.#files.get(file);
    if (records?.kind.written === "sampled") records.beginReading();
    else this.#files.delete(file);
  }

  evidence(context: EvidenceContext): Evidence {
    return assemble(this.#files, this.#settings, context);
  }

  #recordsOf(file: number, source: number): FileRecords {
    const known = this.#files.get(file);
    if (known) return known;
    const records = new FileRecords(this.#settings, source, this.#since);
    this.#files.set(file, records);
    return records;
  }
}
