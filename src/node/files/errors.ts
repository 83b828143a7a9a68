// Tells the errors of Node's file system apart.
/** The code of an error that Node's file system or process calls throw, undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Whether there is no such file. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
}

/** Whether a path leads to nothing: there is no such file, links go in a circle, or no file can have such a name. */
export function leadsNowhere(error: unknown): boolean {
  return isMissing(error) || ["ELOOP", "ENAMETOOLONG"].includes(errorCode(error) ?? "");
}
