// Knows whether stdout took what was printed: its reader may have gone, or its disk be full.
import type { FileFault } from "../../core/problem";
import { fileFault } from "../../node/files/read-file";

let fault: FileFault | undefined;
let toldElsewhere = false;

// Without a listener, an error of a stream would end the process in the middle of its work.
process.stdout.on("error", (error) => {
  fault ??= fileFault(error);
});
process.stderr.on("error", () => {});

/** Waits until stdout has taken everything that was written; why it has not, if so. */
export async function outputFault(): Promise<FileFault | undefined> {
  await new Promise((resolve) => process.stdout.write("", resolve));
  return fault;
}

/** Notes that what stdout did not take was said on stderr. */
export function tellElsewhere(): void {
  toldElsewhere = true;
}

export function isToldElsewhere(): boolean {
  return toldElsewhere;
}

/** Whether whoever read stdout has closed it, as `head` does: then nobody misses the rest. */
export function isClosedPipe(of: FileFault): boolean {
  return typeof of === "object" && of.system === "EPIPE";
}
