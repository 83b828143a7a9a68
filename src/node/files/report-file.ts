// Writes the report of a rollout to a file, and overwrites nothing but such a report.
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { open, realpath, rename } from "node:fs/promises";
import { basename } from "node:path";
import { reportMark } from "../../core/dashboard/rollout-report";
import { problem, UserError } from "../../core/problem";
import { errorCode, isMissing } from "./errors";
import { writeNew, writeProblem } from "./new-file";

/** The mark stands within so many bytes of a report's beginning. */
const markWithin = 100;

/** UserError: report-exists, file-unwritable. */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    const existing = await existingReport(file);
    if (existing === undefined) return await writeNew(file, text);
    const temporary = `${existing}.${randomBytes(8).toString("hex")}.phasegate-tmp`;
    await writeNew(temporary, text);
    await rename(temporary, existing);
  } catch (error) {
    const path = basename(file);
    throw errorCode(error) === "EEXIST" ? new UserError(problem("report-exists", { path })) : writeProblem(path, error);
  }
}

/** Where the file that is there really is, if it is a report. */
async function existingReport(file: string): Promise<string | undefined> {
  try {
    const real = await realpath(file);
    // A pipe that nobody writes to would keep a plain open waiting for ever.
    const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await handle.stat()).isFile()) return undefined;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(markWithin), 0, markWithin, 0);
      return buffer.toString("latin1", 0, bytesRead).includes(reportMark) ? real : undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
