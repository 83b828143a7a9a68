// Tells the errors of Node's file system apart.
/** The code of an error that Node's file system or process calls throw, undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Whether there is no such file: nothing, a folder, or links that lead nowhere. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "EISDIR", "ELOOP"].includes(errorCode(error) ?? "");
}
