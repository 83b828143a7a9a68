// What the ledger says of one phase's time in effect: what its gate starts from.
import type { Checkpoint, Ledger } from "./ledger";

/** One time in which a phase was in effect, from its checkpoint to the one that ended or followed it. */
export interface PhaseRun {
  readonly phase: number;
  /** The checkpoint that brought it into effect. */
  readonly checkpoint: Checkpoint;
  /** ms since the epoch, UTC. */
  readonly applied: number;
  /** The next checkpoint that changed values: it ends the window. */
  readonly next?: Checkpoint;
  /** Its `validate` checkpoint, where there is one. */
  readonly validated?: Checkpoint;
  /** How many looks were added to the plan's by `extend`. */
  readonly extensions: number;
}

/** The newest time in which `phase` was in effect, or undefined where it never was. */
export function phaseRun(_ledger: Ledger, _phase: number): PhaseRun | undefined {
  throw new Error("to be written with the events of gates");
}
