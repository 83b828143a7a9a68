// Keeps a signal from stopping a change half-way, and tells how a process ends that was interrupted.
import { constants } from "node:os";
import { type Problem, problem, UserError } from "../../core/problem";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof signals)[number];

/** A refusal because somebody interrupted. */
export class Interrupted extends UserError {
  constructor(
    readonly signal: Signal,
    ...problems: Problem[]
  ) {
    super(problem("interrupted", {}), ...problems);
    this.name = "Interrupted";
  }

  /** As shells tell it: 130 after Ctrl-C. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

/**
 * Lets `work`, which changes something, come to its end although a signal asks the process to stop; `held` is called then,
 * and a second signal stops it at once. Interrupted: the work was refused, and there was a signal.
 */
export async function uninterrupted<T>(work: () => Promise<T>, held: () => void): Promise<T> {
  let caught: Signal | undefined;
  const hold = (signal: Signal): void => {
    if (caught) release(signal);
    else held();
    caught ??= signal;
  };
  const listen = (on: "on" | "off"): void => {
    for (const signal of signals) process[on](signal, hold);
  };
  const release = (signal: Signal): void => {
    listen("off");
    process.kill(process.pid, signal);
  };
  listen("on");
  try {
    return await work();
  } catch (error) {
    throw caught && error instanceof UserError ? new Interrupted(caught, ...error.problems) : error;
  } finally {
    listen("off");
  }
}
