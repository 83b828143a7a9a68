// Hashes bytes and JSON values with SHA-256.
import { createHash } from "node:crypto";
import { canonical, type Json } from "../../core/json";

/** SHA-256 of a JSON value in its canonical spelling, hexadecimal: white space, comments and the order of keys don't count. */
export function hashJson(value: Json): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

/** SHA-256 of bytes, hexadecimal. */
export function hashBytes(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
